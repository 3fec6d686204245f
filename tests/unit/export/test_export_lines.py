"""Which lines are drawn, and what the picture begins with."""

from __future__ import annotations

from pipeline.export.lines import first_picture, lines_of, pairs_of
from pipeline.records import Entity, KnowledgeGraph, Together


def together(*pairs: tuple[int, int, float]) -> KnowledgeGraph:
    entities = tuple(Entity(f"x:{i:02}", str(i), "c") for i in range(20))
    said = tuple(Together(f"x:{a:02}", f"x:{b:02}", "turn", 1, 1, 1, 9, ratio) for a, b, ratio in pairs)
    return KnowledgeGraph((), entities, (), together=said)


def drawn(graph: KnowledgeGraph, facts: list[tuple[int, int]]) -> set[tuple[int, int]]:
    pairs = pairs_of(graph)
    return {(pairs[line].first, pairs[line].second) for line in lines_of(pairs, facts)}


def test_two_windows_of_one_pair_are_one_line() -> None:
    graph = together((0, 1, 5.0))
    graph = KnowledgeGraph(
        (), graph.entities, (), together=(*graph.together, Together("x:00", "x:01", "sentence", 1, 1, 1, 9, 7.0))
    )
    (pair,) = pairs_of(graph)
    assert pair.likelihood == 7.0
    assert set(pair.counts) == {"sentence", "turn"}


def test_each_name_has_its_strongest_lines_and_all_are_connected() -> None:
    crowd = [(a, b, 20.0 - a - b / 10) for a in range(8) for b in range(a + 1, 8)]
    found = drawn(together(*crowd), [])
    assert len(found) < len(crowd)
    reached, border = {0}, [0]
    while border:
        node = border.pop()
        for a, b in found:
            for here, there in ((a, b), (b, a)):
                if here == node and there not in reached:
                    reached.add(there)
                    border.append(there)
    assert reached == set(range(8))


def test_where_there_is_a_fact_no_line_is_drawn() -> None:
    assert drawn(together((0, 1, 9.0), (1, 2, 8.0)), [(1, 0)]) == {(1, 2)}


def test_the_picture_grows_along_edges_and_facts_come_first() -> None:
    facts, lines = [(0, 9), (9, 12)], [(0, 3), (0, 5)]
    assert first_picture(20, facts, lines, 4) == [0, 3, 9, 5]
    assert first_picture(8, [(0, 7)], [(0, 1), (0, 6)], 3) == [0, 1, 7]
    assert first_picture(20, [(0, 1)], [(5, 6)], 20) == [0, 1, 5, 6], "what is not reached follows"
    assert first_picture(20, [], [], 5) == []
