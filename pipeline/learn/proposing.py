"""From examples to proposals: wordings that tie the two of a fact, tried on all that the examples say and do not say.

Patterns are found as in DIRT and Snowball (Lin & Pantel 2001; Agichtein & Gravano 2000): what ties the two of a known
fact is a candidate, and what else a candidate would claim in the same documents tells how far it can be trusted. The
trial is the run itself, so that a pattern's precision is that of the claims a run would make with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError
from pipeline.extract.lexicon import Lexicon
from pipeline.learn.applying import reworded
from pipeline.learn.classes import ClassProposal, propose_classes
from pipeline.learn.examples import Example, read_examples
from pipeline.learn.observing import TRUE, Wording
from pipeline.learn.patterns import Claim, Demands, Fits, Pattern, Row, find_patterns, tallied
from pipeline.learn.reading import Reading, read_example
from pipeline.ontology import Lexicalisation, LexicalKind, Ontology, Predicate, load_ontology
from pipeline.records import Document
from pipeline.settings import Settings

Progress = Callable[[str, int, int, int], None]  # as of `pipeline.run`
WORDLESS: tuple[tuple[LexicalKind, str, str], ...] = (
    ("possessive", "possessed", "possessor"),
    ("apposition", "first", "second"),
)
HOPELESS = 0.05  # share of two names beside a word in which it is right, from which it is worth a trial
FOLDS = 5  # parts of the sources, each of which is read with what the others teach
TWICE = 2  # pairs of names of which both predicates are said, so that either may be left out
LEVELS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)  # least precisions that the summary compares


@dataclass(frozen=True, slots=True)
class Telling:
    """What patterns of at least some precision claim of documents that they were not learnt from.

    facts: all that the examples say where both names stand; known: how many of them the ontology's own words find.
    each: predicate -> what is right, wrong and said of it.
    """

    least: float
    patterns: int
    right: int
    wrong: int
    known: int
    facts: int
    each: dict[str, tuple[int, int, int]]

    @property
    def precision(self) -> float:
        """Share of the claims that are right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the facts that are claimed."""
        return self.right / max(1, self.facts)

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        return 2 * self.right / max(1, self.right + self.wrong + self.facts)


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the examples teach. new: for each pattern, how many right facts nothing in the ontology finds.

    documents: by name, for quotes. levels: what each least precision would bring. unread: documents in another language
    than the model's. unsaid: predicate -> facts of it that no pattern claims.
    """

    ontology: Ontology
    patterns: tuple[Pattern, ...]
    new: tuple[int, ...]
    classes: tuple[ClassProposal, ...]
    documents: dict[str, Document]
    levels: tuple[Telling, ...]
    unread: tuple[str, ...]
    unsaid: dict[str, int]


def learn(
    paths: Sequence[Path],
    settings: Settings,
    *,
    documents: Sequence[Path] = (),
    demands: Demands | None = None,
    partial: bool = False,
    progress: Progress | None = None,
) -> Proposals:
    """Proposals out of the examples in files and folders; see `read_examples` for what they look like.

    documents: folders with the documents of gold graphs. partial: see `propose`. Raises InputError for examples that
    cannot be used, OntologyError and ModelError as `pipeline.run` does.
    """
    ontology = load_ontology(settings.ontology)
    examples = read_examples(paths, ontology, documents=documents)
    return propose(examples, ontology, settings, demands=demands, partial=partial, progress=progress)


def propose(
    examples: Sequence[Example],
    ontology: Ontology,
    settings: Settings,
    *,
    demands: Demands | None = None,
    partial: bool = False,
    progress: Progress | None = None,
) -> Proposals:
    """Proposals out of examples. Raises InputError where none is in the language of the model.

    partial: the examples do not say all that their sentences state. Then a claim of two names of which something else
    is said is not judged, where examples say both of the same two elsewhere.
    """
    demands = demands or Demands()
    tell = progress or (lambda step, done, total, words: None)
    predicates = _stated(ontology)
    readings: list[Reading] = []
    unread, words = [], 0
    beside = _beside(examples) if partial else None
    used = {fact.predicate for example in examples for fact in example.facts} & ontology.attributes.keys()
    wanted = {datatype for iri in used for datatype in ontology.attributes[iri].range}
    seen: dict[tuple[str, Wording], set[str]] = defaultdict(set)
    stands = Counter[Wording]()
    for done, example in enumerate(examples):
        name = example.document.id
        tell(f"reading {name}", done, 2 * len(examples), words)
        reading = read_example(example, ontology, settings, wanted=wanted, beside=beside)
        if reading is None:
            unread.append(name)
            continue
        words += len(example.document.text.split())
        stands.update(sight.wording for sight in reading.sights)
        for predicate, wording, domain, range_ in reading.said(predicates.values()):
            offices = _as_office(wording, domain, range_, ontology) if predicate in ontology.predicates else ()
            for said in (wording, *offices):
                seen[predicate, said].add(example.origin)
        readings.append(reading.lighter())
    if not readings:
        raise InputError("no example is in the language of the model; name another one with --model")
    for (predicate, wording), names in list(seen.items()):
        if wording.kind == "together" and len(names) < HOPELESS * stands[wording]:
            del seen[predicate, wording]
    lexicon = _candidates(seen, ontology, demands.sources)
    cases: list[Row] = []
    facts: set[Claim] = set()
    known: set[Claim] = set()
    for done, reading in enumerate(readings):
        name = reading.example.document.id
        tell(f"trying on {name}", len(examples) + done, 2 * len(examples), words)
        facts |= {(name, triple) for triple in reading.sayable()}
        known |= {(name, case.triple) for case in reading.known() if case.right}
        source = reading.example.origin
        cases += ((source, name, lex.predicate, _wording(lex), case) for lex, case in reading.claims(lexicon))
    patterns = find_patterns(tallied(cases), demands, ontology.is_a)
    told = known.union(*(pattern.tally.said for pattern in patterns))
    unsaid = _by_predicate(facts - told)
    return Proposals(
        ontology,
        tuple(patterns),
        tuple(len(pattern.tally.said - known) for pattern in patterns),
        tuple(propose_classes(readings, ontology, demands.sources)),
        {example.document.id: example.document for example in examples},
        tuple(_levels(cases, facts, known, demands, ontology.is_a)),
        tuple(unread),
        dict(sorted(unsaid.items())),
    )


def _stated(ontology: Ontology) -> dict[str, Predicate]:
    """Everything that words may express; a predicate that is only the other direction of one is not looked for."""
    inverses = {inverse for predicate in ontology.predicates.values() for inverse in predicate.inverses}
    looked = {
        iri: predicate
        for iri, predicate in ontology.predicates.items()
        if iri not in inverses or predicate.lexicalisations or predicate.domain
    }
    return {**looked, **ontology.attributes}


def _beside(examples: Sequence[Example]) -> dict[str, frozenset[str]]:
    """Predicate -> others that the examples say of the same two names, at least `TWICE`."""
    pairs: dict[tuple[str, str], set[str]] = defaultdict(set)
    for example in examples:
        for fact in example.facts:
            pairs[fact.subject, fact.object].add(fact.predicate)
    counts = Counter((one, other) for said in pairs.values() for one in said for other in said if one != other)
    found: dict[str, set[str]] = defaultdict(set)
    for (one, other), count in counts.items():
        if count >= TWICE:
            found[one].add(other)
    return {one: frozenset(others) for one, others in found.items()}


def _as_office(wording: Wording, domain: str, range_: str, ontology: Ontology) -> Iterator[Wording]:
    """The same noun as an office, where it says what a person is to something that is none."""
    person = ontology.class_of_ner("PERSON")
    if wording.kind != "noun" or person is None or (domain == person) == (range_ == person):
        return
    roles = ("holder", "house") if domain == person else ("house", "holder")
    bearer = wording.domain_role if domain == person else wording.range_role
    if bearer == "bearer":
        yield Wording("office", wording.words, *roles)


def _candidates(seen: dict[tuple[str, Wording], set[str]], ontology: Ontology, documents: int) -> Lexicon:
    """A lexicon of the wordings that enough documents support and that the ontology does not have yet."""
    had = {
        (lex.predicate, lex.kind, word, one, other)
        for predicate in _stated(ontology).values()
        for lex in predicate.lexicalisations
        for word in lex.words
        for one in lex.domain_roles
        for other in lex.range_roles
    }
    either = {iri for iri, predicate in ontology.predicates.items() if predicate.symmetric}
    had |= {(iri, kind, word, other, one) for iri, kind, word, one, other in had if iri in either}
    wanted = {key for key, names in seen.items() if len(names) >= documents}
    said = {predicate for predicate, _ in wanted} & ontology.predicates.keys()
    for kind, one, other in WORDLESS:
        for roles in ((one, other), (other, one)):
            wanted |= {(predicate, Wording(kind, TRUE, *roles)) for predicate in said}
    found: dict[str, list[Lexicalisation]] = defaultdict(list)
    for predicate, wording in sorted(wanted):
        if (predicate, wording.kind, wording.words, wording.domain_role, wording.range_role) not in had:
            found[predicate].append(
                Lexicalisation(
                    predicate, wording.kind, (wording.words,), (wording.domain_role,), (wording.range_role,), 1.0
                )
            )
    return Lexicon(reworded(ontology, found))


def _wording(lexicalisation: Lexicalisation) -> Wording:
    return Wording(
        lexicalisation.kind, lexicalisation.words[0], lexicalisation.domain_roles[0], lexicalisation.range_roles[0]
    )


def _levels(cases: Sequence[Row], facts: set[Claim], known: set[Claim], demands: Demands, fits: Fits) -> list[Telling]:
    """What each least precision brings in documents whose sources had no part in learning, a fifth at a time."""
    sources = sorted({source for source, *_ in cases})
    right: dict[float, set[Claim]] = {least: set() for least in LEVELS}
    wrong: dict[float, set[Claim]] = {least: set() for least in LEVELS}
    for fold in range(FOLDS):
        apart = set(sources[fold::FOLDS])
        unseen = tallied(case for case in cases if case[0] in apart)
        for pattern in find_patterns(tallied(case for case in cases if case[0] not in apart), demands, fits):
            claimed = pattern.of(unseen, fits)
            for least in LEVELS:
                if pattern.held >= least:
                    right[least] |= claimed.said
                    wrong[least] |= claimed.mistaken
    whole = find_patterns(tallied(cases), demands, fits)
    said = _by_predicate(facts)
    return [
        Telling(
            least,
            sum(pattern.held >= least for pattern in whole),
            len(right[least]),
            len(wrong[least] - right[least]),
            len(known),
            len(facts),
            _side_by_side(_by_predicate(right[least]), _by_predicate(wrong[least] - right[least]), said),
        )
        for least in LEVELS
    ]


def _by_predicate(claims: Iterable[Claim]) -> Counter[str]:
    return Counter(predicate for _, (_, predicate, _) in claims)


def _side_by_side(right: Counter[str], wrong: Counter[str], said: Counter[str]) -> dict[str, tuple[int, int, int]]:
    return {each: (right[each], wrong[each], said[each]) for each in sorted({*right, *wrong, *said})}
