"""The inner pages of the programme: entries in two columns, ruled, that flow from page to page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from conference.documents import fonts, palette
from conference.documents.hall import draw_hall
from conference.documents.paper import A5
from conference.documents.typesetting import (
    MM,
    balanced,
    draw,
    draw_right,
    fill,
    fit_line,
    paragraph,
    stroke,
)

MARGIN = 14 * MM
WIDTH = A5[0] * MM - 2 * MARGIN
_TOP = A5[1] * MM - 27 * MM  # where entries begin, below the chapter’s title
_FOOT = 17 * MM
_ROOM = _TOP - _FOOT
_PADDING = 1.9 * MM  # above and below an entry
_TEXT_SIZE = 10  # what is larger is a title, and set in lines of about the same length
_SHEET = 4  # pages of a folded sheet


class Part(NamedTuple):
    """A paragraph of an entry, and the space above it."""

    text: str
    chain: fonts.Chain
    size: float
    colour: palette.Colour
    above: float = 0.0


class Line(NamedTuple):
    """One line of type; its left edge, and its baseline below the top of the entry."""

    x: float
    down: float
    text: str
    chain: fonts.Chain
    size: float
    colour: palette.Colour


@dataclass(frozen=True, slots=True)
class Entry:
    """Lines that stay together under a rule that begins at `indent`; None: there is no rule."""

    lines: tuple[Line, ...]
    height: float
    indent: float | None = 0.0


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title and the entries under it."""

    title: str
    entries: Sequence[Entry]


def entries(
    left: Iterable[Part], right: Iterable[Part], beside: float, indent: float | None = 0.0
) -> Iterator[Entry]:
    """Two columns as one entry, the right one `beside` the left; what a page can’t hold goes on."""
    first = tuple(_set(left, 0, beside - 4 * MM))
    rest = tuple(_set(right, beside, WIDTH - beside))
    for part, lines in groupby(rest, key=lambda line: int(line.down / (_ROOM - 2 * _PADDING))):
        moved = [line._replace(down=line.down - part * (_ROOM - 2 * _PADDING)) for line in lines]
        yield _entry((*first, *moved), None if part else indent)
        first = ()
    if first:
        yield _entry(first, indent)


def _entry(lines: tuple[Line, ...], indent: float | None) -> Entry:
    deepest = max(line.down + 0.3 * line.size for line in lines)
    return Entry(lines, deepest + 2 * _PADDING, indent)


def _set(parts: Iterable[Part], x: float, width: float) -> Iterator[Line]:
    down = _PADDING
    for part in parts:
        down += part.above
        set_in = balanced if part.size > _TEXT_SIZE else paragraph
        lines = set_in(part.text, part.chain, part.size, width, 1.26)
        for text in lines.lines:
            down += lines.leading
            yield Line(x, down - 0.3 * part.size, text, part.chain, part.size, part.colour)


def draw_chapters(
    canvas: Canvas, chapters: Iterable[Chapter], foot: str, accent: palette.Colour
) -> None:
    """Draw the chapters after a cover, then pages for notes until the sheets are full."""
    pages = [(chapter.title, page) for chapter in chapters for page in _pages(chapter.entries)]
    pages += [("Notes", [])] * (-(1 + len(pages)) % _SHEET)
    for number, (title, page) in enumerate(pages, start=2):
        _draw_frame(canvas, title, foot, f"{number}", accent)
        if page:
            _draw_entries(canvas, page)
        else:
            _draw_ruling(canvas)
        canvas.showPage()


def _pages(all_entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    page: list[Entry] = []
    left = _ROOM
    for entry in all_entries:
        if page and entry.height > left:
            yield page
            page, left = [], _ROOM
        page.append(entry)
        left -= entry.height
    if page:
        yield page


def _draw_frame(canvas: Canvas, title: str, foot: str, number: str, accent: palette.Colour) -> None:
    d = 0.62 * MM
    baseline = _TOP + 5 * MM
    draw_hall(canvas, MARGIN + 4.77 * d, baseline, d, accent, rows=3)
    fill(canvas, palette.INK)
    draw(canvas, MARGIN + 9.54 * d + 8, baseline, title, fonts.DISPLAY, 20)
    stroke(canvas, palette.INK, 0.9)
    canvas.line(MARGIN, _TOP, MARGIN + WIDTH, _TOP)
    fill(canvas, palette.QUIET)
    draw(canvas, MARGIN, 11 * MM, *fit_line(foot, fonts.TEXT, 8, WIDTH - 12 * MM))
    draw_right(canvas, MARGIN + WIDTH, 11 * MM, number, fonts.LABEL, 8.5)


def _draw_entries(canvas: Canvas, page: Iterable[Entry]) -> None:
    top = _TOP
    for entry in page:
        if entry.indent is not None and top < _TOP:
            stroke(canvas, palette.LINE, 0.6)
            canvas.line(MARGIN + entry.indent, top, MARGIN + WIDTH, top)
        for line in entry.lines:
            fill(canvas, line.colour)
            draw(canvas, MARGIN + line.x, top - line.down, line.text, line.chain, line.size)
        top -= entry.height


def _draw_ruling(canvas: Canvas) -> None:
    stroke(canvas, palette.LINE, 0.6)
    y = _TOP - 9 * MM
    while y > _FOOT:
        canvas.line(MARGIN, y, MARGIN + WIDTH, y)
        y -= 9 * MM
