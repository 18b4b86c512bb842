"""Badges: whose, in which order and on what; and which of them have been printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import ceil
from typing import ClassVar

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from conference import wording
from conference.documents.badges import Badge, BadgeSheets, Masthead, Order, badges_pdf
from conference.documents.stocks import DEFAULT_STOCK, stock
from conference.errors import Refusal
from conference.models import Edition, Place, Registration
from conference.models.names import fold
from conference.services.recording import record


class Which(StrEnum):
    """Whose badges are wanted, of all who are confirmed."""

    NEW = "new"  # never printed, or changed since
    ALL = "all"
    TICKET_TYPE = "ticket-type"
    CHOSEN = "chosen"


class Sorting(StrEnum):
    """By what the badges are sorted."""

    FAMILY_NAME = "family-name"
    ORGANISATION = "organisation"


class UnknownCodes(Refusal):
    code: ClassVar[str] = "unknown_codes"
    status: ClassVar[int] = 422

    def __init__(self, codes: Sequence[str]) -> None:
        super().__init__(f"No confirmed delegate has the code {', '.join(codes)}.")


class NothingToPrint(Refusal):
    code: ClassVar[str] = "nothing_to_print"
    message: ClassVar[str] = "Nobody is among those chosen, so there is no badge to print."
    status: ClassVar[int] = 422


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Whose badges, and in which order."""

    which: Which = Which.NEW
    ticket_type_id: int | None = None
    codes: tuple[str, ...] = ()
    sorting: Sorting = Sorting.FAMILY_NAME


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """How they are laid on paper. `blanks` are left for walk-ins to write on."""

    stock: str = DEFAULT_STOCK
    start_at: int = 1
    offset_mm: tuple[float, float] = (0.0, 0.0)
    order: Order = Order.READING
    blanks: int = 0
    with_letters: bool = False

    def pages(self, badges: int) -> int:
        """How many pages these badges and the blanks take, from the first label on."""
        paper = stock(self.stock)
        return ceil((self.start_at - 1 + badges + self.blanks) * paper.copies / paper.labels)


@dataclass(frozen=True)
class Counts:
    """How many badges there are to print."""

    confirmed: int
    new: int


def counts(session: Session, edition_id: int) -> Counts:
    """Of those who are confirmed: how many there are, and how many lack a badge as they are now."""
    printed = func.count(Registration.badge_printed_at)
    every, done = session.execute(
        select(func.count(), printed).join(Place).where(*_confirmed(edition_id))
    ).one()
    return Counts(confirmed=every, new=every - done)


def chosen(session: Session, edition_id: int, choice: Choice) -> list[Registration]:
    """The registrations whose badges are wanted, sorted. Raises UnknownCodes."""
    wanted = (
        select(Registration)
        .join(Place)
        .where(*_confirmed(edition_id))
        .options(joinedload(Registration.ticket_type))
        .order_by(Registration.sort_name, Registration.id)
    )
    if choice.which is Which.NEW:
        wanted = wanted.where(Registration.badge_printed_at.is_(None))
    if choice.which is Which.TICKET_TYPE:
        wanted = wanted.where(Registration.ticket_type_id == choice.ticket_type_id)
    if choice.which is Which.CHOSEN:
        wanted = wanted.where(Registration.short_code.in_(choice.codes))
    found = list(session.scalars(wanted))
    if missing := set(choice.codes) - {r.short_code for r in found}:
        raise UnknownCodes(sorted(missing))
    if choice.sorting is Sorting.ORGANISATION:
        found.sort(key=lambda r: (not r.organisation, fold(r.organisation)))
    return found


def badges_of(registrations: Sequence[Registration], sheets: Sheets) -> dict[int, Badge]:
    """What stands on each one’s badge, by the registration’s id."""
    return {r.id: _badge(r, sheets) for r in registrations}


def print_badges(edition: Edition, badges: Mapping[int, Badge], sheets: Sheets) -> BadgeSheets:
    """The badges and then the blanks, as a PDF.

    Raises NothingToPrint, UnknownStock, StartsBeyondSheet.
    """
    every = [*badges.values(), *[Badge()] * sheets.blanks]
    if not every:
        raise NothingToPrint
    return badges_pdf(
        every,
        stock(sheets.stock),
        Masthead(edition.title, wording.day_year(edition.local(edition.starts_at)), edition.accent),
        start_at=sheets.start_at,
        offset_mm=sheets.offset_mm,
        order=sheets.order,
    )


def remember_printed(
    session: Session,
    edition_id: int,
    badges: Mapping[int, Badge],
    sheets: Sheets,
    now: datetime,
    *,
    actor: str,
) -> None:
    """Note whose badges were printed, save those that have come to say something else since."""
    people = session.scalars(select(Registration).where(Registration.id.in_(badges)))
    for registration in people:
        if _badge(registration, sheets) == badges[registration.id]:
            registration.badge_printed_at = now
    edition = session.get_one(Edition, edition_id)
    change = {"badges": [None, len(badges)], "stock": [None, sheets.stock]}
    record(session, actor=actor, action="printed", subject=edition, now=now, change=change)


def _confirmed(edition_id: int) -> tuple[ColumnElement[bool], ...]:
    return Registration.edition_id == edition_id, Place.offered_until.is_(None)


def _badge(registration: Registration, sheets: Sheets) -> Badge:
    letters = registration.post_nominals if sheets.with_letters else ""
    return Badge(
        rank=registration.rank,
        first_line=registration.first_line,
        family_name=f"{registration.family_name} {letters}".strip(),
        organisation=registration.organisation,
        role=registration.job_title,
        category=registration.ticket_type.category.value,
        may_be_photographed=registration.photo_consent is True,
        code=registration.code,
        short_code=registration.short_code,
    )
