"""Examples to learn from: gold graphs with their documents, sentences with triples as JSON lines or in Turtle."""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import yaml

from pipeline.errors import InputError
from pipeline.ingest import read_document
from pipeline.ingest.builder import build
from pipeline.ingest.cleaning import PROSE
from pipeline.ingest.pieces import Piece
from pipeline.ontology import Ontology, squash
from pipeline.records import Document, Source
from pipeline.vocabulary import PREFIXES, SCHEMA, local_name

RDF, RDFS, SKOS = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "skos"))
FIELDS = ("sentence", "subject", "predicate", "object")
WORD = re.compile(r"[^\W_]+")
LEAST_QUOTE = 5  # words of a quote that must be found where not all of it is


@dataclass(frozen=True, slots=True)
class Thing:
    """What an example names. classes: IRIs, the preferred one first; empty where the example does not say."""

    name: str
    classes: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """Subject and object by their names in the example. spans: where it is said, in the reading text, if known."""

    subject: str
    predicate: str
    object: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Example:
    """One document, or one sentence, with what it says.

    facts: all readings that a careful reader accepts. tempting: what the words suggest and do not say. source: examples
    of one source, as sentences of one document or talks of one show, support a pattern only once; itself where empty.
    """

    document: Document
    things: tuple[Thing, ...]
    facts: tuple[Fact, ...]
    tempting: tuple[Fact, ...] = ()
    source: str = ""

    @property
    def origin(self) -> str:
        """Its source, itself where none is given."""
        return self.source or self.document.id


class Terms:
    """Classes and predicates of an ontology by IRI, local name or label, however they are spelt."""

    def __init__(self, ontology: Ontology) -> None:
        """Index the terms of the ontology."""
        self.classes = _index((iri, info.label) for iri, info in ontology.classes.items())
        stated = [*ontology.predicates.items(), *ontology.attributes.items()]
        self.predicates = _index((iri, info.label) for iri, info in stated)
        self.turned = {
            inverse: iri
            for iri, predicate in ontology.predicates.items()
            for inverse in predicate.inverses
            if inverse not in self._canonical(ontology)
        }

        self.sides = {iri: tuple(self._side(ontology, side) for side in (p.domain, p.range)) for iri, p in stated}

    @staticmethod
    def _side(ontology: Ontology, classes: frozenset[str]) -> tuple[str, ...] | None:
        """What a name in the place must be, where only one class fits; None where it is no name but a literal."""
        if classes - ontology.classes.keys():
            return None
        return tuple(classes) if len(classes) == 1 else ()

    @staticmethod
    def _canonical(ontology: Ontology) -> frozenset[str]:
        """Predicates that are looked for themselves, and not as the other direction of one."""
        return frozenset(
            iri for iri, predicate in ontology.predicates.items() if predicate.domain or predicate.lexicalisations
        )


def _index(terms: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for iri, label in terms:
        for name in (iri, local_name(iri), label):
            found.setdefault(squash(name), iri)
    return found


def read_examples(paths: Sequence[Path], ontology: Ontology, *, documents: Sequence[Path] = ()) -> list[Example]:
    """The examples in files and folders (*.yaml, *.jsonl, *.ttl), in order.

    documents: folders with the documents of gold graphs, beside those where they are looked for anyway: the folder of
    the gold graph, and "documents" in it or next to it.

    Raises InputError naming file, place and remedy: no examples, a file that cannot be read, a term that the ontology
    does not have, a gold graph without its document.
    """
    terms = Terms(ontology)
    found: list[Example] = []
    for path in _files(paths):
        found += READERS[path.suffix](path, terms, documents)
    if not found:
        raise InputError(
            f"{', '.join(map(str, paths))}: no examples; name files or folders with *.yaml, *.jsonl, *.ttl"
        )
    return found


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(inside for inside in path.iterdir() if inside.suffix in READERS)
        elif path.suffix in READERS:
            yield path
        else:
            raise InputError(f"{path}: examples are gold graphs (*.yaml), JSON lines (*.jsonl) or Turtle (*.ttl)")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 ({error.reason}); save it as UTF-8") from error


def sentence_document(text: str, name: str) -> Document:
    """A document that holds nothing but the text."""
    built = build(text, [Piece(((0, len(text)),))], PROSE)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(
        f"{name}-{digest[:8]}", Source(name, "sentence", digest), text, built.text, built.runs, built.segments
    )


# --- gold graphs


def _gold(path: Path, terms: Terms, documents: Sequence[Path]) -> Iterator[Example]:
    try:
        data = yaml.safe_load(_text(path))
    except yaml.YAMLError as error:
        raise InputError(
            f"{path}: not a YAML file ({' '.join(str(error).split())}); mend the place it names"
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("entities"), list):
        raise InputError(f"{path}: not a gold graph; it needs a list `entities` at the top level")
    document = read_document(document_of(path, str(data.get("document") or path.stem), documents))
    index = _Words(document.text)
    quotes: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for item in data.get("evidence") or ():
        quotes[tuple(map(str, item[:3]))] += index.find(str(item[3]))
    stated = [*(data.get("relations") or ()), *(data.get("optional_relations") or ())]
    readings = [reading for item in stated for reading in (item["any"] if isinstance(item, dict) else [item])]
    try:
        things = tuple(
            Thing(
                str(entity["name"]),
                tuple(_term(path, terms.classes, cls, "class") for cls in entity["type"]),
                tuple(map(str, (entity["name"], *entity.get("surface", ())))),
            )
            for entity in data["entities"]
        )
        facts = tuple(_fact(path, terms, reading, quotes) for reading in readings)
        tempting = tuple(
            _fact(path, terms, item, {tuple(map(str, item[:3])): index.find(str(item[3]))})
            for item in data.get("not_stated") or ()
        )
    except (KeyError, TypeError, IndexError) as error:
        raise InputError(
            f"{path}: an entity needs `name` and a list `type`, a relation [subject, predicate, object]; complete them"
        ) from error
    yield Example(document, things, facts, tempting)


def document_of(path: Path, name: str, documents: Sequence[Path]) -> Path:
    """The document of a gold graph, in one of the folders or beside it. Raises InputError where there is none."""
    folders = [*documents, path.parent, path.parent / "documents", path.parent.parent / "documents"]
    for folder in folders:
        if folder.is_dir():
            for file in sorted(folder.iterdir()):
                if file.stem == name and file != path and file.suffix not in (".yaml", ".yml"):
                    return file
    raise InputError(
        f"{path}: its document {name}.* is not here; put it beside the file, or name its folder: --documents"
    )


def _term(path: Path, names: Mapping[str, str], name: object, kind: str) -> str:
    iri = names.get(squash(str(name)))
    if iri is None:
        raise InputError(f"{path}: the ontology has no {kind} {name!r}; name one of it, or another --ontology")
    return iri


def _fact(
    path: Path, terms: Terms, item: Sequence[Any], quotes: Mapping[tuple[str, ...], Sequence[tuple[int, int]]]
) -> Fact:
    subject, predicate, object_ = map(str, item[:3])
    iri = _term(path, terms.predicates, predicate, "predicate")
    if iri in terms.turned:
        iri, subject, object_ = terms.turned[iri], object_, subject
    return Fact(subject, iri, object_, tuple(quotes.get(tuple(map(str, item[:3])), ())))


class _Words:
    """The words of a text, to find where a quote stands whatever its punctuation, case and spacing."""

    def __init__(self, text: str) -> None:
        self.matches = list(WORD.finditer(text))
        self.words = [match[0].casefold() for match in self.matches]
        self.first: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self.words):
            self.first[word].append(place)

    def find(self, quote: str) -> list[tuple[int, int]]:
        """Reading spans of the quote; where it is not found whole, of its opening or closing words."""
        wanted = [match[0].casefold() for match in WORD.finditer(quote)]
        parts = [wanted]
        if len(wanted) > LEAST_QUOTE:
            parts += [wanted[:LEAST_QUOTE], wanted[-LEAST_QUOTE:]]
        for part in parts:
            found = (
                [at for at in self.first.get(part[0], ()) if self.words[at : at + len(part)] == part] if part else []
            )
            if found:
                return [(self.matches[at].start(), self.matches[at + len(part) - 1].end()) for at in found]
        return []


# --- sentences


def _lines(path: Path, terms: Terms, documents: Sequence[Path]) -> Iterator[Example]:
    """One JSON object a line; lines with the same sentence are one example."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for number, line in enumerate(_text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            missing = [field for field in FIELDS if not str(row.get(field) or "").strip()]
        except (json.JSONDecodeError, AttributeError) as error:
            raise InputError(f"{path}, line {number}: not a JSON object; each line is one") from error
        if missing:
            raise InputError(f"{path}, line {number}: lacks {', '.join(missing)}; each line has {', '.join(FIELDS)}")
        rows[str(row["sentence"])].append(row)
    for sentence, items in rows.items():
        triples = [tuple(str(item[field]) for field in FIELDS[1:]) for item in items]
        classes = {
            str(item[side]): (_term(path, terms.classes, item[f"{side}_class"], "class"),)
            for item in items
            for side in ("subject", "object")
            if item.get(f"{side}_class")
        }
        sources = [str(item["document"]) for item in items if item.get("document")]
        yield replace(_sentence(path, sentence, triples, classes, {}, terms), source="".join(sources[:1]))


def _turtle(path: Path, terms: Terms, documents: Sequence[Path]) -> Iterator[Example]:
    """rdf:Statements with a tg:quote, as talkgraph writes them; names are the labels of their subjects and objects."""
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(_text(path), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            nodes[str(quad.subject)][quad.predicate.value].append(quad.object)
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{path}: not valid Turtle ({error}); mend the line it names") from error
    sentences: dict[str, list[dict[str, list[Any]]]] = defaultdict(list)
    for node in nodes.values():
        kinds = {getattr(kind, "value", "") for kind in node[RDF + "type"]}
        affirmed = all(value.value == "affirmed" for value in node[SCHEMA + "polarity"])
        if RDF + "Statement" in kinds and node[SCHEMA + "quote"] and affirmed:
            sentences[node[SCHEMA + "quote"][0].value].append(node)
    for sentence, statements in sentences.items():
        triples, classes, spellings = [], {}, {}
        for node in statements:
            try:
                ends = [node[RDF + "subject"][0], node[RDF + "object"][0]]
                predicate = node[RDF + "predicate"][0].value
            except IndexError as error:
                raise InputError(
                    f"{path}: the statement «{sentence[:60]}» lacks rdf:subject, rdf:predicate or rdf:object; add it"
                ) from error
            names = []
            for end in ends:
                labels = _labels(end, nodes)
                names.append(labels[0])
                spellings[labels[0]] = labels
                types = [getattr(kind, "value", "") for kind in nodes[str(end)][RDF + "type"]]
                classes[labels[0]] = tuple(cls for cls in types if cls in terms.classes.values())
            triples.append((names[0], predicate, names[1]))
        yield _sentence(path, sentence, triples, classes, spellings, terms)


def _labels(end: Any, nodes: Mapping[str, Mapping[str, Sequence[Any]]]) -> tuple[str, ...]:
    """Labels of a node, the preferred one first; its local name where it has none; a literal as it is."""
    if isinstance(end, ox.Literal):
        return (end.value,)
    node = nodes.get(str(end), {})
    terms = [SKOS + "prefLabel", RDFS + "label", SKOS + "altLabel", SKOS + "hiddenLabel"]
    found = tuple(value.value for term in terms for value in node.get(term, ()))
    return found or (local_name(getattr(end, "value", str(end))).replace("_", " "),)


def _sentence(
    path: Path,
    sentence: str,
    triples: Sequence[tuple[str, ...]],
    classes: Mapping[str, tuple[str, ...]],
    spellings: Mapping[str, tuple[str, ...]],
    terms: Terms,
) -> Example:
    """An example of one sentence; a name of which no class is given has that of its place, if only one fits there."""
    document = sentence_document(sentence, path.stem)
    facts = tuple(_fact(path, terms, triple, {}) for triple in triples)
    names: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        for name, only in zip((fact.subject, fact.object), terms.sides[fact.predicate], strict=True):
            if only is not None:
                names[name] = names.get(name) or classes.get(name) or only
    things = tuple(Thing(name, found, spellings.get(name, (name,))) for name, found in names.items())
    return Example(document, things, facts)


READERS = {".yaml": _gold, ".yml": _gold, ".jsonl": _lines, ".ttl": _turtle}
