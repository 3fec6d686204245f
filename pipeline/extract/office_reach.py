"""Houses that stand a few words off their office: "In Chile, President Jane Doe", "wrote to Acme, asking CEO Jane Doe",
"Acme recovered under its new manager, Jane Doe"."""

from __future__ import annotations

from spacy.tokens import Token

from pipeline.extract.arguments import Arguments
from pipeline.extract.nlp import Passage
from pipeline.extract.office_runs import DETERMINERS, SKIPPED, Fillers, Office, OfficeRuns
from pipeline.extract.syntax import fillers

OPENING = frozenset("and but now so well then over here back meanwhile , today".split())  # before "In Chile"
TELLING = frozenset("tell ask urge warn inform press remind beg demand order call".split())
GUESTS = frozenset(
    "meet visit arrive land travel fly stop host welcome greet tour summit".split()
)  # what leaders do abroad
TO = frozenset({"to", "with"})
SURE = 0.9


def house_around(words: OfficeRuns, passage: Passage, office: Office, holders: Fillers) -> Fillers:
    """The house of an office that names none, by what its clause says of where or whom."""
    return (
        _called(words, passage, office)
        or _fronted(words, passage, office, holders)
        or _addressed(words, passage, office)
        or _under(words, passage, office, holders)
    )


def _called(words: OfficeRuns, passage: Passage, office: Office) -> Fillers:
    """ "President of the think tank, the X Institute, ...": the house that a noun is set off from by a comma."""
    doc, at, end = passage.doc, office.stop, passage.doc[office.start].sent.end
    while at > office.end and (doc[at - 1].text == "," or doc[at - 1].lower_ in DETERMINERS):
        at -= 1
    scene = words.arguments.scene
    kind = scene.class_nouns.get(doc[at - 1].lemma_.lower()) or scene.class_nouns.get(doc[at - 2 : at].text.lower())
    if not office.topic or at >= end or doc[at].text != "," or kind is None or kind != scene.organisation:
        return ()
    houses, after = words.names(passage, at + 1, end)
    one = len(houses) == 1 and doc[at - 1].tag_ == "NN" and after < len(doc) and doc[after].text in (",", ".", ")")
    return houses if one and _is_house(words, houses[0][0]) else ()


def governed(words: OfficeRuns, office: Office, holders: Fillers) -> tuple[Fillers, bool]:
    """ "President Doe": the country that the holder is known to govern, if named, and whether that is over."""
    for lexicalisation in office.lexicalisations:
        predicate = words.fit.ontology.predicates[lexicalisation.predicate]
        if words.house_classes(lexicalisation) != frozenset({words.arguments.scene.place}):
            continue
        for iri in (iri for holder, _ in holders for iri in words.arguments.mentions[holder].candidates[:1]):
            for stated, over in ((predicate.iri, False), (predicate.past or "", True)):
                lands = {*words.fit.ontology.known(iri, stated)}
                named = (i for i, mention in enumerate(words.arguments.mentions) if lands & {*mention.candidates})
                if lands and (index := next(named, None)) is not None:
                    held = words.fit.ontology.entities[iri].in_office(words.arguments.scene.document.date)
                    return ((index, 0.9),), over if held is None else not held
    return (), False


def _fronted(words: OfficeRuns, passage: Passage, office: Office, holders: Fillers) -> Fillers:
    """ "In Chile, President Jane Doe": the country that opens the sentence, unless she is only there on a visit."""
    arguments, doc = words.arguments, passage.doc
    sentence = doc[office.start].sent
    at = sentence.start
    while at < office.start and doc[at].lower_ in OPENING:
        at += 1
    if at >= office.start or doc[at].lower_ != "in" or not _is_at_home(words, passage, office):
        return ()
    found, _ = words.names(passage, at + 1, office.start)
    if len(found) != 1 or not words.fit.is_country(arguments.mentions[found[0][0]]):
        return ()
    others = {arguments.name_at(passage, token) for token in sentence} - {None, found[0][0]}
    if any(index is not None and words.fit.is_country(arguments.mentions[index]) for index in others):
        return ()
    if any(token.lemma_.lower() in GUESTS for token in sentence) or _leads_elsewhere(arguments, found[0][0], holders):
        return ()
    return ((found[0][0], SURE),)


def _is_at_home(words: OfficeRuns, passage: Passage, office: Office) -> bool:
    """Whether whoever holds the office is mostly in its country: who leads it, a minister; not envoys and generals."""
    predicates = words.fit.ontology.predicates
    leading = (lex for lex in office.lexicalisations if predicates[lex.predicate].past not in (None, lex.predicate))
    leads = any(words.arguments.scene.place in words.house_classes(lex) for lex in leading)
    return leads or passage.doc[office.end - 1].lower_ == "minister"


def _leads_elsewhere(arguments: Arguments, country: int, holders: Fillers) -> bool:
    """Whether one of the people is known to lead, or to have led, another country."""
    ontology, mentions = arguments.scene.ontology, arguments.mentions
    leading = [predicate for predicate in ontology.predicates.values() if predicate.past not in (None, predicate.iri)]
    stated = [iri for predicate in leading for iri in (predicate.iri, predicate.past or "")]
    known = {
        land
        for who, _ in holders
        for iri in mentions[who].candidates
        for p in stated
        for land in ontology.known(iri, p)
    }
    lands = {land for land in known if ontology.is_nation(land)}
    return bool(lands) and lands.isdisjoint(mentions[country].candidates)


def _addressed(words: OfficeRuns, passage: Passage, office: Office) -> Fillers:
    """ "Sent a letter to Acme, telling CEO Jane Doe": to whose house it went. No article: "asking the president"."""
    head = _head(passage, office)
    verb = head.head
    if office.start != verb.i + 1 or head.dep_ not in ("dobj", "nsubj", "dative") or verb.lemma_ not in TELLING:
        return ()
    if verb.tag_ != "VBG" or verb.dep_ not in ("advcl", "acl", "ccomp", "xcomp", "prep", "pcomp"):
        return ()
    houses = []
    for token in passage.doc[verb.sent.start : verb.i]:
        index = words.arguments.name_at(passage, token)
        if index is not None and token.dep_ == "pobj" and token.head.lower_ in TO and _is_house(words, index):
            houses.append(index)
    return ((houses[0], SURE),) if len(houses) == 1 else ()


def _under(words: OfficeRuns, passage: Passage, office: Office, holders: Fillers) -> Fillers:
    """ "Acme recovered under its new manager, Jane Doe": whose subject did so under somebody."""
    doc, at = passage.doc, office.start - 1
    while at > doc[office.start].sent.start and doc[at].lower_ in DETERMINERS | SKIPPED:
        at -= 1
    under = doc[at]
    if under.lower_ != "under" or under.head.pos_ not in ("VERB", "AUX", "NOUN"):
        return ()
    verb = next((token for token in (under.head, *under.head.ancestors) if token.pos_ in ("VERB", "AUX")), None)
    subjects = fillers(verb, "subject") if verb is not None else ()
    named = [words.arguments.name_at(passage, token) for token in subjects]
    if len(named) != 1 or named[0] is None or not _is_house(words, named[0]):
        return ()
    nation = words.fit.is_country(words.arguments.mentions[named[0]])
    governs = any(words.arguments.scene.place in words.house_classes(lex) for lex in office.lexicalisations)
    if (governs and at == office.start - 1 and not nation) or _leads_elsewhere(words.arguments, named[0], holders):
        return ()  # "Acme suffered under President Doe"
    return ((named[0], SURE),)


def _head(passage: Passage, office: Office) -> Token:
    """What the office and its holder hang on their clause by: "CEO Jane Doe" is led by Doe."""
    head = passage.doc[office.end - 1]
    while head.dep_ in ("compound", "nmod", "appos", "amod") and head.head != head:
        head = head.head
    return head


def _is_house(words: OfficeRuns, index: int) -> bool:
    votes = words.arguments.mentions[index].votes
    return (
        bool(votes)
        and votes[0].cls != words.arguments.scene.person
        and words.fit(words.arguments.mentions[index], words.possible)
    )
