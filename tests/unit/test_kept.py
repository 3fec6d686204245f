"""What is kept between runs is what would be made anew; whatever becomes of the file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.errors import OntologyError
from pipeline.kept import NEWEST, kept, kept_files
from pipeline.ontology import default_folder, load_ontology
from pipeline.packing import Damaged, packed, unpacked
from pipeline.records import Quantity, Triple

ONTOLOGY = """
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix tg: <https://w3id.org/talkgraph/schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
tg:Ship a owl:Class . tg:carries a owl:ObjectProperty . tg:gull a tg:Ship ; skos:prefLabel "Gull" .
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "talkgraph"


def test_it_is_made_once_for_each_key(folder: Path) -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "thing"

    assert [kept("word", key, str, make) for key in ("a", "a", "b", "a")] == ["thing"] * 4
    assert len(made) == 2
    assert len(list(folder.iterdir())) == 2


@pytest.mark.parametrize(
    "damage", [lambda data: b"", lambda data: data[:-1], lambda data: data[:40] + b"?" + data[41:]]
)
def test_a_damaged_file_is_made_anew(damage: object) -> None:
    kept("word", "a", str, lambda: "a long thing")
    (path,) = kept_files()
    good = path.read_bytes()
    path.write_bytes(damage(good))  # type: ignore[operator]
    assert kept("word", "a", str, lambda: "a long thing") == "a long thing"
    assert path.read_bytes() == good


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder")
    assert kept("word", "a", str, lambda: "thing") == "thing"
    assert kept_files() == []


def test_the_oldest_go(folder: Path) -> None:
    for key in "abcdefgh":
        kept("word", key, str, lambda: "thing")
    kept("other", "a", str, lambda: "thing")
    assert len(list(folder.glob("word-*"))) == NEWEST
    assert len(list(folder.glob("other-*"))) == 1


def test_an_ontology_from_the_cache_is_the_one_that_was_read(folder: Path) -> None:
    first, second = load_ontology(), load_ontology()
    assert len(list(folder.iterdir())) == 1
    assert first is not second
    assert first == second
    assert [list(first.names), list(first.entities)] == [list(second.names), list(second.entities)]
    with pytest.raises(TypeError):
        second.names["x"] = ()  # type: ignore[index]


def test_another_content_is_another_ontology_and_its_place_is_none(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "schema.ttl").write_text(ONTOLOGY, encoding="utf-8")
    one, two = load_ontology(tmp_path / "one"), load_ontology(tmp_path / "two")
    assert two.folder == tmp_path / "two"
    assert one.entities == two.entities
    (tmp_path / "two" / "schema.ttl").write_text(ONTOLOGY.replace("Gull", "Tern"), encoding="utf-8")
    assert "tern" in load_ontology(tmp_path / "two").names
    (tmp_path / "two" / "schema.ttl").write_text(ONTOLOGY + "tg:tern a", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(OntologyError, match="not valid Turtle"):
            load_ontology(tmp_path / "two")


def test_what_a_person_confirmed_is_not_the_folder(tmp_path: Path) -> None:
    shutil.copytree(default_folder(), tmp_path / "ontology")
    aliases = tmp_path / "aliases.ttl"
    aliases.write_text('tg:gull a tg:Organization ; skos:prefLabel "Zzgull" .', encoding="utf-8")
    assert "zzgull" in load_ontology(tmp_path / "ontology", confirmed=[aliases]).confirmed
    assert "zzgull" not in load_ontology(tmp_path / "ontology").names


def test_records_are_packed_with_their_types() -> None:
    for triple in (Triple("a", "b", "c"), Triple("a", "b", Quantity(5.0))):
        assert unpacked(packed(triple), Triple) == triple
    for data in (b"", b"\xc1", packed(("a", "b", 3)), packed({"subject": 1})):
        with pytest.raises(Damaged):
            unpacked(data, Triple)
