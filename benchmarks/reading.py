"""How fast files are read: `read_document` alone, for each file named, or below ../shared and seeds/.

python benchmarks/reading.py [FILE OR FOLDER]...
Prints one row per file: size, words, milliseconds (best of three, processor time), words per second.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from pipeline.errors import InputError
from pipeline.ingest import find_documents, read_document
from pipeline.records import Document

ROOT = Path(__file__).parents[1]
DEFAULT = (ROOT / "seeds", ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "transcripts")


def timed(path: Path, rounds: int = 3) -> tuple[Document, float]:
    """The document and the seconds of the fastest reading."""
    best = float("inf")
    for _ in range(rounds):
        begin = time.process_time()
        document = read_document(path)
        best = min(best, time.process_time() - begin)
    return document, best


def main(names: list[str]) -> None:
    """Print the table."""
    inputs = [Path(name) for name in names] or [folder for folder in DEFAULT if folder.is_dir()]
    print("| file | format | kB | words | ms | words/s |")
    print("|---|---|---:|---:|---:|---:|")
    for path in find_documents(inputs):
        try:
            document, seconds = timed(path)
        except InputError as error:
            print(f"| {path.name} | refused: {error} | | | | |")
            continue
        words = len(document.text.split())
        size = path.stat().st_size / 1000
        print(
            f"| {path.parent.name}/{path.name} | {document.source.format} | {size:.0f} | {words} "
            f"| {seconds * 1000:.0f} | {words / seconds:,.0f} |"
        )


if __name__ == "__main__":
    main(sys.argv[1:])
