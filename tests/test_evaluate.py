"""`talkgraph evaluate` gives the figures that its definitions ask for, and those of the reference scorer."""

from __future__ import annotations

import importlib.util
import json
import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
import rdflib
import yaml
from click.testing import CliRunner

from pipeline.cli import commands
from pipeline.errors import GraphError
from pipeline.evaluate import evaluate
from pipeline.evaluate.gold import Names
from pipeline.ontology import default_folder, load_ontology
from pipeline.vocabulary import SCHEMA

SHARED = Path(__file__).parents[1].parent / "shared" / "eval"
GOLD_FILES = sorted(SHARED.glob("gold/*.yaml"))
TG = rdflib.Namespace(SCHEMA)
NODE = rdflib.Namespace("https://example.org/")

GOLD = """
entities:
- {name: Halcyon Labs, type: [Organization], surface: [Halcyon, "hell sea on"]}
- {name: Brightwater, type: [AIModel, Software], surface: [bright water]}
- {name: Ines Okafor, type: [Person], surface: [Ines]}
- {name: Lisbon, type: [Place], optional: true}
- {name: Curriculum Learning, type: [Concept], optional: true}
relations:
- [Brightwater, developedBy, Halcyon Labs, "00:01:00"]
- [Ines Okafor, leads, Halcyon Labs, "00:00:10"]
- [Halcyon Labs, locatedIn, Lisbon]
quantities:
- [Brightwater, parameterCount, 7000000000]
"""
HEAD = """
@prefix tg: <https://w3id.org/talkgraph/schema#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix : <https://example.org/> .
"""
GRAPH = (
    HEAD
    + """
:halcyon a tg:Organization ; skos:prefLabel "Halcyon Labs"@en ; skos:hiddenLabel "hell sea on" ; tg:locatedIn :lisbon .
:water a tg:AIModel ; skos:prefLabel "Brightwater"@en ; tg:developedBy :halcyon ; tg:parameterCount 7000000000 .
:ines a tg:Person ; skos:prefLabel "Ines Okafor"@en ; tg:worksFor :halcyon .
:lisbon a tg:Place ; skos:prefLabel "Lisbon"@en .
:s1 a rdf:Statement ; rdf:subject :water ; rdf:predicate tg:developedBy ; rdf:object :halcyon ;
    tg:quote "Halcyon built Brightwater" ; tg:startTime 75.0 .
"""
)
SOURCE = "[00:00:10] I am Ines of Halcyon. [00:01:10] Halcyon built\nBrightwater, some heard hell sea on."


@pytest.fixture(autouse=True, scope="module")
def one_ontology() -> Iterator[None]:
    """Read the ontology once for all tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.evaluate.load_ontology", cache(load_ontology))
        yield


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    graph, gold, source = tmp_path / "graph.ttl", tmp_path / "gold.yaml", tmp_path / "talk.txt"
    graph.write_text(GRAPH, encoding="utf-8")
    gold.write_text(GOLD, encoding="utf-8")
    source.write_text(SOURCE, encoding="utf-8")
    return graph, gold, source


def test_figures_of_a_small_gold_graph(files: tuple[Path, Path, Path]) -> None:
    graph, gold, source = files
    score = evaluate(graph, gold, source=source).score
    assert score["typed_entities"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "tp": 3, "predicted": 3, "gold": 3}
    # worksFor is accepted for leads; the fact about an optional entity is neither asked for nor punished
    assert score["relations"] == {"precision": 1.0, "recall": 1.0, "f1": 1.0, "tp": 2, "predicted": 2, "gold": 2}
    assert score["quantities"]["f1"] == 1.0
    assert score["canonical_names"] == 1.0
    assert score["surface_recall"] == 0.5  # of the four spellings in the text, "Halcyon" and "Ines" are no labels
    assert score["concept_recall"] == 0.0
    assert (score["relations_with_quote"], score["quotes_verbatim"]) == (0.333, 0.333)
    assert score["times_right"] == 0.5


@pytest.mark.parametrize(
    ("old", "new", "figure", "value"),
    [
        ("tg:AIModel", "tg:Place", "type_accuracy", 0.667),
        ('"Halcyon Labs"@en', '"Halcyon"@en', "canonical_names", 0.667),
        ("tg:startTime 75.0", 'tg:startTime "PT2M31S"', "times_right", 0.0),
        ("tg:startTime 75.0", 'tg:startTime "00:00:55"', "times_right", 0.5),
        (":ines a tg:Person", ':x a tg:Place ; skos:prefLabel "Nowhere" . :ines a tg:Person', "spurious", 1),
        (":ines a tg:Person", ':x a tg:Person ; skos:prefLabel "Ines" . :ines a tg:Person', "fragments", 1),
        (":ines a tg:Person", ':x a tg:Concept ; skos:prefLabel "Tides" . :ines a tg:Person', "stray_concepts", 1),
        ('"hell sea on"', '"bright water"', "surface_conflicts", 1),
        ("Halcyon built Brightwater", "Halcyon made Brightwater", "quotes_verbatim", 0.0),
    ],
)
def test_each_fault_moves_its_figure(
    files: tuple[Path, Path, Path], old: str, new: str, figure: str, value: float
) -> None:
    graph, gold, source = files
    assert old in GRAPH
    before = evaluate(graph, gold, source=source).score[figure]
    graph.write_text(GRAPH.replace(old, new), encoding="utf-8")
    after = evaluate(graph, gold, source=source).score[figure]
    assert after == value
    assert before != after or (figure, value) == ("times_right", 0.5)


def test_an_inverse_counts_as_its_canonical_direction(files: tuple[Path, Path, Path]) -> None:
    graph, gold, _ = files
    expected = evaluate(graph, gold).score["relations"]
    turned = GRAPH.replace("tg:developedBy :halcyon ; tg:parameter", "tg:parameter") + ":halcyon tg:developed :water ."
    graph.write_text(turned, encoding="utf-8")
    assert evaluate(graph, gold).score["relations"] == expected


def test_a_wrong_relation_is_named(files: tuple[Path, Path, Path]) -> None:
    graph, gold, _ = files
    graph.write_text(GRAPH + ":ines tg:uses :water .", encoding="utf-8")
    result = evaluate(graph, gold)
    assert result.errors["wrong_relations"] == ["Ines Okafor uses Brightwater"]
    assert result.score["relations"]["precision"] == 0.667


def test_a_class_that_the_graph_puts_below_ours_counts_as_ours(files: tuple[Path, Path, Path]) -> None:
    graph, gold, _ = files
    below = GRAPH.replace("a tg:Organization", "a :Startup") + (
        ":Startup <http://www.w3.org/2000/01/rdf-schema#subClassOf> tg:Organization ."
    )
    graph.write_text(below, encoding="utf-8")
    assert evaluate(graph, gold).score["typed_entities"]["f1"] == 1.0


def test_nothing_to_find_and_nothing_claimed_is_no_figure(tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(HEAD + ':a a tg:Place ; skos:prefLabel "Lisbon" .', encoding="utf-8")
    (tmp_path / "gold.yaml").write_text("entities:\n- {name: Lisbon, type: [Place]}\n", encoding="utf-8")
    score = evaluate(tmp_path / "graph.ttl", tmp_path / "gold.yaml").score
    assert score["relations"] is None
    assert score["times_right"] is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("entities: [", "not a YAML file"),
        ("- just a list", "needs a list `entities`"),
        ("entities:\n- {name: Lisbon}", "needs `name` and a list `type`"),
        ("entities: []\nrelations:\n- [A, uses]", "needs [subject, predicate, object]"),
        ("entities: []\nquantities:\n- [A, userCount, many]", "needs [subject, property, number]"),
    ],
)
def test_an_unusable_gold_file_is_one_sentence(files: tuple[Path, Path, Path], text: str, sentence: str) -> None:
    graph, gold, _ = files
    gold.write_text(text, encoding="utf-8")
    with pytest.raises(GraphError, match=r"gold\.yaml") as caught:
        evaluate(graph, gold)
    assert sentence in str(caught.value)


def test_an_unusable_graph_is_one_sentence_and_exit_code_3(files: tuple[Path, Path, Path]) -> None:
    graph, gold, _ = files
    graph.write_text("this is <no Turtle", encoding="utf-8")
    with pytest.raises(GraphError, match="not valid Turtle"):
        evaluate(graph, gold)
    graph.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GraphError, match="Invalid UTF-8"):
        evaluate(graph, gold)


def test_the_command_prints_lines_or_json(files: tuple[Path, Path, Path]) -> None:
    graph, gold, source = map(str, files)
    lines = CliRunner().invoke(commands, ["evaluate", graph, gold, "--errors"])
    assert lines.exit_code == 0
    assert "typed_entities         precision 1.000" in lines.output
    assert "missed_relations (0)" in lines.output
    data = CliRunner().invoke(commands, ["evaluate", graph, gold, "--source", source, "--json"])
    assert set(json.loads(data.output)) == {"score"}


# --- the reference scorer


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip("the reference scorer is not here (../shared/eval/score.py)")
    spec = importlib.util.spec_from_file_location("reference_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def schema() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in sorted(default_folder().rglob("*.ttl")):
        graph.parse(path)
    return graph


@pytest.mark.skipif(not GOLD_FILES, reason="the gold graphs are not here (../shared/eval/gold)")
@pytest.mark.parametrize(("seed", "gold"), list(enumerate(GOLD_FILES)), ids=lambda value: getattr(value, "stem", ""))
def test_figures_equal_those_of_the_reference(
    reference: ModuleType, schema: rdflib.Graph, tmp_path: Path, gold: Path, seed: int
) -> None:
    """Each gold graph once, all but the first with losses and errors of their own."""
    source = next(path for path in SHARED.parent.glob("*/**/*") if path.stem == gold.stem and path != gold)
    data = yaml.safe_load(gold.read_text(encoding="utf-8"))
    text = source.read_text(encoding="utf-8")
    made = perturbed(data, text, seed)
    # N-Triples are N-Quads without a graph name.
    graph, form = (tmp_path / "graph.nq", "nt") if seed % 2 else (tmp_path / "graph.ttl", "turtle")
    made.serialize(graph, format=form, encoding="utf-8")
    theirs, their_errors = reference.score(reference.Predicted(reference.load(graph), schema), data, text)
    (tmp_path / "talk.txt").write_text(text, encoding="utf-8")
    ours = evaluate(graph, gold, source=tmp_path / "talk.txt")
    assert ours.score == theirs
    for kind in ours.errors.keys() - {"fragmented", "wrong_name"}:  # those depend on which of several nodes comes first
        assert ours.errors[kind] == their_errors[kind], kind
    assert theirs["entities"]["tp"] > 0
    assert theirs["relations"] is None or theirs["relations"]["predicted"] > 0


def perturbed(gold: dict[str, list[object]], text: str, seed: int) -> rdflib.Graph:
    """The gold graph as RDF; every seed but 0 loses, doubles, turns and misnames some of it."""
    chance = random.Random(seed)
    names = Names.of(load_ontology())
    spoil = lambda: bool(seed) and chance.random() < 0.25  # noqa: E731
    out = rdflib.Graph()
    nodes: dict[str, rdflib.URIRef] = {}
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    inverses = {name: iri for iri, (name, inverse) in names.predicates.items() if inverse}
    for index, entity in enumerate(gold["entities"]):
        if spoil():
            continue
        for copy in range(1 + spoil()):
            node = NODE[f"{index}-{copy}"]
            nodes[entity["name"]] = node
            out.add((node, rdflib.RDF.type, TG["Event" if spoil() else entity["type"][0]]))
            surfaces = entity.get("surface") or [entity["name"]]
            out.add((node, rdflib.SKOS.prefLabel, rdflib.Literal(surfaces[-1] if spoil() else entity["name"], "en")))
            for surface in surfaces:
                if not spoil():
                    out.add((node, rdflib.SKOS.hiddenLabel, rdflib.Literal(surface)))
            if spoil():
                out.add((node, rdflib.SKOS.altLabel, rdflib.Literal(chance.choice(gold["entities"])["name"])))
    for index in range(12 * bool(seed)):
        node = NODE[f"stray-{index}"]
        nodes[f"Stray {index}"] = node
        out.add((node, rdflib.RDF.type, TG["Concept" if index % 3 else "Person"]))
        out.add((node, rdflib.RDFS.label, rdflib.Literal(f"Stray {index}")))
    wanted = [item["any"][0] if isinstance(item, dict) else item for item in gold.get("relations", [])]
    wanted += [[chance.choice(list(nodes)), "uses", chance.choice(list(nodes))] for _ in range(10 * bool(seed))]
    for index, (subject, predicate, object_, *time) in enumerate(wanted):
        if subject not in nodes or object_ not in nodes or spoil():
            continue
        ends = nodes[subject], nodes[object_]
        said = "worksFor" if predicate == "leads" and spoil() else predicate
        triple = ends[0], TG[said], ends[1]
        if said in inverses and spoil():
            triple = ends[1], rdflib.URIRef(inverses[said]), ends[0]
        elif said in names.symmetric and spoil():
            triple = ends[1], TG[said], ends[0]
        out.add(triple)
        statement = NODE[f"statement-{index}"]
        for part, value in zip(("subject", "predicate", "object"), triple, strict=True):
            out.add((statement, rdflib.RDF[part], value))
        out.add((statement, rdflib.RDF.type, rdflib.RDF.Statement))
        if not spoil():
            quote = chance.choice(lines)[: 500 if spoil() else 80]
            out.add((statement, TG.quote, rdflib.Literal("made up" if spoil() else quote)))
        if time and not spoil():
            late = chance.choice([0, 0, 30, 200])
            out.add((statement, TG.startTime, rdflib.Literal(clock(str(time[0]), late))))
    for subject, name, number, *_ in gold.get("quantities", []):
        if subject in nodes:
            out.add((nodes[subject], TG[name], rdflib.Literal(number * 2 if spoil() else number)))
    return out


def clock(time: str, late: int) -> str:
    """The gold time, some seconds later, in one of the notations that count."""
    parts = [float(part) for part in time.split(":")] if ":" in time else [0.0]
    total = sum(part * 60**power for power, part in enumerate(reversed(parts))) + late
    return f"PT{total:g}S" if int(total) % 2 else f"{total:g}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("type: [Person]", "type: [Persona]", "line 5: 'Persona' is no class of the ontology; did you mean Person?"),
        (
            "[Concept], optional",
            "[Xyzzy], optional",
            "line 7: 'Xyzzy' is no class of the ontology; use one of AIModel, ",
        ),
        ("leads,", "leeds,", "line 10: 'leeds' is no predicate of the ontology; did you mean leads"),
        (
            "[Brightwater, developedBy",
            "[Bright Water, developedBy",
            "line 9: 'Bright Water' is not declared; did you mean",
        ),
        ("Lisbon]\n", "O'Hare]\n", "'O'Hare\" is not declared; list it under `entities`"),
        ("parameterCount, 7", "parameters, 7", "line 13: 'parameters' is no quantity of the ontology; did you mean"),
    ],
)
def test_a_name_that_could_never_be_found_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, words: str
) -> None:
    assert old in GOLD
    (tmp_path / "gold.yaml").write_text(GOLD.replace(old, new), encoding="utf-8")
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    result = CliRunner().invoke(commands, ["evaluate", str(tmp_path / "graph.ttl"), str(tmp_path / "gold.yaml")])
    assert isinstance(result.exception, GraphError)
    assert result.exception.exit_code == 3
    assert words.replace("'O'", "\"O'") in str(result.exception)
