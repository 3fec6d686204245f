"""Proposals as Turtle that a curator reads, with what speaks for and against each as comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

import pyoxigraph as ox

from pipeline.errors import OutputError
from pipeline.export.files import written_together
from pipeline.learn.classes import ClassProposal
from pipeline.learn.observing import TRUE
from pipeline.learn.patterns import Claim, Pattern, Place
from pipeline.learn.proposing import Proposals
from pipeline.ontology.folder import ontology_files
from pipeline.settings import Settings
from pipeline.vocabulary import PREFIXES, entity_iri, local_name

LOCAL = re.compile(r"[A-Za-z_][\w-]*", re.ASCII)
QUOTES, LONGEST = 2, 240  # quotes on each side, and their characters at most
NAMES = 3  # examples of the names that prove a word
LEARNT = "learnt.ttl"  # the file of a copy that holds what was learnt
HEAD = """\
# Proposals that `talkgraph learn` made out of {count} examples. Copy what you agree with into your ontology, or let
# `--apply` do it by a least precision. "right" counts facts of the examples that the pattern claims, "wrong" what else
# it claims in the same documents; the weight is the share that is right, drawn to that of its construction where there
# are few, and "held" the least of it when each document that supports it is left out.
"""


def turtle(proposals: Proposals, *, least: float = 0.0, settings: Settings | None = None) -> str:
    """The proposals whose precision holds at `least` (0 to 1), as Turtle in the terms of `docs/ontology.md`."""
    prefixes = _prefixes(proposals.ontology.folder)
    shorten = _Shortener(prefixes)
    named = zip(proposals.patterns, proposals.new, strict=True)
    kept = sorted(
        ((pattern, new) for pattern, new in named if pattern.held >= least),
        key=lambda item: (item[0].predicate, -item[1], -len(item[0].tally.right), item[0].wording),
    )
    classes = [proposal for proposal in proposals.classes if proposal.precision >= least]
    base = (settings or Settings()).base
    blocks = [
        *(_pattern(pattern, new, proposals, shorten) for pattern, new in kept),
        *(_class(proposal, base, shorten) for proposal in classes),
    ]
    opened = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in sorted(prefixes.items()) if name in shorten.used)
    return "\n".join([HEAD.format(count=len(proposals.documents)), opened, *blocks])


def _prefixes(folder: Path) -> dict[str, str]:
    """The prefixes that the ontology's own files use, and those of talkgraph."""
    found: dict[str, str] = {}
    for path in ontology_files(folder):
        parser = ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE)
        for _ in parser:
            pass  # the prefixes are known at the end
        for name, iri in parser.prefixes.items():
            found.setdefault(name, iri)
    return found | {name: PREFIXES[name] for name in ("tg", "skos")}


class _Shortener:
    """IRIs as prefixed names. used: the prefixes of those so far."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes, self.used = prefixes, {"tg"}

    def __call__(self, iri: str) -> str:
        for name, namespace in sorted(self.prefixes.items(), key=lambda item: (-len(item[1]), item[0])):
            if iri.startswith(namespace) and LOCAL.fullmatch(iri[len(namespace) :]):
                self.used.add(name)
                return f"{name}:{iri[len(namespace) :]}"
        return str(ox.NamedNode(iri))


def _pattern(pattern: Pattern, new: int, proposals: Proposals, shorten: _Shortener) -> str:
    wording = pattern.wording
    right, wrong = pattern.tally.counts
    word = "" if wording.words == TRUE else f' "{wording.words}"'
    lines = [
        f"# {local_name(pattern.predicate)}: {wording.kind}{word}, {wording.domain_role} to {wording.range_role}: "
        f"{right} right in {len(pattern.tally.right)} sources ({new} of them new), {wrong} wrong; "
        f"held {pattern.held:.2f}",
        *_quotes("for", pattern.tally.right, proposals),
        *_quotes("against", pattern.tally.wrong, proposals),
    ]
    said = TRUE if wording.words == TRUE else ox.Literal(wording.words)
    parts = [
        f"tg:{wording.kind} {said}",
        f"tg:domainRole {ox.Literal(wording.domain_role)}",
        f"tg:rangeRole {ox.Literal(wording.range_role)}",
        *(f"tg:domainClass {shorten(cls)}" for cls in sorted(pattern.domain)),
        *(f"tg:rangeClass {shorten(cls)}" for cls in sorted(pattern.range)),
        f"tg:weight {pattern.precision:.2f}",
    ]
    return "\n".join([*lines, f"{shorten(pattern.predicate)} tg:lexicalisation [ {' ; '.join(parts)} ] .\n"])


def _quotes(side: str, found: Mapping[str, Mapping[Claim, Place]], proposals: Proposals) -> Iterator[str]:
    """Comments with what is said, from different sources where there are more."""
    said = ((claims, turn) for turn in range(QUOTES) for claims in found.values() if len(claims) > turn)
    for claims, turn in islice(said, QUOTES):
        (name, triple), (begin, end) = list(claims.items())[turn]
        quote = _plain(proposals.documents[name].text[begin:end])
        quote = quote if len(quote) <= LONGEST else quote[:LONGEST].rpartition(" ")[0] + " ..."
        yield f"#   {side}: {_plain(triple[0])} -> {_plain(triple[2])}: {quote} [{_plain(name)}]"


def _class(proposal: ClassProposal, base: str, shorten: _Shortener) -> str:
    names = ", ".join(_plain(name) for name in proposal.support[:NAMES])
    where = f"{len(proposal.documents)} documents"
    if proposal.term == "prefLabel":
        iri = str(ox.NamedNode(entity_iri(base, proposal.cls, proposal.word)))
        shorten.used.add("skos")
        others = "".join(f" ; skos:altLabel {ox.Literal(text)}" for text in proposal.spellings)
        said = f"{iri} a {shorten(proposal.cls)} ; skos:prefLabel {ox.Literal(proposal.word)}{others} ."
        return f"# {local_name(proposal.cls)}: named in {where}\n{said}\n"
    kind = "noun" if proposal.term == "noun" else "ending"
    return (
        f"# {local_name(proposal.cls)}: {kind} of {names}, in {where}; {proposal.precision:.0%} of those so called\n"
        f"{shorten(proposal.cls)} tg:{proposal.term} {ox.Literal(proposal.word)} .\n"
    )


def _plain(text: str) -> str:
    """On one line, without what drives terminals or ends a comment."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).replace("\0", "").split())


def write(
    proposals: Proposals, output: Path, *, least: float | None = None, into: Path | None = None
) -> tuple[Path, ...]:
    """Write the proposals into `output`, and with `least` a copy of the ontology that has those which hold it.

    into: the folder of the copy; beside `output`, under its name, where None. Returns what was written. Raises
    OutputError where something cannot be, and then writes nothing of it.
    """
    copy = into or output.with_suffix("")
    folder = proposals.ontology.folder.resolve()
    if least is not None and (folder == copy.resolve() or folder in copy.resolve().parents):
        raise OutputError(f"{copy}: lies in the ontology folder that it is a copy of; name another with --into")
    with written_together(output.parent) as staged:
        staged.write(output.name, [turtle(proposals).encode()])
    if least is None:
        return (output,)
    with written_together(copy) as staged:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                staged.write(path.relative_to(folder).as_posix(), [path.read_bytes()])
        staged.write(LEARNT, [turtle(proposals, least=least).encode()])
    return output, copy
