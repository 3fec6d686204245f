"""Argument types and options that several commands share."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from pipeline.replacing import OUTPUTS, is_unsettled
from pipeline.settings import LLM_URL, LanguageModel, Settings

ADDRESSES = ("http://", "https://", "ftp://")


class Existing(click.Path):
    """A path that must exist; where it does not, the message says what is possible instead."""

    def __init__(self, **options: Any) -> None:
        """As `click.Path`."""
        super().__init__(exists=True, path_type=Path, **options)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path. Raises click.BadParameter with a hint: for an address to download it, for a slip a near name.

        Where a file is wanted and a run was killed while it moved its files into that folder, they are moved first.
        """
        if not self.dir_okay and is_unsettled(Path(value).parent, OUTPUTS):
            from pipeline.export.files import settle

            settle(Path(value).parent)
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter as error:
            if hint := instead(str(value)):
                self.fail(f"{error.message.rstrip('.')}; {hint}", param, ctx)
            raise


class Readable(Existing):
    """A path that must exist, or is "-"; with --engine spark any address, as it is given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or for Spark the text. Raises as `Existing` does."""
        return str(value) if _for_spark(ctx) else super().convert(value, param, ctx)


class Writable(click.Path):
    """A folder to write into; with --engine spark any address, as it is given."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, or for Spark the text."""
        return str(value) if _for_spark(ctx) else super().convert(value, param, ctx)


def _for_spark(ctx: click.Context | None) -> bool:
    """Whether the command runs on Spark; its option is eager, so that this is known by then."""
    return ctx is not None and ctx.params.get("engine") == "spark"


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
readable = Readable(allow_dash=True)
writable = Writable(file_okay=True, path_type=Path)
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


Command = TypeVar("Command", bound=Callable[..., Any])
LLM_OPTIONS = (
    click.option(
        "--llm", metavar="MODEL", help="Ask this language model too, and keep what the text proves. See docs/llm.md."
    ),
    click.option(
        "--llm-url",
        default=LLM_URL,
        show_default=True,
        metavar="URL",
        help="Its server, of the OpenAI-compatible protocol; the key is taken from TALKGRAPH_LLM_KEY.",
    ),
    click.option(
        "--llm-max-tokens", type=click.IntRange(min=1), metavar="N", help="Send and get no more than this in one run."
    ),
    click.option(
        "--llm-jobs",
        type=click.IntRange(1, 64),
        default=LanguageModel("").jobs,
        show_default=True,
        help="Passages that are asked about at once.",
    ),
    click.option(
        "--llm-timeout",
        type=click.FloatRange(min=0, min_open=True),
        default=LanguageModel("").timeout,
        show_default=True,
        metavar="SECONDS",
        help="In which an answer must have arrived.",
    ),
    click.option(
        "--llm-cache", type=folder, metavar="DIR", help="Folder of answers.  [default: the user's cache folder]"
    ),
)


def llm_options(command: Command) -> Command:
    """The options of a language model; `language_model` makes one of their values."""
    for option in reversed(LLM_OPTIONS):
        command = option(command)
    return command


def language_model(
    llm: str | None, llm_url: str, llm_max_tokens: int | None, llm_jobs: int, llm_timeout: float, llm_cache: Path | None
) -> LanguageModel | None:
    """The language model that the options name; None where they name none."""
    if not llm:
        return None
    return LanguageModel(llm, llm_url, llm_max_tokens, llm_jobs, llm_cache, llm_timeout)
