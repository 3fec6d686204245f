"""Kill -9 at forty moments of a run: the next run ends with the bytes of an undisturbed one, and nothing is left over.

Moments are changes to the output folder (PEP 578 audit events: files opened for writing, moved, removed) and the
beginning and end of every write to the cache. Each run is a fork of this process, which has loaded the model.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
from pathlib import Path

import pytest

from pipeline.cache import NAME, Cache
from pipeline.run import run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")]
KILLS = 40
FORMATS = ("ttl", "nq", "csv")
TALKS = {
    "gulls.txt": "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater.\n",
    "rooks.txt": "Jonas Veld is the chief executive of Rookery Systems, a company in Oslo.\n",
}
CHANGES = {"os.rename", "os.mkdir", "os.rmdir", "os.remove", "os.truncate"}


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def forked(talks: Path, out: Path, at: int = 0) -> tuple[int, int]:
    """A run in a fork, killed at its moment number `at`, if any; its status, and how many moments it had."""
    reading, writing = os.pipe()
    if (child := os.fork()) == 0:
        moments = 0

        def moment() -> None:
            nonlocal moments
            moments += 1
            if moments == at:
                os.kill(os.getpid(), signal.SIGKILL)

        def hook(event: str, arguments: tuple[object, ...]) -> None:
            if event == "open":
                flags = arguments[2]
                changing = isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
            else:
                changing = event in CHANGES
            if changing and str(arguments[0]).startswith(str(out)):
                moment()

        put = Cache.put

        def noticed(self: Cache, key: str, kind: str, name: str, data: bytes) -> None:
            moment()
            put(self, key, kind, name, data)
            moment()

        try:
            Cache.put = noticed  # type: ignore[method-assign]
            sys.addaudithook(hook)
            run([talks], out, formats=FORMATS)
            os.write(writing, str(moments).encode())
            os._exit(0)
        except BaseException:
            os._exit(1)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    told = os.read(reading, 99)
    os.close(reading)
    return os.waitstatus_to_exitcode(status), int(told or 0)


@pytest.mark.filterwarnings("ignore::pipeline.errors.LeftoverWarning")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of forks beside threads; these only compute
def test_whatever_moment_a_run_is_killed_at_the_next_one_is_undisturbed(tmp_path: Path) -> None:
    talks, earlier = tmp_path / "in", tmp_path / "earlier"
    talks.mkdir()
    (talks / "gulls.txt").write_text("Jonas Veld lives in Oslo.\n", encoding="utf-8")
    run([talks], earlier, formats=FORMATS)
    for name, text in TALKS.items():
        (talks / name).write_text(text, encoding="utf-8")
    run([talks], tmp_path / "undisturbed", formats=FORMATS)
    undisturbed = files(tmp_path / "undisturbed")
    shutil.copytree(earlier, tmp_path / "counted")
    status, moments = forked(talks, tmp_path / "counted")
    assert (status, files(tmp_path / "counted")) == (0, undisturbed)
    assert moments >= KILLS
    for at in sorted(random.Random(15).sample(range(1, moments + 1), KILLS)):
        out = tmp_path / f"killed-{at}"
        shutil.copytree(earlier, out)
        assert forked(talks, out, at)[0] == -signal.SIGKILL
        assert forked(talks, out)[0] == 0
        assert files(out) == undisturbed, f"killed at moment {at} of {moments}"
        left = {path.name for path in out.iterdir() if path.name.startswith(".")}
        assert left == {NAME, ".talkgraph.lock"}, f"killed at moment {at} of {moments}"
        shutil.rmtree(out)
