"""First come, first served; a free place is offered the second it is free, and only for a time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.models import Edition, Letter, Message, Registration, Status
from conference.services import waiting
from conference.services.changing import give_back
from conference.services.checking import broken_promises
from conference.services.placing import SoldOut, count, set_capacity
from conference.services.registering import register
from conference.services.waiting import NothingOffered, OfferLapsed, accept, settle_places
from tests.people import NOW, ada, add_edition, request_for, somebody

pytestmark = pytest.mark.both_databases
DAY_LATER = NOW + timedelta(days=1)


@pytest.fixture
def edition(session: Session) -> Edition:
    """Two places, taken by the first two of five; the others wait in order."""
    edition = add_edition(session, places=2)
    for number in range(5):
        request = request_for(somebody(number), join_waiting=True)
        register(session, edition.id, request, NOW + timedelta(minutes=number))
    return edition


def line(session: Session, number: int) -> Registration:
    return session.scalars(
        select(Registration).where(Registration.email == somebody(number).email)
    ).one()


def states(session: Session) -> list[Status]:
    return [line(session, number).status for number in range(5)]


def told(session: Session, letter: Letter) -> list[str]:
    sent = select(Message.recipient).where(Message.letter == letter).order_by(Message.id)
    return list(session.scalars(sent))


def leave(session: Session, number: int, now: datetime = NOW) -> None:
    give_back(session, line(session, number), now, actor="delegate")


def test_the_position_follows_the_order_of_asking(session: Session, edition: Edition) -> None:
    assert [waiting.position(session, line(session, n)) for n in (2, 3, 4)] == [1, 2, 3]


def test_those_of_one_booking_wait_in_its_order(session: Session, edition: Edition) -> None:
    request = request_for(somebody(8), somebody(7), join_waiting=True)
    register(session, edition.id, request, NOW + timedelta(hours=1))
    assert [waiting.position(session, line(session, n)) for n in (8, 7)] == [4, 5]


def test_a_place_given_back_is_offered_to_the_first_in_line_at_once(
    session: Session, edition: Edition
) -> None:
    leave(session, 0)
    assert states(session)[1:] == ["confirmed", "offered", "waiting", "waiting"]
    assert told(session, Letter.OFFERED) == [somebody(2).email]
    assert broken_promises(session, NOW) == []


def test_nobody_gets_past_those_who_wait(session: Session, edition: Edition) -> None:
    leave(session, 0)
    with pytest.raises(SoldOut):
        register(session, edition.id, request_for(ada()), NOW)


def test_an_offer_stands_for_the_hours_of_the_edition(session: Session, edition: Edition) -> None:
    leave(session, 0)
    assert line(session, 2).offered_until == NOW + timedelta(hours=24)


def test_an_offer_never_outlasts_the_start(session: Session, edition: Edition) -> None:
    leave(session, 0, edition.starts_at - timedelta(hours=1))
    assert line(session, 2).offered_until == edition.starts_at


def test_nothing_is_offered_after_the_start(session: Session, edition: Edition) -> None:
    leave(session, 0, edition.starts_at)
    assert told(session, Letter.OFFERED) == []
    assert count(session, edition.id).free == 1


def test_accepting_makes_it_a_place(session: Session, edition: Edition) -> None:
    leave(session, 0)
    accept(session, line(session, 2), NOW)
    assert line(session, 2).is_confirmed
    assert told(session, Letter.CONFIRMED)[-1] == somebody(2).email


def test_accepting_twice_is_accepting_once(session: Session, edition: Edition) -> None:
    leave(session, 0)
    accept(session, line(session, 2), NOW)
    accept(session, line(session, 2), DAY_LATER)
    assert told(session, Letter.CONFIRMED).count(somebody(2).email) == 1


def test_declining_passes_it_on(session: Session, edition: Edition) -> None:
    leave(session, 0)
    leave(session, 2)
    assert states(session)[2:] == ["cancelled", "offered", "waiting"]


def test_an_offer_lapses_by_time_with_the_worker_dead(session: Session, edition: Edition) -> None:
    """Nobody came by: the next one who asks for a place finds the line in order."""
    leave(session, 0)
    register(session, edition.id, request_for(ada(), join_waiting=True), DAY_LATER)
    assert states(session)[2:] == ["cancelled", "offered", "waiting"]
    assert told(session, Letter.LAPSED) == [somebody(2).email]
    assert line(session, 3).offered_until == DAY_LATER + timedelta(hours=24)


def test_a_lapsed_offer_can_not_be_accepted(session: Session, edition: Edition) -> None:
    leave(session, 0)
    with pytest.raises(OfferLapsed):
        accept(session, line(session, 2), DAY_LATER)


def test_until_the_last_second_an_offer_can_be_accepted(session: Session, edition: Edition) -> None:
    leave(session, 0)
    accept(session, line(session, 2), DAY_LATER - timedelta(seconds=1))
    assert line(session, 2).is_confirmed


def test_who_waits_has_nothing_to_accept(session: Session, edition: Edition) -> None:
    with pytest.raises(NothingOffered):
        accept(session, line(session, 2), NOW)


def test_more_places_go_to_those_who_wait_in_order(session: Session, edition: Edition) -> None:
    set_capacity(session, edition, 4, NOW, actor="test")
    settle_places(session, edition.id, NOW)
    assert states(session) == ["confirmed", "confirmed", "offered", "offered", "waiting"]


def test_leaving_the_line_moves_the_others_up(session: Session, edition: Edition) -> None:
    leave(session, 2)
    assert [waiting.position(session, line(session, n)) for n in (3, 4)] == [1, 2]


def test_a_free_place_is_free_again_when_nobody_waits(session: Session, edition: Edition) -> None:
    for number in range(5):
        leave(session, number)
    assert (count(session, edition.id).free, count(session, edition.id).waiting) == (2, 0)


def test_settling_twice_changes_nothing_more(session: Session, edition: Edition) -> None:
    leave(session, 0)
    settle_places(session, edition.id, NOW)
    before = session.scalar(select(func.count(Message.id)))
    settle_places(session, edition.id, NOW)
    assert session.scalar(select(func.count(Message.id))) == before
