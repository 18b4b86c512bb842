"""Every scan is kept once; arrivals follow from all of them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from conference.models import Edition, Registration
from conference.services.changing import give_back, hand_on
from tests.door.devices import at, kept, register, results, scan, send
from tests.people import NOW, ada, add_edition, lukasz, oliver

pytestmark = pytest.mark.both_databases


def test_a_badge_lets_its_person_in(session: Session, hall: Edition, visitor: Registration) -> None:
    answer = send(session, hall, scan(1, visitor, 12))[0]
    assert (answer["result"], answer["name"]) == ("admitted", "Ada Okonkwo")
    assert (answer["first_door"], answer["reason"]) == ("Door A", "")
    assert (visitor.arrived_at, visitor.arrived_door, visitor.is_inside) == (at(12), "Door A", True)


def test_a_second_scan_says_when_and_where_the_first_was(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    send(session, hall, scan(1, visitor, 12))
    answer = send(session, hall, scan(2, visitor, 20, door="Door B"))[0]
    assert (answer["result"], answer["first_door"]) == ("already", "Door A")
    assert answer["reason"] == "First came in at 9:12am at Door A."
    assert visitor.arrived_at == at(12)


def test_the_same_scan_id_gets_the_first_answer_and_no_second_row(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    first = send(session, hall, scan(1, visitor, 12))
    again = send(session, hall, scan(1, visitor, 30, door="Door B"), scan(1, visitor, 40))
    assert again == first * 2
    assert kept(session) == 1


def test_a_scan_made_earlier_and_sent_later_is_the_arrival(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    send(session, hall, scan(1, visitor, 20))
    assert results(send(session, hall, scan(2, visitor, 12, door="Door B"))) == ["admitted"]
    assert (visitor.arrived_at, visitor.arrived_door) == (at(12), "Door B")


def test_two_doors_within_seconds_admit_once_whatever_their_clocks_say(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    send(session, hall, scan(2, visitor, 12))
    answer = send(session, hall, scan(1, visitor, 11.99, door="Door B"))[0]
    assert (answer["result"], answer["first_door"]) == ("already", "Door A")


def test_somebody_who_left_comes_back(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    send(session, hall, scan(1, visitor, 0))
    out = send(session, hall, scan(2, visitor, 10, direction="out"))[0]
    assert (out["result"], visitor.is_inside) == ("admitted", False)
    back = send(session, hall, scan(3, visitor, 20, door="Door B"))[0]
    assert (back["result"], back["reason"]) == ("admitted", "First came in at 9am at Door A.")
    assert (visitor.arrived_at, visitor.is_inside) == (at(0), True)


def test_leaving_unseen_and_leaving_twice_are_told(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    unseen = send(session, hall, scan(1, visitor, 0, direction="out"))[0]
    assert (unseen["result"], unseen["reason"]) == ("already", "Nobody saw this person come in.")
    send(session, hall, scan(2, visitor, 1), scan(3, visitor, 2, direction="out"))
    twice = send(session, hall, scan(4, visitor, 3, direction="out"))[0]
    assert (twice["result"], twice["reason"]) == ("already", "Had gone out before.")


def test_a_typed_short_code_and_a_name_that_was_picked_find_the_person(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    typed = scan(1, visitor, code=visitor.short_code.lower())
    picked = scan(2, visitor, 5, code=None, delegate=visitor.id)
    assert results(send(session, hall, typed, picked)) == ["admitted", "already"]


def test_who_waits_or_left_is_sent_to_the_desk(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    leaver = register(session, hall, oliver())
    waiting = register(session, hall, lukasz(), join_waiting=True)
    assert send(session, hall, scan(1, waiting))[0]["reason"].startswith("On the waiting list.")
    give_back(session, leaver, NOW, actor="test")
    gone, offered = send(session, hall, scan(2, leaver), scan(3, waiting))
    assert (gone["result"], gone["reason"].split(".")[0]) == ("refused", "The place was given back")
    assert (offered["result"], offered["reason"].split(",")[0]) == ("refused", "Offered a place")
    assert (kept(session), waiting.arrived_at) == (3, None)


def test_who_handed_the_place_on_is_told_to_whom(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    hand_on(session, visitor, oliver(), NOW, actor="test")
    answer = send(session, hall, scan(1, visitor))[0]
    assert (answer["result"], answer["reason"]) == ("refused", "Handed to Sir Oliver Heald KC MP.")


def test_last_year_s_badge_is_called_what_it_is(session: Session, hall: Edition) -> None:
    last_year = register(session, add_edition(session, year=2025), ada())
    answer = send(session, hall, scan(1, last_year))[0]
    assert (answer["result"], answer["reason"]) == ("refused", "A badge of the 2025 conference.")
    assert last_year.arrived_at is None
