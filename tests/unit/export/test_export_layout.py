from __future__ import annotations

import math

import networkx as nx
import pytest

from pipeline.export.layout import layout
from pipeline.export.packing import Box

BOX = Box(side=40, above=10, below=30)


def place(network: nx.MultiDiGraph) -> dict[str, tuple[float, float]]:
    plain = nx.Graph()
    plain.add_nodes_from(network)
    plain.add_edges_from(network.edges(), faint=False)
    return layout(plain, dict.fromkeys(network, BOX), {node: node[0] for node in network}, list(network))


def overlaps(places: dict[str, tuple[float, float]]) -> list[tuple[str, str]]:
    return [
        (a, b)
        for a, (x1, y1) in places.items()
        for b, (x2, y2) in places.items()
        if a < b and abs(x1 - x2) < 2 * BOX.side - 3 and abs(y1 - y2) < BOX.above + BOX.below - 3
    ]


def star(leaves: int) -> nx.MultiDiGraph:
    network = nx.MultiDiGraph()
    network.add_edges_from(("hub", f"leaf{i}") for i in range(leaves))
    return network


@pytest.mark.parametrize(
    "edges",
    [
        [],
        [("a", "a")],
        [("a", "b"), ("b", "a"), ("a", "b")],
        [("a", "b"), ("c", "d"), ("e", "f"), ("f", "g"), ("g", "e")],
        [(f"n{i}", f"n{(i * 7 + 3) % 40}") for i in range(40)],
    ],
)
def test_everything_has_its_own_place(edges: list[tuple[str, str]]) -> None:
    network = nx.MultiDiGraph(edges)
    network.add_nodes_from(["x1", "x2", "y1"])
    places = place(network)
    assert places.keys() == set(network)
    assert overlaps(places) == []


def test_leaves_of_a_star_stand_around_it() -> None:
    places = place(star(12))
    x, y = places["hub"]
    quarters = {(px > x, py > y) for name, (px, py) in places.items() if name != "hub"}
    assert len(quarters) == 4
    assert overlaps(places) == []


def test_order_of_nodes_and_edges_changes_nothing() -> None:
    edges = [(f"n{i}", f"n{(i * 7 + 3) % 40}") for i in range(40)]
    backwards = nx.MultiDiGraph(edges[::-1])
    assert place(nx.MultiDiGraph(edges)) == place(backwards)


def test_what_has_no_edges_stands_below_the_rest_by_group() -> None:
    network = star(5)
    network.add_nodes_from(["b2", "a1", "b1"])
    places = place(network)
    lowest = max(y for name, (_, y) in places.items() if name.startswith(("hub", "leaf")))
    assert min(places[name][1] for name in ("a1", "b1", "b2")) > lowest
    assert sorted(("a1", "b1", "b2"), key=lambda name: places[name][::-1]) == ["a1", "b1", "b2"]


def test_an_empty_graph_has_no_places() -> None:
    assert layout(nx.Graph(), {}, {}, []) == {}


def test_what_is_not_shown_first_stands_around_its_neighbour_and_on_nothing() -> None:
    network = nx.Graph()
    network.add_edges_from([("a", "b"), ("b", "c")], faint=False)
    network.add_edges_from([("a", f"a{i}") for i in range(30)] + [("c", f"c{i}") for i in range(9)], faint=True)
    network.add_edge("x", "y", faint=True)
    boxes = dict.fromkeys(network, BOX)
    places = layout(network, boxes, dict.fromkeys(network, ""), ["a", "b", "c"])

    def far(one: str, other: str) -> float:
        return math.dist(places[one], places[other])

    for i in range(30):
        assert min(("a", "b", "c"), key=lambda centre, i=i: far(f"a{i}", centre)) == "a"
    nodes = sorted(places)
    assert min(far(a, b) for a in nodes for b in nodes if a < b) > 8, "nothing stands on another thing"
    assert places["x"][1] > max(places[node][1] for node in ("a", "b", "c")), "what is not reached stands below"


def test_faint_edges_are_longer() -> None:
    network = nx.Graph()
    network.add_edges_from([("a", "b"), ("c", "d")], faint=False)
    network.add_edges_from([("b", "c")], faint=True)
    places = layout(network, dict.fromkeys(network, Box(1, 1, 1)), dict.fromkeys(network, ""), list("abcd"))
    assert math.dist(places["b"], places["c"]) > math.dist(places["a"], places["b"])


def test_no_fact_runs_through_the_symbol_of_another() -> None:
    leaves = [f"leaf{i}" for i in range(24)]
    network = nx.Graph()
    network.add_edges_from((("hub", leaf) for leaf in leaves), faint=False)
    network.add_edges_from(((f"x{i}", leaves[i % 8]) for i in range(24)), faint=True)  # they hold some to one side
    network.add_edges_from(((f"x{i}", f"x{i * 5 % 24}") for i in range(24)), faint=True)
    places = layout(network, dict.fromkeys(network, BOX), dict.fromkeys(network, ""), list(network))
    touched = 0
    for leaf in leaves:
        (x1, y1), (x2, y2) = places["hub"], places[leaf]
        for name, (x, y) in places.items():
            along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / math.dist((x1, y1), (x2, y2)) ** 2
            foot = (x1 + along * (x2 - x1), y1 + along * (y2 - y1))
            touched += name not in ("hub", leaf) and 0 < along < 1 and math.dist(foot, (x, y)) < BOX.above
    assert touched <= 2, "where two names need the same room"
