"""`talkgraph cache`: what was read before and is kept."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from pipeline.cli.options import cache_option, folder
from pipeline.cli.screen import say, show


@click.command()
@click.option(
    "-o", "--output", type=folder, default=Path("outputs"), show_default=True, help="Output folder of the runs."
)
@cache_option
@click.option("--clean", is_flag=True, help="Remove what the last run did not need.")
@click.option("--all", "everything", is_flag=True, help="Remove everything, also what is kept for all runs.")
def cache(output: Path, cache: Path | None, clean: bool, everything: bool) -> None:
    """Say what is kept between runs, and remove what is no longer needed.

    A run keeps what it read from each document, so that the next one reads only what changed. It holds the words of the
    documents: leave it out where you publish the output folder. What follows from the ontology and the model alone is
    kept once for all runs, in the cache folder of the user. Answers of a language model (--llm-cache) are left alone.
    """
    from pipeline.cache import NAME, opened
    from pipeline.display.holdings import holdings
    from pipeline.export.files import held
    from pipeline.kept import kept_files
    from pipeline.reading import code

    path, shared = cache or output / NAME, kept_files()
    removed = 0
    if everything:
        for file in shared:
            file.unlink(missing_ok=True)
        removed, shared = len(shared), []
    if not path.is_file():
        show(holdings(path, (), shared))
        return
    with held(output) if cache is None else nullcontext(), opened(path, code()) as store:
        if clean or everything:
            removed += store.clean(everything=everything)
            say(f"Removed {removed:,} results.")
        show(holdings(path, store.holdings(), shared))
