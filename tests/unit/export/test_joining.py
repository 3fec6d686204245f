"""Graphs of runs made apart are joined into the graph of one run, in any order and grouping."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.errors import GraphError, OutputError
from pipeline.export.joining import join, joined
from pipeline.export.rdf import quads
from pipeline.export.syntax import n_quads
from pipeline.graph.merge import merge
from pipeline.ontology import Ontology
from pipeline.records import (
    Document,
    Entity,
    Evidence,
    Occurrence,
    Polarity,
    Resolution,
    ResolvedCorpus,
    Source,
    Statement,
    Triple,
)
from pipeline.settings import BASE, Settings
from pipeline.vocabulary import SCHEMA

MIRA, LABS = f"{BASE}person/mira", f"{BASE}organization/labs"


def talk(
    name: str, label: str, sure: float, polarity: Polarity = "affirmed", aliases: tuple[str, ...] = ()
) -> Resolution:
    """A document that says, as surely as that, that Mira leads the labs, and calls her by the label."""
    document = Document(name, Source(f"{name}.txt", "text", f"digest of {name}"), "", "", (), ())
    said = Evidence(name, 10, 40, "Mira leads the labs", "verb:lead", sure, polarity)
    return Resolution(
        document,
        (
            Entity(LABS, "Halcyon Labs", f"{SCHEMA}Organization", occurrences=(Occurrence(name, 30, 34, "labs"),)),
            Entity(MIRA, label, f"{SCHEMA}Person", aliases, ("Mirra",), (Occurrence(name, 10, 14, "Mirra"),)),
        ),
        (Statement(Triple(MIRA, f"{SCHEMA}leads", LABS), said),),
    )


TALKS = (
    talk("a", "Mira Solano", 0.4),
    talk("b", "M. Solano", 0.3),
    talk("c", "Mira", 0.4, aliases=("Mira S.",)),
    talk("d", "Mira Solano", 0.9, "denied"),
)


def written(ontology: Ontology, talks: Sequence[Resolution], settings: Settings | None = None) -> list[ox.Quad]:
    settings = settings or Settings()
    return list(quads(merge(ResolvedCorpus(tuple(talks)), ontology, settings), ontology, settings))


@pytest.mark.parametrize("parts", [[1, 1, 1, 1], [2, 2], [3, 1], [1, 3]])
def test_it_is_the_graph_of_one_run(ontology: Ontology, parts: list[int]) -> None:
    talks, files = list(TALKS), []
    random.Random(4).shuffle(talks)
    for number in parts:
        files.append(written(ontology, talks[:number]))
        talks = talks[number:]
    whole = written(ontology, TALKS)
    assert joined((quad for file in files for quad in file), ontology, "here") == whole
    plain = {str(quad) for quad in whole if quad.predicate.value == f"{SCHEMA}leads"}
    assert len(plain) == 3, "asserted by all together, though by none of them alone; not where it is denied"
    assert not [quad for file in files for quad in file if len(file) < 60 and quad.predicate.value == f"{SCHEMA}leads"]


def test_order_grouping_and_repetition_change_nothing(ontology: Ontology) -> None:
    files = [written(ontology, [talk]) for talk in TALKS[:3]]
    whole = joined((quad for file in files for quad in file), ontology, "here")
    for one, two, three in permutations(files):
        first = joined(one + two, ontology, "here")
        assert joined(first + three, ontology, "here") == whole
        assert joined(one + joined(two + three, ontology, "here"), ontology, "here") == whole
        assert joined(first + first, ontology, "here") == first
    assert joined(files[0], ontology, "here") == files[0]


def test_files_of_any_kind_give_the_same_bytes(ontology: Ontology, tmp_path: Path) -> None:
    paths = []
    for talk_ in TALKS:
        paths.append(tmp_path / f"{talk_.document.id}.nq")
        paths[-1].write_bytes(b"".join(n_quads(iter(written(ontology, [talk_])))))
    first = join(paths, tmp_path / "first.nq").read_bytes()
    assert first == join(paths[::-1], tmp_path / "second.nq").read_bytes()
    assert first == b"".join(n_quads(iter(written(ontology, TALKS))))
    again = join([join(paths, tmp_path / "all.trig.gz")], tmp_path / "third.nq")
    assert again.read_bytes() == first


def test_what_does_not_belong_together_is_refused(ontology: Ontology, tmp_path: Path) -> None:
    one = written(ontology, TALKS[:1])
    with pytest.raises(GraphError, match=r"different --min-confidence \(0.3, 0.5\)"):
        joined(one + written(ontology, TALKS[1:2], Settings(min_confidence=0.3)), ontology, "here")
    with pytest.raises(GraphError, match="read by two different runs"):
        joined(one + written(ontology, TALKS[:1], Settings(model="another")), ontology, "here")
    with pytest.raises(OutputError, match="keep documents apart"):
        join([tmp_path / "a.nq"], tmp_path / "all.ttl")
