"""A list as its readers see it: columns and rows of text, whatever file it becomes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Align(StrEnum):
    """How a column's cells stand; a box is left empty for a tick or a signature."""

    LEFT = "left"
    RIGHT = "right"
    BOX = "box"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and how wide the column is compared with the others."""

    title: str
    width: float = 1.0
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Sheet:
    """One list. `made_at` is on the edition's own clock and printed on every page."""

    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[str, ...]]
    made_at: datetime
    subtitle: str = ""  # what it is for and of which conference
    note: str = ""  # who may have it and until when, at the foot
    landscape: bool = False
    initials: int | None = None  # the column whose first letters part the list
    blank_rows: int = 0  # at the end, to write on
