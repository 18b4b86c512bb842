"""The printed programme: an A5 booklet with a cover, the running order and the speakers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from reportlab.pdfgen.canvas import Canvas

from conference.documents import fonts, palette
from conference.documents.characters import clean
from conference.documents.hall import draw_hall
from conference.documents.paper import A5, finished, new_canvas
from conference.documents.paragraphs import paragraphs
from conference.documents.programme_pages import (
    MARGIN,
    WIDTH,
    Chapter,
    Entry,
    Part,
    draw_chapters,
    entries,
)
from conference.documents.typesetting import MM, balanced, draw_block, fill
from conference.wording import moment

_HOURS = 34 * MM  # the width of the column of hours and rooms
_STYLES = 48 * MM  # and of the one of names


@dataclass(frozen=True, slots=True)
class ProgrammeItem:
    """A line of the running order. People are names and their parts."""

    hours: str
    title: str
    room: str = ""
    abstract: str = ""  # Markdown
    people: tuple[tuple[str, str], ...] = ()
    is_pause: bool = False


@dataclass(frozen=True, slots=True)
class ProgrammeSpeaker:
    """Somebody on the stage."""

    name: str
    role: str = ""
    organisation: str = ""
    biography: str = ""  # Markdown


@dataclass(frozen=True, slots=True)
class Programme:
    """All that the booklet says; `made_at` on the edition’s own clock."""

    title: str
    strapline: str
    day: str
    venue: str
    items: tuple[ProgrammeItem, ...]
    speakers: tuple[ProgrammeSpeaker, ...]
    organisation: str
    made_at: datetime
    notice: str = ""  # Markdown
    accent: str = ""


def programme_pdf(programme: Programme) -> bytes:
    """The booklet. Its pages are a multiple of four, so that it can be folded from A4."""
    canvas = new_canvas(f"Programme: {clean(programme.title)}", A5)
    accent = palette.accent(programme.accent)
    _draw_cover(canvas, programme, accent)
    chapters = [
        Chapter("Running order", [*_notice(programme), *_running_order(programme, accent)]),
        Chapter("Speakers", [entry for s in programme.speakers for entry in _speaker(s)]),
    ]
    foot = f"{clean(programme.title)}. As at {moment(programme.made_at)}"
    draw_chapters(canvas, chapters, foot, accent)
    return finished(canvas)


def _draw_cover(canvas: Canvas, programme: Programme, accent: palette.Colour) -> None:
    """Who, what, when and where above the hall, which runs off the foot of the page."""
    draw_hall(canvas, A5[0] / 2 * MM, -6 * MM, 7 * MM, accent)
    top = A5[1] * MM - 18 * MM
    for text, chain, size, colour, gap in (
        (programme.organisation, fonts.LABEL, 11, palette.INK, 10),
        (programme.title, fonts.DISPLAY, 33, palette.INK, 4),
        (programme.strapline, fonts.TEXT, 13.5, palette.QUIET, 8),
        (programme.day, fonts.DISPLAY, 16, accent, 1),
        (programme.venue, fonts.LABEL, 13, palette.INK, 0),
    ):
        fill(canvas, colour)
        top = draw_block(canvas, MARGIN, top, balanced(text, chain, size, WIDTH, 1.14)) - gap * MM
    canvas.showPage()


def _notice(programme: Programme) -> Iterator[Entry]:
    """What the organisers say of the running order, above it."""
    parts = [Part(text, fonts.LABEL, 9.5, palette.QUIET) for text in paragraphs(programme.notice)]
    return entries([], parts, 0, None)


def _running_order(programme: Programme, accent: palette.Colour) -> Iterator[Entry]:
    """A ruled timetable; what happens at the same time has its hours once."""
    last = ""
    for item in programme.items:
        hours = "" if item.hours == last else item.hours
        left = (
            Part(hours, fonts.STRONG, 9.2, accent, 2),
            Part(item.room, fonts.TEXT, 9, palette.QUIET, 0 if hours else 2),
        )
        yield from entries(left, _told(item), _HOURS, 0 if hours else _HOURS)
        last = item.hours


def _told(item: ProgrammeItem) -> Iterator[Part]:
    """Title, people and abstract; a pause is set more quietly."""
    if item.is_pause:
        yield Part(item.title, fonts.LABEL, 11.5, palette.QUIET)
    else:
        yield Part(item.title, fonts.STRONG, 12, palette.INK)
    people = "; ".join(", ".join(filter(None, person)) for person in item.people)
    yield Part(people, fonts.LABEL, 9.5, palette.INK, 0.5)
    for text in paragraphs(item.abstract):
        yield Part(text, fonts.TEXT, 9.5, palette.QUIET, 1.5)


def _speaker(speaker: ProgrammeSpeaker) -> Iterator[Entry]:
    """Name, role and organisation on the left, the biography beside them."""
    left = (
        Part(speaker.name, fonts.DISPLAY, 11, palette.INK),
        Part(speaker.role, fonts.LABEL, 9, palette.INK, 1),
        Part(speaker.organisation, fonts.TEXT, 9, palette.QUIET),
    )
    right = [
        Part(text, fonts.TEXT, 9.5, palette.INK, 1.5) for text in paragraphs(speaker.biography)
    ]
    return entries(left, right, _STYLES)
