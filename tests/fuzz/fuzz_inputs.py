"""Damage, from a seed: the same number always gives the same input."""

from __future__ import annotations

import random
from collections.abc import Sequence

LARGEST = 20_000  # bytes of an input
# What readers look for, and what has upset readers elsewhere.
TOKENS: tuple[bytes, ...] = (
    *rb"""--> [ ] { } ( ) < > </ /> <!-- ]]> &amp; &#0; &#x110000; &e; " ' \\ \u \ud800 : :: , ; = | # * _ ** ``` ---
    WEBVTT NOTE STYLE 00:00:00.000 99:99:99,999 1:2 -1 0 NaN Infinity 1e999 0x7f 999999999999999999999 true null
    Speaker_1: Host: start end text words segments results speaker @id @graph @context @prefix a . ^^ @en _:b <x:y>
    <<( )>> [] SELECT ORDER BY SERVICE FROM %00 %0d%0a %ff HTTP/1.1 Content-Length: Transfer-Encoding: chunked
    !!python/object: &a *a ? %TAG %PDF-""".split(),
    *(b" ", b"\n", b"\r", b"\t", b"\0", b"\r\n\r\n", b"    ", b"\x1a", b"\x08", b"\x1b[2J", b"PK\x03\x04", b"\x85"),
    *(b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\x80", b"\xed\xa0\x80", "\u2028\u202e".encode()),
)


def mutated(seeds: Sequence[bytes], number: int) -> bytes:
    """The input of this number: one of the seeds, changed one to eight times."""
    chance = random.Random(number)
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((1, 1, 2, 2, 3, 5, 8))):
        chance.choice(CHANGES)(data, chance, seeds)
        del data[LARGEST:]
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randint(0, len(data))


def _flip(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _put(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    data[at:at] = chance.choice(TOKENS)


def _swap(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    """A token of the input becomes another."""
    at = _place(data, chance)
    data[at : at + chance.randint(1, 12)] = chance.choice(TOKENS)


def _drop(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 4, 30, 200))]


def _repeat(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    at, length = _place(data, chance), chance.choice((1, 3, 20, 100))
    data[at:at] = bytes(data[at : at + length]) * chance.choice((1, 2, 10, 200))


def _nest(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    """Many of one bracket, quote or tag."""
    at = _place(data, chance)
    data[at:at] = chance.choice(
        (b"[", b"{", b"(", b"<a>", b'{"a":', b"- ", b"> ", b"*", b'"', b"<<(", b"[a:", b"  ")
    ) * chance.choice((5, 60, 1200))


def _cut(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    del data[_place(data, chance) :]


def _join(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    """The beginning of this and the end of another."""
    other = chance.choice(seeds)
    data[_place(data, chance) :] = other[chance.randint(0, len(other)) :]


def _noise(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    data[at:at] = chance.randbytes(chance.choice((1, 4, 64)))


CHANGES = (_flip, _put, _put, _swap, _swap, _drop, _repeat, _nest, _cut, _join, _noise)
