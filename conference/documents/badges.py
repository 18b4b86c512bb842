"""Badges, ready to print: names in, a PDF out, and a list of those that somebody should look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from reportlab.pdfgen.canvas import Canvas

from conference.documents import fonts, palette
from conference.documents.badge_faces import Badge, Masthead, draw_badge
from conference.documents.badge_layouts import layout
from conference.documents.badge_setting import set_badge
from conference.documents.paper import finished, new_canvas
from conference.documents.qr import UnreadableCode
from conference.documents.stocks import Stock
from conference.documents.typesetting import MM, draw, fill, stroke
from conference.errors import Refusal

__all__ = ["Badge", "BadgeSheets", "Look", "Masthead", "Order", "badges_pdf", "outlines_pdf"]


class StartsBeyondSheet(Refusal):
    """The first label to print on isn’t on the sheet."""

    code = "starts_beyond_sheet"
    status = 422


class Order(StrEnum):
    """How badges follow each other over several pages."""

    READING = "reading"
    STACK = "stack"  # when the stack of sheets is cut, each pile keeps the order


class Look(NamedTuple):
    """Somebody should look at this person’s badge, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class BadgeSheets:
    """The PDF, and the badges in it that somebody should look at."""

    pdf: bytes
    needs_a_look: tuple[Look, ...]


def badges_pdf(
    badges: Sequence[Badge],
    stock: Stock,
    masthead: Masthead,
    *,
    start_at: int = 1,
    offset_mm: tuple[float, float] = (0.0, 0.0),
    order: Order = Order.READING,
) -> BadgeSheets:
    """All badges on this stock. The offset moves them to the right and down.

    Raises StartsBeyondSheet where the sheet has no label of the number `start_at`.
    """
    canvas, looks, last = new_canvas(f"Badges: {masthead.title}", stock.page), list[Look](), 0
    for page, label, badge in _placed(badges, stock, start_at, order):
        for _ in range(page - last):
            _end_page(canvas, stock)
        canvas.saveState()
        _go_to(canvas, stock, label, offset_mm)
        looks += _print(canvas, badge, stock, masthead)
        canvas.restoreState()
        last = page
    _end_page(canvas, stock)
    return BadgeSheets(finished(canvas), tuple(dict.fromkeys(looks)))


def outlines_pdf(stock: Stock, offset_mm: tuple[float, float] = (0.0, 0.0)) -> bytes:
    """A sheet to hold against the light behind a real one: the outline of each label."""
    canvas = new_canvas(f"Test sheet: {stock.title}", stock.page)
    width, height = stock.face[0] * MM, stock.face[1] * MM
    for label in range(stock.labels):
        canvas.saveState()
        _go_to(canvas, stock, label, offset_mm)
        stroke(canvas, palette.INK, 0.3)
        canvas.rect(0, 0, width, height)
        fill(canvas, palette.INK)
        draw(canvas, 4 * MM, height / 2, f"{label + 1}. {stock.title}", fonts.TEXT, 8)
        note = "Print at actual size, hold it behind a real sheet, then set the offsets."
        draw(canvas, 4 * MM, height / 2 - 11, note, fonts.TEXT, 6)
        canvas.restoreState()
    _end_page(canvas, stock)
    return finished(canvas)


def _placed(
    badges: Sequence[Badge], stock: Stock, start_at: int, order: Order
) -> Iterator[tuple[int, int, Badge]]:
    """Page and label, both from 0, for each badge and each of its copies, page by page."""
    if not 1 <= start_at <= stock.per_page:
        raise StartsBeyondSheet(
            f"This stock has labels 1 to {stock.per_page} on a sheet, and no label {start_at}."
        )
    units = range(start_at - 1, start_at - 1 + len(badges))
    places = [divmod(unit * stock.copies, stock.labels) for unit in units]
    if order is Order.STACK:
        places.sort(key=lambda place: (place[1], place[0]))
    printed = sorted(zip(places, badges, strict=True), key=lambda pair: pair[0])
    for (page, label), badge in printed:
        for copy in range(stock.copies):
            further, at = divmod(label + copy, stock.labels)
            yield page + further, at, badge


def _go_to(canvas: Canvas, stock: Stock, label: int, offset_mm: tuple[float, float]) -> None:
    """Put the origin at the foot of the label on its left, as the badge is read."""
    x, y = stock.corner(label)
    foot = stock.page[1] - y - offset_mm[1] - stock.label[1]
    canvas.translate((x + offset_mm[0]) * MM, foot * MM)
    if stock.turned:
        canvas.translate(stock.label[0] * MM, 0)
        canvas.rotate(90)


def _print(canvas: Canvas, badge: Badge, stock: Stock, masthead: Masthead) -> Iterator[Look]:
    """Draw a badge; one whose code can’t be drawn comes out without it."""
    face = layout(stock.face)
    name = badge.first_line, badge.family_name
    setting = set_badge(face, *name, badge.organisation, badge.role, badge.rank)
    try:
        draw_badge(canvas, badge, face, masthead, setting)
    except UnreadableCode:
        yield Look(badge.name, "its code can’t be drawn, so it has no QR code")
        draw_badge(canvas, replace(badge, code=""), face, masthead, setting)
    for reason in setting.reasons:
        yield Look(badge.name, reason)


def _end_page(canvas: Canvas, stock: Stock) -> None:
    if stock.folded:
        stroke(canvas, palette.QUIET, 0.3)
        width, height = stock.page[0] * MM, stock.page[1] * MM
        canvas.line(0, height / 2, 5 * MM, height / 2)
        canvas.line(width - 5 * MM, height / 2, width, height / 2)
        canvas.line(width / 2, height, width / 2, height - 5 * MM)
    canvas.showPage()
