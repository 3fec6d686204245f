"""What a query's text says, without parsing all of it: its first word, and whether it holds a keyword."""

from __future__ import annotations

import re

FIRST_WORD = re.compile(r"(?:\s*(?:#[^\n]*|PREFIX\s+\S*:\s*<[^>]*>|BASE\s*<[^>]*>))*\s*(\w+)", re.IGNORECASE)
# Whatever may hold a keyword without meaning it: IRIs, strings, comments.
TEXTS = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|"{3}(?:\\.|[^\\])*?"{3}|'{3}(?:\\.|[^\\])*?'{3}"""
    r"""|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\#[^\n]*""",
    re.DOTALL,
)
ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


def first_word(query: str) -> str:
    """What kind of query it is: its first word after declarations and comments, in capitals.

    >>> first_word("PREFIX x: <x:#> ask {}"), first_word("")
    ('ASK', '')
    """
    match = FIRST_WORD.match(query)
    return match[1].upper() if match else ""


def has_keyword(query: str, word: str) -> bool:
    """Whether the query uses the keyword, however it spells it; as part of a name or a text it does not count.

    >>> has_keyword("SELECT * from <x:g> {}", "FROM"), has_keyword("SELECT ?from { ?from x:from 'from' }", "FROM")
    (True, False)
    """
    keyword = re.compile(rf"(?<![\w:?$@-]){word}(?![\w:-])", re.IGNORECASE)
    plain = ESCAPED.sub(lambda match: chr(min(int(match[1] or match[2], 16), 0x10FFFF)), query)
    return any(keyword.search(TEXTS.sub(" ", text)) for text in (query, plain))
