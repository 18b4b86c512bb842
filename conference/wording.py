"""Dates, times and numbers in words, alike on pages, in mail and on paper.

The style is GOV.UK’s: “Monday 7 October”, “9:30am to 10am”, midday and midnight by name.
A moment that is still in UTC is told by London’s clock; one that is already on an edition’s
own clock (`edition.local(moment)`) is told as it is.
"""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def day(moment: datetime) -> str:
    """“Monday 7 October”."""
    local = _local(moment)
    return f"{local:%A} {local.day} {local:%B}"


def day_year(moment: datetime) -> str:
    """“Monday 7 October 2019”."""
    return f"{day(moment)} {_local(moment).year}"


def clock(moment: datetime) -> str:
    """“9:30am”, “10am”, “midday”."""
    local = _local(moment)
    if local.minute == 0 and local.hour in (0, 12):
        return "midday" if local.hour else "midnight"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{'pm' if local.hour >= 12 else 'am'}"


def hours(start: datetime, end: datetime) -> str:
    """“9:30am to 10am”."""
    return f"{clock(start)} to {clock(end)}"


def moment(value: datetime) -> str:
    """“Monday 7 October at 9:30am”."""
    return f"{day(value)} at {clock(value)}"


def plural(number: int, singular: str, several: str = "") -> str:
    """“1 place”, “1,200 places”; the second word only where an s isn’t enough."""
    word = singular if number == 1 else several or f"{singular}s"
    return f"{number:,} {word}"


def _local(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError("a time without a zone can’t be told")
    return value.astimezone(LONDON) if value.tzinfo is UTC else value
