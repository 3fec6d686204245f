"""What the command line shows of a run and of one document, as rich renderables; printing is the caller's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from rich import box
from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from pipeline.ontology import Ontology
from pipeline.records import Document, Extraction, KnowledgeGraph, Quantity, Relation
from pipeline.run import RunResult
from pipeline.vocabulary import local_name

TOP = 10
WHAT_IT_IS = {
    "graph.html": "the page to explore",
    "graph.ttl": "the facts (Turtle)",
    "graph.nq": "the same, one graph per document (N-Quads)",
    "graph.jsonld": "the same (JSON-LD)",
    "graph.graphml": "for Gephi, yEd, networkx",
    "entities.csv": "one line per entity",
    "relations.csv": "one line per fact and quote",
    "inferred.ttl": "what follows from the facts",
    "report.json": "what was read, kept, refused and why",
}


# --- a run


def summary(result: RunResult, *, seconds: float) -> RenderableType:
    """What a run read, found and wrote, and what to do next."""
    graph, ontology = result.graph, result.ontology
    folder = Path(result.report.folder)
    parts: list[RenderableType] = [Text(), headline(graph, seconds), Text()]
    parts.append(top_entities(graph, ontology))
    if not any(isinstance(fact.triple.object, str) for fact in graph.facts):
        parts.append(no_relations(graph))
    parts.append(Columns([classes(graph, ontology), predicates(graph, ontology)], padding=(0, 4)))
    parts.extend(warnings(graph.documents))
    files = table("File", "", "Size")
    files.columns[2].justify = "right"
    for file in result.report.files:
        files.add_row(str(folder / file.name), Text(WHAT_IT_IS.get(file.name, ""), style="dim"), size(file.size))
    parts.append(files)
    if result.report.foreign:
        parts.append(
            Text(f"Left alone in {folder}, not made by this run: {', '.join(result.report.foreign)}", style="dim")
        )
    parts.append(next_steps(folder))
    return Group(*parts)


def headline(graph: KnowledgeGraph, seconds: float) -> Text:
    """One or two sentences: how much was read, found and refused."""
    words = sum(len(document.text.split()) for document in graph.documents)
    asserted = sum(fact.asserted for fact in graph.facts)
    text = Text.assemble(
        "Read ",
        (count(len(graph.documents), "document"), "bold"),
        f" ({words:,} words) in {seconds:.1f} s and found ",
        (count(len(graph.entities), "entity", "entities"), "bold"),
        " and ",
        (count(asserted, "fact"), "bold"),
        ".",
    )
    if held := len(graph.facts) - asserted:
        text.append(f" {held} more are denied, hypothetical or unsure: kept as statements, not asserted.")
    if graph.rejections:
        text.append(f" {count(len(graph.rejections), 'candidate')} refused.")
    return text


def top_entities(graph: KnowledgeGraph, ontology: Ontology) -> RenderableType:
    """The most salient entities: what they are, how often named, in how many facts, how they were misheard."""
    facts = Counter(
        iri for fact in graph.facts for iri in {fact.triple.subject, fact.triple.object} if isinstance(iri, str)
    )
    shown = table("Top entities", "Class", "Named", "Facts", "Also heard as")
    for column in shown.columns[2:4]:
        column.justify = "right"
    for entity in graph.entities[:TOP]:
        heard = ", ".join(entity.heard[:3])
        shown.add_row(
            Text(entity.label, style="bold"),
            label(ontology, entity.cls),
            str(len(entity.occurrences)),
            str(facts[entity.iri]),
            Text(heard, style="dim"),
        )
    return shown


def no_relations(graph: KnowledgeGraph) -> Text:
    """Said loudly, because a graph without relations is seldom what somebody wanted."""
    reason = "nothing was named" if not graph.entities else "no sentence matched the words of a predicate"
    return Text.assemble(
        ("No relations were found: ", "bold red"),
        f"{reason}. See how a document was read: talkgraph inspect FILE\n",
    )


def classes(graph: KnowledgeGraph, ontology: Ontology) -> RenderableType:
    """How many entities of each class."""
    return counts("Entities by class", Counter(label(ontology, entity.cls) for entity in graph.entities))


def predicates(graph: KnowledgeGraph, ontology: Ontology) -> RenderableType:
    """How many asserted facts of each predicate."""
    found = Counter(label(ontology, fact.triple.predicate) for fact in graph.facts if fact.asserted)
    return counts("Facts by predicate", found)


def counts(title: str, found: Counter[str]) -> RenderableType:
    """A table of names and numbers, the largest first."""
    shown = table(title, "")
    shown.columns[1].justify = "right"
    for name, number in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        shown.add_row(name, str(number))
    return shown


def warnings(documents: Iterable[Document]) -> list[Text]:
    """What the readers noticed, one line each."""
    return [
        Text.assemble(("Note: ", "yellow"), f"{document.source.name}: {warning}")
        for document in documents
        for warning in document.warnings
    ]


def next_steps(folder: Path) -> Text:
    """What a person may want to do with the files."""
    return Text.assemble(
        ("\nNext\n", "bold"),
        f"  open {folder / 'graph.html'} in a browser, click a node or an edge\n",
        f"  talkgraph validate {folder / 'graph.ttl'}\n",
        "  talkgraph inspect FILE   how one document was read",
    )


# --- one document


def inspection(extraction: Extraction, ontology: Ontology) -> RenderableType:
    """How one document was read: metadata, segments, mentions, relations, refusals."""
    document = extraction.document
    return Group(
        metadata(extraction),
        *warnings([document]),
        segments(document),
        mentions(extraction, ontology),
        relations(extraction, ontology),
        rejections(extraction),
    )


def metadata(extraction: Extraction) -> RenderableType:
    """What the file says of itself."""
    document = extraction.document
    known = [
        ("file", document.source.name),
        ("format", document.source.format),
        ("id", document.id),
        ("title", document.title),
        ("date", document.date),
        ("link", document.url),
        ("language", document.language),
        ("words", str(extraction.words)),
        *document.metadata,
    ]
    shown = table("Document", "")
    for name, value in known:
        if value:
            shown.add_row(name, Text(value))
    return shown


def segments(document: Document) -> RenderableType:
    """Every stretch with its time and speaker."""
    shown = table(f"Segments ({len(document.segments)})", "Kind", "Speaker", "Text")
    for segment in document.segments:
        text = document.text[segment.begin : segment.end]
        shown.add_row(clock(segment.start), segment.kind, Text(segment.speaker or ""), Text(shorten(text)))
    return shown


def mentions(extraction: Extraction, ontology: Ontology) -> RenderableType:
    """Every mention with the votes for its class."""
    shown = table(f"Mentions ({len(extraction.mentions)})", "Kind", "At", "Votes", "Known as")
    for mention in extraction.mentions:
        votes = ", ".join(
            f"{label(ontology, vote.cls)} {vote.weight:.2f} ({': '.join(filter(None, (vote.detector, vote.reason)))})"
            for vote in mention.votes
        )
        known = ", ".join(ontology.entities[iri].label for iri in mention.candidates if iri in ontology.entities)
        shown.add_row(
            Text(mention.text, style="bold"),
            mention.kind,
            str(extraction.document.raw_span(mention.begin, mention.end)[0]),
            Text(votes),
            Text(known),
        )
    return shown


def relations(extraction: Extraction, ontology: Ontology) -> RenderableType:
    """Every relation with the rule that made it."""
    shown = table(f"Relations ({len(extraction.relations)})", "", "", "Sure", "Rule", "Stance", "Words")
    for relation in extraction.relations:
        words = extraction.document.text[relation.begin : relation.end]
        stance = [word for word in (relation.polarity, relation.modality) if word not in ("affirmed", "asserted")]
        shown.add_row(
            Text(extraction.mentions[relation.subject].text, style="bold"),
            label(ontology, relation.predicate),
            Text(target(extraction, relation), style="bold"),
            f"{relation.confidence:.2f}",
            Text(relation.rule),
            ", ".join(stance),
            Text(shorten(words)),
        )
    return shown


def target(extraction: Extraction, relation: Relation) -> str:
    """The object of a relation: a mention's words or a number."""
    if isinstance(relation.object, Quantity):
        return f"{relation.object.value:,.10g}"
    return extraction.mentions[relation.object].text


def rejections(extraction: Extraction) -> RenderableType:
    """Everything refused, and why."""
    shown = table(f"Refused ({len(extraction.rejections)})", "At", "Reason")
    for rejection in extraction.rejections:
        shown.add_row(Text(rejection.what), str(rejection.begin), Text(rejection.reason))
    return shown


# --- small things


def table(*headers: str) -> Table:
    """The one look that all tables share."""
    shown = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 2, 0, 0))
    for header in headers:
        shown.add_column(header, overflow="fold")
    return shown


def label(ontology: Ontology, iri: str) -> str:
    """The ontology's label of a class or property, else the end of its IRI."""
    for known in (ontology.classes, ontology.predicates, ontology.quantities):
        if iri in known:
            return known[iri].label
    return local_name(iri)


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count(1, "entity", "entities"), count(1200, "entity", "entities"), count(2, "fact")
    ('1 entity', '1,200 entities', '2 facts')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def clock(seconds: float | None) -> str:
    """Seconds as H:MM:SS.

    >>> clock(3723.4), clock(None)
    ('1:02:03', '')
    """
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"


def shorten(text: str, *, limit: int = 100) -> str:
    """The text on one line, cut at a word.

    >>> shorten("a long   story", limit=8)
    'a long …'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rpartition(" ")[0] + " …"


def size(number: int) -> str:
    """Bytes as people read them.

    >>> size(640), size(151_000), size(2_400_000)
    ('640 B', '151 kB', '2.4 MB')
    """
    if number < 1000:
        return f"{number} B"
    return f"{number / 1000:.0f} kB" if number < 1_000_000 else f"{number / 1_000_000:.1f} MB"
