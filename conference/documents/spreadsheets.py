"""Lists as files for a spreadsheet program, in which no cell is ever a formula."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from conference.documents.sheets import Sheet

# What a spreadsheet program may take for the start of a formula, the full-width forms included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_MOST_IN_A_CELL = 32767  # Excel’s own limit
_UNIT = 14  # characters to a column of width 1


def sheet_xlsx(sheet: Sheet) -> bytes:
    """A workbook; strings stay strings, and the first row stays in view and filters the rest."""
    file = BytesIO()
    workbook = Workbook(file, {"constant_memory": True})
    workbook.set_properties({"title": sheet.title, "created": sheet.made_at.replace(tzinfo=None)})
    worksheet = workbook.add_worksheet(_tab(sheet.title))
    _head(worksheet, sheet, workbook.add_format({"bold": True, "bottom": 1}))
    last = 0
    for last, row in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(row):
            if cell:
                worksheet.write_string(last, at, cell[:_MOST_IN_A_CELL])
    worksheet.autofilter(0, 0, last, max(len(sheet.columns) - 1, 0))
    workbook.close()
    return file.getvalue()


def sheet_csv(sheet: Sheet) -> bytes:
    """UTF-8 with a byte-order mark and CRLF, as Excel wants it; `plain` reads a cell back."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.title for column in sheet.columns])
    writer.writerows([_harmless(cell) for cell in row] for row in sheet.rows)
    return text.getvalue().encode("utf-8-sig")


def plain(cell: str) -> str:
    """A cell of our own CSV as it was before it was made harmless."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith((*_FORMULA, "'")) else cell


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) or plain(cell) != cell else cell


def _head(worksheet: Worksheet, sheet: Sheet, bold: Format) -> None:
    worksheet.freeze_panes(1, 0)
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, _UNIT * column.width)
    for at, column in enumerate(sheet.columns):
        worksheet.write_string(0, at, column.title, bold)


def _tab(title: str) -> str:
    """A worksheet’s name: no more than 31 characters, and none that Excel forbids."""
    return "".join(c for c in title if c not in "[]:*?/\\'")[:31].strip() or "List"
