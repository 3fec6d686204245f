"""How much of a graph stays when nothing that matters changes, and how accuracy falls as the text gets worse.

    python benchmarks/stability.py [NAME ...]   prints the tables; over all documents it writes them to docs/accuracy.md

Works on the gold documents of ../shared/eval; without them it says so and writes nothing.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from textwrap import wrap
from types import MappingProxyType

from pipeline.evaluate import evaluate
from pipeline.export.rdf import quads
from pipeline.export.syntax import n_quads
from pipeline.extract import extract
from pipeline.graph import build
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import Document, Entity, KnowledgeGraph, Quantity, ResolvedCorpus
from pipeline.resolve import resolve
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
EVAL = ROOT.parent / "shared" / "eval"
ACCURACY = ROOT / "docs" / "accuracy.md"
BEGIN = "## Stability"  # up to the end of the file is written here
PUNCTUATION = re.compile(r"[^\w\s'’@]|(?<!\w)['’]|['’](?!\w)")
CLOCK = re.compile(r"(?<![\d:.,])(?:(\d{1,2}):)?(\d{1,2}):(\d\d)(?![\d:])")
SHIFT = 60  # seconds
PLAIN, THIN = "as it is", "as it is, with half of the gazetteer"
ALIKE = dict(zip("bpdtgkvfzsmnaeiouyrlw", "pbtdkgfvsznmeiauoirwl", strict=False))  # what one letter is heard as
Fact = tuple[str, str, str]


def main(names: list[str]) -> int:
    """Measure every change on every gold document."""
    found = {path.stem: path for folder in (EVAL / "documents", EVAL.parent / "seeds") for path in folder.glob("*")}
    golds = [path for path in sorted(EVAL.glob("gold/*.yaml")) if path.stem in found and path.stem in (names or found)]
    if not golds:
        print("No gold graphs at hand (../shared/eval): nothing measured.")
        return 0
    ontology = load_ontology()
    half = halved(ontology)
    kept: dict[str, Counter[str]] = {name: Counter() for name in CHANGES}
    scores: dict[str, Counter[str]] = {name: Counter() for name in (PLAIN, *NOISE, THIN)}
    for gold in golds:
        path = found[gold.stem]
        base = graph_of(read_document(path), ontology)
        scores[PLAIN] += score(base, gold, ontology)
        for name, change in CHANGES.items():
            text, spared = change(path.read_text(encoding="utf-8", errors="replace"), base)
            before = facts_of(base, without=spared)
            after = facts_of(graph_of(changed(path, text), ontology), without=spared)
            kept[name] += Counter(before=len(before), kept=len(before & after), after=len(after))
        for name, noise in NOISE.items():
            document = noisy(read_document(path), noise, random.Random(gold.stem))
            scores[name] += score(graph_of(document, ontology), gold, ontology)
        scores[THIN] += score(graph_of(read_document(path), half), gold, ontology)
        print(f"{gold.stem}: {kept['times shifted by a minute']['before']} facts", flush=True)
    lines = report(kept, scores, len(golds))
    print("\n".join(lines))
    if not names:
        before, _, _ = ACCURACY.read_text(encoding="utf-8").partition(BEGIN)
        ACCURACY.write_text(before.rstrip() + "\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def graph_of(document: Document, ontology: Ontology) -> KnowledgeGraph:
    """The graph of one document."""
    resolution = resolve(extract(document, ontology, Settings()), ontology, Settings())
    return build(ResolvedCorpus((resolution,)), ontology, Settings())


def halved(ontology: Ontology) -> Ontology:
    """With a fixed random half of the gazetteer, and what is known of it: entities whose IRI's SHA-256 is even."""
    half = {iri for iri in ontology.entities if hashlib.sha256(iri.encode()).digest()[0] % 2 == 0}
    kept = {
        iri: replace(
            entity,
            affiliations=tuple(other for other in entity.affiliations if other in half),
            facts=tuple(fact for fact in entity.facts if fact[1] in half),
        )
        for iri, entity in ontology.entities.items()
        if iri in half
    }
    named = {key: tuple(owner for owner in owners if owner in half) for key, owners in ontology.names.items()}
    names = {key: owners for key, owners in named.items() if owners}
    return replace(
        ontology, digest=f"{ontology.digest}-half", entities=MappingProxyType(kept), names=MappingProxyType(names)
    )


def facts_of(graph: KnowledgeGraph, without: Entity | None) -> set[Fact]:
    """The asserted facts by the names of things, but for those about one thing."""
    labels = {entity.iri: entity.label.casefold() for entity in graph.entities}
    spared = {
        entity.iri for entity in graph.entities if without and entity.label.casefold() == without.label.casefold()
    }
    found = set()
    for fact in graph.facts:
        triple = fact.triple
        if fact.asserted and not spared & {triple.subject, str(triple.object)}:
            number = isinstance(triple.object, Quantity)
            value = repr(triple.object) if number else labels.get(str(triple.object), str(triple.object))
            found.add((labels.get(triple.subject, triple.subject), triple.predicate, value))
    return found


def score(graph: KnowledgeGraph, gold: Path, ontology: Ontology) -> Counter[str]:
    """What counts for precision and recall, to be summed over documents."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "graph.nq")
        file.write_bytes(b"".join(n_quads(quads(graph, ontology, Settings()))))
        found = evaluate(file, gold).score
    counts: Counter[str] = Counter()
    for what in ("typed_entities", "relations"):
        for count in ("tp", "predicted", "gold"):
            counts[f"{what} {count}"] += (found[what] or {}).get(count, 0)
    return counts


def changed(path: Path, text: str) -> Document:
    """The file with another text, read anew."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, path.name)
        file.write_bytes(text.encode())
        return read_document(file)


# --- changes that matter to nobody: the text, and the thing that may change with it


def line_ends(text: str, base: KnowledgeGraph) -> tuple[str, Entity | None]:
    """Windows writes them otherwise."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n"), None


def shifted(text: str, base: KnowledgeGraph) -> tuple[str, Entity | None]:
    """Every clock time is a minute later."""

    def later(match: re.Match[str]) -> str:
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        total = hours * 3600 + minutes * 60 + seconds + SHIFT
        width = len(match[2])
        clock = f"{total // 60 % 60 if match[1] else total // 60:0{width}}:{total % 60:02}"
        return f"{total // 3600:0{len(match[1])}}:{clock}" if match[1] else clock

    return CLOCK.sub(later, text), None


def longer(text: str, base: KnowledgeGraph) -> tuple[str, Entity | None]:
    """A sentence more."""
    return text.rstrip("\n") + "\nThank you all for listening, and see you next time.\n", None


def respelt(text: str, base: KnowledgeGraph) -> tuple[str, Entity | None]:
    """The thing that is named least often, of those that can be spelt with a letter doubled, is spelt so everywhere."""
    named = [entity for entity in base.entities if re.fullmatch(r"[A-Za-z]{5,}( [A-Za-z]{3,})*", entity.label)]
    named = [entity for entity in named if re.search(rf"\b{entity.label}\b", text)]
    if not named:
        return text, None
    one = min(named, key=lambda entity: (len(entity.occurrences), entity.label))
    return re.sub(rf"\b{one.label}\b", one.label[:3] + one.label[2:], text), one


CHANGES: Mapping[str, Callable[[str, KnowledgeGraph], tuple[str, Entity | None]]] = {
    "line ends of Windows": line_ends,
    "times shifted by a minute": shifted,
    "a sentence added at the end": longer,
    "one name spelt otherwise": respelt,
}


# --- worse text: letters keep their places, so that nothing else changes


def noisy(document: Document, noise: Callable[[str, random.Random], str], chance: random.Random) -> Document:
    """The document with worse speech; what stands around the speech stays."""
    text, raw = list(document.text), list(document.raw)
    for segment in document.segments:
        if segment.kind == "speech":
            text[segment.begin : segment.end] = noise(document.text[segment.begin : segment.end], chance)
    assert len(text) == len(document.text)
    for run in document.runs:
        if run.verbatim:
            raw[run.raw_begin : run.raw_end] = text[run.begin : run.end]
    return replace(document, text="".join(text), raw="".join(raw))


def lower(text: str, chance: random.Random) -> str:
    """Small letters."""
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def bare(text: str, chance: random.Random) -> str:
    """Without punctuation."""
    return PUNCTUATION.sub(lambda match: " " * len(match[0]), text)


def misheard(share: float) -> Callable[[str, random.Random], str]:
    """So many of the words are heard wrong: of ten, seven with other letters, two not at all, one as two."""

    def mishear(match: re.Match[str], chance: random.Random) -> str:
        word = match[0]
        if chance.random() >= share:
            return word
        how, at = chance.random(), chance.randrange(len(word))
        if how < 0.7:
            letter = ALIKE.get(word[at].lower(), "e")
            return word[:at] + (letter.upper() if word[at].isupper() else letter) + word[at + 1 :]
        return " " * len(word) if how < 0.9 else word[:at] + " " + word[at + 1 :]

    return lambda text, chance: re.sub(r"[^\W\d_]+", lambda match: mishear(match, chance), text)


NOISE: Mapping[str, Callable[[str, random.Random], str]] = {
    "no punctuation": bare,
    "lower case": lower,
    "lower case, no punctuation": lambda text, chance: lower(bare(text, chance), chance),
    "5 % of the words misheard": misheard(0.05),
    "10 % of the words misheard": misheard(0.10),
    "20 % of the words misheard": misheard(0.20),
}


ABOUT_CHANGES = (
    "Made by `python benchmarks/stability.py` over {documents} gold documents. What changes here matters to nobody: of "
    "the facts that were asserted, how many are still, and how many of those asserted now were not. Of a name that is "
    "spelt otherwise the facts about the thing itself are left aside."
)
ABOUT_NOISE = (
    "The curve of noise: F1 with counts summed over the documents. Only speech is made worse, not headers and credits. "
    "A word that is misheard has a letter that sounds alike (seven of ten), is missing (two) or falls in two (one); "
    "real recognisers put real words. Asked for are 88 % of lower case without punctuation, and 80 % with half of the "
    "gazetteer (the names whose IRI's SHA-256 is even)."
)


def report(kept: Mapping[str, Counter[str]], scores: Mapping[str, Counter[str]], documents: int) -> list[str]:
    """The section of docs/accuracy.md."""
    lines = [
        BEGIN,
        "",
        *wrap(ABOUT_CHANGES.format(documents=documents), 118),
        "",
        "| change | facts | kept | new |",
        "|---|---:|---:|---:|",
    ]
    for name, count in kept.items():
        share, new = count["kept"] / max(1, count["before"]), 1 - count["kept"] / max(1, count["after"])
        lines.append(f"| {name} | {count['before']} | {share:.1%} | {new:.1%} |")
    lines += [
        "",
        *wrap(ABOUT_NOISE, 118),
        "",
        "| speech | names with class | of it kept | relations | relations right / said / in gold |",
        "|---|---:|---:|---:|---:|",
    ]
    whole = f1(scores[PLAIN], "typed_entities") or 1
    for name, count in scores.items():
        typed, relations = (f1(count, what) for what in ("typed_entities", "relations"))
        said = " / ".join(str(count[f"relations {part}"]) for part in ("tp", "predicted", "gold"))
        lines.append(f"| {name} | {typed:.3f} | {typed / whole:.0%} | {relations:.3f} | {said} |")
    return lines


def f1(count: Counter[str], what: str) -> float:
    """The harmonic mean of precision and recall, of summed counts."""
    both = count[f"{what} predicted"] + count[f"{what} gold"]
    return 2 * count[f"{what} tp"] / both if both else 0.0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
