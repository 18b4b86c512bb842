"""All that is kept of every delegate, in the columns that an import takes: organisers only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from conference.documents.sheets import Column, Sheet
from conference.models import Booking, Edition, Needs, Place, Registration, TicketType, Visit
from conference.models.names import sort_key
from conference.services.enrolling import ON_NEEDS, ON_REGISTRATION, ON_VISIT
from conference.services.finding import standing
from conference.services.judging_rows import CONSENTS, KNOWN, ON_BOOKING
from conference.services.listing import sheet_of
from conference.services.matching import numbered

TIMES = ("registered_at", "arrived_at")
ANSWERS = {True: "yes", False: "no", None: ""}


def everything(session: Session, edition: Edition, now: datetime) -> Sheet:
    """Everybody, those who gave their place back too, in the order in which they asked."""
    lines = session.execute(_lines(edition.id)).all()
    columns = tuple(Column(name) for name in KNOWN)
    return sheet_of(edition, now, "Everything", columns, list(_rows(lines)), landscape=True)


def _rows(lines: Sequence[Row[*tuple[Any, ...]]]) -> Iterator[tuple[str, ...]]:
    sizes = Counter(line.reference for line in lines)
    numbers: dict[str, int] = defaultdict(int)
    for line in lines:
        numbers[line.reference] += 1
        cells = line._asdict()
        if sizes[line.reference] > 1:
            cells["reference"] = numbered(line.reference, numbers[line.reference])
        if line.sort_name == sort_key(line.given_name, line.family_name)[: len(line.sort_name)]:
            cells["sort_name"] = ""  # it follows from the name, and goes on doing so
        for name in CONSENTS:
            cells[name] = ANSWERS[cells[name]]
        for name in TIMES:
            cells[name] = cells[name].isoformat(timespec="seconds") if cells[name] else ""
        yield tuple(cells[name] or "" for name in KNOWN)


def _lines(edition_id: int) -> Any:
    return (
        select(
            *(getattr(Registration, name) for name in ON_REGISTRATION),
            *(getattr(Needs, name) for name in ON_NEEDS),
            *(getattr(Visit, name) for name in ON_VISIT),
            *(getattr(Booking, name) for name in ON_BOOKING),
            Booking.reference,
            TicketType.name.label("ticket_type"),
            standing.label("status"),
            Registration.door_note,
            Registration.sort_name,
            Registration.short_code,
            Registration.created_at.label("registered_at"),
            Registration.arrived_at,
        )
        .select_from(Registration)
        .join(Booking, Registration.booking_id == Booking.id)
        .join(TicketType)
        .outerjoin(Place)
        .outerjoin(Needs)
        .outerjoin(Visit)
        .where(Registration.edition_id == edition_id)
        .order_by(Registration.id)
    )
