"""What a run read, found and wrote."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.columns import Columns
from rich.console import Group, RenderableType
from rich.text import Text

from pipeline.display.asked import asked
from pipeline.display.parts import count, label, shorten, size, spaced, table, warnings
from pipeline.ontology import Ontology
from pipeline.records import ExportedFile, ExportReport, KnowledgeGraph
from pipeline.run import RunResult

TOP = 10
FOREIGN = 20  # files not of this run that are named
WHAT_IT_IS = {
    "graph.html": "the page to explore",
    "graph.ttl": "the facts (Turtle)",
    "graph.nq": "the same, one graph per document (N-Quads)",
    "graph.jsonld": "the same (JSON-LD)",
    "graph.graphml": "for Gephi, yEd, networkx",
    "entities.csv": "one line per entity",
    "relations.csv": "one line per fact and quote",
    "mentions.csv": "one line per place where something is named",
    "together.csv": "one line per two names that are said together",
    "together.ttl": "names that are said together (Turtle)",
    "together.nq": "the same, in a graph of its own (N-Quads)",
    "inferred.ttl": "what follows from the facts (Turtle)",
    "inferred.nq": "the same, in a graph of its own (N-Quads)",
    "quarantine.ttl": "facts that broke a shape",
    "graph.nt": "the facts (N-Triples)",
    "graph.trig": "the facts, one graph per document (TriG)",
    "graph.rdf": "the facts (RDF/XML)",
    "graph.rdf12.ttl": "the facts with triple terms (Turtle of RDF 1.2)",
    "graph.rdf12.nq": "the facts with triple terms (N-Quads of RDF 1.2)",
    "graph.rdf12.trig": "the facts with triple terms (TriG of RDF 1.2)",
    "dataset.ttl": "what these files are (VoID, DCAT)",
    "proposed-aliases.ttl": "names that were probably misheard, for you to confirm",
    "report.json": "what was read, kept, refused and why",
}


def summary(result: RunResult, *, seconds: float) -> RenderableType:
    """What a run read, found and wrote, and what to do next."""
    graph, ontology = result.graph, result.ontology
    parts: list[RenderableType] = [headline(graph, seconds)]
    if not any(isinstance(fact.triple.object, str) for fact in graph.facts):
        parts.append(no_relations(graph))
    parts.append(documents(graph))
    if graph.entities:
        parts.append(top_entities(graph, ontology))
        parts.append(Columns([classes(graph, ontology), predicates(graph, ontology)], padding=(0, 6)))
    if notes := warnings(graph.documents):
        parts.append(Group(*notes))
    if result.tally is not None:
        parts.append(asked(result.tally, (evidence for fact in graph.facts for evidence in fact.evidence)))
    if graph.violations:
        parts.append(sentences("Facts that broke a shape", [item.message for item in graph.violations]))
    if graph.contradictions:
        parts.append(sentences("Facts that contradict each other", [item.message for item in graph.contradictions]))
    parts.append(files(result.report, graph))
    parts.append(next_steps(result.report))
    return spaced(parts)


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


def documents(graph: KnowledgeGraph) -> RenderableType:
    """What was read, the first of them where there are many."""
    shown = table("Document", "Title", "Read as", "Words")
    shown.columns[3].justify = "right"
    for document in graph.documents[:TOP]:
        words = f"{len(document.text.split()):,}"
        shown.add_row(document.source.name, shorten(document.title or "", limit=60), document.source.format, words)
    if more := len(graph.documents) - TOP:
        shown.caption = f"and {more} more" if more > 0 else None
    return shown


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
        f"{reason}. See how a document was read: talkgraph inspect FILE",
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


def sentences(title: str, found: Sequence[str]) -> RenderableType:
    """What is wrong with facts, the first of many; the report has all."""
    shown = [Text(f"  {sentence}") for sentence in found[:TOP]]
    if len(found) > TOP:
        shown.append(Text(f"  and {len(found) - TOP} more in report.json", style="dim"))
    return Group(Text(title, style="bold red"), *shown)


def files(report: ExportReport, graph: KnowledgeGraph) -> RenderableType:
    """What was written and where; what else lies there. A file for what there is none of is not worth a line."""
    nothing = {"quarantine.": not graph.violations, "inferred.": not graph.inferences}
    empty = tuple(name for name, is_empty in nothing.items() if is_empty)
    folder = Path(report.folder)
    shown = table("File", "", "Size")
    shown.columns[2].justify = "right"
    for file in report.files:
        if file.name.startswith(empty) or "/" in file.name:
            continue
        what = WHAT_IT_IS.get(file.name.removesuffix(".gz"), "")
        shown.add_row(str(folder / file.name), Text(what, style="dim"), size(file.size))
    for name, made in folders(report.files).items():
        what = f"{count(len(made), 'note')}, linked to each other, for Obsidian"
        shown.add_row(f"{folder / name}/", Text(what, style="dim"), size(sum(file.size for file in made)))
    if not report.foreign:
        return shown
    more = len(report.foreign) - FOREIGN
    names = ", ".join(report.foreign[:FOREIGN]) + (f" and {more} more" if more > 0 else "")
    return Group(shown, Text(), Text(f"Left alone in {folder}, not made by this run: {names}", style="dim"))


def folders(files: Sequence[ExportedFile]) -> dict[str, list[ExportedFile]]:
    """The files that lie in folders below, by folder."""
    found: dict[str, list[ExportedFile]] = {}
    for file in files:
        folder, slash, _ = file.name.partition("/")
        if slash:
            found.setdefault(folder, []).append(file)
    return found


def next_steps(report: ExportReport) -> Text:
    """What a person may want to do with the files."""
    folder, made = Path(report.folder), {file.name for file in report.files}
    page = f"  open {folder / 'graph.html'} in a browser, click a node or an edge\n"
    return Text.assemble(
        ("Next\n", "bold"),
        page if "graph.html" in made else "",
        f"  talkgraph validate {folder / 'graph.ttl'}\n" if "graph.ttl" in made else "",
        "  talkgraph inspect FILE   how one document was read",
    )
