"""Finding delegates: by part of a name with typos and accents forgiven, by state, a page at a time.

Rows are plain columns, so that a list of 10,000 costs a few queries and no objects.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Any

from rapidfuzz import fuzz, process
from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select, true
from sqlalchemy.orm import Session

from conference.models import Booking, Place, Registration, Status, TicketType
from conference.models.names import fold

PAGE = 50
FEW = 3  # with fewer who match letter for letter, those who nearly match are shown too
NEAR = 78  # of 100: one wrong, missing or swapped letter in a word of five
SHORTEST_TYPO = 4  # a shorter word is near to everything


class Presence(StrEnum):
    """Where a confirmed delegate is on the day."""

    EXPECTED = "expected"
    INSIDE = "inside"


class Sort(StrEnum):
    """The order of a list."""

    NAME = "name"
    ORGANISATION = "organisation"
    NEWEST = "newest"


@dataclass(frozen=True, kw_only=True)
class Search:
    """Who is looked for. Nothing set is everybody."""

    text: str = ""
    status: Status | None = None
    ticket_type_id: int | None = None
    presence: Presence | None = None
    sort: Sort = Sort.NAME
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of those who were found."""

    rows: Sequence[Row[*tuple[Any, ...]]]
    total: int
    page: int
    near: int = 0  # how many of them match nearly, not letter for letter

    @property
    def pages(self) -> int:
        return max(1, ceil(self.total / PAGE))

    @property
    def first(self) -> int:
        """The number of the first row on this page, from 1."""
        return (self.page - 1) * PAGE + 1

    @property
    def last(self) -> int:
        return self.first + len(self.rows) - 1


standing: ColumnElement[Status] = case(
    (Registration.cancelled_at.is_not(None), Status.CANCELLED),
    (Place.id.is_(None), Status.WAITING),
    (Place.offered_until.is_not(None), Status.OFFERED),
    else_=Status.CONFIRMED,
)
"""`Registration.status` in SQL; it needs the join to `place`."""

_BY_NAME = (Registration.sort_name, Registration.id)
_ORDERS = {
    Sort.NAME: _BY_NAME,
    Sort.ORGANISATION: (func.lower(Registration.organisation), *_BY_NAME),
    Sort.NEWEST: (Registration.created_at.desc(), Registration.id.desc()),
}


_SHOWN = (
    select(
        Registration.id,
        Registration.given_name,
        Registration.family_name,
        Registration.prefix,
        Registration.post_nominals,
        Registration.organisation,
        Registration.job_title,
        Registration.short_code,
        Registration.arrived_at,
        Registration.is_inside,
        Booking.reference,
        TicketType.name.label("ticket_type"),
        TicketType.category,
        standing.label("status"),
    )
    .join(Booking, Registration.booking_id == Booking.id)
    .join(TicketType, Registration.ticket_type_id == TicketType.id)
    .outerjoin(Place, Place.registration_id == Registration.id)
)


def find(session: Session, edition_id: int, search: Search) -> Found:
    """A page of an edition’s delegates, and how many there are in all.

    First only ids, which takes no joins; then what the page shows of these.
    """
    wanted = _narrowed(edition_id, search)
    matching = wanted.where(_matches(search.text))
    total = session.scalars(select(func.count()).select_from(matching.subquery())).one()
    if total < FEW and not (total and _is_exact(search.text)):
        exact = session.scalars(matching).all()
        near = _nearly(session, wanted, search.text, exact)
        return Found(_rows(session, [*exact, *near]), total + len(near), 1, near=len(near))
    page = max(1, min(search.page, ceil(total / PAGE)))
    ordered = matching.order_by(*_ORDERS[search.sort]).limit(PAGE).offset((page - 1) * PAGE)
    return Found(_rows(session, session.scalars(ordered).all()), total, page)


def count_inside(session: Session, edition_id: int) -> int:
    """How many are in the building now."""
    inside = select(func.count()).where(
        Registration.edition_id == edition_id, Registration.is_inside
    )
    return session.scalars(inside).one()


def _narrowed(edition_id: int, search: Search) -> Select[int]:
    """The ids of those whom the filters leave."""
    wanted = select(Registration.id).where(Registration.edition_id == edition_id)
    if search.ticket_type_id is not None:
        wanted = wanted.where(Registration.ticket_type_id == search.ticket_type_id)
    if search.presence is Presence.INSIDE:
        wanted = wanted.where(Registration.is_inside)
    if search.presence is Presence.EXPECTED:
        wanted = _standing_as(wanted, Status.CONFIRMED).where(Registration.arrived_at.is_(None))
    elif search.status is not None:
        wanted = _standing_as(wanted, search.status)
    return wanted


def _standing_as(wanted: Select[int], status: Status) -> Select[int]:
    return wanted.outerjoin(Place, Place.registration_id == Registration.id).where(
        standing == status
    )


def _rows(session: Session, ids: Sequence[int]) -> list[Row[*tuple[Any, ...]]]:
    """What the list shows of these delegates, in this order."""
    found = session.execute(_SHOWN.where(Registration.id.in_(ids)))
    rows = {row.id: row for row in found}
    return [rows[id] for id in ids]


def _matches(text: str) -> ColumnElement[bool]:
    """Every word stands somewhere in what is known of a delegate, or it is their reference."""
    if not (words := _words(text)):
        return true()
    known = and_(*(Registration.search_text.contains(word, autoescape=True) for word in words))
    reference = Booking.reference.contains(text.strip().upper(), autoescape=True)
    return or_(known, Registration.booking_id.in_(select(Booking.id).where(reference)))


def _nearly(session: Session, wanted: Select[int], text: str, exact: Sequence[int]) -> list[int]:
    """The ids of others of whom every word is nearly right, the nearest first."""
    words = sorted(_words(text), key=len, reverse=True)
    if not words or len(words[0]) < SHORTEST_TYPO:
        return []
    known = wanted.add_columns(Registration.search_text)
    texts = {id: text for id, text in session.execute(known) if id not in exact}
    scores = dict.fromkeys(texts, 0.0)
    for word in words:
        close = process.extract(
            word, texts, scorer=fuzz.partial_ratio, score_cutoff=NEAR, limit=None
        )
        scores = {id: scores[id] + score for _, score, id in close}
        texts = {id: texts[id] for id in scores}
    return sorted(scores, key=scores.__getitem__, reverse=True)[:PAGE]


def _is_exact(text: str) -> bool:
    """Whether it is an address, a reference or a code, to which nothing else is near."""
    return any(letter == "@" or letter.isdigit() for letter in text)


def _words(text: str) -> list[str]:
    return fold(text).split()
