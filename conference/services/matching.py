"""Who a row of an imported file is, among those who are registered."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from sqlalchemy import Row as Columns
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Booking, Needs, Registration, Visit
from conference.models.names import email_key, name_key
from conference.services.enrolling import ON_NEEDS, ON_REGISTRATION, ON_VISIT
from conference.services.judging_rows import ON_BOOKING, ON_LINE, Row

Line = Columns[*tuple[Any, ...]]
"""A registration as it stands, in plain columns."""

NUMBERED = re.compile(r"(.+)-(\d{1,2})")


class SeveralDelegates(Refusal):
    code = "several_delegates"

    def __init__(self, reference: str, number: int) -> None:
        super().__init__(
            f"the booking {reference} has {number} delegates: write {reference}-1, "
            f"{reference}-2 and so on, in the order of the booking."
        )


def numbered(reference: str, number: int) -> str:
    """The reference of one of several delegates of a booking, from 1."""
    return f"{reference}-{number}"


class Registered:
    """Everybody who is registered for an edition, found by reference or by address and name."""

    def __init__(self, session: Session, edition_id: int) -> None:
        self._by_person: dict[tuple[str, str], Line] = {}
        self._by_reference: dict[str, list[Line]] = defaultdict(list)
        self._by_digest: dict[str, Line] = {}
        for line in session.execute(_lines(edition_id)):
            if line.request_key is None:
                self._by_digest.setdefault(line.request_digest, line)
            self._by_reference[line.reference].append(line)
            if line.cancelled_at is None or line_key(line) not in self._by_person:
                self._by_person[line_key(line)] = line

    def find(self, row: Row) -> Line | None:
        """Whom a row speaks of. Raises SeveralDelegates where its reference doesn’t tell."""
        if line := self._by_digest.get(row.digest):
            return line  # just this was imported before, whoever they are called now
        if row.reference and (line := self._find_by_reference(row)):
            return line
        line = self._by_person.get(row.key)
        # a reference that isn’t known yet is somebody new, unless they are here today
        return None if row.reference and line and line.cancelled_at else line

    def find_other(self, line: Line, key: tuple[str, str]) -> Line | None:
        """Somebody else of this address and name, who is registered."""
        other = self._by_person.get(key)
        return other if other and other.id != line.id and other.cancelled_at is None else None

    def _find_by_reference(self, row: Row) -> Line | None:
        lines = self._by_reference.get(row.reference, [])
        standing = [line for line in lines if line.cancelled_at is None]
        same = [line for line in standing or lines if line_key(line) == row.key]
        for only in (lines, standing, same):
            if len(only) == 1:
                return only[0]
        if lines:
            raise SeveralDelegates(row.reference, len(lines))
        return self._find_by_number(row.reference)

    def _find_by_number(self, reference: str) -> Line | None:
        if not (parts := NUMBERED.fullmatch(reference)):
            return None
        lines = self._by_reference.get(parts[1], [])
        number = int(parts[2])
        return lines[number - 1] if 1 <= number <= len(lines) else None


def line_key(line: Line, **changes: Any) -> tuple[str, str]:
    """Who a line is, or would be with these changes."""
    said = {name: getattr(line, name) for name in ("email", "given_name", "family_name")} | changes
    return email_key(said["email"]), name_key(said["given_name"], said["family_name"])


def _lines(edition_id: int) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Registration.id,
            Registration.ticket_type_id,
            Registration.cancelled_at,
            *(getattr(Registration, name) for name in (*ON_REGISTRATION, *ON_LINE)),
            *(getattr(Needs, name) for name in ON_NEEDS),
            *(getattr(Visit, name) for name in ON_VISIT),
            *(getattr(Booking, name) for name in ON_BOOKING),
            Booking.reference,
            Booking.request_key,
            Booking.request_digest,
        )
        .join(Booking, Registration.booking_id == Booking.id)
        .outerjoin(Needs)
        .outerjoin(Visit)
        .where(Registration.edition_id == edition_id)
        .order_by(Registration.id)
    )
