from __future__ import annotations

import csv
from datetime import UTC, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from conference.documents.sheets import Column, Sheet
from conference.documents.spreadsheets import plain, sheet_csv, sheet_xlsx
from tests.hostile import HOSTILE

MADE_AT = datetime(2026, 10, 6, 17, 5, tzinfo=UTC)
COLUMNS = (Column("Name", 2), Column("Organisation"))
FORMULAS = [v for v in HOSTILE if v[0] in "=+-@＝"]


def sheet(*rows: tuple[str, str], title: str = "Delegates") -> Sheet:
    return Sheet(title, COLUMNS, rows, MADE_AT)


def rows_of(file: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(file.decode("utf-8-sig"), newline="")))


def test_a_workbook_has_the_headings_and_the_rows() -> None:
    book = load_workbook(BytesIO(sheet_xlsx(sheet(("Łukasz", "Ocado"), ("Ada", "")))))
    assert list(book["Delegates"].values) == [
        ("Name", "Organisation"),
        ("Łukasz", "Ocado"),
        ("Ada", None),
    ]


@pytest.mark.parametrize("value", [*HOSTILE, "mailto:a@example.org", "http://example.org"])
def test_a_workbook_keeps_hostile_values_as_strings(value: str) -> None:
    tab = load_workbook(BytesIO(sheet_xlsx(sheet((value, "x")))))["Delegates"]
    cell = tab["A2"]
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert "\x00" in value or "\r" in value or cell.value == value


@pytest.mark.parametrize("title", ["Everything: 2026/27?", "x" * 60, "'", ""])
def test_a_workbook_has_a_name_that_excel_takes(title: str) -> None:
    book = load_workbook(BytesIO(sheet_xlsx(sheet(("Ada", "Ocado"), title=title))))
    assert 0 < len(book.sheetnames[0]) <= 31


def test_a_csv_is_what_excel_expects() -> None:
    file = sheet_csv(sheet(("Ada, Countess", "Ocado")))
    assert file.startswith(b"\xef\xbb\xbfName,Organisation\r\n")
    assert file.endswith(b'"Ada, Countess",Ocado\r\n')


@pytest.mark.parametrize("value", FORMULAS)
def test_no_cell_of_a_csv_is_a_formula(value: str) -> None:
    assert rows_of(sheet_csv(sheet((value, "x"))))[1][0] == f"'{value}"


@pytest.mark.parametrize("value", [*HOSTILE, "'", "''", "'=1", "''=1", "'tis", "\t=1", ""])
def test_what_was_made_harmless_is_read_back_as_it_was(value: str) -> None:
    assert plain(rows_of(sheet_csv(sheet((value, "x"))))[1][0]) == value


def test_no_rows_still_make_a_file_with_headings() -> None:
    assert rows_of(sheet_csv(sheet())) == [["Name", "Organisation"]]
    assert load_workbook(BytesIO(sheet_xlsx(sheet())))["Delegates"].max_row == 1
