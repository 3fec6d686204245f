"""Argument types and options that several commands share."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any

import click

from pipeline.replacing import OUTPUTS, is_unsettled
from pipeline.settings import Settings

ADDRESSES = ("http://", "https://", "ftp://")


class Existing(click.Path):
    """A path that must exist; where it does not, the message says what is possible instead."""

    def __init__(self, **options: Any) -> None:
        """As `click.Path`."""
        super().__init__(exists=True, path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises click.BadParameter with a hint: for an address to download it, for a slip a near name.

        Where a run was killed while it moved its files into the path's folder, they are moved first.
        """
        if is_unsettled(Path(value).parent, OUTPUTS):
            from pipeline.export.files import settle

            settle(Path(value).parent)
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            if hint := instead(str(value)):
                self.fail(f"{error.message.rstrip('.')}; {hint}", param, ctx)
            raise


def instead(value: str) -> str:
    """What somebody may have meant by a path that is not there; empty where nobody knows."""
    if value.startswith(ADDRESSES):
        return "an address is not read: download what lies there and name the file"
    path = Path(value)
    if path.exists():
        return ""
    folder = path.parent
    if not folder.is_dir():
        return f"there is no folder {folder} either"
    there = sorted(entry.name for entry in folder.iterdir() if not entry.name.startswith("."))
    near = difflib.get_close_matches(path.name, there, n=1, cutoff=0.6)
    return f"did you mean {folder / near[0]}?" if near else ""


existing = Existing()
existing_file = Existing(dir_okay=False)
existing_or_dash = Existing(allow_dash=True)  # "-" is standard input
existing_file_or_dash = Existing(dir_okay=False, allow_dash=True)
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
cache_option = click.option(
    "--cache",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where to keep what was read.  [default: .talkgraph.cache in the output folder]",
)
