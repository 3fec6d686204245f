"""Where an ontology lies: the folder that ships, and the files of a folder."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import OntologyError


def default_folder() -> Path:
    """The ontology that ships with the package: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_ontology", package.parent / "ontology"):
        if (folder / "schema.ttl").is_file():
            return folder
    raise OntologyError(f"{package}: the ontology that ships with talkgraph is missing; install the package again")


def ontology_files(folder: Path) -> tuple[Path, ...]:
    """The Turtle files of an ontology folder, but for the shapes, sorted."""
    return tuple(path for path in sorted(folder.rglob("*.ttl")) if path.name != "shapes.ttl")
