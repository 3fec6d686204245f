"""Questions: each named query finds what two small episodes hold; nothing is changed, nothing is injected."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from pipeline.errors import QueryError
from pipeline.query import ask, graph_of, may_end_the_engine
from pipeline.query.apart import ask_apart
from pipeline.query.differences import store_of_changes
from pipeline.query.named import GENERAL, named_queries, named_query
from pipeline.query.results import cell, write
from pipeline.vocabulary import PREFIXES

BASE = "https://w3id.org/talkgraph/id/"
DOCS = Path(__file__).parents[3] / "docs"
SETTINGS = {
    "about": {"about": "Thing"},
    "connected": {"about": "thing"},
    "changes": {"before": "spring.txt", "after": "autumn-1"},
    "said-by": {"speaker": "text 1"},
    "numbers": {"about": "Thing"},
    "uncertain": {"below": "0.6"},
}  # name of a query -> values of its parameters
PREAMBLE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items()) + f"@base <{BASE}> .\n"

# Subject, predicate, object, polarity, modality, confidence, speaker, time, quote.
Said = tuple[str, str, str, str, str, str, str, str, str]
SPRING: tuple[Said, ...] = (
    ("<ada>", "tg:worksFor", "<mill>", "affirmed", "asserted", "0.9", "<ben>", "5.0", "Ada works for the Mill."),
    ("<mill>", "tg:foundedBy", "<ada>", "affirmed", "asserted", "0.8", '"Speaker 2"', "7.5", "Ada founded it."),
    ("<mill>", "tg:foundingYear", '"1998"^^xsd:gYear', "affirmed", "asserted", "0.8", "<ben>", "8.0", "That was 1998."),
    ("<mill>", "tg:employeeCount", "30", "affirmed", "asserted", "0.55", "<ben>", "9.0", "They are thirty."),
    ("<mill>", "tg:locatedIn", "<wick>", "affirmed", "planned", "0.7", "<ben>", "10.0", "They will move to Wick."),
    ("<loom>", "tg:developedBy", "<mill>", "affirmed", "asserted", "0.7", "<ben>", "11.0", "They built the Loom."),
)
AUTUMN: tuple[Said, ...] = (
    ("<ada>", "tg:worksFor", "<mill>", "denied", "asserted", "0.9", "<ben>", "3", "Ada has left the Mill."),
    ("<mill>", "tg:employeeCount", "45", "affirmed", "asserted", "0.9", "<ben>", "4.0", "Forty-five by now."),
    ("<mill>", "tg:locatedIn", "<wick>", "affirmed", "asserted", "0.9", "<ben>", "6.0", "They live in Wick."),
    ("<ben>", "tg:worksFor", "<mill>", "affirmed", "asserted", "0.9", "<ben>", "7.0", "I joined."),
)
NAMES = {
    "ada": ("tg:Person", 'skos:prefLabel "Ada" ; skos:hiddenLabel "Eider"'),
    "ben": ("tg:Person", 'skos:prefLabel "Ben"'),
    "mill": ("tg:Organization", 'skos:prefLabel "the Mill" ; skos:altLabel "Mill Ltd"'),
    "wick": ("tg:Place", 'skos:prefLabel "Wick"'),
    "loom": ("tg:Software", 'skos:prefLabel "Loom"'),
}


def episode(name: str, date: str, said: tuple[Said, ...]) -> str:
    graph = f"<document/{name}-1>"
    lines = [
        f'{graph} dcterms:source "{name}.txt" ; tg:digest "{name}" ; dcterms:title "In {name}" .',
        f'{graph} dcterms:date "{date}"^^xsd:date .',
    ]
    for thing, (cls, labels) in NAMES.items():
        if any(f"<{thing}>" in row for row in said):
            lines.append(f"<{thing}> a {cls} ; {labels} . {graph} schema:mentions <{thing}> .")
    for number, (s, p, o, polarity, modality, confidence, speaker, at, quote) in enumerate(said):
        lines.append(
            f"<statement/{name}-{number}> a rdf:Statement ; rdf:subject {s} ; rdf:predicate {p} ; rdf:object {o} ; "
            f'tg:polarity "{polarity}" ; tg:modality "{modality}" ; tg:confidence {confidence} ; tg:quote "{quote}" ; '
            f"tg:speaker {speaker} ; tg:startTime {at} ; prov:wasDerivedFrom <document/{name}-1#t={at}> ."
        )
        if (polarity, modality) == ("affirmed", "asserted"):
            lines.append(f"{s} {p} {o} .")
    return f"{graph} {{\n" + "\n".join(lines) + "\n}\n"


TRIG = PREAMBLE + episode("spring", "2024-04-01", SPRING) + episode("autumn", "2024-10-01", AUTUMN)


@pytest.fixture(scope="module", params=["graphs", "merged"])
def store(request: pytest.FixtureRequest) -> ox.Store:
    """The episodes as a run's N-Quads have them, and as its Turtle does."""
    store = ox.Store()
    for quad in ox.parse(TRIG, format=ox.RdfFormat.TRIG):
        graph = quad.graph_name if request.param == "graphs" else ox.NamedNode(f"{BASE}file/graph.ttl")
        store.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return store


def rows(store: ox.Store, name: str, *columns: str, **values: str) -> list[tuple[str, ...]]:
    query = named_query(name, values)
    answer = ask(store_of_changes(store, values) if query.over else store, query.text, values)
    assert isinstance(answer, ox.QuerySolutions)
    return [tuple(cell(row[column]) for column in columns) for row in answer]


def test_about(store: ox.Store) -> None:
    found = rows(store, "about", "relation", "polarity", "speaker", "document", "at", "quote", about="eider")
    assert found == [
        ("worksFor", "denied", "Ben", "autumn-1", "3", "Ada has left the Mill."),
        ("worksFor", "affirmed", "Ben", "spring-1", "5", "Ada works for the Mill."),
        ("foundedBy", "affirmed", "Speaker 2", "spring-1", "7.5", "Ada founded it."),
    ]
    assert len(rows(store, "about", "quote", about="MILL LTD")) == 10
    assert rows(store, "about", "quote", about="nobody") == []


def test_changes(store: ox.Store) -> None:
    columns = ("subject", "relation", "change", "was", "is")
    found = rows(store, "changes", *columns, before="spring.txt", after="autumn-1")
    assert found == [
        ("Ada", "worksFor", "other verdict", "the Mill asserted", "the Mill denied"),
        ("Ben", "worksFor", "new", "", "the Mill"),
        ("the Mill", "employeeCount", "other number", "30", "45"),
        ("the Mill", "locatedIn", "other verdict", "Wick planned", "Wick asserted"),
    ]
    assert rows(store, "changes", *columns, before="spring.txt", after="spring.txt") == []


def test_facts(store: ox.Store) -> None:
    found = rows(store, "facts", "subject", "relation", "object", "times")
    assert ("the Mill", "locatedIn", "Wick", "1") in found or ("the Mill", "locatedIn", "Wick", "2") in found
    assert len(found) == 8


def test_connected(store: ox.Store) -> None:
    assert rows(store, "connected", "direction", "relation", "other", about="Mill Ltd") == [
        ("->", "foundedBy", "Ada"),
        ("->", "locatedIn", "Wick"),
        ("<-", "developedBy", "Loom"),
        ("<-", "worksFor", "Ada"),
        ("<-", "worksFor", "Ben"),
    ]


def test_said_by(store: ox.Store) -> None:
    assert rows(store, "said-by", "relation", "quote", speaker="speaker 2") == [("foundedBy", "Ada founded it.")]
    assert len(rows(store, "said-by", "quote", speaker="ben")) == 9


def test_speakers(store: ox.Store) -> None:
    found = rows(store, "speakers", "speaker", "statements", "documents")
    assert found == [("Ben", "9", "2"), ("Speaker 2", "1", "1")]


def test_uncertain(store: ox.Store) -> None:
    assert rows(store, "uncertain", "quote") == [("Ada has left the Mill.",), ("They will move to Wick.",)]
    assert ("They are thirty.",) in rows(store, "uncertain", "quote", below="0.6")


def test_mentioned(store: ox.Store) -> None:
    found = rows(store, "mentioned", "name", "class", "statements", "documents")
    assert found[0] == ("the Mill", "Organization", "10", "2")
    assert found[-1] == ("Loom", "Software", "1", "1")


def test_numbers(store: ox.Store) -> None:
    found = rows(store, "numbers", "subject", "relation", "value", "document")
    assert found == [
        ("the Mill", "employeeCount", "30", "spring-1"),
        ("the Mill", "employeeCount", "45", "autumn-1"),
        ("the Mill", "foundingYear", "1998", "spring-1"),
    ]
    assert rows(store, "numbers", "subject", "relation", "value", "document", about="mill ltd") == found
    assert rows(store, "numbers", "value", about="Ada") == []


def test_misheard(store: ox.Store) -> None:
    assert set(rows(store, "misheard", "heard", "name", "class")) == {("Eider", "Ada", "Person")}


def test_contradictions(store: ox.Store) -> None:
    assert rows(store, "contradictions", "subject", "relation", "numbers", "said") == [
        ("the Mill", "employeeCount", "2", "30 (spring-1) | 45 (autumn-1)")
    ]


def test_documents(store: ox.Store) -> None:
    assert rows(store, "documents", "document", "file", "title", "date", "statements") == [
        ("spring-1", "spring.txt", "In spring", "2024-04-01", "6"),
        ("autumn-1", "autumn.txt", "In autumn", "2024-10-01", "4"),
    ]


def test_the_queries_of_the_ontology(store: ox.Store) -> None:
    assert ("Ben", "the Mill", "autumn-1", "I joined.") in rows(
        store, "works-for", "person", "organisation", "document", "quote"
    )
    assert rows(store, "founders", "organisation", "founder", "year") == [("the Mill", "Ada", "1998")]
    assert rows(store, "makers", "thing", "maker") == [("Loom", "the Mill")]
    assert ("the Mill", "Wick") in rows(store, "places", "thing", "place")


def test_every_named_query_is_described_and_binds_what_it_selects() -> None:
    queries = named_queries()
    assert len(queries) >= 12
    for query in queries.values():
        assert query.description.endswith("."), query.name
        answer = ask(ox.Store(), query.text, dict.fromkeys([*query.required, *query.optional], "0"))
        assert isinstance(answer, ox.QuerySolutions)
        assert {variable.value for variable in answer.variables} >= {*query.required, *query.optional}
        assert "ORDER BY" in query.text, f"{query.name}: rows in no order differ from run to run"


KINDS = {
    "string": '"text {}"', "langString": '"text {}"@en', "integer": "{}", "decimal": "{}.5", "double": "{}.5e0",
    "gYear": '"19{:02}"^^xsd:gYear', "date": '"2024-01-{:02}"^^xsd:date', "anyURI": '"https://example.org/{}"^^xsd:anyURI',
    "boolean": "true", "count": '"{}"^^xsd:nonNegativeInteger', "unknown": '"{}"^^<https://example.org/kind>',
    "thing": "<{}>",
}  # fmt: skip


def mixed() -> str:
    """Documents in which every property has values of every kind: 120 statements each."""
    lines = [PREAMBLE]
    for name in ("spring", "autumn"):
        doc = f"<document/{name}-1>"
        said = []
        for number in range(120):
            kind = list(KINDS)[number % len(KINDS)]
            values = [list(KINDS.values())[(number + shift) % len(KINDS)].format(number % 28 + 1) for shift in range(6)]
            said += [
                f"<s{name}{number}> a rdf:Statement ; rdf:subject <thing> ; rdf:predicate tg:employeeCount ;",
                f"  rdf:object {values[0]} ; tg:quote {values[1]} ; tg:rule {values[2]} ; tg:confidence {values[3]} ;",
                '  tg:polarity "affirmed" ; tg:modality "asserted" ;',
                f"  tg:speaker {values[4]} ; tg:startTime {values[5]} ;",
                f"  prov:wasDerivedFrom <document/{name}-1#{kind}> .",
                f"<thing> a tg:Organization ; tg:employeeCount {values[0]} .",
                f"<{number % 28 + 1}> a tg:Person ; skos:prefLabel {values[1]} ; skos:hiddenLabel {values[2]} .",
                f"<thing> tg:worksFor <{number % 28 + 1}> . <{number % 28 + 1}> tg:foundedBy <thing> .",
            ]
        lines += [
            f"{doc} {{ {doc} dcterms:source '{name}.txt' ; tg:digest '1' ; dcterms:date {KINDS['date'].format(1)} ;",
            "  schema:mentions <thing> . <thing> skos:prefLabel 'Thing'@en .",
            *said,
            "}",
        ]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def mixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("mixed") / "mixed.trig"
    path.write_text(mixed(), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", named_queries())
def test_no_named_query_ends_the_engine(mixture: Path, tmp_path: Path, name: str) -> None:
    """Values of every kind under every property, in an order in which the engine's sort would notice."""
    (tmp_path / "empty.ttl").touch()
    query = named_query(name, SETTINGS.get(name, {}))
    for place in (mixture, tmp_path / "empty.ttl"):
        answer = ask_apart(place, query.text, SETTINGS.get(name, {}))
        assert isinstance(answer, ox.QuerySolutions)
        list(answer)


def test_a_query_that_ends_the_engine_takes_nobody_along(tmp_path: Path) -> None:
    """The smallest that shows it; docs/stores.md has it too."""
    documented = (DOCS / "stores.md").read_text(encoding="utf-8")
    query = documented.partition("```sparql\n")[2].partition("```")[0]
    (tmp_path / "empty.ttl").touch()
    assert may_end_the_engine(query)
    with pytest.raises(QueryError, match="sorts numbers together with texts"):
        ask_apart(tmp_path / "empty.ttl", query)
    tamed = query.replace("ORDER BY ?v", "ORDER BY STR(?v)")
    found = ask_apart(tmp_path / "empty.ttl", tamed)
    assert isinstance(found, ox.QuerySolutions)
    assert len(list(found)) == 21


def test_a_question_apart_is_a_question_here(mixture: Path, tmp_path: Path) -> None:
    digests = "SELECT ?d ?about { ?d tg:digest ?about } ORDER BY ?d"
    assert len(list(ask_apart(mixture, digests, {"about": "1"}))) == 2, "values are bound there too"
    assert list(ask_apart(mixture, digests, {"about": "2"})) == []
    triples = ask_apart(mixture, f"DESCRIBE <{BASE}document/spring-1> ORDER BY ?g")
    assert set(triples) == set(ask(graph_of(mixture), f"DESCRIBE <{BASE}document/spring-1>"))
    with pytest.raises(QueryError, match="not valid SPARQL at line 1"):
        ask_apart(mixture, "SELECT * { ?s ?p } ORDER BY ?s")
    with pytest.raises(QueryError, match="no store here"):
        ask_apart(tmp_path, "ASK {}")


def test_the_dataset_is_what_the_query_says() -> None:
    store = ox.Store()
    store.extend(ox.parse(TRIG, format=ox.RdfFormat.TRIG))

    def count(clauses: str, pattern: str = "?s ?p ?o") -> int:
        answer = ask(store, f"SELECT (COUNT(DISTINCT *) AS ?n) {clauses} {{ {pattern} }}")
        assert isinstance(answer, ox.QuerySolutions)
        return int(next(answer)["n"].value)

    spring, autumn = (f"<{BASE}document/{name}-1>" for name in ("spring", "autumn"))
    one, both = count(f"FROM {spring}"), count(f"FROM {spring} FROM {autumn}")
    assert 0 < one < both == count("")
    assert count(f"FROM NAMED {spring}") == 0
    assert count(f"FROM NAMED {spring}", "GRAPH ?g { ?s ?p ?o }") == one
    assert count("FROM <https://example.org/none>") == 0
    assert count("", "?s ?p ?o FILTER(?s != 'from') # from\n") == both, "the word alone is no clause"


def test_general_queries_name_no_domain() -> None:
    own = {"quote", "polarity", "modality", "tense", "role", "confidence", "speaker", "affirmed", "asserted"} | {
        "attributedTo",
        "startTime",
        "digest",
        *("Change", "change", "was", "now"),
    }
    for path in GENERAL.glob("*.rq"):
        text = path.read_text(encoding="utf-8")
        assert {word[3:] for word in re.split(r"[\s|()]+", text) if word.startswith("tg:")} <= own, path.name


def test_an_ontology_folder_brings_its_own_queries(tmp_path: Path) -> None:
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "all.rq").write_text("# Everything.\nSELECT * { ?s ?p ?o } ORDER BY ?s", encoding="utf-8")
    queries = named_queries(tmp_path)
    assert queries["all"].description == "Everything."
    assert "works-for" not in queries
    assert "about" in queries


@pytest.mark.parametrize(
    "value", ['"', '" } ; DROP ALL #', "\\", "\n\r", "?s", "}} UNION {{ ?s ?p ?o", "\u202e", "x" * 100_000]
)
def test_a_value_never_becomes_part_of_the_query(store: ox.Store, value: str) -> None:
    before = len(store)
    assert rows(store, "about", "quote", about=value) == []
    assert len(store) == before


# --- what goes wrong


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT * WHERE { ?s ?p }", r"not valid SPARQL at line 1, column 18, near '\?s \?p }'"),
        (
            "SELECT *\nWHERE { ?s foo:bar 1 }",
            "at line 2, column 12, near 'foo:bar 1 }': the prefix foo: is not declared\n",
        ),
        ("SELECT * { ?s tgg:leads ?o }", "column 15, near .* is not declared; did you mean tg: ?"),
        ("SELEC * { ?s ?p ?o }", "at line 1, column 1, near 'SELEC "),
        ("SELECT * {\t?s ?p ?o FILTER(?o > ) } LIMIT 3", r"at line 1, column 21, near 'FILTER\(\?o > \)"),
        ("SELECT * {\n ?s ?p ?o\n LIMIT 3", "at line 3, column 2, near 'LIMIT 3'"),
        ("SELECT ?s (COUNT(?p)) { ?s ?p ?o }", "at line 1, column 11, near "),
        (f"SELECT * {{ {'?s ?p ?o . ' * 500} FILTER( }}", "at line 1, column .* what comes before cannot stand so"),
        ("SELECT ?s {?s ?p ?o} GROUP BY ?p", "not valid SPARQL at line 1.* contains a variable that is unbound"),
        ("", "not valid SPARQL at line 1, column 1, at its end"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "INSERT changes the store, which a query may not"),
        ("# why not\nPREFIX x: <x:#> BASE <x:>\ndrop all", "DROP changes the store"),
        ("LOAD <http://127.0.0.1:1/>", "LOAD changes the store"),
        ("SELECT * { ?s ?p ?o } ; CLEAR ALL", "not valid SPARQL"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "the query failed"),
    ],
)
def test_a_query_that_cannot_be_answered_is_one_sentence(store: ox.Store, query: str, message: str) -> None:
    before = len(store)
    with pytest.raises(QueryError, match=message) as caught:
        write(ask(store, query), "csv", io.BytesIO())
    sentence, *place = str(caught.value).split("\n")
    assert not sentence.endswith(":")
    assert "expected" not in sentence, "nobody reads what a grammar expects"
    assert place == [] or (len(place) == 2 and place[1].strip() == "^"), "and at most the place under it"
    assert len(store) == before


def test_a_mistake_is_shown_at_its_place(store: ox.Store) -> None:
    with pytest.raises(QueryError) as caught:
        ask(store, "SELECT * {\n  ?s ?p ?o .\n  FILTR(?o > 3)\n}")
    sentence, line, caret = str(caught.value).split("\n")
    assert "line 3" in sentence
    assert line == "    FILTR(?o > 3)"
    assert 2 <= caret.index("^") <= len(line)


def test_parameters_are_checked() -> None:
    with pytest.raises(QueryError, match=r"about: needs --set about=..., any name of the thing"):
        named_query("about", {})
    with pytest.raises(QueryError, match=r"facts: has no parameter who; it takes none"):
        named_query("facts", {"who": "Ada"})
    with pytest.raises(QueryError, match=r"numbers: has no parameter who; it takes about"):
        named_query("numbers", {"who": "Ada"})
    for value in ("abc", "", "nan", "1e3", "٣"):
        with pytest.raises(QueryError, match=r"uncertain: below is a number, such as 0.6; '.*' is none"):
            named_query("uncertain", {"below": value})
    assert named_query("uncertain", {"below": "+.5"}).numbers == {"below"}
    with pytest.raises(QueryError, match=r"fact: no query has this name; use one of about, "):
        named_query("fact", {})


# --- formats


def written(store: ox.Store, query: str, form: str) -> str:
    output = io.BytesIO()
    write(ask(store, query), form, output)
    return output.getvalue().decode()


def test_formats(store: ox.Store) -> None:
    names = f"SELECT DISTINCT ?name {{ ?s tg:worksFor <{BASE}mill> ; skos:prefLabel ?name }} ORDER BY ?name"
    assert written(store, names, "csv") == "name\r\nAda\r\nBen\r\n"
    assert [row["name"]["value"] for row in json.loads(written(store, names, "json"))["results"]["bindings"]] == [
        "Ada",
        "Ben",
    ]
    assert json.loads(written(store, "ASK { ?s ?p ?o }", "json"))["boolean"] is True
    turtle = written(store, "CONSTRUCT WHERE { ?a tg:worksFor ?b }", "turtle")
    assert turtle.startswith(f"@prefix tg: <{PREFIXES['tg']}> .\n<")
    assert len(list(ox.parse(turtle, format=ox.RdfFormat.TURTLE))) == 2
    assert turtle == written(store, "CONSTRUCT WHERE { ?a tg:worksFor ?b }", "turtle")
    assert written(store, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o FILTER(false) }", "turtle") == ""


@pytest.mark.parametrize(
    ("query", "form", "message"),
    [
        ("SELECT * { ?s ?p ?o }", "turtle", "rows, which turtle cannot hold; use --format table, csv or json"),
        ("CONSTRUCT WHERE { ?s ?p ?o }", "csv", "triples, which csv cannot hold; use --format turtle"),
        ("DESCRIBE <x:a>", "table", "triples, which table cannot hold"),
    ],
)
def test_a_format_that_does_not_fit_is_told(store: ox.Store, query: str, form: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        written(store, query, form)


def test_no_text_moves_the_cursor() -> None:
    assert cell(ox.Literal("a\x1b]0;title\x07b\r\nc\u202ed")) == "a\ufffd]0;title\ufffdb  c\ufffdd"
