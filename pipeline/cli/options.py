"""Argument types and options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from pipeline.replacing import OUTPUTS, is_unsettled
from pipeline.settings import Settings


class Input(click.Path):
    """A file to read. Where a run was killed while it moved its files into this folder, they are moved first."""

    def convert(self, value: str | os.PathLike[str], *where: Any) -> Any:
        """The path, if there is such a file."""
        if is_unsettled(Path(value).parent, OUTPUTS):
            from pipeline.export.files import settle

            settle(Path(value).parent)
        return super().convert(value, *where)


existing = click.Path(exists=True, path_type=Path)
existing_or_dash = click.Path(exists=True, path_type=Path, allow_dash=True)  # "-" is standard input
existing_file_or_dash = Input(exists=True, dir_okay=False, path_type=Path, allow_dash=True)
existing_file = Input(exists=True, dir_okay=False, path_type=Path)
folder = click.Path(file_okay=True, path_type=Path)  # an unusable one is exit 3, not wrong usage
ontology_option = click.option(
    "--ontology", type=existing, metavar="DIR", help="Folder of Turtle files.  [default: the one that ships]"
)
language_option = click.option(
    "--language", metavar="CODE", help="Language of all documents, e.g. en.  [default: found out for each]"
)
model_option = click.option(
    "--model", default=Settings().model, show_default=True, metavar="NAME", help="An installed spaCy pipeline."
)
