"""What is not text: markup, stage directions and time stamps, as one pattern per family of formats.

A pattern is an alternation of named groups; the name says what becomes of a match (digits at its end only keep names
apart): `drop` nothing, `space` a space, `keep` the group itself (its own markup removed), `entity` the character that
an HTML entity stands for, `escape` the character that a JSON escape stands for, `turn` a new speaker begins, `stamp`
the clock time at which the words after it are said.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator

from pipeline.ingest.times import STAMP, UNTIL

# General English of captions, not of a domain. "[ __ ]" is YouTube's censored word.
DIRECTIONS = (
    "applause|audience|bell|beep|beeping|bleep|blank_audio|cheering|cheers|chime|chuckle|chuckles|chuckling|clapping|"
    "clears throat|clear throat|cough|coughs|coughing|cross talk|crosstalk|foreign|gasp|gasps|giggle|giggles|giggling|"
    "groan|groans|humming|inaudible|indiscernible|indistinct|instrumental|interruption|issue|laugh|laughs|laughing|laughter|music|"
    "no audio|no speech|noise|outcome|overlapping|pause|pauses|pii|ringing|screams|sigh|sighs|silence|singing|sings|"
    "smacks lips|sniff|sniffs|snorts|sound|sounds|static|throat clearing|typing|"
    "unintelligible|whispering|whispers|whistling|yawns"
)
_WORDS = r"[a-z'’,\-]+"
_DIRECTION = (
    rf"(?P<drop1>(?i:\[(?:[^\[\]\n]{{0,50}}[^\w\[\]])?(?:{DIRECTIONS})(?:[^\w\[\]][^\[\]\n]{{0,50}})?\])"
    rf"|\[\s*_+\s*\]|\[\s*\]"
    rf"|\((?:{_WORDS} ){{0,3}}(?:{DIRECTIONS})(?: {_WORDS}){{0,2}}\)|\((?i:{DIRECTIONS})\)"
    r"|[♪♫♬♩]+|[\u00ad\u200b-\u200d\u2060\ufeff])"
)
_TURN = r"(?P<turn>(?:>|&(?:amp;)?gt;){2,}(?:\s*[-:])?)"
# YouTube's XML escapes twice: "&amp;#39;"
_ENTITY = r"(?P<entity>&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
_TAG = r"(?P<drop2></?[A-Za-z!][^<>]{0,2000}>|<\d[\d:.]{0,14}>)"
_BREAK = r"(?P<space2><(?i:br|hr|/?p|/?div|/?li|/?tr|/?td)\b[^<>]{0,2000}>)"

CAPTION = re.compile(
    "|".join((_TURN, _DIRECTION, r"(?P<drop3>\{\\?[^{}\n]{0,200}\})", r"(?P<space1>\\[Nnh])", _BREAK, _TAG, _ENTITY))
)

PROSE = re.compile(
    "|".join(
        (
            r"(?P<drop3><!--.{0,400}?-->|!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)|\[\^[\w-]{1,20}\]|<https?://[^>\s]{1,2000}>)",
            rf"(?P<stamp>\\?\[\[?\(?{STAMP}{UNTIL}\)?\\?\]?\\?\](?:\([^()\s]{{0,2000}}\)\]?)?)",
            _TURN,
            _DIRECTION,
            r"(?P<drop4>\\\[(?:" + DIRECTIONS + r")\\\])",
            r"\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<keep1>[^\[\]|\n]{1,300})\]\]",
            r"\[(?P<keep2>[^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[\w{0,40}\])",
            _BREAK,
            _TAG,
            _ENTITY,
            r"(?P<drop6>(?<=\w)'(?='\w))",  # YAML writes an apostrophe twice
            r"\\(?P<keep3>[\\`*_{}\[\]()#+.!|>~-])",
            r"(?P<drop5>(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,3}(?=\w)|(?<=[^\s_])_{1,3}(?!\w)|`+|~~"
            r"|^\s{0,3}(?:#{1,6}\s+|>\s|[-+•*]\s+))",
        )
    ),
    re.MULTILINE | re.DOTALL,
)
JSON = re.compile(
    "|".join(
        (
            r"(?P<space1>\\[nrtbf])",
            r"(?P<escape>\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[\"\\/])",
            _TURN,
            _DIRECTION,
            r"(?P<drop3>%HESITATION)",
            _BREAK,
            _TAG,
            _ENTITY,
        )
    )
)
MARKUP = re.compile("|".join((rf"(?P<stamp>\[\(?{STAMP}{UNTIL}\)?\])", _TURN, _DIRECTION, _ENTITY)))
BARE_URL = re.compile(r"https?://[^\s<>]+")


def stretches(raw: str, begin: int, end: int, markup: re.Pattern[str]) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield (raw begin, raw end, text, kind) of what is left of a raw span; text None means the raw text itself.

    kind: "text", or "turn" and "stamp" for the markers of these names (text then is the marker).

    >>> [s[2] or "a **b** &amp; c"[s[0]:s[1]] for s in stretches("a **b** &amp; c", 0, 15, PROSE)]
    ['a ', 'b', ' ', '&', ' c']
    """
    cursor = begin
    for match in markup.finditer(raw, begin, end):
        if match.start() > cursor:
            yield cursor, match.start(), None, "text"
        cursor = match.end()
        group = match.lastgroup or "drop"
        kind = group.rstrip("0123456789")
        if kind == "keep":
            yield from stretches(raw, *match.span(group), markup)
        elif kind == "space":
            yield match.start(), match.end(), " ", "text"
        elif kind == "entity":
            yield match.start(), match.end(), html.unescape(html.unescape(match[0])), "text"
        elif kind == "escape":
            yield match.start(), match.end(), unescape_json(match[0]), "text"
        elif kind in ("turn", "stamp"):
            yield match.start(), match.end(), match[0], kind
    if cursor < end:
        yield cursor, end, None, "text"


def unescape_json(escape: str) -> str:
    r"""The character that a JSON escape stands for; a lone half of a surrogate pair becomes U+FFFD.

    >>> unescape_json(r"\u2019"), unescape_json(r"\ud83d\ude00") == "\U0001F600", unescape_json(r"\ud83d")
    ('’', True, '\ufffd')
    """
    text = str(json.loads(f'"{escape}"'))
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def plain(raw: str, begin: int, end: int, markup: re.Pattern[str]) -> str:
    """The text of a raw span without markup, white space folded: what the reading text shows of it."""
    parts = (
        raw[b:e] if text is None else text for b, e, text, kind in stretches(raw, begin, end, markup) if kind == "text"
    )
    return " ".join("".join(parts).split())
