"""Bad luck on purpose: a command whose nth change to a folder kills it, or fails as a disk does.

Every change that Python makes to the file system raises an audit event (PEP 578); the hook counts those that concern
the folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph as ox

from pipeline.stores.embedded import EmbeddedStore

HOOK = """
import errno, os, signal, sys
_how, _at, _place = sys.argv[1], int(sys.argv[2]), sys.argv[3]
made = 0
CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.link", "os.truncate"}

def hook(event, arguments):
    global made
    if event == "open":
        path, mode, flags = arguments
        changing = isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    else:
        path, changing = arguments[0] if arguments else None, event in CHANGES
    if not changing or isinstance(path, int) or not os.fspath(path or "").startswith(_place):
        return
    made += 1
    if made != _at:
        return
    if _how == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError(getattr(errno, _how), os.strerror(getattr(errno, _how)), path)

sys.addaudithook(hook)
del sys.argv[1:4]
if _how == "count":
    import atexit
    atexit.register(lambda: print(f"changes: {made}", file=sys.stderr))
"""
COMMAND = "from pipeline.cli import main\nmain(sys.argv[1:])\n"
KILLED = -9
NEVER = 10**9


def unlucky(
    how: str, at: int, folder: Path, *arguments: object, code: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    """The command, hit at its change number `at` to `folder`. how: "kill", or the name of an errno such as ENOSPC."""
    command = [sys.executable, "-c", HOOK + code, how, str(at), str(folder), *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@dataclass(frozen=True)
class Case:
    """A command that changes a folder, which an earlier one has filled.

    template: the folder as it is before. arguments: with OUT and HERE for the folder and for where its inputs lie.
    state: what counts of a folder. after: that, of an undisturbed command. moments: the numbers of its changes.
    """

    template: Path
    arguments: tuple[str, ...]
    state: Callable[[Path], object]
    after: object
    moments: tuple[int, ...]

    def begin(self, folder: Path) -> object:
        """Make the folder as it is before; what counts of it."""
        shutil.copytree(self.template, folder)
        return self.state(folder)

    def strike(self, folder: Path, how: str, at: int) -> subprocess.CompletedProcess[str]:
        """The command, struck at its change number `at`."""
        names = {"OUT": str(folder), "HERE": str(self.template.parent)}
        filled = (re.sub("OUT|HERE", lambda match: names[match[0]], argument) for argument in self.arguments)
        return unlucky(how, at, folder, *filled)

    def run(self, folder: Path) -> subprocess.CompletedProcess[str]:
        """The command, undisturbed."""
        return self.strike(folder, "count", NEVER)


def files_of(folder: Path) -> dict[str, bytes]:
    """What a user sees in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] != "."}


def quads_of(folder: Path) -> frozenset[ox.Quad]:
    """What a store holds."""
    return frozenset(EmbeddedStore(folder / "store").read())


COMMANDS: dict[str, tuple[tuple[str, ...], Callable[[Path], object]]] = {
    "export": (("export", "HERE/graph.ttl", "--to", "csv", "-o", "OUT"), files_of),
    "load": (("load", "HERE/graph.ttl", "--store", "OUT/store", "--graph", "https://example.org/g"), quads_of),
    "run": (("run", "HERE/talk.txt", "-o", "OUT", "-q"), files_of),
}
EARLIER = {
    "graph.ttl": "<https://example.org/old> a <https://w3id.org/talkgraph/schema#Person> .\n",
    "talk.txt": "Mira Solano founded Halcyon Labs in Lisbon.\n",
}


def prepared(name: str, inputs: dict[str, str], place: Path) -> Case:
    """The command over these inputs, in a folder that it has filled from `EARLIER` before."""
    arguments, state = COMMANDS[name]
    place.mkdir(parents=True)
    (template := place / "template").mkdir()
    case = Case(template, arguments, state, None, ())
    for name_, text in EARLIER.items():
        (place / name_).write_text(text, encoding="utf-8")
    done = case.run(template)
    assert done.returncode == 0, done.stderr
    for name_, text in inputs.items():
        (place / name_).write_text(text, encoding="utf-8")
    case.begin(place / "undisturbed")
    done = case.run(place / "undisturbed")
    assert done.returncode == 0, done.stderr
    changes = int(done.stderr.rsplit("changes: ", 1)[1])
    return replace(case, after=state(place / "undisturbed"), moments=tuple(range(1, changes + 1)))
