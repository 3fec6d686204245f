"""How spellings are compared."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=65536)
def squash(label: str) -> str:
    """The label without case, accents, spaces and punctuation: the key under which spellings are compared.

    >>> squash("ABC-3"), squash("Harbour Light"), squash("L'Été")
    ('abc3', 'harbourlight', 'lete')
    """
    text = unicodedata.normalize("NFKD", label).casefold()
    return "".join(char for char in text if char.isalnum() or char in "+#")
