"""Bytes to text: encodings, and the refusal of what is no text at all."""

from __future__ import annotations

import codecs

from pipeline.errors import InputError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b\x1c\x1d\x1e\x1f\x08"))
_SIGNATURES = {
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"ID3": "MP3 audio",
    b"RIFF": "audio or video (RIFF)",
    b"OggS": "Ogg audio",
    b"fLaC": "FLAC audio",
    b"\x1aE\xdf\xa3": "Matroska video",
    b"\x1f\x8b": "a gzip archive",
    b"\x7fELF": "a program",
    b"{\\rtf": "rich text (RTF)",
    b"\xd0\xcf\x11\xe0": "an old Office document",
}


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Decode a file; returns the text without byte-order mark, and warnings.

    UTF-8 first, then UTF-16 by its zero bytes, then Windows-1252 unless charset-normalizer knows better. Raises
    InputError for binary data.
    """
    _refuse_known_binary(data)
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], encoding)
    if encoding16 := _utf16_without_bom(data):
        return _lenient(data, encoding16)
    if binary_share(data) > 0.01:
        raise InputError("this is binary data, not text; give the transcript that was made from it.")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        first_bad = error.start
    broken = data.decode("utf-8", errors="replace")
    multibyte = sum(1 for char in broken if char > "\x7f" and char != "\ufffd")
    if multibyte > broken.count("\ufffd"):  # UTF-8 with damage
        return broken, (f"byte {first_bad} and {broken.count(chr(0xFFFD)) - 1} others are not UTF-8; shown as \ufffd",)
    return _single_byte(data)


def _refuse_known_binary(data: bytes) -> None:
    for signature, kind in _SIGNATURES.items():
        if data.startswith(signature) and (binary_share(data[:4096]) > 0 or signature == b"{\\rtf"):
            raise InputError(f"this is {kind}, not a transcript; give the transcript that was made from it.")


def binary_share(data: bytes) -> float:
    """Share of bytes that no text file holds."""
    head = data[: 1 << 16]
    return (len(head) - len(head.translate(None, _CONTROLS))) / max(1, len(head))


def _utf16_without_bom(data: bytes) -> str | None:
    head = data[:4096]
    half = max(1, len(head) // 2)
    odd, even = head[1::2].count(0) / half, head[0::2].count(0) / half
    if len(head) < 4 or max(odd, even) < 0.4 or min(odd, even) > 0.05:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    text = head.decode(encoding, errors="replace")
    return encoding if sum(char.isprintable() or char.isspace() for char in text) > 0.95 * len(text) else None


def _lenient(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, errors="replace")
    damaged = text.count("\ufffd")
    return text, (f"{damaged} places are not {encoding.upper()}; shown as \ufffd",) if damaged else ()


def _single_byte(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Windows-1252 where its characters make sense, else what charset-normalizer finds."""
    high = [byte for byte in data if byte >= 0x80]
    typographic = sum(
        byte in b"\x85\x91\x92\x93\x94\x95\x96\x97\x99\xa0\xa3\xe0\xe1\xe4\xe7\xe8\xe9\xea\xf1\xf3\xf6\xfc"
        for byte in high
    )
    encoding = "cp1252"
    if len(high) > 0.25 * len(data) or typographic * 2 < len(high):
        from charset_normalizer import from_bytes

        best = from_bytes(data[: 1 << 18]).best()
        encoding = best.encoding if best else "cp1252"
    return data.decode(encoding, errors="replace"), (f"not UTF-8; read as {encoding.replace('cp125', 'Windows-125')}",)
