"""What of a file is not read is said, loudly where it is much; what runs write is never read."""

from __future__ import annotations

import json

import pytest
from ingest_helpers import read, spoken

from pipeline.errors import InputError
from pipeline.ingest import find_documents, read_document
from pipeline.ingest.outputs import is_graph

TALK = [
    {"speaker": "Nele", "start": 3, "text": "The ferry is late again."},
    {"speaker": "Ivo", "start": 9, "text": "Good."},
]


def test_a_long_text_that_is_no_transcript_is_told(tmp_path):
    minutes = "The committee approved the budget of the harbour and thanked the crew for a long and stormy winter."
    document = read(tmp_path, json.dumps({"talk": TALK, "analysis": {"long_text": minutes}}), "talk.json")
    assert spoken(document) == ["The ferry is late again.", "Good."]
    assert document.alerts == document.warnings
    assert document.alerts[0].startswith("only ")
    assert "analysis.long_text" in document.alerts[0]


def test_the_same_words_again_are_not_missed(tmp_path):
    whole = " ".join(item["text"] for item in TALK)
    words = [{"word": word} for word in whole.split()]
    document = read(
        tmp_path, json.dumps({"talk": TALK, "text": whole, "words": words, "title": "Ferries"}), "talk.json"
    )
    assert document.alerts == ()


def test_lists_within_lists_are_all_read(tmp_path):
    pages = [
        {
            "page": n,
            "turns": [
                {"who": name, "said": {"utterance_text": f"Sentence {n} of {name}."}} for name in ("Nele", "Ivo")
            ],
        }
        for n in range(3)
    ]
    document = read(tmp_path, json.dumps({"pages": pages}), "talk.json")
    assert spoken(document) == [f"Sentence {n} of {name}." for n in range(3) for name in ("Nele", "Ivo")]
    assert document.alerts == ()


def test_another_language_is_an_alert_and_can_be_overruled(tmp_path):
    path = tmp_path / "talk.txt"
    path.write_text("Heute sprechen wir über Brücken und darüber, wie man sie baut, damit sie lange stehen. " * 3)
    document = read_document(path)
    assert document.language == "de"
    assert "--language en" in document.alerts[0]
    document = read_document(path, language="en", name="Brücken.txt")
    assert (document.language, document.alerts, document.source.name) == ("en", (), "Brücken.txt")
    assert document.id.startswith("brucken-")


WRITTEN = {
    "graph.ttl": "@prefix tg: <https://example.org/> .\n\ntg:a a tg:B .\n",
    "notes.trig": "# made\nPREFIX tg: <https://example.org/>\n",
    "graph.nq": "<https://example.org/a> <https://example.org/b> \"c\" .\n",
    "graph.rdf": '<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF xmlns:rdf="x">',
    "graph.graphml": "<?xml version='1.0' encoding='utf-8'?>\n<graphml xmlns=\"x\">",
    "graph.gexf": "<?xml version='1.0' encoding='utf-8'?>\n<gexf xmlns=\"x\">",
    "graph.jsonld": '{\n "@context": {\n  "tg": "https://example.org/"',
    "graph.node-link.json": '{\n "directed": true,\n "multigraph": true,',
    "report.json": '{\n "talkgraph": "0.1.0",',
    "entities.csv": "iri,label,class,class_iri,aliases\n",
    "relations.csv": "subject,subject_label,predicate,predicate_label\n",
    "mentions.csv": "entity,label,document,begin,end\n",
    "together.csv": "first,first_label,second,second_label\n",
    "together.nq": "",
    "Brightwater.md": "---\ngenerator: talkgraph\naliases:\n- Brightwater\n---\n# Brightwater\n",
    "nodes.neo4j.csv": "iri:ID,label:string\n",
    "relationships.neo4j.csv": ":START_ID,:END_ID,label:string\n",
    "graph.cypher": "CREATE CONSTRAINT entity_iri IF NOT EXISTS FOR (n:Entity) REQUIRE n.iri IS UNIQUE;\n",
    "graph.html": '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta name="generator" content="talkgraph">',
    "facts.parquet": "PAR1\x15\x04",
}  # fmt: skip
SAID = (
    "Prefixes are words, too.",
    "<p>We talk of RDF.</p>",
    '{"@context": "https://schema.org", "@type": "PodcastEpisode", "transcript": "Nele: Hello."}',
    "Speaker,Start,Text\nNele,1,Hello\n",
    "Base camp is <here>.",
    "---\ntitle: A walk\n---\n**Nele:** Hello.\n",
    "First, second, third.",
)


def test_what_runs_write_is_no_document(tmp_path):
    for name, content in WRITTEN.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "graph.nq.gz").write_bytes(b"\x1f\x8b\x08\x00")
    store = tmp_path / "store"
    store.mkdir()
    for name in ("CURRENT", "IDENTITY", "000012.log"):
        (store / name).write_text("x")
    (tmp_path / "talk.txt").write_text("Hello you.")
    assert [path.name for path in find_documents([tmp_path])] == ["talk.txt"]
    with pytest.raises(InputError, match=r"graph\.ttl: this is a graph"):
        read_document(tmp_path / "graph.ttl")


@pytest.mark.parametrize("head", SAID)
def test_what_people_write_is_one(head):
    assert not is_graph(head)
