"""Lists of people, each for one purpose, with what that purpose needs and nothing more.

They are read as plain columns: 10,000 people cost one query and no objects. Only the list of
everything holds an address.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from conference.documents.sheets import Align, Column, Sheet
from conference.models import Edition, Needs, Place, Registration, TicketType
from conference.models.names import style
from conference.wording import day_year, plural

Rows = Iterable[tuple[str, ...]]
LINES_TO_WRITE_ON = 20
TICK = Column("", 0.3, Align.BOX)
SIGN_IN = (
    TICK,
    Column("Family name"),
    Column("Given name", 0.8),
    Column("Organisation", 1.3),
    Column("Ticket", 0.6),
    Column("Code", 0.5),
    Column("Time", 0.4),
    Column("Signature"),
)
NAME = (Registration.given_name, Registration.family_name)
STYLE = (Registration.prefix, *NAME, Registration.post_nominals)


def delegate_list(session: Session, edition: Edition, now: datetime) -> Sheet:
    """For the delegates’ pack: those who said that they may be listed."""
    wanted = confirmed(edition, *STYLE, Registration.job_title, Registration.organisation)
    listed = session.execute(wanted.where(Registration.list_consent.is_(True)))
    rows = [(style(*who), job_title, organisation) for *who, job_title, organisation in listed]
    return sheet_of(
        edition,
        now,
        "Delegates",
        (Column("Name", 1.3), Column("Role", 1.2), Column("Organisation", 1.5)),
        rows,
        note="Those who agreed to be listed.",
    )


def sign_in_sheet(session: Session, edition: Edition, now: datetime) -> Sheet:
    """For the day on which everything else fails: by family name, with boxes to tick."""
    wanted = confirmed(
        edition,
        Registration.family_name,
        Registration.given_name,
        Registration.organisation,
        TicketType.name,
        Registration.short_code,
    ).join(TicketType)
    return sheet_of(
        edition,
        now,
        "Sign-in sheet",
        SIGN_IN,
        [("", *row, "", "") for row in session.execute(wanted)],
        note="For the desk to hold; it isn’t handed round.",
        initials=1,
        landscape=True,
        blank_rows=LINES_TO_WRITE_ON,
    )


def roll_call(session: Session, edition: Edition, now: datetime) -> Sheet:
    """For an evacuation: who is inside at this moment, and who may need help to leave."""
    wanted = (
        select(
            Registration.family_name,
            Registration.given_name,
            Registration.organisation,
            Needs.access_needs,
        )
        .outerjoin(Needs)
        .where(Registration.edition_id == edition.id, Registration.is_inside)
        .order_by(Registration.sort_name, Registration.id)
    )
    inside = session.execute(wanted)
    rows = [("", *who, "Assistance" if needs else "") for *who, needs in inside]
    columns = (
        TICK,
        Column("Family name"),
        Column("Given name"),
        Column("Organisation", 1.4),
        Column("May need help", 0.7),
    )
    note = f"{plural(len(rows), 'person', 'people')} inside. The site’s own log decides."
    return sheet_of(edition, now, "Roll-call", columns, rows, note=note, initials=1)


def photography_list(session: Session, edition: Edition, now: datetime) -> Sheet:
    """For the photographer: those who said no, or nothing, first."""
    wanted = confirmed(edition, Registration.photo_consent, *NAME, Registration.organisation)
    people = sorted(session.execute(wanted), key=lambda row: bool(row.photo_consent))
    rows = [
        (_may_be_photographed(row), f"{row.given_name} {row.family_name}".strip(), row.organisation)
        for row in people
    ]
    columns = (Column("Photograph", 0.6), Column("Name"), Column("Organisation", 1.3))
    note = "No answer is a no."
    return sheet_of(edition, now, "Photography", columns, rows, note=note)


def confirmed(edition: Edition, *columns: Any) -> Select[*tuple[Any, ...]]:
    """Columns of those who have a place, by family name."""
    return (
        select(*columns)
        .select_from(Registration)
        .join(Place, Place.registration_id == Registration.id)
        .where(Place.edition_id == edition.id, Place.offered_until.is_(None))
        .order_by(Registration.sort_name, Registration.id)
    )


def sheet_of(
    edition: Edition,
    now: datetime,
    title: str,
    columns: tuple[Column, ...],
    rows: Rows,
    **layout: Any,
) -> Sheet:
    """The list with what is said of it on every page."""
    starts_at = edition.local(edition.starts_at)
    return Sheet(
        title=title,
        columns=columns,
        rows=rows,
        made_at=edition.local(now),
        subtitle=f"{edition.title}, {day_year(starts_at)}",
        **layout,
    )


def _may_be_photographed(row: Row[*tuple[Any, ...]]) -> str:
    return "Yes" if row.photo_consent else "No" if row.photo_consent is False else "No answer"
