"""What a line of an imported file says of a delegate, or why it can’t be taken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import String

from conference import codes
from conference.documents.characters import clean as visible
from conference.documents.spreadsheets import plain
from conference.models import Base, Booking, Needs, Registration, Status, Visit
from conference.models.names import email_key, fold
from conference.services.reading_csv import Record, Remark
from conference.services.requests import Person

PERSON = tuple(field.name for field in fields(Person))
ADDRESSES = ("email", "booker_email")
CONSENTS = ("photo_consent", "list_consent")
ON_BOOKING = ("po_number", "booker_name", "booker_email")
ON_LINE = ("door_note", "sort_name")
REQUIRED = ("ticket_type", "given_name", "email")
# Of the columns that an export of everything has, these say how things stand; none is imported.
PASSED_OVER = ("short_code", "registered_at", "arrived_at")
KNOWN = (
    *("reference", "status", "ticket_type"),
    *(*PERSON, *ON_BOOKING, *ON_LINE, *PASSED_OVER),
)
OPTIONAL = tuple(name for name in KNOWN if name not in (*REQUIRED, *PASSED_OVER))
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd]")
REFERENCE = re.compile(r"[A-Z0-9-]{1,12}")


def _lengths() -> dict[str, int]:
    """How much fits into each column, from the models."""
    models: tuple[type[Base], ...] = (Registration, Needs, Visit, Booking)
    columns = [column for model in models for column in model.__table__.columns]
    return {c.name: c.type.length for c in columns if isinstance(c.type, String) and c.type.length}


LENGTHS = _lengths()


@dataclass(frozen=True)
class Row:
    """A line that can be taken. `said` holds what its cells say; an empty one says nothing."""

    line: int
    reference: str
    ticket_type_id: int
    status: Status
    said: dict[str, Any]

    @cached_property
    def person(self) -> Person:
        return Person(**{name: self.said[name] for name in PERSON if name in self.said})

    @property
    def name(self) -> str:
        return self.person.name

    @property
    def is_waiting(self) -> bool:
        """Whether it stood in line for a place when the file was made."""
        return self.status in (Status.WAITING, Status.OFFERED)

    @cached_property
    def key(self) -> tuple[str, str]:
        """Who it is, where no reference tells."""
        return self.person.key

    @property
    def digest(self) -> str:
        """A mark of what the line says, by which the same line is known when it comes again."""
        said = {**self.said, "ticket_type": self.ticket_type_id, "status": self.status}
        return codes.sha256(json.dumps(said, sort_keys=True))


def judge(record: Record, ticket_types: Mapping[str, int]) -> Row | list[Remark]:
    """The row, or all that is wrong with it. `ticket_types`: ids by folded name."""
    cells = {name: clean(cell) for name, cell in record.cells.items()}
    faults = [*_unprintable(record), *_faults(cells, ticket_types)]
    if faults:
        return [Remark(record.line, words) for words in faults]
    said: dict[str, Any] = {
        name: cells[name] for name in (*PERSON, *ON_BOOKING, *ON_LINE) if cells.get(name)
    }
    for name in said.keys() & set(CONSENTS):
        said[name] = fold(said[name]) in YES
    for name in said.keys() & set(ADDRESSES):
        said[name] = _address(said[name])
    return Row(
        line=record.line,
        reference=cells.get("reference", "").upper(),
        ticket_type_id=ticket_types[fold(cells["ticket_type"])],
        status=Status(fold(cells.get("status", "")) or Status.CONFIRMED),
        said=said,
    )


def clean(cell: str) -> str:
    """The text of a cell: on one line, and without the mark that keeps it from being a formula."""
    return visible(plain(" ".join(cell.split())))


def formulas(record: Record) -> Iterator[Remark]:
    """A warning for each cell that a spreadsheet program would have reckoned with."""
    for name, cell in record.cells.items():
        if cell.startswith(FORMULA):
            yield Remark(record.line, f"{name} begins with “{cell[0]}”, and is taken as text.")


def _unprintable(record: Record) -> Iterator[str]:
    for name, cell in record.cells.items():
        if UNPRINTABLE.search(cell):
            yield f"{name} holds a character that can’t be read or printed."


def _faults(cells: Mapping[str, str], ticket_types: Mapping[str, int]) -> Iterator[str]:
    for name in REQUIRED:
        if not cells.get(name):
            yield f"{name} is missing."
    for name, cell in cells.items():
        if cell and (words := _fault(name, cell, ticket_types)):
            yield words


def _fault(name: str, cell: str, ticket_types: Mapping[str, int]) -> str | None:
    """What is wrong with one cell."""
    if len(cell) > LENGTHS.get(name, len(cell)) and name != "reference":
        return f"{name} has {len(cell)} characters, and {LENGTHS[name]} fit."
    if name in CONSENTS and fold(cell) not in (*YES, *NO):
        return f"{name} is “{cell}”, which is neither yes nor no."
    if name in ADDRESSES and not _address(cell):
        return f"{name} is “{cell}”, which isn’t an email address."
    if name == "ticket_type" and fold(cell) not in ticket_types:
        return f"ticket_type is “{cell}”, and there is no such ticket."
    if name == "reference" and not REFERENCE.fullmatch(cell.upper()):
        return f"reference is “{cell}”. It has up to 12 letters, figures and hyphens."
    if name == "status" and fold(cell) not in tuple(Status):
        return f"status is “{cell}”. It is {', '.join(Status)} or nothing."
    return None


def _address(cell: str) -> str | None:
    """An address as it is kept, or None where it isn’t one."""
    try:
        found = validate_email(cell, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return found.ascii_email


def same_address(rows: list[Row]) -> Iterator[Remark]:
    """A warning for each row whose address an earlier one has under another name."""
    first: dict[str, int] = {}
    for row in rows:
        line = first.setdefault(email_key(row.said["email"]), row.line)
        if line != row.line:
            yield Remark(row.line, f"the same address as line {line}, under another name.")
