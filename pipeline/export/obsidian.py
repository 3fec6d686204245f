"""A vault for Obsidian: a note for each name and each document, linked to each other, with facts, quotes and times.

Any other tool that reads Markdown with `[[links]]` can read it. https://help.obsidian.md/properties,
https://help.obsidian.md/links
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml

from pipeline.export.text import clock, label_of
from pipeline.graph.passages import Mention, mentions_of
from pipeline.media import media_link
from pipeline.ontology import Ontology
from pipeline.records import Document, Entity, Evidence, Fact, KnowledgeGraph, Quantity

FORBIDDEN = re.compile(r'[*"\\/<>:|?#^\[\]\x00-\x1f]+')  # in file names of any system, or in links
RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(1, 10))}
MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~=$%^&])")
LONGEST = 100  # characters of a file name
TITLE = 48  # characters of a document's title beside a quote


def notes(graph: KnowledgeGraph, ontology: Ontology) -> Iterator[tuple[str, bytes]]:
    """File name and content of each note, first those of the documents."""
    writer = _Notes(graph, ontology)
    for document in graph.documents:
        yield writer.document(document)
    for entity in graph.entities:
        yield writer.entity(entity)


class _Notes:
    """What all notes of one graph share: names of files, facts by their ends, mentions by document."""

    def __init__(self, graph: KnowledgeGraph, ontology: Ontology) -> None:
        self.graph, self.ontology = graph, ontology
        self.entities = {entity.iri: entity for entity in graph.entities}
        self.documents = {document.id: document for document in graph.documents}
        self.terms: Mapping[str, Any] = {**ontology.predicates, **ontology.quantities}
        self.mentions = mentions_of(graph)
        self.files = self._files()
        self.facts: dict[str, list[Fact]] = defaultdict(list)
        for fact in graph.facts:
            for end in dict.fromkeys((fact.triple.subject, fact.triple.object)):
                if end in self.entities:
                    self.facts[str(end)].append(fact)

    def _files(self) -> dict[str, str]:
        """IRI of an entity or id of a document -> file name without its ending; unique also where case is ignored."""
        titles = {document.id: document.title or document.source.name for document in self.graph.documents}
        labels = {entity.iri: entity.label for entity in self.graph.entities}
        taken: set[str] = set()
        files = {}
        for key, label in (*titles.items(), *labels.items()):
            name = _file_name(label)
            kind = label_of(self.entities[key].cls, self.ontology.classes) if key in labels else "document"
            candidates = (
                name,
                f"{name} ({kind})",
                *(f"{name} ({kind} {i})" for i in range(2, len(titles) + len(labels) + 2)),
            )
            files[key] = next(candidate for candidate in candidates if candidate.casefold() not in taken)
            taken.add(files[key].casefold())
        return files

    def entity(self, entity: Entity) -> tuple[str, bytes]:
        mentions = self.mentions[entity.iri]
        cls = label_of(entity.cls, self.ontology.classes)
        properties = {
            "aliases": list(dict.fromkeys([entity.label, *entity.aliases, *entity.heard])),
            "tags": [_tag(cls)],
            "kind": cls,
            **({"mentions": len(placed)} if (placed := [each for each in mentions if each.occurrence.end]) else {}),
            "iri": entity.iri,
        }
        asserted = [fact for fact in self.facts[entity.iri] if fact.asserted]
        others = [fact for fact in self.facts[entity.iri] if not fact.asserted]
        lines = [
            *_section("Facts", (line for fact in asserted for line in self._fact(fact, entity.iri))),
            *_section("Said, but not as a fact", (line for fact in others for line in self._fact(fact, entity.iri))),
            *_section("Said together with", self._companions(entity.iri)),
            *_section("Mentions", self._mentioned(mentions)),
        ]
        return self._note(entity.iri, entity.label, properties, lines)

    def document(self, document: Document) -> tuple[str, bytes]:
        title = document.title or document.source.name
        properties = {"aliases": [title], "tags": ["document"], "source": document.source.name}
        properties |= {name: value for name, value in (("date", document.date), ("url", document.url)) if value}
        named = Counter(
            {
                entity.iri: sum(place.document == document.id for place in entity.occurrences)
                for entity in self.graph.entities
            }
        )
        names = [f"- {self._link(iri)} ({count}×)" for iri, count in named.most_common() if count]
        return self._note(document.id, title, properties, _section("Names", names))

    def _note(self, key: str, label: str, properties: Mapping[str, Any], lines: Iterable[str]) -> tuple[str, bytes]:
        known = {"generator": "talkgraph", **properties}  # a run knows its notes by the first (`ingest.outputs`)
        front = yaml.safe_dump(known, allow_unicode=True, sort_keys=False, width=10_000)
        text = "\n".join([f"---\n{front}---", f"# {_plain(label)}", *lines])
        return f"{self.files[key]}.md", f"{text}\n".encode()

    def _fact(self, fact: Fact, here: str) -> Iterator[str]:
        triple = fact.triple
        ends = [self._end(end, here) for end in (triple.subject, triple.object)]
        yield f"- {ends[0]} {_plain(label_of(triple.predicate, self.terms))} {ends[1]}"
        groups: dict[tuple[str, str, float | None], list[Evidence]] = defaultdict(list)
        for evidence in fact.evidence:
            groups[evidence.document, evidence.quote, evidence.start].append(evidence)
        for (document, quote, start), found in groups.items():
            notes = dict.fromkeys(note for evidence in found for note in self._standing(evidence))
            where = " · ".join([self._place(document, start, found[0].speaker), *notes])
            yield f"    > {_plain(quote)}  \n    > — {where}\n"

    def _standing(self, evidence: Evidence) -> Iterator[str]:
        usual = ("affirmed", "asserted", "present")
        words = {"past": "in the past"}
        for word in (evidence.polarity, evidence.modality, evidence.tense):
            if word not in usual:
                yield words.get(word, word)
        if evidence.role:
            yield f"as {_plain(evidence.role)}"
        if evidence.when:
            yield _plain(evidence.when)
        if evidence.attributed_to:
            yield f"according to {self._end(evidence.attributed_to, '')}"

    def _companions(self, iri: str) -> Iterator[str]:
        seen: set[str] = set()
        for pair in self.graph.together:
            if iri in (pair.first, pair.second):
                other = pair.second if pair.first == iri else pair.first
                if other not in seen and other in self.entities:
                    seen.add(other)
                    yield f"- {self._link(other)} ({pair.both}×)"

    def _mentioned(self, mentions: Sequence[Mention]) -> Iterator[str]:
        passages = {mention.passage.number: mention.passage for mention in mentions if mention.passage}
        for passage in passages.values():
            where = self._place(passage.document, passage.start, passage.speaker)
            yield f"> {_plain(passage.text)}  \n> — {where}\n"

    def _place(self, document: str, start: float | None, speaker: str | None) -> str:
        known = self.documents.get(document)
        link = media_link(known.url, start) if known else None
        time = [] if start is None else [f"[{clock(start)}](<{link.replace('>', '%3E')}>)" if link else clock(start)]
        who = [self._end(speaker, "")] if speaker else []
        where = [self._link(document)] if known else [_plain(document)]
        return " · ".join([*time, *who, *where])

    def _end(self, end: str | Quantity, here: str) -> str:
        """An entity as a link, unless it is the one of the note; a number or a label as text."""
        if isinstance(end, Quantity):
            return f"{end.value:,.15g}"
        if end not in self.entities:
            return _plain(end)
        return _plain(self.entities[end].label) if end == here else self._link(end)

    def _link(self, key: str) -> str:
        label = self.entities[key].label if key in self.entities else self.documents[key].title or ""
        shown = " ".join(re.sub(r"[\[\]|]", " ", label).split())
        if key in self.documents and len(shown) > TITLE:
            shown = f"{shown[: TITLE - 1].rstrip()}…"
        return f"[[{self.files[key]}]]" if shown in ("", self.files[key]) else f"[[{self.files[key]}|{shown}]]"


def _section(title: str, lines: Iterable[str]) -> list[str]:
    found = list(lines)
    return ["", f"## {title}", "", *found] if found else []


def _file_name(label: str) -> str:
    """A name that every file system and every link can hold.

    >>> _file_name('AC/DC: "Live"'), _file_name("..."), _file_name("nul")
    ('AC DC Live', 'unnamed', 'nul_')
    """
    name = " ".join(FORBIDDEN.sub(" ", label).split())[:LONGEST].strip(" .")
    return f"{name}_" if name.casefold() in RESERVED else name or "unnamed"


def _plain(text: str) -> str:
    """The text in one line, so that Markdown shows it as it is.

    >>> _plain("a *b*\\n<c>")
    'a \\\\*b\\\\* \\\\<c\\\\>'
    """
    return MARKUP.sub(r"\\\1", " ".join(text.split()))


def _tag(label: str) -> str:
    """The label as a tag: letters, digits, hyphens.

    >>> _tag("AI model")
    'ai-model'
    """
    return re.sub(r"[^\w]+", "-", label.casefold()).strip("-") or "name"
