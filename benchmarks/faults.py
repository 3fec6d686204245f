"""Strike commands at every moment, and hold that a second run gives what an undisturbed one gives: the figures of
docs/security.md.

`python benchmarks/faults.py` takes some minutes; tests/test_faults.py does the same at a few moments.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from injection import COMMANDS, KILLED, prepared  # noqa: E402

FAULTS = ("ENOSPC", "EIO", "EROFS", "EACCES")
TALK = (
    "Mira Solano founded Halcyon Labs in Lisbon in 2014. Halcyon Labs developed Brightwater, a model with 7 billion "
    "parameters.\n"
)


def main() -> int:
    """Print and write the figures; 1 where something was lost or mixed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=60, help="how many in all")
    parser.add_argument("--faults", type=int, default=200, help="how many in all")
    parser.add_argument("--only", choices=COMMANDS, help="one of the commands")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    inputs = {"graph.ttl": (ROOT / "outputs" / "example.ttl").read_text(encoding="utf-8"), "talk.txt": TALK}
    counts: Counter[str] = Counter()
    lost = []
    with tempfile.TemporaryDirectory(prefix="talkgraph-faults-") as folder:
        cases = {name: prepared(name, inputs, Path(folder, name)) for name in COMMANDS if options.only in (None, name)}
        every = [(name, at) for name, case in cases.items() for at in case.moments]
        kills = [("kill", *place) for place in itertools.islice(itertools.cycle(every), options.kills)]
        faults = itertools.cycle((how, *place) for place in every for how in FAULTS)
        for number, (how, name, at) in enumerate([*kills, *itertools.islice(faults, options.faults)]):
            case, out = cases[name], Path(folder, f"{number}")
            before = case.begin(out)
            done = case.strike(out, how, at)
            counts["kills" if how == "kill" else "faults"] += 1
            counts[f"{name}, {how}"] += 1
            struck = done.returncode != 0
            counts["struck commands that ended otherwise than well"] += struck
            expected = {KILLED} if how == "kill" else {0, 3}
            whole = how == "kill" or case.state(out) in (before, case.after)
            again = case.run(out)
            if done.returncode not in expected or not whole or again.returncode or case.state(out) != case.after:
                lost.append({"command": name, "how": how, "at": at, "said": (done.stderr + again.stderr)[-600:]})
                print(lost[-1], flush=True)
    figures = {"counts": dict(sorted(counts.items())), "lost or mixed": lost}
    print(json.dumps(figures, indent=1))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
