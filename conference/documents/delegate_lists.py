"""Lists on paper: delegate list, sign-in sheet, gatehouse list and whatever else is a table.

Rows are set first and shared out to pages, so that each page says how many there are.
"""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from conference.documents import fonts, palette
from conference.documents.characters import clean
from conference.documents.hall import draw_hall
from conference.documents.list_layout import HEAD, MARGIN, Grid, Row, grid_of, pages_of, rows_of
from conference.documents.paper import finished, new_canvas
from conference.documents.sheets import Align, Sheet
from conference.documents.typesetting import (
    MM,
    draw,
    draw_block,
    draw_right,
    fill,
    fit_line,
    stroke,
    widest,
)
from conference.wording import moment

_BOX = 4.2 * MM
_NOBODY = "There is nobody on this list."
_UNPRINTED = "A short line stands for letters that have no typeface here; add them by hand."


def sheet_pdf(sheet: Sheet) -> bytes:
    """The list on A4, ruled, with its title, when it was made and “page x of y” on every page."""
    grid = grid_of(sheet)
    canvas = new_canvas(clean(sheet.title), grid.page_mm)
    pages = list(pages_of(rows_of(sheet, grid), grid.room)) or [[]]
    for number, rows in enumerate(pages, start=1):
        _draw_head(canvas, sheet, grid, rows)
        _draw_rows(canvas, sheet, grid, rows)
        _draw_foot(canvas, sheet, grid, f"Page {number} of {len(pages)}", rows)
        canvas.showPage()
    return finished(canvas)


def _draw_head(canvas: Canvas, sheet: Sheet, grid: Grid, rows: list[Row]) -> None:
    """Title, what it is for, from which letter to which, and the columns’ headings."""
    top, right = grid.top, grid.width - MARGIN
    d = 0.62 * MM
    draw_hall(canvas, MARGIN + 4.77 * d, top - 14, d, palette.ACCENT, rows=3)
    fill(canvas, palette.INK)
    x = MARGIN + 9.54 * d + 8
    letters = [row.initial for row in rows if row.initial]
    span = "–".join(dict.fromkeys((letters[0], letters[-1]))) if letters else ""
    room = right - x - fonts.ems(span, fonts.DISPLAY) * 24 - 6 * MM
    draw(canvas, x, top - 14, *fit_line(sheet.title, fonts.DISPLAY, 19, room))
    draw_right(canvas, right, top - 15, span, fonts.DISPLAY, 24)
    fill(canvas, palette.QUIET)
    draw(canvas, x, top - 28, *fit_line(sheet.subtitle, fonts.TEXT, 10.5, room))
    foot = top - HEAD + 2 * MM
    for column, (left, width) in zip(sheet.columns, grid.columns, strict=True):
        heading = fit_line(column.title, fonts.LABEL, 8.5, width)
        if column.align is Align.RIGHT:
            draw_right(canvas, left + width, foot, *heading)
        else:
            draw(canvas, left, foot, *heading)
    stroke(canvas, palette.INK, 0.9)
    canvas.line(MARGIN, foot - 4, right, foot - 4)


def _draw_rows(canvas: Canvas, sheet: Sheet, grid: Grid, rows: list[Row]) -> None:
    top = grid.top - HEAD
    fill(canvas, palette.INK)
    if not rows:
        draw(canvas, MARGIN, top - 8 * MM, _NOBODY, fonts.TEXT, 11)
    for row in rows:
        if row.initial:
            fill(canvas, palette.ACCENT)
            draw(canvas, MARGIN, top - row.height + 5, row.initial, fonts.DISPLAY, 16)
            fill(canvas, palette.INK)
        else:
            _draw_cells(canvas, sheet, grid, row, top)
        top -= row.height
        stroke(canvas, palette.LINE, 0.5)
        canvas.line(MARGIN, top, grid.width - MARGIN, top)


def _draw_cells(canvas: Canvas, sheet: Sheet, grid: Grid, row: Row, top: float) -> None:
    tallest = max((cell.height for cell in row.cells), default=0)
    for at, (column, (left, width)) in enumerate(zip(sheet.columns, grid.columns, strict=True)):
        cell = row.cells[at] if row.cells else None
        if cell is not None and cell.lines:
            indent = width - widest(cell) if column.align is Align.RIGHT else 0
            draw_block(canvas, left + indent, top - (row.height - tallest) / 2, cell)
        elif column.align is Align.BOX:
            stroke(canvas, palette.QUIET, 0.7)
            side = min(_BOX, width)
            canvas.rect(left, top - (row.height + side) / 2, side, side)


def _draw_foot(canvas: Canvas, sheet: Sheet, grid: Grid, page: str, rows: list[Row]) -> None:
    """Who may have it, when it was made, and which page it is."""
    fill(canvas, palette.QUIET)
    right, made = grid.width - MARGIN, f"As at {moment(sheet.made_at)}"
    foot = 8.5 * MM
    draw(canvas, MARGIN, foot, *fit_line(made, fonts.TEXT, 8.5, 0.7 * right))
    draw_right(canvas, right, foot, page, fonts.LABEL, 8.5)
    unprinted = any(fonts.missing("".join(c.lines), c.chain) for r in rows for c in r.cells)
    note = " ".join(filter(None, (sheet.note, _UNPRINTED if unprinted else "")))
    draw(canvas, MARGIN, foot + 12, *fit_line(note, fonts.TEXT, 8.5, right - MARGIN))
