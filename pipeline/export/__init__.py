"""KnowledgeGraph to files: RDF, tables, a property graph, a page and a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipeline.export.files import foreign_files, written_together
from pipeline.export.formats import DEFAULT, Material, chosen, folders
from pipeline.export.report import report
from pipeline.export.text import well_formed
from pipeline.ontology import Ontology
from pipeline.records import ExportReport, Failure, KnowledgeGraph
from pipeline.settings import Settings

REPORT = "report.json"


def export_graph(
    graph: KnowledgeGraph,
    ontology: Ontology,
    settings: Settings,
    folder: Path,
    *,
    formats: Sequence[str] = DEFAULT,
    failures: tuple[Failure, ...] = (),
    extra: Mapping[str, bytes] = MappingProxyType({}),
) -> ExportReport:
    """Write the files of the formats (see `formats.FORMATS`) and the report into `folder`, together or not at all.

    extra: further files by name. Files of an earlier run are replaced; files that this run does not make are left alone
    and named in `foreign`.
    Raises OutputError where the folder cannot be written or a format does not exist.
    """
    writers = chosen(formats, settings)
    material = Material(graph, ontology, settings)
    with written_together(folder) as staged:
        for name, write in writers.items():
            staged.write(name, write(material))
        for folder_name, notes in folders(formats).items():
            for name, content in notes(material):
                staged.write(f"{folder_name}/{name}", [content])
        for name, content in extra.items():
            staged.write(name, [content])
        files = tuple(staged.files)
        staged.write(REPORT, [report(material.graph, ontology, settings, failures=well_formed(failures), files=files)])
    return ExportReport(
        folder=str(folder),
        files=tuple(staged.files),
        foreign=foreign_files(folder, staged.files),
    )
