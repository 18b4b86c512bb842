"""Reading a spreadsheet that was saved as text, whichever program saved it.

UTF-8 or Windows-1252; commas, semicolons or tabs. Every bad line is named; none hides another.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from conference.models.names import fold

SEPARATORS = (",", ";", "\t")
UTF_8_BOM, UTF_16_BOMS, ZIP = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff"), b"PK\x03\x04"


@dataclass(frozen=True, order=True)
class Remark:
    """Something to say of a line of the file."""

    line: int
    words: str

    def __str__(self) -> str:
        return f"Line {self.line}: {self.words}"


@dataclass(frozen=True)
class Record:
    """A line that could be read: its cells by the name of their column."""

    line: int
    cells: dict[str, str]


@dataclass
class Table:
    """A file as it was read. Where it has faults, some of its records are missing."""

    columns: tuple[str, ...] = ()
    records: list[Record] = field(default_factory=list)
    faults: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


def read_csv(content: bytes, known: Collection[str], required: Collection[str]) -> Table:
    """The lines of a file under the columns that are known; line 1 holds their names."""
    table = Table()
    text = _decoded(content, table)
    if text is None:
        return table
    lines = list(io.StringIO(text, newline=""))  # `splitlines` would break at U+2028 too
    separator = _separator(lines[0] if lines else "", known)
    records = _records(lines, separator, table)
    _, heading = next(records, (1, []))
    _read_heading(heading, known, required, table)
    if table.columns:
        _read_body(records, known, table)
    return table


def _decoded(content: bytes, table: Table) -> str | None:
    if content.startswith(ZIP):
        words = "this is a spreadsheet of its own kind. Save it as CSV, and import that."
        table.faults.append(Remark(1, words))
        return None
    if content.startswith(UTF_16_BOMS):
        return content.decode("utf-16", errors="replace")
    try:
        return content.removeprefix(UTF_8_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        return _decoded_as_windows(content, error, table)


def _decoded_as_windows(content: bytes, error: UnicodeDecodeError, table: Table) -> str | None:
    line = content.count(b"\n", 0, error.start) + 1
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError:
        words = "a letter that can’t be read. Save the file as CSV UTF-8, and import that."
        table.faults.append(Remark(line, words))
        return None
    words = (
        "letters are read as Windows-1252, which older programs save. See that names look right."
    )
    table.warnings.append(Remark(line, words))
    return text


def _separator(heading: str, known: Collection[str]) -> str:
    """The mark that cuts the heading into the most columns that we know."""

    def columns(mark: str) -> int:
        return sum(_column(name.strip(' "\r\n')) in known for name in heading.split(mark))

    return max(SEPARATORS, key=columns)


def _records(lines: list[str], separator: str, table: Table) -> Iterator[tuple[int, list[str]]]:
    """Each record with its first line. After a bad one the next line is read afresh, so that a
    quotation mark left open doesn’t swallow what follows it."""
    at = 0
    while at < len(lines):
        start = at
        rest = map(lines.__getitem__, range(at, len(lines)))  # not copied for each bad line
        reader = csv.reader(rest, delimiter=separator, strict=True)
        try:
            for cells in reader:
                yield start + 1, cells
                start = at + reader.line_num
            return
        except csv.Error:
            words = "a quotation mark is opened and not closed, or stands where none can."
            table.faults.append(Remark(start + 1, words))
        at = start + 1


def _read_heading(
    heading: list[str], known: Collection[str], required: Collection[str], table: Table
) -> None:
    columns = tuple(_column(name) for name in heading)
    missing = [name for name in required if name not in columns]
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    for name in missing:
        table.faults.append(Remark(1, f"there is no column “{name}”."))
    for name in twice:
        table.faults.append(Remark(1, f"there are two columns “{name}”."))
    for name, given in zip(columns, heading, strict=True):
        if name and name not in known:
            words = f"the column “{given.strip()}” isn’t known here, and is left out."
            table.warnings.append(Remark(1, words))
    if not missing and not twice:
        table.columns = columns


def _read_body(
    records: Iterator[tuple[int, list[str]]], known: Collection[str], table: Table
) -> None:
    width = len(table.columns)
    for line, cells in records:
        if any(cell.strip() for cell in cells[width:]):
            words = f"{len(cells)} cells, and the heading has {width}."
            table.faults.append(Remark(line, words))
        elif any(cell.strip() for cell in cells):
            named = zip(table.columns, cells, strict=False)
            table.records.append(Record(line, {k: v for k, v in named if k in known}))


def _column(name: str) -> str:
    """“Given name” and “given_name” are the same column."""
    return "_".join(fold(name).split())
