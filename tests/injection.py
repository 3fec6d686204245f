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
import tempfile
import traceback
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
"""
COMMAND = """
from pipeline.cli import main
try:
    main(sys.argv[1:])
finally:
    if _how == "count":
        print(f"changes: {made}", file=sys.stderr, flush=True)
"""
KILLED = -9
NEVER = 10**9


def unlucky(
    how: str, at: int, folder: Path, *arguments: object, code: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    """The command, hit at its change number `at` to `folder`. how: "kill", or the name of an errno such as ENOSPC."""
    command = [sys.executable, "-c", HOOK + code, how, str(at), str(folder), *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def forked(how: str, at: int, folder: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """As `unlucky`, in a copy of this process, with what it has loaded: a fraction of the time."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        sys.stdout.flush()
        sys.stderr.flush()
        child = os.fork()
        if not child:
            os.dup2(said.fileno(), 1)
            os.dup2(told.fileno(), 2)
            sys.argv = ["-c", how, str(at), str(folder), *map(str, arguments)]
            code = 1
            try:
                exec(HOOK + COMMAND, {"__name__": "__main__"})
                code = 0
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        told.seek(0)
        return subprocess.CompletedProcess(arguments, status, said.read().decode(), told.read().decode())


@dataclass(frozen=True)
class Case:
    """A command that changes a folder, which an earlier one has filled.

    template: the folder as it is before. arguments: with OUT and HERE for the folder and for where its inputs lie.
    state: what counts of a folder. after: that, of an undisturbed command. moments: the numbers of its changes.
    by: how a command is started, `unlucky` or `forked`.
    """

    template: Path
    arguments: tuple[str, ...]
    state: Callable[[Path], object]
    after: object
    moments: tuple[int, ...]
    by: Callable[..., subprocess.CompletedProcess[str]] = unlucky

    def begin(self, folder: Path) -> object:
        """Make the folder as it is before; what counts of it."""
        shutil.copytree(self.template, folder)
        return self.state(folder)

    def strike(self, folder: Path, how: str, at: int) -> subprocess.CompletedProcess[str]:
        """The command, struck at its change number `at`."""
        names = {"OUT": str(folder), "HERE": str(self.template.parent)}
        filled = (re.sub("OUT|HERE", lambda match: names[match[0]], argument) for argument in self.arguments)
        return self.by(how, at, folder, *filled)

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
