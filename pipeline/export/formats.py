"""The table of files that a run can write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import networkx as nx  # type: ignore[import-untyped]
import pyoxigraph as ox

from pipeline.errors import OutputError
from pipeline.export.companions import companions
from pipeline.export.dataset import PREFIXES_USED, described
from pipeline.export.frames import TABLES, arrow_tables, parquet, require_tables
from pipeline.export.html import page
from pipeline.export.obsidian import notes
from pipeline.export.property_graph import cypher, gexf, graphml, neo4j_nodes, neo4j_relationships, node_link
from pipeline.export.rdf import inferred, quads, quarantined
from pipeline.export.syntax import SYNTAXES, Writer, gzipped, turtle
from pipeline.export.tables import entities_csv, mentions_csv, relations_csv, together_csv
from pipeline.export.text import well_formed
from pipeline.graph.views import to_networkx
from pipeline.ontology import Ontology
from pipeline.records import KnowledgeGraph
from pipeline.settings import Settings

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

DEFAULT = ("ttl", "nq", "jsonld", "graphml", "csv", "html")
GZIP = ".gz"


@dataclass(frozen=True)
class Material:
    """What a format is written from, made well-formed; the network, which several formats share, is built once."""

    graph: KnowledgeGraph
    ontology: Ontology
    settings: Settings
    _triples: int | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        """No writer meets a lone surrogate."""
        object.__setattr__(self, "graph", well_formed(self.graph))

    @cached_property
    def network(self) -> nx.MultiDiGraph:
        """The asserted facts as a networkx graph."""
        return to_networkx(self.graph, self.ontology)

    def quads(self) -> Iterator[ox.Quad]:
        """What was said; reading all of it counts it."""
        count = 0
        for quad in quads(self.graph, self.ontology, self.settings):
            count += 1
            yield quad
        object.__setattr__(self, "_triples", count)

    @property
    def triples(self) -> int:
        """How many quads that are."""
        if self._triples is None:
            for _ in self.quads():
                pass
        assert self._triples is not None
        return self._triples

    @cached_property
    def tables(self) -> dict[str, pa.Table]:
        """Entities, facts and evidence as Arrow tables."""
        return arrow_tables(self.graph, self.ontology)


# A file in pieces.
FileWriter = Callable[[Material], Iterable[bytes]]
# File name and content of each file.
FolderWriter = Callable[[Material], Iterable[tuple[str, bytes]]]


def _said(write: Writer) -> FileWriter:
    return lambda m: write(m.quads(), m.ontology)


def _inferred(write: Writer) -> FileWriter:
    return lambda m: write(inferred(m.graph, m.ontology, m.settings), m.ontology)


def _dataset(m: Material) -> Iterable[bytes]:
    found = described(m.graph, m.ontology, m.settings, m.triples)
    return turtle(found, m.ontology, prefixes=PREFIXES_USED)


def _together(write: Writer) -> FileWriter:
    return lambda m: write(companions(m.graph, m.settings), m.ontology)


def _table(name: str) -> FileWriter:
    return lambda m: [parquet(m.tables[name])]


# A format is what follows the first dot of its files' names.
FORMATS: Mapping[str, FileWriter] = MappingProxyType(
    {
        **{f"graph.{name}": _said(write) for name, write in SYNTAXES.items()},
        "inferred.ttl": _inferred(SYNTAXES["ttl"]),
        "inferred.nq": _inferred(SYNTAXES["nq"]),
        **{f"together.{name}": _together(SYNTAXES[name]) for name in ("ttl", "nq")},
        "quarantine.ttl": lambda m: SYNTAXES["ttl"](quarantined(m.graph, m.ontology, m.settings), m.ontology),
        "dataset.ttl": _dataset,
        "graph.graphml": lambda m: [graphml(m.network)],
        "graph.gexf": lambda m: [gexf(m.network)],
        "graph.node-link.json": lambda m: [node_link(m.network)],
        "graph.cypher": lambda m: [cypher(m.network)],
        "nodes.neo4j.csv": lambda m: [neo4j_nodes(m.network)],
        "relationships.neo4j.csv": lambda m: [neo4j_relationships(m.network)],
        "entities.csv": lambda m: [entities_csv(m.graph, m.ontology)],
        "relations.csv": lambda m: [relations_csv(m.graph, m.ontology)],
        "mentions.csv": lambda m: [mentions_csv(m.graph)],
        "together.csv": lambda m: [together_csv(m.graph)],
        **{f"{table}.parquet": _table(table) for table in TABLES},
        "graph.html": lambda m: [page(m.graph, m.ontology, m.settings)],
    }
)
# A format that is a folder of files.
FOLDERS: Mapping[str, FolderWriter] = MappingProxyType({"obsidian": lambda m: notes(m.graph, m.ontology)})
NAMES = (*dict.fromkeys(name.partition(".")[2] for name in FORMATS), *FOLDERS)


def chosen(formats: Sequence[str], settings: Settings | None = None) -> dict[str, FileWriter]:
    """File name -> writer for the formats; one that ends with ".gz" is compressed.

    RDF of what is said together is written only where the settings ask for it. A format that is a folder is none of
    them: see `folders`.

    Raises OutputError for a format that does not exist, or whose library is not installed.

    >>> sorted(chosen(["ttl", "nq.gz"]))
    ['dataset.ttl', 'graph.nq.gz', 'graph.ttl', 'inferred.nq.gz', 'inferred.ttl', 'quarantine.ttl']
    """
    writers: dict[str, FileWriter] = {}
    for name in formats:
        plain = name.removesuffix(GZIP)
        if plain not in NAMES or (plain in FOLDERS and name != plain):
            raise OutputError(f"{name}: no such format; use one of {' '.join(NAMES)}, with {GZIP} to compress it")
        if plain == "parquet":
            require_tables()
        files = {file: write for file, write in FORMATS.items() if file.partition(".")[2] == plain}
        if plain in SYNTAXES and not (settings and settings.together):
            files.pop(f"together.{plain}", None)
        writers |= {file + GZIP: _compressed(write) for file, write in files.items()} if name != plain else files
    return writers


def folders(formats: Sequence[str]) -> dict[str, FolderWriter]:
    """Folder name -> writer of its files, for the formats that are folders."""
    return {name: FOLDERS[name] for name in formats if name in FOLDERS}


def writer_for(path: Path) -> FileWriter:
    """What writes the whole graph into a file with this suffix. Raises OutputError where no format has it."""
    formats = {file.removeprefix("graph"): write for file, write in FORMATS.items() if file.startswith("graph.")}
    plain = path.name.removesuffix(GZIP)
    for suffix in sorted(formats, key=len, reverse=True):  # .rdf12.ttl before .ttl
        if plain.endswith(suffix):
            return formats[suffix] if plain == path.name else _compressed(formats[suffix])
    raise OutputError(f"{path}: no format has this suffix; use one of {' '.join(formats)}, or name a folder")


def _compressed(write: FileWriter) -> FileWriter:
    return lambda material: gzipped(write(material))
