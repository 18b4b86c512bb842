"""The link again, by mail only, and not for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.models import Letter, Message, Registration
from conference.services.changing import give_back
from conference.services.registering import register
from conference.services.reminding import PER_ADDRESS, PER_NETWORK, WITHIN, remind
from tests.people import NOW, ada, add_edition, oliver, request_for, somebody

pytestmark = pytest.mark.both_databases


def registered(session: Session, people: int = 1) -> list[Registration]:
    edition = add_edition(session, places=people)
    request = request_for(*(somebody(n) for n in range(people)))
    return register(session, edition.id, request, NOW).registrations


def reminders(session: Session) -> int:
    told = select(func.count()).where(Message.letter == Letter.REMINDED)
    return session.scalars(told).one()


def test_each_gets_their_own_link_at_their_own_address(session: Session) -> None:
    lines = registered(session, people=2)
    remind(session, [line.id for line in lines], "198.51.100.7", NOW)
    told = session.scalars(select(Message).where(Message.letter == Letter.REMINDED)).all()
    assert [(m.registration_id, m.recipient) for m in told] == [(r.id, r.email) for r in lines]


def test_one_address_is_written_to_three_times_an_hour(session: Session) -> None:
    (line,) = registered(session)
    for number in range(PER_ADDRESS + 2):
        remind(session, [line.id], f"198.51.100.{number}", NOW)
    assert reminders(session) == PER_ADDRESS


def test_one_network_asks_twenty_times_an_hour(session: Session) -> None:
    lines = registered(session, people=PER_NETWORK + 2)
    remind(session, [line.id for line in lines], "198.51.100.7", NOW)
    assert reminders(session) == PER_NETWORK


def test_after_an_hour_it_works_again(session: Session) -> None:
    (line,) = registered(session)
    for _ in range(PER_ADDRESS + 1):
        remind(session, [line.id], "198.51.100.7", NOW)
    remind(session, [line.id], "198.51.100.7", NOW + WITHIN + timedelta(seconds=1))
    assert reminders(session) == PER_ADDRESS + 1


def test_a_place_that_was_given_back_meanwhile_is_not_reminded_of(session: Session) -> None:
    edition = add_edition(session)
    first, second = register(session, edition.id, request_for(ada(), oliver()), NOW).registrations
    give_back(session, first, NOW, actor="delegate")
    remind(session, [first.id, second.id], "198.51.100.7", NOW)
    assert reminders(session) == 1
