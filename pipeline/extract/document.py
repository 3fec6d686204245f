"""The steps of extraction in order: restore what recognisers of speech left out, parse, find names, find claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.extract.abstracts import Abstract
from pipeline.extract.arguments import Arguments
from pipeline.extract.asides import find_asides
from pipeline.extract.authors import find_authors
from pipeline.extract.cast import find_cast
from pipeline.extract.credits import find_credits
from pipeline.extract.fields import find_catalogues, find_field_facts
from pipeline.extract.fit import Fit, is_guess
from pipeline.extract.gazetteer import gazetteer
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.literals import with_literals
from pipeline.extract.mentions import find_mentions
from pipeline.extract.names import NameIndex
from pipeline.extract.nlp import load_model, parse
from pipeline.extract.presenters import find_presenters
from pipeline.extract.quantities import find_quantities
from pipeline.extract.relations import find_relations
from pipeline.extract.restoration import restored
from pipeline.extract.scene import Finding, Scene
from pipeline.extract.teams import team_names
from pipeline.ontology import Ontology, squash
from pipeline.records import Document, Extraction, Mention, Rejection, Relation, Vote
from pipeline.resting import at_rest
from pipeline.settings import Settings

if TYPE_CHECKING:
    from pipeline.llm import Reader


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document ready for finding claims: what stands where, the words to look for, and what was refused so far.

    classes: squashed name -> classes that the detectors proposed for it anywhere.
    """

    arguments: Arguments
    lexicon: Lexicon
    classes: Mapping[str, frozenset[str]]
    document: Document
    rejections: tuple[Rejection, ...]


def extract_document(
    document: Document, ontology: Ontology, settings: Settings, reader: Reader | None = None
) -> Extraction:
    """See `pipeline.extract.extract`."""
    load_model(settings.model)
    _compiled(ontology.digest, ontology)
    with at_rest():
        prepared = prepare(document, ontology, settings)
        return Extraction(document, (), ()) if prepared is None else claimed(prepared, reader)


def prepare(
    document: Document,
    ontology: Ontology,
    settings: Settings,
    *,
    given: Iterable[Finding] = (),
    wanted: Iterable[str] = (),
) -> Prepared | None:
    """The document parsed, with its names; None where it is in another language than the model's.

    given: names that are known to stand there, beside what is found. wanted: datatypes (IRIs) of literals to find,
    beside those that the ontology has words for.
    """
    nlp = load_model(settings.model)
    if document.language != nlp.lang:
        return None  # the document's warnings say so; the model would make rubbish of it
    index, lexicon = _compiled(ontology.digest, ontology)
    reading = restored(document, nlp)
    scene = Scene(reading, (), ontology, nlp, index)
    known, given = tuple(gazetteer(scene)), tuple(given)
    sure = [
        (name.begin, name.end, ontology.example(name.votes[0].cls) if name.votes else "")
        for name in (*known, *given)
        if not name.weak and not name.common
    ]
    scene = replace(scene, known=known, passages=parse(reading, nlp, sure, scene.roles))
    names, rejections = find_mentions(scene, given)
    found = sorted(with_literals(reading.text, lexicon.datatypes | frozenset(wanted), names), key=lambda m: m.begin)
    arguments = Arguments(scene, [Mention(0, 0, "", "work"), *found])
    told = replace(document, warnings=reading.warnings)
    return Prepared(arguments, lexicon, _proposed_classes(names), told, rejections)


def claimed(prepared: Prepared, reader: Reader | None = None) -> Extraction:
    """What a prepared document says."""
    arguments, lexicon, classes = prepared.arguments, prepared.lexicon, prepared.classes
    ontology, scene, rejections = lexicon.ontology, arguments.scene, prepared.rejections
    relations = list(find_relations(arguments, lexicon, classes))
    people = Abstract(arguments)
    relations += find_cast(people, ontology)
    relations += find_credits(people, lexicon)
    relations += find_authors(people, lexicon, tuple(relations))
    relations += find_presenters(people, lexicon)
    relations += find_field_facts(arguments, lexicon, Fit(ontology, classes))
    relations += find_catalogues(arguments, lexicon, Fit(ontology, classes))
    relations += find_quantities(arguments, ontology, classes)
    sentences = _sentences(scene)
    if reader is not None:
        found = reader.read(arguments, relations, sentences, lexicon, classes)
        relations += found.relations
        rejections += found.rejections
    return Extraction(
        document=prepared.document,
        mentions=tuple(arguments.mentions),
        relations=_deduplicated(relations),
        rejections=rejections,
        sentences=sentences,
        asides=find_asides(prepared.document.text, sentences, ontology),
        words=sum(not token.is_space and not token.is_punct for passage in scene.passages for token in passage.doc),
    )


def _sentences(scene: Scene) -> tuple[tuple[int, int], ...]:
    """Reading spans of the sentences, in order."""
    return tuple(
        (passage.begin + sentence.start_char, passage.begin + sentence.end_char)
        for passage in scene.passages
        for sentence in passage.doc.sents
    )


GLUED = 5  # letters of a name from which an ending that is written as one with it may be left out
_CACHE: dict[str, tuple[NameIndex, Lexicon]] = {}


def _compiled(digest: str, ontology: Ontology) -> tuple[NameIndex, Lexicon]:
    """The matchers of an ontology, built once per process."""
    if digest not in _CACHE:
        _CACHE.clear()
        parted = frozenset(squash(x) for entity in ontology.entities.values() for x in entity.labels if ", " in x)
        _CACHE[digest] = NameIndex({**ontology.names, **_implied_names(ontology)}, parted), Lexicon(ontology)
    return _CACHE[digest]


def _implied_names(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """Known names without an ending that people leave out ("Acme" for Acme Labs or AcmeAI), where only one has it."""
    implied: dict[str, set[str]] = defaultdict(set)
    for entity in ontology.entities.values():
        for ending in ontology.classes[entity.cls].optional_endings:
            rest = entity.label.removesuffix(ending)
            shorter = rest != entity.label and (rest.endswith(" ") or len(rest) > GLUED)
            if shorter and squash(rest) not in ontology.names:
                implied[squash(rest)].add(entity.iri)
    unique = {name: tuple(owners) for name, owners in implied.items() if len(owners) == 1 and len(name) > 3}
    return unique | {name: tuple(sorted(owners)) for name, owners in team_names(ontology).items()}


def _proposed_classes(names: Iterable[Mention]) -> dict[str, frozenset[str]]:
    """Squashed name -> classes that any detector proposed for it anywhere in the document; guesses alone are none."""
    votes: dict[str, set[Vote]] = defaultdict(set)
    for mention in names:
        votes[squash(mention.text)].update(mention.votes)
    return {
        name: frozenset(vote.cls for vote in found if not all(map(is_guess, found))) for name, found in votes.items()
    }


def _deduplicated(relations: Iterable[Relation]) -> tuple[Relation, ...]:
    """Of equal claims at one trigger the most confident stays, a model's beside the rules'; sorted by place.

    Where one word makes both, the ends may be of the classes of either.
    """
    best: dict[tuple[object, ...], Relation] = {}
    for relation in relations:
        key = (relation.subject, relation.predicate, relation.object, relation.trigger, relation.named, relation.claim)
        other = best.get(key)
        surest = other if other is not None and other.confidence >= relation.confidence else relation
        if other is not None and other.rule == relation.rule:
            surest = replace(surest, domain=other.domain | relation.domain, range=other.range | relation.range)
        best[key] = surest
    return tuple(
        sorted(best.values(), key=lambda r: (r.begin, r.trigger, r.subject, r.predicate, str(r.object), r.rule))
    )
