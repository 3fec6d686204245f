"""Is this installation sound? What a run needs, looked at piece by piece, each with what to do about it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from tempfile import TemporaryFile, gettempdir
from typing import Literal

from packaging.requirements import Requirement

from pipeline import __version__
from pipeline.errors import TalkgraphError
from pipeline.replacing import OUTPUTS, is_unsettled
from pipeline.settings import Settings

State = Literal["ok", "bad", "none"]
LEAST_PYTHON = (3, 11)
LEAST_SPACE = 1 << 30  # bytes free where temporary files go
PROGRAMS = {"Java": ("java",), "Chromium": ("chromium", "chromium-browser", "google-chrome")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. "none": not there, and only some uses need it. remedy: what to do, if anything."""

    state: State
    name: str
    found: str
    remedy: str = ""


def examine(settings: Settings, output: Path) -> tuple[Finding, ...]:
    """Every finding about this installation, and about the output folder; nothing is changed."""
    looks: tuple[Callable[[], Finding], ...] = (
        _python,
        _libraries,
        lambda: _model(settings.model),
        lambda: _ontology(settings.ontology),
        lambda: _outputs(output),
        lambda: _store(output / "store"),
        _temporary,
    )
    return (*(look() for look in looks), *_extras(), *_programs())


def _python() -> Finding:
    found = f"{sys.version_info.major}.{sys.version_info.minor}.{sys.version_info.micro}"
    if sys.version_info[:2] < LEAST_PYTHON:
        return Finding("bad", "Python", found, "install 3.11 or newer")
    return Finding("ok", "Python", found)


def _libraries() -> Finding:
    wrong = [text for need in _needed() if (text := _missing(need))]
    if wrong:
        return Finding("bad", "libraries", "; ".join(wrong), "install talkgraph again: pip install --upgrade talkgraph")
    return Finding("ok", "libraries", f"talkgraph {__version__} and {sum(1 for _ in _needed())} libraries")


def _needed(extra: str = "") -> Iterator[Requirement]:
    """What talkgraph requires, of an extra what that adds."""
    for line in requires("talkgraph") or ():
        need = Requirement(line)
        inside = need.marker is None or need.marker.evaluate({"extra": ""})
        if inside != bool(extra) and (not extra or (need.marker and need.marker.evaluate({"extra": extra}))):
            yield need


def _missing(need: Requirement) -> str:
    """What is wrong with an installed library, in words; empty where nothing is."""
    try:
        found = version(need.name)
    except PackageNotFoundError:
        return f"{need.name} is missing"
    return "" if need.specifier.contains(found, prereleases=True) else f"{need.name} {found} is not {need.specifier}"


def _model(name: str) -> Finding:
    from pipeline.model import is_known, model_folder

    try:
        folder = model_folder(name)
    except TalkgraphError as error:
        return _wrong("model", error)
    return Finding("ok", "model", f"{name}, {'as released' if is_known(name, folder) else 'of your own'}")


def _ontology(folder: Path | None) -> Finding:
    from pipeline.graph.shapes import shapes_of
    from pipeline.ontology import load_ontology

    try:
        known = load_ontology(folder)
        shapes_of(known)
    except TalkgraphError as error:
        return _wrong("ontology", error)
    counts = f"{len(known.classes)} classes, {len(known.predicates)} predicates, {len(known.entities)} names"
    return Finding("ok", "ontology", f"{counts} in {known.folder}")


def _outputs(folder: Path) -> Finding:
    if is_unsettled(folder, OUTPUTS):
        return Finding("bad", "output", f"{folder} holds what a killed run left", "run again, and it is put right")
    place = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not (place.is_dir() and os.access(place, os.W_OK)):
        return Finding("bad", "output", f"{place} cannot be written", "name another folder with -o")
    return Finding("ok", "output", f"{folder} can be written" + ("" if folder.exists() else ", and will be made"))


def _store(folder: Path) -> Finding:
    from pipeline.stores.embedded import EmbeddedStore

    if not folder.exists():
        return Finding("none", "store", f"{folder} is not there yet", "talkgraph load makes it")
    try:
        triples = len(EmbeddedStore(folder).read())
    except TalkgraphError as error:
        return _wrong("store", error)
    return Finding("ok", "store", f"{triples} triples in {folder}")


def _temporary() -> Finding:
    try:
        with TemporaryFile(prefix="talkgraph-") as file:
            file.write(b"x")
    except OSError as error:
        return Finding("bad", "temporary files", str(error), "free the disk, or set TMPDIR to another folder")
    free = shutil.disk_usage(gettempdir()).free
    if free < LEAST_SPACE:
        return Finding("bad", "temporary files", f"{free >> 20} MB free", "free the disk, or set TMPDIR elsewhere")
    return Finding("ok", "temporary files", f"{free >> 30} GB free in {gettempdir()}")


def _extras() -> Iterator[Finding]:
    for extra, what in (("docs", "PDF"), ("tables", "Parquet and pandas")):
        missing = [need.name for need in _needed(extra) if _missing(need)]
        name = f"extra [{extra}]"
        if missing:
            yield Finding("none", name, f"no {what}", f"pip install 'talkgraph[{extra}]'")
        else:
            yield Finding("ok", name, what)


def _programs() -> Iterator[Finding]:
    for name, commands in PROGRAMS.items():
        place = next(filter(None, map(shutil.which, commands)), None)
        if place:
            yield Finding("ok", name, place)
        else:
            yield Finding("none", name, "not found", "only some of talkgraph's own tests need it")


def _wrong(name: str, error: TalkgraphError) -> Finding:
    """An error whose sentence ends with its remedy."""
    found, _, remedy = str(error).rpartition("; ")
    return Finding("bad", name, found or str(error), remedy if found else "")
