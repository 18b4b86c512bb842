"""What a door’s device sends, for tests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from conference.models import Edition, Registration, Scan
from conference.services.checking_in import Answer, record_scans
from conference.services.registering import book
from conference.services.requests import Person
from tests.people import NOW, request_for

Report = dict[str, Any]
JSON = {"Accept": "application/json"}
NINE = datetime.fromisoformat("2026-09-01T08:00:00+00:00")  # 9am on the edition’s clock


def at(minutes: float) -> datetime:
    """So many minutes after nine, an hour in which the tests’ clock has already stopped at ten."""
    return NINE + timedelta(minutes=minutes)


def scan(number: int, person: Registration, minutes: float = 0, **changes: Any) -> Report:
    """The report of a badge seen at Door A on the way in."""
    report = {
        "scan_id": str(UUID(int=number)),
        "kind": "scan",
        "code": person.code,
        "direction": "in",
        "at": at(minutes).isoformat(),
        "door": "Door A",
        "device": "Phone 1",
    }
    return report | changes


def undo(number: int, undone: Report, minutes: float = 0) -> Report:
    """The report that takes another one back."""
    kept = {key: undone[key] for key in ("direction", "door", "device")}
    moment = at(minutes).isoformat()
    taken_back = {"kind": "undo", "undoes": undone["scan_id"], "at": moment}
    return {"scan_id": str(UUID(int=number)), **taken_back, **kept}


def send(
    session: Session, edition: Edition, *reports: Any, sent_at: datetime = NOW
) -> list[Answer]:
    """One batch, from a device whose clock shows `sent_at` at this moment."""
    batch = {"sent_at": sent_at.isoformat(), "scans": list(reports)}
    return record_scans(session, edition.id, batch, None, NOW)


def results(answers: Iterable[Answer]) -> list[str]:
    return [answer["result"] for answer in answers]


def register(session: Session, edition: Edition, person: Person, **changes: Any) -> Registration:
    """Somebody with a place, or in line with `join_waiting=True`."""
    booking = book(session, edition.id, request_for(person, **changes), NOW)
    return session.scalars(select(Registration).where(Registration.booking_id == booking.id)).one()


def post(client: FlaskClient, *reports: Any, **headers: str) -> TestResponse:
    batch = {"sent_at": NOW.isoformat(), "scans": list(reports)}
    return client.post("/checkin/scans", json=batch, headers={"X-Conference-Door": "1"} | headers)


def roster_of(client: FlaskClient, **query: str) -> Any:
    return client.get("/checkin/roster", query_string=query, headers=JSON).get_json()


def kept(session: Session) -> int:
    """How many scans have a row."""
    return session.scalars(select(func.count()).select_from(Scan)).one()
