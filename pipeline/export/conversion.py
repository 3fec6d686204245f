"""A graph file that a run wrote, in another format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import GraphError, OutputError
from pipeline.export.files import written_together
from pipeline.export.formats import FOLDERS, GZIP, Material, chosen
from pipeline.export.syntax import SYNTAXES, gzipped
from pipeline.graph.reading import read_graph
from pipeline.ontology import Ontology, load_ontology
from pipeline.rdf_file import read_quads
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings

ONLY_A_RUN = ("inferred.", "quarantine.", "dataset.")  # files that a graph file does not hold the material for


SHOW_MENTIONS = ("obsidian", "html", "csv", "parquet")  # formats in which a name leads to the words that name it


def convert(
    path: Path,
    form: str,
    output: Path | None = None,
    *,
    ontology: Path | None = None,
    tell: Callable[[str], None] = lambda note: None,
) -> tuple[Path, ...]:
    """Write the RDF file `path` as `form`, a format of `formats.FORMATS`; returns what was written.

    RDF to RDF keeps every triple as it is. For other formats the graph is read into records first. Where a file does
    not hold every mention (`talkgraph run --mentions`), each document that mentions a thing counts once.

    output: the file; for a format of several files a folder. By default they lie beside `path`, named as usual.
    tell: is told in a sentence what the format would show and the file does not hold.
    Raises GraphError for a file that cannot be read, OutputError for an unknown format or an unusable place.
    """
    if form in FOLDERS:
        return (_folder(path, form, output or path.parent / form, load_ontology(ontology), tell),)
    writers = {name: write for name, write in chosen([form]).items() if not name.startswith(ONLY_A_RUN)}
    known = load_ontology(ontology)
    plain = form.removesuffix(GZIP)
    if plain in SYNTAXES:
        pieces = SYNTAXES[plain](_some_quads(path), known)
        contents = {f"graph.{form}": gzipped(pieces) if plain != form else pieces}
    else:
        material = Material(read_graph(path, known), known, Settings())
        absent = _absent(material.graph)
        _tell(path, plain, material.graph, tell)
        contents = {name: iter(write(material)) for name, write in writers.items() if not name.startswith(absent)}
    folder, names = _places(path, tuple(contents), output)
    if any((folder / name).resolve() == path.resolve() for name in names):
        raise OutputError(f"{path}: would be replaced by what is made from it; name another place with -o")
    with written_together(folder) as staged:
        for name, pieces in zip(names, contents.values(), strict=True):
            staged.write(name, pieces)
    return tuple(folder / name for name in names)


def _folder(path: Path, form: str, folder: Path, ontology: Ontology, tell: Callable[[str], None]) -> Path:
    """The files of a format that is a folder, in that folder."""
    material = Material(read_graph(path, ontology), ontology, Settings())
    _tell(path, form, material.graph, tell)
    with written_together(folder) as staged:
        for name, content in FOLDERS[form](material):
            staged.write(name, [content])
    return folder


def _absent(graph: KnowledgeGraph) -> tuple[str, ...]:
    """How the names of files begin of which the graph holds nothing, unless a run was asked for it."""
    return (*(() if _has_places(graph) else ("mentions.",)), *(() if graph.together else ("together.",)))


def _has_places(graph: KnowledgeGraph) -> bool:
    """Whether it knows where its entities are named, and not only in which documents."""
    return any(place.end for entity in graph.entities for place in entity.occurrences)


def _tell(path: Path, form: str, graph: KnowledgeGraph, tell: Callable[[str], None]) -> None:
    if form in SHOW_MENTIONS and not _has_places(graph):
        tell(
            f"{path}: does not say where its names are mentioned, so only facts have quotes; "
            f"`talkgraph run --format {form}` writes all of it"
        )


def _some_quads(path: Path) -> Iterator[ox.Quad]:
    """The quads of the file. Raises GraphError where there is none: JSON that is no JSON-LD reads as no triples."""
    quads = read_quads(path)
    first = next(quads, None)
    if first is None:
        raise GraphError(f"{path}: holds no triple, so there is nothing to convert; name a graph that a run wrote")
    return chain([first], quads)


def _places(path: Path, names: tuple[str, ...], output: Path | None) -> tuple[Path, tuple[str, ...]]:
    """The folder, and the names of the files in it."""
    if output is None:
        return path.parent, names
    if len(names) > 1 or output.is_dir():
        return output, names
    return output.parent, (output.name,)
