from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from conference.documents.calendars import (
    AgendaEntry,
    Invitation,
    agenda_ics,
    cancellation_ics,
    invitation_ics,
)
from tests.hostile import HOSTILE

INVITATION = Invitation(
    uid="12@conference",
    sequence=0,
    title="Annual Conference",
    starts_at=datetime(2026, 10, 7, 8, 15, tzinfo=UTC),
    ends_at=datetime(2026, 10, 7, 12, 45, tzinfo=UTC),
    location="GSK, Gunnels Wood Road\nStevenage",
    description="Bring your ticket.",
    url="https://conference.example.org/",
    organiser_name="The Partnership",
    organiser_email="conference@example.org",
    attendee_name="Siân O’Brien",
    attendee_email="sian@example.org",
    stamped_at=datetime(2026, 9, 1, 9, tzinfo=UTC),
)


def read(ics: bytes) -> tuple[Any, Any]:
    calendar = Calendar.from_ical(ics)
    return calendar, calendar.walk("VEVENT")[0]


def test_an_invitation_asks_and_tells_who_where_and_when() -> None:
    calendar, event = read(invitation_ics(INVITATION))
    assert calendar["METHOD"] == "REQUEST"
    assert event["STATUS"] == "CONFIRMED"
    assert event["ORGANIZER"] == "mailto:conference@example.org"
    assert event["ATTENDEE"] == "mailto:sian@example.org"
    assert event["ATTENDEE"].params["CN"] == "Siân O’Brien"
    assert event["LOCATION"] == "GSK, Gunnels Wood Road, Stevenage"
    assert event["DESCRIPTION"] == "Bring your ticket.\n\nhttps://conference.example.org/"


def test_its_times_are_london_times_with_london_rules() -> None:
    calendar, event = read(invitation_ics(INVITATION))
    assert b"DTSTART;TZID=Europe/London:20261007T091500" in invitation_ics(INVITATION)
    assert event["DTSTART"].dt == INVITATION.starts_at
    zone = calendar.walk("VTIMEZONE")[0].to_tz()
    summer, winter = datetime(2026, 7, 1, tzinfo=zone), datetime(2026, 12, 1, tzinfo=zone)
    assert (summer.utcoffset(), winter.utcoffset()) == (timedelta(hours=1), timedelta())


def test_a_change_keeps_the_uid_and_raises_the_sequence() -> None:
    _, first = read(invitation_ics(INVITATION))
    _, second = read(invitation_ics(replace(INVITATION, sequence=1)))
    assert first["UID"] == second["UID"]
    assert second["SEQUENCE"] > first["SEQUENCE"]


def test_a_cancellation_takes_the_same_event_out() -> None:
    calendar, event = read(cancellation_ics(replace(INVITATION, sequence=2)))
    assert calendar["METHOD"] == "CANCEL"
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == ("12@conference", 2, "CANCELLED")


def test_the_agenda_is_a_feed_with_uids_that_stay() -> None:
    item = AgendaEntry("a@x", 0, "Welcome", INVITATION.starts_at, INVITATION.ends_at, "Hall")
    moved = replace(item, sequence=1, ends_at=item.ends_at + timedelta(hours=1))
    calendar, before = read(agenda_ics("Agenda", [item], INVITATION.stamped_at))
    _, after = read(agenda_ics("Agenda", [moved], INVITATION.stamped_at))
    assert calendar["METHOD"] == "PUBLISH"
    assert (before["UID"], before["LOCATION"]) == (after["UID"], "Hall")
    assert after["SEQUENCE"] == 1


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_values_add_no_line_of_their_own(value: str) -> None:
    hostile = replace(INVITATION, attendee_name=value, title=value, location=value)
    ics = invitation_ics(replace(hostile, description=value, organiser_name=value))
    _, event = read(ics)
    assert set(event) == set(read(invitation_ics(INVITATION))[1])
    assert not [line for line in ics.splitlines() if line.startswith((b"Bcc", b"BCC"))]
