"""What teams and players are called in talk about their sport."""

from pipeline.extract.teams import team_names
from pipeline.ontology import load_ontology


def test_town_and_nickname() -> None:
    names = team_names(load_ontology())
    called = {name: {iri.rpartition("/")[2] for iri in owners} for name, owners in names.items()}
    assert called["orlando"] == {"orlando-magic", "orlando"}
    assert called["liverpool"] == {"liverpool-fc", "liverpool"}
    assert called["dortmund"] == {"borussia-dortmund", "dortmund"}
    assert called["giants"] == {"new-york-giants", "san-francisco-giants"}
    assert called["heat"] == {"miami-heat", "heat"}
    assert "madrid" not in called  # two of one list
    assert "club-américa" not in called.get("america", set())
