"""Records as bytes and back (MessagePack), checked against their types; never pickle, which can run what it reads."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")


class Damaged(ValueError):
    """The bytes are not what was packed."""


def packed(record: object) -> bytes:
    """The record as bytes; equal records give equal bytes, but for the order of sets.

    Raises UnicodeEncodeError for text with a lone surrogate, which no file of ours can hold.

    >>> unpacked(packed((1, "a")), tuple[int, str])
    (1, 'a')
    """
    return _ENCODER.encode(record)


def unpacked(data: bytes, kind: type[T]) -> T:
    """The record of that type which was packed. Raises Damaged where the bytes hold none."""
    try:
        record: T = _decoder(kind).decode(data)  # type: ignore[arg-type]
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        raise Damaged(str(error)) from error
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, MappingProxyType):
        return dict(value)
    if isinstance(value, Path):
        return str(value)
    raise NotImplementedError(f"{type(value)} cannot be packed")


def _typed(kind: type, value: Any) -> Any:
    if issubclass(kind, Path):
        return Path(value)
    raise NotImplementedError(f"{kind} cannot be unpacked")


_ENCODER = msgspec.msgpack.Encoder(enc_hook=_plain)


@lru_cache(maxsize=16)
def _decoder(kind: Any) -> msgspec.msgpack.Decoder[Any]:
    return msgspec.msgpack.Decoder(kind, dec_hook=_typed)
