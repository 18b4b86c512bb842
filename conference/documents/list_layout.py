"""The rows of a list, set in type and shared out to pages. Measures in points."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from conference.documents import fonts
from conference.documents.characters import clean
from conference.documents.paper import A4
from conference.documents.sheets import Align, Sheet
from conference.documents.typesetting import MM, Block, block

MARGIN = 13 * MM
HEAD = 22 * MM  # title and headings, from the margin down
FOOT = 17.5 * MM
BOXED_ROW = 7.2 * MM  # room to sign in
_GAP = 3 * MM  # between two columns
_SIZE = 9.5
_LEADING = 1.22
_PADDING = 1.1 * MM  # above and below a row’s text
_INITIAL = 8 * MM


@dataclass(frozen=True, slots=True)
class Row:
    """A row set in type; one with an initial instead of cells begins a letter."""

    cells: tuple[Block, ...]
    height: float
    initial: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """The page: its size, the left edge and width of each column, the heights that rows fill."""

    page_mm: tuple[float, float]
    columns: tuple[tuple[float, float], ...]
    leading: int  # the column by which a row is found, set more strongly

    @property
    def width(self) -> float:
        return self.page_mm[0] * MM

    @property
    def top(self) -> float:
        return self.page_mm[1] * MM - MARGIN

    @property
    def room(self) -> float:
        """What rows may fill, below the headings and above the foot."""
        return self.top - HEAD - FOOT


def grid_of(sheet: Sheet) -> Grid:
    page = A4[::-1] if sheet.landscape else A4
    usable = page[0] * MM - 2 * MARGIN + _GAP
    whole = sum(column.width for column in sheet.columns)
    columns, x = [], MARGIN
    for column in sheet.columns:
        share = usable * column.width / whole
        columns.append((x, share - _GAP))
        x += share
    leading = next((at for at, c in enumerate(sheet.columns) if c.align is not Align.BOX), 0)
    return Grid(page, tuple(columns), leading)


def rows_of(sheet: Sheet, grid: Grid) -> Iterator[Row]:
    least = BOXED_ROW if any(c.align is Align.BOX for c in sheet.columns) else 0
    last = ""
    for cells in sheet.rows:
        if sheet.initials is not None:
            initial = _initial(cells[sheet.initials])
            if initial != last:
                yield Row((), _INITIAL, initial)
            last = initial
        yield from _set(cells, grid, least)
    for _ in range(sheet.blank_rows):
        yield Row((), max(least, BOXED_ROW))


def _initial(text: str) -> str:
    """The letter under which a text stands: an Ő under O, an Ł under L."""
    letter = clean(text)[:1].upper()
    script, _, rest = unicodedata.name(letter or " ").partition(" CAPITAL LETTER ")
    base = rest[0] if script == "LATIN" else letter
    return "…" if fonts.missing(base, fonts.DISPLAY) else base


def _set(cells: tuple[str, ...], grid: Grid, least: float) -> Iterator[Row]:
    """A row in type; one that is higher than a page goes on in a further row."""
    blocks = [
        block(cell, fonts.LABEL if at == grid.leading else fonts.TEXT, _SIZE, width, _LEADING)
        for at, (cell, (_, width)) in enumerate(zip(cells, grid.columns, strict=True))
    ]
    most = int((grid.room - _INITIAL - 2 * _PADDING) / (_SIZE * _LEADING))
    longest = max(len(cell.lines) for cell in blocks)
    if longest <= most:
        yield _row(blocks, least)
        return
    for start in range(0, longest, most):
        yield _row([replace(b, lines=b.lines[start : start + most]) for b in blocks], least)


def _row(cells: list[Block], least: float) -> Row:
    return Row(tuple(cells), max(least, 2 * _PADDING + max(cell.height for cell in cells)))


def pages_of(rows: Iterator[Row], room: float) -> Iterator[list[Row]]:
    """Rows in pages. An initial never stands alone at the foot, and is said again at the top."""
    page: list[Row] = []
    left, initial = room, Row((), 0)
    for row in rows:
        needed = row.height + (BOXED_ROW if row.initial else 0)
        if page and needed > left:
            yield page
            page, left = [], room
            if initial.initial and not row.initial:
                page, left = [initial], room - initial.height
        initial = row if row.initial else initial
        page.append(row)
        left -= row.height
    if page:
        yield page
