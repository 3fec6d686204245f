"""How well ontologies of others carry: the ten of Text2KGBench, with no more knowledge than their own labels.

    python benchmarks/text2kgbench.py [LIMIT]     scores and writes docs/text2kgbench.md

Each relation label becomes lexicalisations by its form alone: "founded by" a passive verb, "located in" a verb with
its preposition, "director" a relational noun. Domains and ranges are kept where spaCy's recogniser tells their
members apart (people, places, organisations). LIMIT: sentences per ontology. Works on ../shared/bench/text2kgbench;
without it says so and writes nothing.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import spacy

from pipeline.errors import InputError
from pipeline.extract import extract
from pipeline.extract.nlp import load_model
from pipeline.graph import build
from pipeline.ingest import read_document
from pipeline.ontology import Ontology, load_ontology
from pipeline.records import ResolvedCorpus
from pipeline.resolve import resolve
from pipeline.settings import Settings
from pipeline.vocabulary import local_name

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench" / "text2kgbench"
GROUPS = {"Person": ("PERSON",), "Place": ("GPE", "LOC"), "Group": ("ORG",)}
OTHER = ("WORK_OF_ART", "PRODUCT", "EVENT", "FAC", "LAW", "LANGUAGE", "NORP")
PREPOSITIONS = frozenset(["in", "at", "on", "of", "for", "by", "from", "with", "to", "as"])
PREFIXES = """@prefix ex: <https://example.org/bench#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix tg: <https://w3id.org/talkgraph/schema#> .
"""


def main() -> int:
    """Score every ontology that is at hand."""
    limit = int(sys.argv[1]) if len(sys.argv) > 1 else None
    files = sorted(BENCH.glob("*/*_ontology.json"))
    if not files:
        print("No Text2KGBench at hand (../shared/bench/text2kgbench): nothing measured.")
        return 0
    lines = [
        "# Foreign ontologies",
        "",
        "Made by `python benchmarks/text2kgbench.py`. Ten ontologies of Text2KGBench, turned into Turtle with no more",
        "knowledge than their labels, domains and ranges. Strict F1 counts every triple. The figures are low for a",
        "plain reason: a label such as `foundationPlace` is seldom what a sentence says, and without the synonyms that",
        "a curator writes as lexicalisations nothing else is looked for; dates, numbers and adjectives of nationality",
        "are no entities here. What a curator's words bring shows `examples/football/`.",
        "",
        "| ontology | sentences | official F1 | strict precision | strict recall | strict F1 |",
        "|---|---|---|---|---|---|",
    ]
    for file in files:
        result = measure(file, limit)
        strict = result["strict"]
        figures = (result["official"]["f1"], strict["precision"], strict["recall"], strict["f1"])
        name = file.stem.removesuffix("_ontology")
        lines.append(f"| {name} | {result['sentences']} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
        print(lines[-1], flush=True)
    (ROOT / "docs" / "text2kgbench.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def measure(file: Path, limit: int | None) -> dict[str, Any]:
    """The scorer's figures for one ontology."""
    described = json.loads(file.read_text(encoding="utf-8"))
    stem = "ont_" + file.stem.removesuffix("_ontology")
    truth = file.with_name(f"{stem}_ground_truth.jsonl")
    rows = [json.loads(line) for line in truth.read_text(encoding="utf-8").splitlines() if line.strip()][:limit]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "schema.ttl").write_text(turtle(described), encoding="utf-8")
        ontology = load_ontology(folder)
        labels = {
            identifier(relation["label"]): relation["label"].replace(" ", "_") for relation in described["relations"]
        }
        found = [
            {"id": row["id"], "triples": list(triples(row["sent"], folder / "sentence.txt", ontology, labels))}
            for row in rows
        ]
        (folder / "found.jsonl").write_text("\n".join(map(json.dumps, found)), encoding="utf-8")
        (folder / "truth.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        command = [sys.executable, BENCH / "score.py", folder / "found.jsonl", folder / "truth.jsonl", file]
        out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    result: dict[str, Any] = json.loads(out)
    return result


def triples(sentence: str, path: Path, ontology: Ontology, labels: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """What one sentence is found to say."""
    path.write_text(sentence, encoding="utf-8")
    try:
        document = read_document(path)
    except InputError as error:  # a "sentence" without words
        print(f"{sentence!r}: {error}", file=sys.stderr)
        return
    resolution = resolve(extract(document, ontology, Settings()), ontology, Settings())
    graph = build(ResolvedCorpus((resolution,)), ontology, Settings())
    names = {entity.iri: entity.label for entity in graph.entities}
    for fact in graph.facts:
        if fact.asserted and isinstance(fact.triple.object, str):
            yield names[fact.triple.subject], labels[local_name(fact.triple.predicate)], names[fact.triple.object]


def turtle(described: dict[str, Any]) -> str:
    """The ontology as Turtle, by the form of its labels alone."""
    concepts = {concept["qid"]: concept["label"] for concept in described["concepts"]}
    own: dict[str, list[str]] = {group: [] for group in (*GROUPS, "Other")}
    for label in concepts.values():
        own[group_of(label) or "Other"].append(" ".join(words(label)))
    parts = [PREFIXES, 'ex:Thing a owl:Class ; rdfs:label "thing"@en .\n']
    for group, ner in (*GROUPS.items(), ("Other", OTHER)):
        nouns = " , ".join(json.dumps(noun) for noun in own[group])
        marks = " , ".join(json.dumps(label) for label in ner)
        noun = f" ; tg:noun {nouns}" if nouns else ""
        parts.append(
            f'ex:{group} a owl:Class ; rdfs:label "{group.lower()}"@en ; rdfs:subClassOf ex:Thing ; '
            f"tg:nerLabel {marks}{noun} .\n"
        )
    for label in dict.fromkeys(relation["label"] for relation in described["relations"]):
        uses = [relation for relation in described["relations"] if relation["label"] == label]
        sides = []
        for side in ("domain", "range"):
            groups = {group_of(concepts.get(use[side], use[side])) for use in uses}
            sides.append(next(iter(groups)) or "Thing" if len(groups) == 1 else "Thing")
        said = " , ".join(lexicalisations(label))
        parts.append(
            f"ex:{identifier(label)} a owl:ObjectProperty ; rdfs:label {json.dumps(label)}@en ; "
            f"rdfs:domain ex:{sides[0]} ; rdfs:range ex:{sides[1]} ; tg:lexicalisation {said} .\n"
        )
    return "".join(parts)


def lexicalisations(label: str) -> Iterator[str]:
    """How a relation is said, by the form of its label: "founded by", "located in", "director"."""
    spelt = words(label)
    doc = load_model(Settings().model)(" ".join(spelt))
    if len(spelt) > 1 and spelt[-1] in PREPOSITIONS:
        verb, preposition = doc[len(doc) - 2].lemma_.lower(), spelt[-1]
        if preposition == "by":
            yield f'[ tg:verb "{verb}" ; tg:domainRole "object" ; tg:rangeRole "subject" ]'
        else:
            yield f'[ tg:verb "{verb}" ; tg:domainRole "object" , "subject" ; tg:rangeRole "{preposition}" ]'
            yield f'[ tg:noun "{verb}" ; tg:domainRole "bearer" ; tg:rangeRole "{preposition}" , "possessor" ]'
    else:
        phrase = " ".join(spelt)
        yield f'[ tg:noun "{phrase}" ; tg:domainRole "possessor" ; tg:rangeRole "bearer" ]'
        yield f'[ tg:verb "{doc[0].lemma_.lower()}" ; tg:domainRole "object" ; tg:rangeRole "subject" ]'


def words(label: str) -> list[str]:
    """The words of a label: "birthPlace" and "birth place" are the same."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|[_\W]+", " ", label).lower().split()


def identifier(label: str) -> str:
    """A local name."""
    return "r_" + "_".join(words(label))


def group_of(label: str) -> str | None:
    """Which kind of name the recogniser knows members of a class by, by its own description of its labels."""
    last = (words(label) or [""])[-1]
    for group, marks in GROUPS.items():
        known = " ".join(f"{mark} {spacy.explain(mark)}" for mark in marks).lower()
        stem = last[:-1] if last.endswith("y") else last
        if len(stem) > 3 and re.search(rf"\b{re.escape(stem)}", known):
            return group
    return "Person" if last in ("human", "people") else None


if __name__ == "__main__":
    sys.exit(main())
