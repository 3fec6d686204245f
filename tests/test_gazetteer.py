"""The gazetteer tested as code: every failure message tells the curator what to change."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox
import pytest

from pipeline.ontology import default_folder, squash
from pipeline.settings import BASE
from pipeline.vocabulary import PREFIXES, SCHEMA, entity_iri, local_name

FOLDER = default_folder() / "gazetteer"
FILES = sorted(FOLDER.glob("*.ttl"))
TYPE = PREFIXES["rdf"] + "type"
PREFERRED, ALTERNATIVE, HIDDEN = (PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "hiddenLabel"))
IN_SCHEME = PREFIXES["skos"] + "inScheme"
CLASSES = {
    "Person", "Organization", "Place", "AIModel", "Software", "Hardware", "Dataset",
    "CreativeWork", "Event", "Condition", "Concept", "Drug",
}  # fmt: skip
LINKS = {SCHEMA + "affiliatedWith": "Person", SCHEMA + "developedBy": "AIModel Software Hardware Dataset"}


class Entry(NamedTuple):
    """One subject of one file, with the objects of each of its predicates."""

    file: str
    iri: str
    values: dict[str, list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]

    def texts(self, predicate: str) -> list[str]:
        return [getattr(value, "value", "") for value in self.values.get(predicate, [])]

    @property
    def classes(self) -> list[str]:
        return [local_name(iri) for iri in self.texts(TYPE)]

    @property
    def labels(self) -> list[str]:
        return [label for term in (PREFERRED, ALTERNATIVE, HIDDEN) for label in self.texts(term)]


def subjects(path: Path) -> list[Entry]:
    """The subjects of a file in the order in which it names them."""
    entries: dict[str, Entry] = {}
    for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE):
        assert isinstance(quad.subject, ox.NamedNode), f"{path.name}: has a blank node; give it an IRI"
        entry = entries.setdefault(quad.subject.value, Entry(path.name, quad.subject.value, {}))
        entry.values.setdefault(quad.predicate.value, []).append(quad.object)
    return list(entries.values())


ENTRIES = {path.name: subjects(path) for path in FILES}


def correct(entry: Entry) -> list[str]:
    """The names of which an IRI may be made: what is renamed keeps the IRI of a former name."""
    return [*entry.texts(PREFERRED), *entry.texts(ALTERNATIVE)]


def entities() -> Iterator[Entry]:
    for entries in ENTRIES.values():
        yield from (entry for entry in entries if "ConceptScheme" not in entry.classes)


def test_there_is_a_gazetteer() -> None:
    assert len(FILES) >= 10
    assert sum(1 for _ in entities()) > 3000


@pytest.mark.parametrize("name", ENTRIES)
def test_one_licensed_scheme_opens_each_file(name: str) -> None:
    scheme, *rest = ENTRIES[name]
    assert scheme.iri == f"{BASE}scheme/{Path(name).stem}", f"{name}: must open with the scheme named after the file"
    assert scheme.classes == ["ConceptScheme"]
    for term in ("license", "source"):
        assert scheme.texts(PREFIXES["dcterms"] + term), f"{name}: state dcterms:{term} of the scheme"
    strangers = [entry.iri for entry in rest if entry.texts(IN_SCHEME) != [scheme.iri]]
    assert not strangers, f"{name}: not in the scheme of this file: {strangers}"


@pytest.mark.parametrize("name", ENTRIES)
def test_entities_are_sorted(name: str) -> None:
    order = [entry.iri for entry in ENTRIES[name][1:]]
    unsorted = [after for before, after in pairwise(order) if before > after]
    assert not unsorted, f"{name}: sort by IRI; out of place: {unsorted}"


def test_each_entity_has_one_class_one_name_and_the_iri_made_of_them() -> None:
    faults = []
    for entry in entities():
        preferred = entry.texts(PREFERRED)
        if len(entry.classes) != 1 or entry.classes[0] not in CLASSES:
            faults.append(f"{entry.file}: {entry.iri} needs exactly one class of the schema, has {entry.classes}")
        elif len(preferred) != 1:
            faults.append(f"{entry.file}: {entry.iri} needs exactly one skos:prefLabel, has {preferred}")
        elif entry.iri not in [entity_iri(BASE, entry.classes[0], name) for name in correct(entry)]:
            minted = entity_iri(BASE, entry.classes[0], preferred[0])
            faults.append(f"{entry.file}: {entry.iri} is called {preferred[0]!r}, so its IRI should be {minted}")
    assert not faults, "\n".join(faults)


def test_labels_are_plain_and_trimmed() -> None:
    faults = []
    for entry in entities():
        for term in (PREFERRED, ALTERNATIVE, HIDDEN):
            for value in entry.values.get(term, []):
                if not isinstance(value, ox.Literal) or value.language or " ".join(value.value.split()) != value.value:
                    faults.append(f"{entry.file}: {entry.iri}: write {value} without language tag and stray spaces")
                elif not squash(value.value):
                    faults.append(f"{entry.file}: {entry.iri}: {value} has no letter or digit to be found by")
    assert not faults, "\n".join(faults)


def test_no_label_is_claimed_twice() -> None:
    owners: defaultdict[str, set[tuple[str, str, str]]] = defaultdict(set)
    for entry in entities():
        for label in entry.labels:
            owners[squash(label)].add((entry.iri, entry.file, label))
    faults = [
        "leave it to one of them: " + ", ".join(f"{label!r} of {iri} ({file})" for iri, file, label in sorted(claims))
        for claims in owners.values()
        if len({iri for iri, _, _ in claims}) > 1
    ]
    assert not faults, "\n".join(faults)


def test_no_label_is_needless() -> None:
    faults = [
        f"{entry.file}: {entry.iri} repeats {key!r}; the matcher ignores case, spaces, accents and punctuation"
        for entry in entities()
        for key, count in Counter(map(squash, entry.labels)).items()
        if count > 1
    ]
    assert not faults, "\n".join(faults)


def test_an_entity_stands_in_one_file() -> None:
    files: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entities():
        files[entry.iri].append(entry.file)
    assert not {iri: names for iri, names in files.items() if len(names) > 1}


def test_links_lead_to_organisations_of_the_gazetteer() -> None:
    organisations = {entry.iri for entry in entities() if entry.classes == ["Organization"]}
    faults = []
    for entry in entities():
        for term, allowed in LINKS.items():
            for target in entry.texts(term):
                if target not in organisations:
                    faults.append(f"{entry.file}: {entry.iri} links to {target}, which is no organisation here")
                if entry.classes[0] not in allowed.split():
                    faults.append(f"{entry.file}: {entry.iri}: tg:{local_name(term)} does not suit its class")
    assert not faults, "\n".join(faults)


def test_nothing_is_said_beyond_names_and_links() -> None:
    known = {TYPE, PREFERRED, ALTERNATIVE, HIDDEN, IN_SCHEME, *LINKS}
    faults = {entry.iri: sorted(set(entry.values) - known) for entry in entities() if set(entry.values) - known}
    assert not faults, f"external identifiers and other facts need a licensed file that proves them: {faults}"
