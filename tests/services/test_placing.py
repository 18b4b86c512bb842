"""Places are rows: as many as the organisers say, and no more."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from conference.models import Edition, Entry, Place
from conference.services.placing import BelowTaken, SoldOut, count, release, set_capacity
from conference.services.registering import register
from tests.people import NOW, ada, add_edition, oliver, request_for, somebody

pytestmark = pytest.mark.both_databases


@pytest.fixture
def edition(session: Session) -> Edition:
    """Five places, in the same write as the test."""
    return add_edition(session)


def numbers(session: Session) -> list[int]:
    return list(session.scalars(select(Place.number).order_by(Place.number)))


def test_places_are_numbered_from_one(session: Session, edition: Edition) -> None:
    assert numbers(session) == [1, 2, 3, 4, 5]


def test_more_capacity_is_more_rows(session: Session, edition: Edition) -> None:
    set_capacity(session, edition, 7, NOW, actor="test")
    assert numbers(session) == [1, 2, 3, 4, 5, 6, 7]


def test_less_capacity_takes_free_rows_away(session: Session, edition: Edition) -> None:
    register(session, edition.id, request_for(ada()), NOW)
    set_capacity(session, edition, 2, NOW, actor="test")
    standing = count(session, edition.id)
    assert (standing.total, standing.taken, standing.free) == (2, 1, 1)


def test_capacity_never_goes_below_what_is_taken(session: Session, edition: Edition) -> None:
    register(session, edition.id, request_for(ada(), oliver()), NOW)
    with pytest.raises(BelowTaken, match="2 places are taken or offered"):
        set_capacity(session, edition, 1, NOW, actor="test")
    assert len(numbers(session)) == 5


def test_a_change_of_capacity_is_recorded_and_no_change_is_not(
    session: Session, edition: Edition
) -> None:
    set_capacity(session, edition, 5, NOW, actor="ben@example.org")
    set_capacity(session, edition, 6, NOW, actor="ben@example.org")
    entries = session.scalars(select(Entry).where(Entry.actor == "ben@example.org")).all()
    assert [entry.change for entry in entries] == [{"places": [5, 6]}]


def test_the_database_has_no_room_for_two_in_one_place(session: Session, edition: Edition) -> None:
    booking = register(session, edition.id, request_for(ada()), NOW)
    free = update(Place).where(Place.number == 2)
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(free.values(registration_id=booking.registrations[0].id))


def test_releasing_frees_the_row_itself(session: Session, edition: Edition) -> None:
    lines = register(session, edition.id, request_for(*map(somebody, range(5))), NOW).registrations
    release(session, lines[2])
    assert count(session, edition.id).free == 1
    assert lines[2].place is None


def test_what_is_left_is_said_in_words() -> None:
    assert str(SoldOut()) == "All places have been taken. You can join the waiting list."
    assert str(SoldOut(3, 2)) == "Only 2 places are left, and this booking needs 3."
