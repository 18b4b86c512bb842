"""The colours of what is printed: ink and paper, one accent, one quiet second, the categories."""

from typing import NamedTuple


class Colour(NamedTuple):
    """Red, green and blue, each from 0 to 1."""

    red: float
    green: float
    blue: float


def colour(text: str) -> Colour:
    """A colour from “#rrggbb”. Raises ValueError for anything else."""
    if len(text) != 7 or text[0] != "#":
        raise ValueError(f"{text!r} isn’t a colour such as #b3361b")
    return Colour(*(int(text[i : i + 2], 16) / 255 for i in (1, 3, 5)))


INK = colour("#1b2230")
QUIET = colour("#5a6070")
LINE = colour("#d9d2c4")
TINT = colour("#f3eee4")
WHITE = colour("#ffffff")
BLACK = colour("#000000")
ACCENT = colour("#b3361b")
SECOND = colour("#27506b")

# White letters on each reach a contrast of 5.5:1 and more; the word always stands beside it.
CATEGORIES = {
    "delegate": SECOND,
    "speaker": ACCENT,
    "sponsor": colour("#7a5600"),
    "host": colour("#0f6a4b"),
    "press": colour("#6a3d8a"),
    "crew": colour("#43474f"),
}


def accent(text: str) -> Colour:
    """An edition’s own accent, or the design’s where it has none or one that can’t be read."""
    try:
        return colour(text)
    except ValueError:
        return ACCENT


def of_category(category: str) -> Colour:
    """A category’s colour; ink for one that isn’t known."""
    return CATEGORIES.get(category, INK)
