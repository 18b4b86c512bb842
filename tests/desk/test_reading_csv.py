"""Reading a file, whichever program saved it: no line is misread, and none hides another."""

from __future__ import annotations

import pytest

from conference.services.reading_csv import Table, read_csv

KNOWN = ("given_name", "email", "note")


def read(content: bytes) -> Table:
    return read_csv(content, KNOWN, ("given_name", "email"))


def said(table: Table) -> list[dict[str, str]]:
    assert table.faults == []
    return [record.cells for record in table.records]


@pytest.mark.parametrize(
    "content",
    [
        "given_name,email\nZoë,z@example.org\n".encode(),
        "\ufeffgiven_name,email\r\nZoë,z@example.org\r\n".encode(),
        "given_name;email\r\nZoë;z@example.org".encode(),
        "Given name\tE-mail\tEmail\rZoë\t\tz@example.org\r".encode(),
        '"email","given_name"\n"z@example.org","Zoë"\n'.encode("utf-16"),
        "given_name,email\n\n,,\nZoë,z@example.org\n , \n".encode("cp1252"),
    ],
)
def test_whatever_saved_it_the_same_is_read(content: bytes) -> None:
    assert said(read(content)) == [{"given_name": "Zoë", "email": "z@example.org"}]


def test_letters_of_windows_are_read_and_remarked_upon() -> None:
    (warning,) = read(
        "given_name,email\nAl,a@example.org\nZoë,z@example.org".encode("cp1252")
    ).warnings

    assert (warning.line, "Windows-1252" in warning.words) == (3, True)


def test_a_letter_that_cannot_be_read_is_a_fault() -> None:
    (fault,) = read(b"given_name,email\nZo\x81\xeb,z@example.org").faults

    assert str(fault).startswith("Line 2: a letter that can’t be read")


def test_a_spreadsheet_that_is_not_text_is_a_fault() -> None:
    (fault,) = read(b"PK\x03\x04rest").faults

    assert "Save it as CSV" in fault.words


def test_an_unknown_column_is_left_out_with_a_warning() -> None:
    table = read(b"given_name,shoe size,email\nAl,44,a@example.org")

    assert said(table) == [{"given_name": "Al", "email": "a@example.org"}]
    assert str(table.warnings[0]) == (
        "Line 1: the column “shoe size” isn’t known here, and is left out."
    )


def test_a_missing_and_a_doubled_column_are_faults() -> None:
    assert [str(fault) for fault in read(b"given_name,given name\nAl,Al").faults] == [
        "Line 1: there is no column “email”.",
        "Line 1: there are two columns “given_name”.",
    ]


def test_an_empty_file_lacks_its_columns() -> None:
    assert len(read(b"").faults) == 2


def test_a_cell_may_hold_separators_quotes_and_line_ends() -> None:
    table = read(b'given_name,email,note\n"A, ""B""",a@example.org,"one\ntwo"\nC,c@example.org\n')

    assert [record.line for record in table.records] == [2, 4]
    assert table.records[0].cells["given_name"] == 'A, "B"'


def test_a_quotation_mark_left_open_hides_nothing_after_it() -> None:
    table = read(b'given_name,email\n"Al,a@example.org\nBo,b@example.org\nCy,"c@example.org\n')

    assert [fault.line for fault in table.faults] == [2, 4]
    assert [record.cells["given_name"] for record in table.records] == ["Bo"]


def test_a_line_that_is_too_long_is_a_fault_and_a_short_one_is_not() -> None:
    table = read(b"given_name,email,note\nAl,a@example.org\nBo,b@example.org,x,y\nCy,c,,,\n")

    assert [str(fault) for fault in table.faults] == ["Line 3: 4 cells, and the heading has 3."]
    assert len(table.records) == 2
