"""What is not text: markup, stage directions and time stamps, as one pattern per family of formats.

A pattern is an alternation of named groups; the name says what becomes of a match (digits at its end only keep names
apart): `drop` nothing, `space` a space, `keep` the group itself (its own markup removed), `literal` the group as it
is, `entity` the character that an HTML entity stands for, `escape` the character that a JSON escape stands for, `turn`
a new speaker begins, `stamp` the clock time at which the words after it are said.
"""

from __future__ import annotations

import html
import json
import re
import unicodedata
from collections.abc import Iterator

from pipeline.ingest.times import STAMP, UNTIL

# General English of captions, not of a domain. "[ __ ]" is YouTube's censored word.
DIRECTIONS = (
    "soundbite|clip|"
    "applause|audience|bell|beep|beeping|bleep|blank\\\\?_audio|breath|breathes|breathing|cheering|cheers|chime|chuckle|chuckles|chuckling|clapping|"
    "clears throat|clear throat|cough|coughs|coughing|cross talk|crosstalk|foreign|gasp|gasps|giggle|giggles|giggling|"
    "exhales|groan|groans|humming|inaudible|indiscernible|indistinct|inhales|instrumental|interruption|issue|laugh|laughs|laughing|laughter|music|"
    "no audio|no speech|noise|outcome|overlapping|pause|pauses|pii|ringing|screams|sigh|sighs|silence|singing|sings|"
    "smacks lips|sniff|sniffs|snorts|sound|sounds|speaking|speaks|static|throat clearing|typing|"
    "unintelligible|whispering|whispers|whistling|yawns"
)
# Notes, control characters, soft hyphens, characters without width.
_SILENT = r"[♪♫♬♩\x00-\x08\x0e-\x1b\x7f\u00ad\u200b-\u200f\u2060\ufeff]"
# What keeps its hyphen where a line was broken at it: "well-known", "Lisbon-based".
_TAILS = (
    "aged|based|born|bound|built|called|class|driven|ed|end|ever|false|first|founded|free|fuelled|funded|grown|in|known|led|"
    "level|like|line|long|looking|made|minded|off|old|on|only|out|owned|paid|quality|range|ready|related|right|run|scale|"
    "size|sized|so|style|term|time|to|type|up|wide|year"
)
_BROKEN = rf"(?P<drop7>(?<=[a-z]-)\r?\n(?=(?:{_TAILS})\b)|(?<=[a-z])-\r?\n(?=[a-z])(?!(?:{_TAILS})\b))"
_WORDS = r"[a-z'’,\-]+"
_DIRECTION = (
    rf"(?P<drop1>(?i:\\?\[(?:[^\[\]\n]{{0,50}}[^\w\[\]])?(?:{DIRECTIONS})(?:[^\w\[\]][^\[\]\n]{{0,50}})?\])"
    r"|\\?\[\s*(?:\\?_\s*)*\\?\]"
    rf"|\((?:{_WORDS} ){{0,3}}(?:{DIRECTIONS})(?: {_WORDS}){{0,2}}\)|\((?i:{DIRECTIONS})\)"
    rf"|\((?:[A-Z'’,-]+ ){{0,4}}(?:{DIRECTIONS.upper()})(?: [A-Z'’,-]+){{0,6}}\)"
    r"|\((?:BEGIN|END|START|COMMERCIAL|VIDEO|AUDIO)(?: [A-Z'’,-]+){1,5}\)"
    rf"|{_SILENT}+)"
)
_TURN = r"(?P<turn>(?:>|&(?:amp;)?gt;){2,}(?:\s*[-:])?)"
# YouTube's XML escapes twice: "&amp;#39;"
_ENTITY = r"(?P<entity>&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});)"
_TAG = r"(?P<drop2></?[A-Za-z!][^<>]{0,2000}>|<\d[\d:.]{0,14}>)"
_BREAK = r"(?P<space2><(?i:br|hr|/?p|/?div|/?li|/?tr|/?td)\b[^<>]{0,2000}>)"

CAPTION = re.compile(
    "|".join(
        (
            _TURN,
            _DIRECTION,
            # overrides of SubStation and MicroDVD; what is drawn, from \p1 to \p0, is no text
            r"(?P<drop3>\{[^{}\n]{0,100}\\p[1-9][^{}\n]{0,100}\}[^{}\n]{0,4000}|\{(?:\\|[A-Za-z]:)[^{}\n]{0,200}\}|\{/?[biu]\})",
            r"(?P<space1>\\[Nnh]|\[br\])",
            _BREAK,
            _TAG,
            # tags that a platform has escaped, once more than they were
            r"(?P<drop4>&(?:amp;)?lt;/?(?:i|b|u|s|c|v|em|strong|font|span|ruby|rt|lang|br)\b"
            r"(?:[^<>&\n]|&(?:amp;)?(?:quot|apos|#39);){0,100}&(?:amp;)?gt;)",
            _ENTITY,
        )
    )
)

PROSE = re.compile(
    "|".join(
        (
            r"(?P<drop3><!--.{0,400}?-->|!\[[^\]\n]{0,300}\]\([^)\n]{0,2000}\)|\[\^[\w-]{1,20}\]|<https?://[^>\s]{1,2000}>)",
            rf"(?P<stamp>\\?\[\[?\(?{STAMP}{UNTIL}\)?\\?\]?\\?\](?:\([^()\s]{{0,2000}}\)\]?)?|#{STAMP}-\d{{1,3}}#)",
            _TURN,
            _DIRECTION,
            r"\[\[(?:[^\[\]|\n]{1,300}\|)?(?P<keep1>[^\[\]|\n]{1,300})\]\]",
            r"\[(?P<keep2>[^\[\]\n]{1,500})\](?:\([^()\n]{0,2000}(?:\([^()\n]{0,200}\)[^()\n]{0,200})?\)|\[\w{0,40}\])",
            _BREAK,
            _TAG,
            _ENTITY,
            r"(?P<drop6>(?<=\w)'(?='\w))",  # YAML writes an apostrophe twice
            r"(?P<escape>(?:\\u[0-9a-fA-F]{4}){1,100})",  # of front matter
            _BROKEN,
            r"^\s{0,3}(?P<turn2>[-+•*]\s+)",  # items of a list have a line each
            r"\\(?P<literal>[\\`*_{}\[\]()#+.!|<>~\"-])",
            r"(?P<drop5>(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,3}(?=\w)|(?<=[^\s_])_{1,3}(?!\w)|`+|~~"
            r"|^\s{0,3}(?:#{1,6}\s+|>\s))",
        )
    ),
    re.MULTILINE | re.DOTALL,
)
JSON = re.compile(
    "|".join(
        (
            r"(?P<space1>\\[nrtbf])",
            r"(?P<turn>(?:>|&(?:amp;)?gt;|\\u003[eE]){2,}(?:\s*[-:])?)",
            r"(?P<escape>(?:\\u[0-9a-fA-F]{4}){1,100}|\\[\"\\/])",
            _DIRECTION,
            r"(?P<drop3>%HESITATION)",
            _BREAK,
            _TAG,
            _ENTITY,
        )
    )
)
MARKUP = re.compile(
    "|".join(
        (
            rf"(?P<stamp>\\?\[\(?{STAMP}{UNTIL}\)?\\?\])",
            _TURN,
            _DIRECTION,
            r"(?P<space1></[A-Za-z][^<>]{0,20}><[A-Za-z][^<>]{0,2000}>)",  # between elements side by side
            _ENTITY,
        )
    )
)
# Letters that are another letter's shape (ligatures, 𝐛𝐨𝐥𝐝, full width), letters with their accent behind them, and
# UTF-8 that was read as Windows-1252 and saved so: "â€™".
_ODD_LETTERS = re.compile(
    r"[\ufb00-\ufb06\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U0001d400-\U0001d7ff]+|[^\W\d_][\u0300-\u036f]+"
    r"|(?:[\u00c2\u00c3\u00c5\u00e2\u00f0][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    r"\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]{1,3})+"
)
_SILENT_TEXT = re.compile(rf"{_SILENT}+")
BARE_URL = re.compile(
    r"(?<!\])\(https?://[^\s<>()]{1,2000}\)|(?<!\]\()(?<!<)https?://[^\s<>()]+(?:\([^\s<>()]{0,200}\)[^\s<>()]{0,2000})?"
)


def stretches(raw: str, begin: int, end: int, markup: re.Pattern[str]) -> Iterator[tuple[int, int, str | None, str]]:
    """Yield (raw begin, raw end, text, kind) of what is left of a raw span; text None means the raw text itself.

    kind: "text", or "turn" and "stamp" for the markers of these names (text then is the marker).

    >>> [s[2] or "a **b** &amp; c"[s[0]:s[1]] for s in stretches("a **b** &amp; c", 0, 15, PROSE)]
    ['a ', 'b', ' ', '&', ' c']
    """
    cursor = begin
    for match in markup.finditer(raw, begin, end):
        if match.start() > cursor:
            yield from _letters(raw, cursor, match.start())
        cursor = match.end()
        group = match.lastgroup or "drop"
        kind = group.rstrip("0123456789")
        if kind == "keep":
            yield from stretches(raw, *match.span(group), markup)
        elif kind == "literal":
            yield *match.span(group), None, "text"
        elif kind == "space":
            yield match.start(), match.end(), " ", "text"
        elif kind == "entity":
            yield match.start(), match.end(), _decoded(html.unescape(html.unescape(match[0]))), "text"
        elif kind == "escape":
            yield match.start(), match.end(), _decoded(unescape_json(match[0])), "text"
        elif kind in ("turn", "stamp"):
            yield match.start(), match.end(), match[0], kind
    if cursor < end:
        yield from _letters(raw, cursor, end)


def _letters(raw: str, begin: int, end: int) -> Iterator[tuple[int, int, str | None, str]]:
    """A stretch without markup, its odd letters replaced."""
    if not raw[begin:end].isascii():
        for match in _ODD_LETTERS.finditer(raw, begin, end):
            if (text := usual_letters(match[0])) != match[0]:
                if match.start() > begin:
                    yield begin, match.start(), None, "text"
                yield match.start(), match.end(), text, "text"
                begin = match.end()
    if begin < end:
        yield begin, end, None, "text"


def _decoded(text: str) -> str:
    return _ODD_LETTERS.sub(lambda match: usual_letters(match[0]), _SILENT_TEXT.sub("", text))


def usual_letters(odd: str) -> str:
    """The letters that odd ones stand for.

    >>> usual_letters("ﬁ"), usual_letters("𝐛𝐨𝐥𝐝"), usual_letters("â€™"), usual_letters("Ã†"), usual_letters("Ãž’")
    ('fi', 'bold', '’', 'Æ', 'Ãž’')
    """
    if odd[0] in "\u00c2\u00c3\u00c5\u00e2\u00f0" and not "\u0300" <= odd[1] <= "\u036f":
        data = b"".join(bytes([ord(char)]) if ord(char) < 256 else char.encode("cp1252") for char in odd)
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            return odd
    return unicodedata.normalize("NFKC", odd)


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
