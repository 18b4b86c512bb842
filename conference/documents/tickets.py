"""A delegate’s ticket: one A5 page with a stub that holds the code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from conference.documents import fonts, palette
from conference.documents.characters import clean
from conference.documents.hall import draw_hall, draw_seat
from conference.documents.paper import A5, finished, new_canvas
from conference.documents.qr import draw_qr
from conference.documents.typesetting import (
    MM,
    balanced,
    block,
    draw_block,
    draw_centred,
    fill,
    fitted,
    stroke,
)

_WIDTH, _HEIGHT = A5[1] * MM, A5[0] * MM  # it lies
_MARGIN = 12 * MM
_STUB = 146 * MM  # where the stub begins
_BODY = _STUB - 2 * _MARGIN
_QR = 52 * MM


@dataclass(frozen=True, slots=True)
class Ticket:
    """What stands on it, dates and times in words."""

    title: str
    day: str
    hours: str
    venue_name: str
    venue_address: str
    name: str
    organisation: str
    reference: str
    code: str
    short_code: str
    category: str = "delegate"
    word: str = ""  # of the category, where it isn’t its own name
    doors: str = ""
    bring: tuple[str, ...] = ()
    contact: str = ""
    accent: str = ""


def ticket_pdf(ticket: Ticket) -> bytes:
    """The ticket. Raises UnreadableCode where its code isn’t a badge code."""
    return tickets_pdf(ticket.title, (ticket,))


def tickets_pdf(title: str, tickets: Iterable[Ticket]) -> bytes:
    """Several tickets, a page each. Raises UnreadableCode where a code isn’t a badge code."""
    canvas = new_canvas(f"Ticket: {clean(title)}", (A5[1], A5[0]))
    for ticket in tickets:
        _draw_hall(canvas, ticket)
        foot = _draw_heading(canvas, ticket)
        _draw_facts(canvas, ticket, foot - 7 * MM)
        _draw_bring(canvas, ticket)
        _draw_stub(canvas, ticket)
        canvas.showPage()
    return finished(canvas)


def _draw_hall(canvas: Canvas, ticket: Ticket) -> None:
    """The hall, and the delegate’s place in it."""
    x, y, d = _STUB / 2, 23 * MM, 4.3 * MM
    draw_hall(canvas, x, y, d, palette.TINT)
    draw_seat(canvas, x, y, d, palette.accent(ticket.accent), ticket.code)


def _draw_heading(canvas: Canvas, ticket: Ticket) -> float:
    """Title, day and hours; answers where their foot is."""
    top, d = _HEIGHT - _MARGIN, 0.62 * MM
    draw_hall(canvas, _MARGIN + 4.77 * d, top - 11, d, palette.accent(ticket.accent), rows=3)
    indent = 9.54 * d + 8
    fill(canvas, palette.INK)
    title = balanced(ticket.title, fonts.LABEL, 13, _BODY - indent, 1.15)
    top = draw_block(canvas, _MARGIN + indent, top, title) - 6 * MM
    fill(canvas, palette.accent(ticket.accent))
    day = block(ticket.day, fonts.DISPLAY, fitted(ticket.day, fonts.DISPLAY, 27, _BODY), _BODY)
    top = draw_block(canvas, _MARGIN, top, day)
    fill(canvas, palette.INK)
    hours = ". ".join(filter(None, (ticket.hours, ticket.doors)))
    return draw_block(canvas, _MARGIN, top, block(hours, fonts.LABEL, 13, _BODY))


def _draw_facts(canvas: Canvas, ticket: Ticket, top: float) -> None:
    """Who comes, and where to."""
    stroke(canvas, palette.LINE, 0.8)
    canvas.line(_MARGIN, top, _MARGIN + _BODY, top)
    top -= 4 * MM
    name = fitted(ticket.name, fonts.DISPLAY, 21, _BODY, least=13)
    address = ", ".join(ticket.venue_address.splitlines())
    for text, chain, size, colour, gap in (
        (ticket.name, fonts.DISPLAY, name, palette.INK, 0),
        (ticket.organisation, fonts.TEXT, 13, palette.INK, 5 * MM),
        (ticket.venue_name, fonts.LABEL, 13, palette.INK, 0),
        (address, fonts.TEXT, 11, palette.QUIET, 0),
    ):
        fill(canvas, colour)
        top = draw_block(canvas, _MARGIN, top, balanced(text, chain, size, _BODY, 1.18)) - gap


def _draw_bring(canvas: Canvas, ticket: Ticket) -> None:
    """What to bring and whom to ask, at the foot."""
    questions = f"Questions: {ticket.contact}" if ticket.contact else ""
    lines = block(" ".join((*ticket.bring, questions)), fonts.TEXT, 9.5, _BODY, 1.3)
    fill(canvas, palette.INK)
    draw_block(canvas, _MARGIN, _MARGIN + lines.height - 2, lines)


def _draw_stub(canvas: Canvas, ticket: Ticket) -> None:
    """The part that the door looks at, torn off along the dots."""
    colour, width = palette.of_category(ticket.category), _WIDTH - _STUB
    middle, band = _STUB + width / 2, 20 * MM
    fill(canvas, palette.WHITE)
    canvas.rect(_STUB, 0, width, _HEIGHT, stroke=0, fill=1)
    fill(canvas, colour)
    canvas.rect(_STUB, _HEIGHT - band, width, band, stroke=0, fill=1)
    _draw_perforation(canvas)
    fill(canvas, palette.WHITE)
    word = clean(ticket.word or ticket.category).upper()
    size = fitted(word, fonts.STRONG, 19, width - 10 * MM - 1.4 * len(word))
    draw_centred(canvas, middle, _HEIGHT - band / 2 - 0.33 * size, word, fonts.STRONG, size, 1.4)
    top = _HEIGHT - band - 3 * MM
    draw_qr(canvas, ticket.code, middle - _QR / 2, top - _QR, _QR)
    fill(canvas, palette.INK)
    draw_centred(canvas, middle, top - _QR - 15, clean(ticket.short_code), fonts.STRONG, 20, 3)
    _draw_reference(canvas, ticket, middle, width - 12 * MM)


def _draw_perforation(canvas: Canvas) -> None:
    """A row of dots as far apart as the places of the hall."""
    stroke(canvas, palette.QUIET, 1.2)
    canvas.setLineCap(1)
    canvas.setDash([0, 5])
    canvas.line(_STUB, 0, _STUB, _HEIGHT)
    canvas.setDash([])
    canvas.setLineCap(0)


def _draw_reference(canvas: Canvas, ticket: Ticket, middle: float, width: float) -> None:
    """The booking’s reference and the name, for when the code can’t be read."""
    fill(canvas, palette.QUIET)
    draw_centred(canvas, middle, 29 * MM, "Booking reference", fonts.TEXT, 10)
    fill(canvas, palette.INK)
    size = fitted(ticket.reference, fonts.STRONG, 15, width)
    draw_centred(canvas, middle, 23 * MM, clean(ticket.reference), fonts.STRONG, size, 0.6)
    name = fitted(ticket.name, fonts.LABEL, 11, width, least=6)
    lines = balanced(ticket.name, fonts.LABEL, name, width, 1.15)
    for at, line in enumerate(lines.lines):
        draw_centred(canvas, middle, 15 * MM - at * lines.leading, line, fonts.LABEL, lines.size)
