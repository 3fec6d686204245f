"""Closed classes of English words that sentences lean on; none belongs to a domain."""

from __future__ import annotations

# Nouns that stand for what follows "of".
TRANSPARENT = frozenset(
    [
        "kind",
        "sort",
        "type",
        "version",
        "release",
        "form",
        "example",
        "bit",
        "lot",
        "number",
        "series",
        "set",
        "part",
        "piece",
        "side",
        "rest",
        "half",
        "all",
        "one",
        "some",
        "most",
        "many",
        "any",
        "each",
        "arrival",
        "use",
        "launch",
        "edition",
        "generation",
        "group",
        "pair",
        "couple",
        "variety",
        "range",
    ]
)
# Verbs that add nothing to their noun: "did a deal with", "have a partnership with".
LIGHT = frozenset(
    [
        "have",
        "do",
        "make",
        "get",
        "sign",
        "form",
        "start",
        "run",
        "announce",
        "strike",
        "give",
        "take",
        "enter",
        "build",
        "launch",
        "create",
        "set",
        "find",
        "see",
        "hold",
    ]
)
EXAMPLES = frozenset({"like", "including", "as"})
