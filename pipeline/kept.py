"""What takes long to make and never changes for the same key, kept between runs in the user's cache folder.

Each thing is one file: the SHA-256 of what follows, and the packed record. A file that is damaged, or of another key,
is made anew; a folder that cannot be written costs time and nothing else.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar

from pipeline.packing import Damaged, packed, unpacked
from pipeline.resting import at_rest

T = TypeVar("T")
NEWEST = 4  # files of a kind that stay: a few ontologies, or `aliases.ttl` before and after
SUFFIX = ".tgk"
_DIGEST = hashlib.sha256().digest_size


def kept_folder() -> Path:
    """The user's cache folder for talkgraph; that of the system, or what XDG_CACHE_HOME says."""
    from platformdirs import user_cache_path

    return user_cache_path("talkgraph", appauthor=False)


def kept(kind: str, key: str, form: type[T], make: Callable[[], T]) -> T:
    """What `make` makes, from the cache where it is there. key: of all that it depends on but for talkgraph's code.

    form: its type, as `pipeline.packing.unpacked` takes it. What `make` raises goes through.
    """
    name = hashlib.sha256(f"{kind} {key} {code_digest()}".encode()).hexdigest()[:32]
    path = kept_folder() / f"{kind}-{name}{SUFFIX}"
    with suppress(OSError, Damaged):
        data = path.read_bytes()
        if hashlib.sha256(data[_DIGEST:]).digest() == data[:_DIGEST]:
            with at_rest():
                return unpacked(data[_DIGEST:], form)
    made = make()
    with suppress(OSError, UnicodeEncodeError):
        content = packed(made)
        _write(path, hashlib.sha256(content).digest() + content)
    return made


def kept_files() -> list[Path]:
    """All files of the cache, the newest first."""
    with suppress(OSError):
        return sorted(kept_folder().glob(f"*{SUFFIX}*"), key=lambda path: (-path.stat().st_mtime_ns, path.name))
    return []


@cache
def code_digest(*parts: str) -> str:
    """SHA-256 of the package's source and data below the given parts ("extract", "records.py"), by default of all."""
    package = Path(__file__).parent
    total = hashlib.sha256()
    for part in parts or (".",):
        place = package / part
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.is_file() and path.suffix != ".pyc":
                content = path.read_bytes()
                total.update(f"{path.relative_to(package).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


def _write(path: Path, data: bytes) -> None:
    """Put the file in place as a whole, and let the oldest of its kind go."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=f"{SUFFIX}.new", delete=False) as file:
        file.write(data)
    os.replace(file.name, path)
    kind = path.name.rpartition("-")[0]
    for old in [each for each in kept_files() if each.name.rpartition("-")[0] == kind and each.suffix == SUFFIX][
        NEWEST:
    ]:
        old.unlink(missing_ok=True)
