"""Bad luck on purpose: a command whose nth change to a folder kills it, or fails as a disk does.

Every change that Python makes to the file system raises an audit event (PEP 578); the hook counts those that concern
the folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
COMMAND = "from pipeline.cli import main\nmain(sys.argv[1:])\n"
KILLED = -9


def unlucky(
    how: str, at: int, folder: Path, *arguments: object, code: str = COMMAND
) -> subprocess.CompletedProcess[str]:
    """The command, hit at its change number `at` to `folder`. how: "kill", or the name of an errno such as ENOSPC."""
    command = [sys.executable, "-c", HOOK + code, how, str(at), str(folder), *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
