"""A graph file that a run wrote, in another format."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import GraphError, OutputError
from pipeline.export.files import written_together
from pipeline.export.formats import GZIP, Material, chosen
from pipeline.export.syntax import SYNTAXES, gzipped
from pipeline.graph.reading import read_graph
from pipeline.ontology import load_ontology
from pipeline.rdf_file import read_quads
from pipeline.settings import Settings

ONLY_A_RUN = ("inferred.", "quarantine.", "dataset.")  # files that a graph file does not hold the material for


def convert(path: Path, form: str, output: Path | None = None, *, ontology: Path | None = None) -> tuple[Path, ...]:
    """Write the RDF file `path` as `form`, a format of `formats.FORMATS`; returns what was written.

    RDF to RDF keeps every triple as it is. For other formats the graph is read into records first; how often a thing
    was mentioned stands in no RDF file, so that there each document that mentions it counts once.

    output: the file; for a format of several files a folder. By default they lie beside `path`, named as usual.
    Raises GraphError for a file that cannot be read, OutputError for an unknown format or an unusable place.
    """
    writers = {name: write for name, write in chosen([form]).items() if not name.startswith(ONLY_A_RUN)}
    known = load_ontology(ontology)
    plain = form.removesuffix(GZIP)
    if plain in SYNTAXES:
        pieces = SYNTAXES[plain](_some_quads(path), known)
        contents = {f"graph.{form}": gzipped(pieces) if plain != form else pieces}
    else:
        material = Material(read_graph(path, known), known, Settings())
        contents = {name: iter(write(material)) for name, write in writers.items()}
    folder, names = _places(path, tuple(contents), output)
    if any((folder / name).resolve() == path.resolve() for name in names):
        raise OutputError(f"{path}: would be replaced by what is made from it; name another place with -o")
    with written_together(folder) as staged:
        for name, pieces in zip(names, contents.values(), strict=True):
            staged.write(name, pieces)
    return tuple(folder / name for name in names)


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
