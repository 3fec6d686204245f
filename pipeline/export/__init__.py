"""KnowledgeGraph to files: RDF, tables, a property graph, a page and a report."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.export.files import foreign_files, write_together
from pipeline.export.formats import FORMATS, Material
from pipeline.export.report import report
from pipeline.export.text import well_formed
from pipeline.ontology import Ontology
from pipeline.records import ExportedFile, ExportReport, Failure, KnowledgeGraph
from pipeline.settings import Settings

REPORT = "report.json"


def export_graph(
    graph: KnowledgeGraph,
    ontology: Ontology,
    settings: Settings,
    folder: Path,
    *,
    failures: tuple[Failure, ...] = (),
) -> ExportReport:
    """Write every format of `formats.FORMATS` and the report into `folder`, together or not at all.

    Files of an earlier run are replaced; files that this run does not make are left alone and named in `foreign`.
    Raises OutputError where the folder cannot be written.
    """
    material = Material(graph, ontology, settings)
    contents = {name: write(material) for name, write in FORMATS.items()}
    files = tuple(_describe(name, content) for name, content in contents.items())
    contents[REPORT] = report(material.graph, ontology, settings, failures=well_formed(failures), files=files)
    write_together(folder, contents)
    return ExportReport(
        folder=str(folder),
        files=(*files, _describe(REPORT, contents[REPORT])),
        foreign=foreign_files(folder, contents),
    )


def _describe(name: str, content: bytes) -> ExportedFile:
    return ExportedFile(name=name, digest=hashlib.sha256(content).hexdigest(), size=len(content))
