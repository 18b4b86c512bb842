"""`check` finds each promise broken when the database is bent by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.models import Edition, Place, Registration
from conference.services.checking import broken_promises
from conference.services.checking_in import record_scans
from conference.services.registering import book
from tests.people import NOW, ada, add_edition, lukasz, oliver, request_for

pytestmark = pytest.mark.both_databases


def full_house(session: Session) -> tuple[Edition, list[Registration]]:
    """Two places, both taken, and one person in line."""
    edition = add_edition(session, places=2)
    for person in (ada(), oliver(), lukasz()):
        book(session, edition.id, request_for(person, join_waiting=True), NOW)
    people = session.scalars(select(Registration).order_by(Registration.id)).all()
    return edition, list(people)


def give_up_without_leaving(session: Session, people: list[Registration]) -> None:
    people[0].cancelled_at = NOW


def wait_with_a_place(session: Session, people: list[Registration]) -> None:
    people[1].waiting_since = NOW


def fall_out_of_line(session: Session, people: list[Registration]) -> None:
    people[2].waiting_since = None


def stand_empty(session: Session, people: list[Registration]) -> None:
    session.add(Place(edition_id=people[0].edition_id, number=99))


def double(session: Session, people: list[Registration]) -> None:
    people[1].email_key, people[1].name_key = people[0].email_key, people[0].name_key


def haunt(session: Session, people: list[Registration]) -> None:
    people[0].is_inside = True


def forget_the_arrival(session: Session, people: list[Registration]) -> None:
    seen = {"scan_id": str(UUID(int=1)), "kind": "scan", "delegate": people[0].id}
    answers = record_scans(session, people[0].edition_id, {"scans": [seen]}, None, NOW)
    assert answers[0]["result"] == "admitted"
    session.flush()
    assert broken_promises(session, NOW) == []
    people[0].arrived_at = None


def keep_for_another_year(session: Session, people: list[Registration]) -> None:
    other = add_edition(session, places=0, year=2027)
    people[0].edition_id = other.id


def test_a_sound_conference_breaks_nothing(session: Session) -> None:
    full_house(session)
    assert broken_promises(session, NOW) == []


@pytest.mark.parametrize(
    ("bend", "words"),
    [
        (give_up_without_leaving, "which is over"),
        (wait_with_a_place, "still waits"),
        (fall_out_of_line, "isn’t in line"),
        (stand_empty, "free places (1) while people wait (1)"),
        (double, "are the same person"),
        (haunt, "that its scans don’t tell of"),
        (forget_the_arrival, "that its scans don’t tell of"),
        (keep_for_another_year, "of another year"),
    ],
)
def test_a_broken_promise_is_named(
    session: Session, bend: Callable[[Session, list[Registration]], None], words: str
) -> None:
    _, people = full_house(session)
    bend(session, people)
    session.flush()
    assert any(words in line for line in broken_promises(session, NOW))


def test_after_the_start_a_free_place_is_no_fault(session: Session) -> None:
    edition, people = full_house(session)
    stand_empty(session, people)
    session.flush()
    assert broken_promises(session, edition.starts_at + timedelta(hours=1)) == []
