"""What the fields of a header say by themselves: in "show: Harbour Light - Jane Doe" she hosts it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.arguments import Arguments
from pipeline.extract.fit import Fit
from pipeline.extract.lexicon import Lexicon
from pipeline.ontology import squash
from pipeline.records import Relation, Segment

WORK = 0  # index of the mention that stands for the document's own work


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
            for index in _named(arguments, fit, segment, range_ if turned else domain):
                yield Relation(
                    subject=WORK if turned else index,
                    predicate=predicate.iri,
                    object=index if turned else WORK,
                    rule=f"field:{segment.field}",
                    trigger=segment.begin,
                    begin=segment.begin,
                    end=segment.end,
                    confidence=lexicalisation.weight,
                    domain=domain,
                    range=range_,
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
