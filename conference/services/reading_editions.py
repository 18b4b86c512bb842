"""A year’s conference as a TOML file: read, held against the models, and refused in sentences.

Keys are the models’ own columns. `scripts/sample/coming.toml` shows all that a file can say.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from conference.models import AgendaItem, Edition, Part, Speaker, TicketType
from conference.services.reading_toml import Table, Unreadable

MONTHS = [f"{date(2000, month, 1):%B}" for month in range(1, 13)]
SPEAKER = "prefix given_name family_name post_nominals role organisation biography sort_name"
EDITION = (
    "title strapline about notice organisation organisation_address contact_email contact_phone"
    " accent is_published venue_name venue_address venue_postcode venue_map_url venue_directions"
    " host_name asks_vehicle_registration asks_id_name offer_hours retention_needs_days"
    " retention_gate_days retention_people_months"
)


@dataclass(frozen=True)
class ItemContents:
    """An agenda item, and who appears in it by name."""

    values: dict[str, Any]
    people: list[tuple[str, Part]]


@dataclass(frozen=True)
class EditionContents:
    """What a file says. A list that it leaves out is None, and stays as it is."""

    year: int
    values: dict[str, Any]
    capacity: int | None = None
    ticket_types: list[dict[str, Any]] = field(default_factory=list)
    speakers: list[dict[str, Any]] | None = None
    agenda: list[ItemContents] | None = None


def read_edition(text: str, now: datetime) -> EditionContents:
    """Read a file. Raises Unreadable with a sentence that names the place."""
    try:
        table = Table("The file", tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"The file is not TOML: {error}.") from error
    zone = _zone(table)
    day = _day(table, now.astimezone(zone).date())
    local = _Local(day, zone)
    contents = EditionContents(
        year=day.year,
        values={"timezone": zone.key, **_edition_values(table, local)},
        capacity=table.take("capacity", int),
        ticket_types=_rows(table, "ticket_types", _ticket_type) or [],
        speakers=_rows(table, "speakers", _speaker),
        agenda=_rows(table, "agenda", lambda row: _item(row, local)),
    )
    table.refuse_what_is_left()
    _refuse_strangers(contents)
    return contents


@dataclass(frozen=True)
class _Local:
    """The edition’s own day and clock."""

    day: date
    zone: ZoneInfo

    def at(self, table: Table, key: str, *, required: bool = False) -> datetime | None:
        """A moment of the day, from a time such as 09:15:00."""
        value = table.take(key, time, required=required)
        if value is None:
            return None
        return datetime.combine(self.day, value, self.zone).astimezone(UTC)

    def moment(self, table: Table, key: str) -> datetime | None:
        """Any moment, from a date and time such as 2026-06-01T09:00:00."""
        value = table.take(key, datetime)
        if value is None:
            return None
        return value.replace(tzinfo=value.tzinfo or self.zone).astimezone(UTC)


def _zone(table: Table) -> ZoneInfo:
    name = table.take("timezone", str) or "Europe/London"
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise Unreadable(f"There is no time zone “{name}”.") from error


def _day(table: Table, today: date) -> date:
    """`date = 2026-10-07`, or “next 7 October”: the first one after today."""
    given = table.take_any("date")
    if isinstance(given, date) and not isinstance(given, datetime):
        return given
    word, _, rest = str(given).partition(" ")
    number, _, month = rest.partition(" ")
    if word != "next" or not number.isdecimal() or month not in MONTHS:
        raise Unreadable("“date” is a date such as 2026-10-07, or text such as “next 7 October”.")
    return _next(int(number), MONTHS.index(month) + 1, today)


def _next(number: int, month: int, today: date) -> date:
    for days in range(1, 8 * 366):  # between two 29 Februaries there can be eight years
        day = today + timedelta(days=days)
        if (day.day, day.month) == (number, month):
            return day
    raise Unreadable(f"There is never a {number} {MONTHS[month - 1]}.")


def _edition_values(table: Table, local: _Local) -> dict[str, Any]:
    values = table.columns(Edition, EDITION)
    times = {
        "starts_at": local.at(table, "starts", required=True),
        "ends_at": local.at(table, "ends", required=True),
        "doors_open_at": local.at(table, "doors_open"),
        "registration_opens_at": local.moment(table, "registration_opens"),
        "registration_closes_at": local.moment(table, "registration_closes"),
    }
    return values | {name: value for name, value in times.items() if value is not None}


def _rows(table: Table, key: str, read: Any) -> list[Any] | None:
    rows = table.tables(key)
    if rows is None:
        return None
    contents = []
    for row in rows:
        contents.append(read(row))
        row.refuse_what_is_left()
    return contents


def _ticket_type(row: Table) -> dict[str, Any]:
    return row.columns(TicketType, "name description category is_public")


def _speaker(row: Table) -> dict[str, Any]:
    row.allow_missing("sort_name")
    return {"family_name": "", "sort_name": "", **row.columns(Speaker, SPEAKER + " is_published")}


def _item(row: Table, local: _Local) -> ItemContents:
    values = row.columns(AgendaItem, "title abstract kind room")
    values["starts_at"] = local.at(row, "starts", required=True)
    values["ends_at"] = local.at(row, "ends", required=True)
    if values["ends_at"] <= values["starts_at"]:
        row.refuse("it ends before it starts.")
    people = _rows(row, "people", _appearance) or []
    return ItemContents(values, people)


def _appearance(row: Table) -> tuple[str, Part]:
    name = row.take("name", str, required=True)
    return str(name), row.take("part", Part) or Part.SPEAKER


def _refuse_strangers(contents: EditionContents) -> None:
    """Whoever appears in the agenda is in the list of speakers, once."""
    names = [f"{s['given_name']} {s['family_name']}".strip() for s in contents.speakers or []]
    for name in names:
        if names.count(name) > 1:
            raise Unreadable(f"There are two speakers called “{name}”.")
    for item in contents.agenda or []:
        for name, _ in item.people:
            if name not in names:
                _refuse_stranger(item, name)


def _refuse_stranger(item: ItemContents, name: str) -> NoReturn:
    raise Unreadable(f"“{item.values['title']}” has “{name}”, who is not among the speakers.")
