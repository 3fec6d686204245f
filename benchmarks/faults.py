"""Strike commands at every moment, and hold that a second run gives what an undisturbed one gives: the figures of
docs/security.md.

`python benchmarks/faults.py` strikes copies of one process that has loaded everything, which takes some minutes;
tests/test_faults.py does the same at a few moments with processes started anew.
"""

from __future__ import annotations

import argparse
import importlib
import json
import multiprocessing
import pkgutil
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pipeline
from pipeline.extract.nlp import load_model
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from injection import COMMANDS, KILLED, Case, forked, prepared  # noqa: E402

FAULTS = ("ENOSPC", "EIO", "EROFS", "EACCES")
TALK = (
    "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater, a model with 7 billion "
    "parameters.\n"
)


Strike = tuple[str, str, int]  # how, command, number of the change


def loaded() -> None:
    """Load what the commands need; each is then a copy of this process, which itself runs none of them."""
    for module in pkgutil.walk_packages(pipeline.__path__, "pipeline."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    load_model(Settings().model)


def spread(places: Sequence[Strike], count: int) -> list[Strike]:
    """So many of them, evenly; some more than once where there are fewer."""
    return [places[number * len(places) // count] for number in range(count)]


def strike(case: Case, out: Path, how: str, at: int) -> tuple[bool, dict[str, object]]:
    """Whether the struck command ended otherwise than well, and what was lost or mixed, if anything."""
    before = case.begin(out)
    done = case.strike(out, how, at)
    expected = {KILLED} if how == "kill" else {0, 3}
    whole = how == "kill" or case.state(out) in (before, case.after)
    again = case.run(out)
    held = done.returncode in expected and whole and not again.returncode and case.state(out) == case.after
    lost = {"how": how, "at": at, "whole": whole, "codes": [done.returncode, again.returncode]}
    return done.returncode != 0, {} if held else {**lost, "said": (done.stderr + again.stderr)[-600:]}


def _state(aside: ProcessPoolExecutor, state: Callable[[Path], object], folder: Path) -> object:
    return aside.submit(state, folder).result()


def main() -> int:
    """Print and write the figures; 1 where something was lost or mixed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how many in all")
    parser.add_argument("--faults", type=int, default=200, help="how many in all")
    parser.add_argument("--only", choices=COMMANDS, help="one of the commands")
    parser.add_argument("--json", type=Path, help="write the figures here after each strike, and go on from there")
    options = parser.parse_args()
    inputs = {"graph.ttl": (ROOT / "outputs" / "example.ttl").read_text(encoding="utf-8"), "talk.txt": TALK}
    figures = {"strikes": 0, "counts": {}, "lost or mixed": []}
    if options.json and options.json.exists():
        figures = json.loads(options.json.read_text(encoding="utf-8"))
    counts, lost = Counter(figures["counts"]), figures["lost or mixed"]
    # What opens a store has threads that a copy lacks: a process of its own prepares and compares.
    aside = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"))
    with aside, tempfile.TemporaryDirectory(prefix="talkgraph-faults-") as folder:
        names = [name for name in COMMANDS if options.only in (None, name)]
        cases = {}
        for name in names:
            case = aside.submit(prepared, name, inputs, Path(folder, name)).result()
            state = partial(_state, aside, case.state) if name == "load" else case.state
            cases[name] = replace(case, by=forked, state=state)
        loaded()
        moments = [(name, at) for name, case in cases.items() for at in case.moments]
        kills = spread([("kill", *place) for place in moments], options.kills)
        faults = spread([(how, *place) for place in moments for how in FAULTS], options.faults)
        strikes = [*kills, *faults]
        print(f"{len(moments)} changes to a folder in {', '.join(names)}; {len(strikes)} strikes", flush=True)
        for how, name, at in strikes[figures["strikes"] :]:
            out = Path(folder, "struck")
            bad, failed = strike(cases[name], out, how, at)
            shutil.rmtree(out)
            counts["kills" if how == "kill" else "faults"] += 1
            counts[f"{name}, {how}"] += 1
            counts["struck commands that ended otherwise than well"] += bad
            if failed:
                lost.append({"command": name, **failed})
                print(lost[-1], flush=True)
            figures |= {"strikes": figures["strikes"] + 1, "counts": dict(sorted(counts.items()))}
            if options.json:
                options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(figures, indent=1))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
