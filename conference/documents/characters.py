"""What of a text can be printed at all."""

import unicodedata
from functools import lru_cache

# Control, formatting (also what turns text round), surrogates, private use, not assigned.
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


# A longer text isn’t a name: keeping what anybody sends would fill the memory.
LONGEST_KEPT = 120


def clean(text: str) -> str:
    """One line of composed characters, without invisible ones, its spaces single."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return _composed(text) if len(text) <= LONGEST_KEPT else _composed.__wrapped__(text)


@lru_cache(maxsize=16384)
def _composed(text: str) -> str:
    kept = (
        " " if c.isspace() else c
        for c in unicodedata.normalize("NFC", text)
        if c.isspace() or unicodedata.category(c) not in _INVISIBLE
    )
    return " ".join("".join(kept).split())
