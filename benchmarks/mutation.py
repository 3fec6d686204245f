"""How many small faults the tests notice: a fixed sample of mutants of `pipeline/resolve` and
`pipeline/graph`.

    make mutation                       150 mutants of each package; some twenty minutes
    make mutation MUTATION='--of 300'   more of them, those first 150 among them

A mutant is one function with one thing changed: a comparison turned round, a number one higher, an argument left out.
The unit tests of both packages that reach the function run on it until one fails; a mutant that none reaches counts as
one that survives. mutmut stands beside the project, in build/tools, since it needs nothing of it but its packages.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLACE = ROOT / "build" / "mutation"
MUTMUT = ROOT / "build" / "tools" / "bin" / "mutmut"
PACKAGES = ("graph", "resolve")
COPIED = ("pipeline", "ontology", "tests", "seeds", "outputs", "docs", "benchmarks")
SETTINGS = f"""
[tool.mutmut]
source_paths = ["pipeline"]
only_mutate = {[f"pipeline/{name}/*" for name in PACKAGES]}
pytest_add_cli_args_test_selection = {[f"tests/unit/{name}" for name in PACKAGES]}
also_copy = {[*COPIED[1:]]}
track_dependencies = false
timeout_constant = 10
"""  # each mutant loads the ontology anew
SEED = 16
TIME_UP = {24, -24, 36, 152, 255}  # on a busy machine that proves little
KILLED = {1, 3, -9, -11} | TIME_UP  # a test fails, or the process dies
NOT_RUN = {None, 2, 34}


def main() -> int:
    """Print how many of the sample are killed, and what survives."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--of", type=int, default=150, help="how many mutants of each package")
    parser.add_argument("--only", choices=PACKAGES, action="append", help="one of the packages")
    parser.add_argument("--again", action="store_true", help="only those that survived the last time, with new tests")
    parser.add_argument("--json", type=Path, help="write the figures here")
    options = parser.parse_args()
    packages = options.only or PACKAGES
    survived = {name for name, code in codes(PACKAGES).items() if code not in (KILLED - TIME_UP) | NOT_RUN}
    copied(fresh=not options.again)
    if not options.again:
        mutmut("run", "pipeline.none.*", check=False)  # finds nothing to run, but writes all mutants
    chosen = sample(packages, options.of)
    mutmut("run", "--max-children", "1", *(survived & {*chosen} if options.again else chosen))
    found = codes(packages)
    figures = {}
    for package in packages:
        names = [name for name in chosen if name.startswith(f"pipeline.{package}.") and found[name] not in NOT_RUN]
        killed = sum(found[name] in KILLED for name in names)
        figures[package] = {"mutants": len(codes([package])), "tried": len(names), "killed": killed}
        print(f"{package}: {killed} of {len(names)} killed ({killed / max(1, len(names)):.1%}), drawn from", end=" ")
        slow = sum(found[name] in TIME_UP for name in names)
        print(f"{figures[package]['mutants']}; of the killed {slow} took too long", flush=True)
    for name in chosen:
        if found[name] not in KILLED | NOT_RUN:
            print(f"\n--- {name}{' (no test reaches it)' if found[name] in {5, 33} else ''}", flush=True)
            mutmut("show", name)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def copied(fresh: bool) -> None:
    """A copy of what the tests need, with the settings of mutmut; only the tests anew where it is not `fresh`."""
    if fresh:
        shutil.rmtree(PLACE, ignore_errors=True)
    for name in COPIED if fresh else ("tests",):
        for place in (PLACE / name, PLACE / "mutants" / name):
            shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(ROOT / name, PLACE / name, ignore=shutil.ignore_patterns("__pycache__", "corpus"))
    (PLACE / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text(encoding="utf-8") + SETTINGS)


def mutmut(*arguments: str, check: bool = True) -> None:
    """Run mutmut over the copy, with the packages of this environment."""
    environment = os.environ | {"PYTHONPATH": sysconfig.get_path("purelib")}
    subprocess.run([MUTMUT, *arguments], cwd=PLACE, env=environment, check=check)


def codes(packages: Iterable[str]) -> dict[str, int | None]:
    """How the tests ended on each mutant; none where they have not run."""
    files = [file for name in packages for file in sorted((PLACE / "mutants" / "pipeline" / name).glob("*.meta"))]
    return {
        name: code
        for file in files
        for name, code in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"].items()
    }


def sample(packages: Iterable[str], count: int) -> list[str]:
    """So many mutants of each package, the same each time; a larger sample holds the smaller."""
    chosen = []
    for package in packages:
        names = sorted(codes([package]))
        random.Random(SEED).shuffle(names)
        chosen += names[:count]
    return chosen


if __name__ == "__main__":
    sys.exit(main())
