"""What the fields and lists of a header say by themselves: in "show: Harbour Light - Jane Doe" she hosts it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.written import ENUMERATION
from pipeline.ontology import Lexicalisation, squash
from pipeline.records import Relation, Segment

CHANNELS = frozenset({"show", "account", "channel", "publisher"})
WORK = 0  # index of the mention that stands for the document's own work
# Heads a list of what else the organisation in it puts out: "More shows from Acme", "Subscribe to other Acme channels".
CATALOGUE = re.compile(
    r"\b(?:other|more|all|our|full episodes)\b.*\b(?:channels|podcasts|shows|series|newsletters)\b", re.IGNORECASE
)


def find_field_facts(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Relation]:
    """Claims that tie who is named in a field of the header to the document's own work (kind "field")."""
    for segment in arguments.scene.document.segments:
        if segment.kind != "context" or segment.listing or not segment.field:
            continue
        for lexicalisation in lexicon.fields:
            if segment.field not in lexicalisation.words:
                continue
            predicate = fit.ontology.predicates[lexicalisation.predicate]
            turned = lexicalisation.domain_roles == ("work",)
            domain, range_ = lexicalisation.domain or predicate.domain, lexicalisation.range or predicate.range
            among = lexicalisation.range_roles == ("beside",)  # "Acme News - Jane Doe": she is theirs
            objects = _named(arguments, fit, segment, range_) if among else [WORK]
            pairs = [(index, other) for index in _named(arguments, fit, segment, domain) for other in objects]
            if turned:
                makers = _named(arguments, fit, segment, range_)
                makers.sort(key=lambda index: arguments.mentions[index].begin)
                pairs = [(WORK, index) for index in (makers[:1] if segment.field == "show" else makers)]
            for subject, object_ in pairs:
                if not turned and not _is_met_again(arguments, segment, subject):
                    continue
                yield Relation(
                    subject=subject,
                    predicate=predicate.iri,
                    object=object_,
                    rule=f"field:{segment.field}",
                    trigger=segment.begin,
                    begin=segment.begin,
                    end=segment.end,
                    confidence=lexicalisation.weight,
                    domain=domain,
                    range=range_,
                )


def _is_met_again(arguments: Arguments, segment: Segment, index: int) -> bool:
    """Whether the person is known by that name in full, or named outside the field, too.

    In "Acme News - Harbour Strike" nobody is, and "Best of Quill" is not presented by Jane Quill.
    """
    mention = arguments.mentions[index]
    if mention.candidates:
        known = arguments.scene.ontology.entities[mention.candidates[0]]
        return " " in mention.text or squash(mention.text) == squash(known.label)
    scene, words = arguments.scene, mention.text.split()
    if squash(words[0]) not in scene.given_names or scene.is_known(words[-1], scene.place):
        return False  # "Israel Palestine"
    said = {squash(mention.text), squash(words[-1])}
    return any(
        other.kind == "name" and squash(other.text) in said and not segment.begin <= other.begin < segment.end
        for other in arguments.mentions
    )


def _named(arguments: Arguments, fit: Fit, segment: Segment, wanted: frozenset[str]) -> list[int]:
    """Mentions in the field that may be meant; else a person whose full name the field's words contain."""
    names = [(index, mention) for index, mention in enumerate(arguments.mentions) if mention.kind == "name"]
    inside = [
        index
        for index, mention in names
        if segment.begin <= mention.begin < segment.end and mention.votes and fit(mention, wanted)
    ]
    person = frozenset({arguments.scene.person or ""})
    if inside or not person & wanted:
        return inside
    said = squash(arguments.scene.document.text[segment.begin : segment.end])
    for index, mention in names:
        if " " in mention.text and squash(mention.text) in said and mention.votes and fit(mention, person):
            return [index]
    return []


def find_catalogues(arguments: Arguments, lexicon: Lexicon, fit: Fit) -> Iterator[Relation]:
    """Claims of lists of works under the name of who puts them out: each a line that a link stood behind."""
    document = arguments.scene.document
    work = arguments.scene.ontology.class_of_ner("WORK_OF_ART")
    makers = [lex for lex in lexicon.fields if lex.domain_roles == ("work",)]
    if work is None or not makers:
        return
    heads: list[int] = []
    for segment in document.segments:
        if segment.kind == "context":
            yield from _enumerated(arguments, fit, segment, makers)
        text = document.text[segment.begin : segment.end].strip()
        if segment.kind != "context" or not (heads or CATALOGUE.search(text)):
            heads = []
            continue
        if CATALOGUE.search(text):
            wanted = frozenset(cls for lex in makers for cls in lex.range)
            heads = [i for i in _named(arguments, fit, segment, wanted) if arguments.mentions[i].kind == "name"]
            heads = heads or _channels(arguments, fit)
            continue
        titles = [
            index
            for index, mention in enumerate(arguments.mentions)
            if mention.kind == "name" and mention.begin == segment.begin and mention.votes
            if document.text[mention.end : segment.end].strip() == ":" and fit(mention, frozenset({work}))
        ]
        if not titles:
            heads = []
        for lexicalisation in makers:
            for index in titles:
                yield _put_out(index, heads[0], lexicalisation, (segment.begin, segment.end), work)


def _enumerated(arguments: Arguments, fit: Fit, segment: Segment, makers: list[Lexicalisation]) -> Iterator[Relation]:
    """Claims of the shows that a description lists: of who is named first in it, else of whose channel it is."""
    scene = arguments.scene
    house = frozenset({scene.organisation or ""})
    match = ENUMERATION.search(scene.document.text, segment.begin, segment.end)
    heads = match and (sorted(_named(arguments, fit, segment, house)) or _channels(arguments, fit))
    if not match or not heads:
        return
    for index, mention in enumerate(arguments.mentions):
        listed = match.start("items") <= mention.begin < match.end("items")
        votes = (vote for vote in mention.votes if vote.detector in ("listed", "gazetteer"))
        if listed and any(vote.cls == scene.work for vote in votes):
            for lexicalisation in makers:
                yield _put_out(index, heads[0], lexicalisation, match.span(), scene.work)


def _channels(arguments: Arguments, fit: Fit) -> list[int]:
    """The houses that the header gives as whose show or channel the document is."""
    house = frozenset({arguments.scene.organisation or ""})
    fields = (s for s in arguments.scene.document.segments if s.kind == "context" and s.field in CHANNELS)
    return [index for segment in fields for index in _named(arguments, fit, segment, house)]


def _put_out(index: int, head: int, lexicalisation: Lexicalisation, place: tuple[int, int], work: str) -> Relation:
    """That the house puts out the work."""
    return Relation(
        subject=index,
        predicate=lexicalisation.predicate,
        object=head,
        rule="catalogue",
        trigger=place[0],
        begin=place[0],
        end=place[1],
        confidence=lexicalisation.weight,
        domain=frozenset({work}),
        range=lexicalisation.range,
    )
