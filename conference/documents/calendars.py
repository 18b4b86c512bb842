"""Calendar files: a delegate’s invitation and its cancellation, and the agenda as a feed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event, Timezone, vCalAddress

from conference.documents.characters import clean
from conference.wording import LONDON

_PRODUCT = "-//Conference//Calendar//EN"
_LONDON_RULES = """\
BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19960331T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a delegate’s calendar shall hold. The uid stays; the sequence rises with each change."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    location: str
    description: str
    url: str
    organiser_name: str
    organiser_email: str
    attendee_name: str
    attendee_email: str
    stamped_at: datetime
    zone: ZoneInfo = LONDON


@dataclass(frozen=True, slots=True)
class AgendaEntry:
    """One agenda item in the feed."""

    uid: str
    sequence: int
    title: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""
    description: str = ""
    url: str = ""


def invitation_ics(invitation: Invitation) -> bytes:
    """The invitation, for a first time or changed."""
    return _sent(invitation, "REQUEST", "CONFIRMED")


def cancellation_ics(invitation: Invitation) -> bytes:
    """Takes the invitation out of the calendar; its sequence is above the last one sent."""
    return _sent(invitation, "CANCEL", "CANCELLED")


def agenda_ics(
    name: str, entries: Iterable[AgendaEntry], stamped_at: datetime, zone: ZoneInfo = LONDON
) -> bytes:
    """The agenda as a calendar to subscribe to."""
    calendar = _calendar("PUBLISH", zone)
    calendar.add("name", clean(name))
    calendar.add("x-wr-calname", clean(name))
    for entry in entries:
        event = _event(entry, stamped_at, zone)
        event.add("location", clean(entry.room))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _sent(invitation: Invitation, method: str, status: str) -> bytes:
    event = _event(invitation, invitation.stamped_at, invitation.zone)
    event.add("location", ", ".join(_lines(invitation.location).split("\n")))
    event.add("status", status)
    event.add("organizer", _address(invitation.organiser_email, invitation.organiser_name))
    attendee = _address(invitation.attendee_email, invitation.attendee_name)
    attendee.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})
    event.add("attendee", attendee)
    calendar = _calendar(method, invitation.zone)
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _event(entry: Invitation | AgendaEntry, stamped_at: datetime, zone: ZoneInfo) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamped_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(zone))
    event.add("dtend", entry.ends_at.astimezone(zone))
    event.add("summary", clean(entry.title))
    event.add("description", "\n\n".join(filter(None, (_lines(entry.description), entry.url))))
    if entry.url:
        event.add("url", entry.url)
    return event


def _address(email: str, name: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{clean(email)}")
    address.params["CN"] = clean(name).replace('"', "’")  # a parameter can’t hold a quote
    return address


def _calendar(method: str, zone: ZoneInfo) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", method)
    calendar.add_component(_timezone(zone))
    return calendar


@cache
def _timezone(zone: ZoneInfo) -> Component:
    """London’s rules as Outlook wants them; for another zone, its changes as the library finds."""
    if zone.key == LONDON.key:
        return Component.from_ical(_LONDON_RULES)
    return Timezone.from_tzinfo(zone)


def _lines(text: str) -> str:
    return "\n".join(clean(line) for line in text.splitlines()).strip()
