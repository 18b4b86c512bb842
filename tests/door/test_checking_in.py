"""Every scan is kept once; arrivals follow from all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from conference.models import Edition, Registration, Scan
from conference.services.changing import give_back, hand_on
from conference.services.checking_in import LARGEST_BATCH, BatchTooLarge, NotABatch, record_scans
from tests.door.devices import at, register, results, scan, send, undo
from tests.people import NOW, ada, add_edition, lukasz, oliver

pytestmark = pytest.mark.both_databases


@pytest.fixture
def hall(session: Session) -> Edition:
    """A conference with two places."""
    return add_edition(session, places=2)


@pytest.fixture
def guest(session: Session, hall: Edition) -> Registration:
    return register(session, hall, ada())


def kept(session: Session) -> int:
    return session.scalars(select(func.count()).select_from(Scan)).one()


def test_a_badge_lets_its_person_in(session: Session, hall: Edition, guest: Registration) -> None:
    answer = send(session, hall, scan(1, guest, 12))[0]
    assert (answer["result"], answer["name"]) == ("admitted", "Ada Okonkwo")
    assert (answer["first_door"], answer["reason"]) == ("Door A", "")
    assert (guest.arrived_at, guest.arrived_door, guest.is_inside) == (at(12), "Door A", True)


def test_a_second_scan_says_when_and_where_the_first_was(
    session: Session, hall: Edition, guest: Registration
) -> None:
    send(session, hall, scan(1, guest, 12))
    answer = send(session, hall, scan(2, guest, 20, door="Door B"))[0]
    assert (answer["result"], answer["first_door"]) == ("already", "Door A")
    assert answer["reason"] == "First came in at 9:12am at Door A."
    assert guest.arrived_at == at(12)


def test_the_same_scan_id_gets_the_first_answer_and_no_second_row(
    session: Session, hall: Edition, guest: Registration
) -> None:
    first = send(session, hall, scan(1, guest, 12))
    again = send(session, hall, scan(1, guest, 30, door="Door B"), scan(1, guest, 40))
    assert again == first * 2
    assert kept(session) == 1


def test_a_scan_made_earlier_and_sent_later_is_the_arrival(
    session: Session, hall: Edition, guest: Registration
) -> None:
    send(session, hall, scan(1, guest, 20))
    assert results(send(session, hall, scan(2, guest, 12, door="Door B"))) == ["admitted"]
    assert (guest.arrived_at, guest.arrived_door) == (at(12), "Door B")


def test_two_doors_within_seconds_admit_once_whatever_their_clocks_say(
    session: Session, hall: Edition, guest: Registration
) -> None:
    send(session, hall, scan(2, guest, 12))
    answer = send(session, hall, scan(1, guest, 11.99, door="Door B"))[0]
    assert (answer["result"], answer["first_door"]) == ("already", "Door A")


def test_somebody_who_left_comes_back(session: Session, hall: Edition, guest: Registration) -> None:
    send(session, hall, scan(1, guest, 0))
    out = send(session, hall, scan(2, guest, 10, direction="out"))[0]
    assert (out["result"], guest.is_inside) == ("admitted", False)
    back = send(session, hall, scan(3, guest, 20, door="Door B"))[0]
    assert (back["result"], back["reason"]) == ("admitted", "First came in at 9am at Door A.")
    assert (guest.arrived_at, guest.is_inside) == (at(0), True)


def test_leaving_unseen_and_leaving_twice_are_told(
    session: Session, hall: Edition, guest: Registration
) -> None:
    unseen = send(session, hall, scan(1, guest, 0, direction="out"))[0]
    assert (unseen["result"], unseen["reason"]) == ("already", "Nobody saw this person come in.")
    send(session, hall, scan(2, guest, 1), scan(3, guest, 2, direction="out"))
    twice = send(session, hall, scan(4, guest, 3, direction="out"))[0]
    assert (twice["result"], twice["reason"]) == ("already", "Had gone out before.")


def test_a_clock_that_is_wrong_by_hours_is_put_right(
    session: Session, hall: Edition, guest: Registration
) -> None:
    slow = timedelta(hours=5)
    report = scan(1, guest, at=(at(12) - slow).isoformat())
    send(session, hall, report, sent_at=NOW - slow)
    assert guest.arrived_at == at(12)


@pytest.mark.parametrize(
    "moment", ["2030-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "yesterday", "2026-09-01", None]
)
def test_a_time_that_cannot_be_is_replaced_by_ours(
    session: Session, hall: Edition, guest: Registration, moment: object
) -> None:
    send(session, hall, scan(1, guest, at=moment))
    assert guest.arrived_at == NOW


def test_an_undone_scan_leaves_no_arrival_and_a_new_one_does(
    session: Session, hall: Edition, guest: Registration
) -> None:
    first = scan(1, guest, 12)
    send(session, hall, first)
    assert results(send(session, hall, undo(2, first), undo(3, first))) == ["admitted", "already"]
    assert (guest.arrived_at, guest.arrived_door, guest.is_inside) == (None, "", False)
    assert results(send(session, hall, scan(4, guest, 14))) == ["admitted"]
    assert guest.arrived_at == at(14)


def test_an_undo_that_overtakes_its_scan_still_undoes_it(
    session: Session, hall: Edition, guest: Registration
) -> None:
    late = scan(1, guest, 12)
    assert results(send(session, hall, undo(2, late))) == ["unknown"]
    send(session, hall, late)
    assert (guest.arrived_at, kept(session)) == (None, 2)


def test_an_undo_cannot_be_undone(session: Session, hall: Edition, guest: Registration) -> None:
    first = scan(1, guest)
    taken_back = undo(2, first)
    answers = send(session, hall, first, taken_back, undo(3, taken_back))
    assert results(answers) == ["admitted", "admitted", "refused"]
    assert guest.arrived_at is None


def test_a_batch_with_bad_scans_takes_the_good_ones(
    session: Session, hall: Edition, guest: Registration
) -> None:
    bad = ["nonsense", {}, {"scan_id": "1"}, scan(2, guest, kind="dance"), scan(3, guest, code=7)]
    answers = send(session, hall, *bad, scan(1, guest))
    assert results(answers) == ["refused"] * 5 + ["admitted"]
    assert all(answer["reason"].endswith(".") for answer in answers[:5])
    assert kept(session) == 1


def test_an_unknown_code_is_kept_as_it_was_read(session: Session, hall: Edition) -> None:
    stranger = Registration(code="A" * 26)
    answer = send(session, hall, scan(1, stranger))[0]
    assert (answer["result"], answer["name"]) == ("unknown", None)
    assert session.get_one(Scan, answer["scan_id"]).code == "A" * 26


@pytest.mark.parametrize("said", ["\x00\ud800", "<script>alert(1)</script>", "x" * 5000, "\u202e"])
def test_hostile_words_are_kept_as_plain_text(
    session: Session, hall: Edition, guest: Registration, said: str
) -> None:
    report = scan(1, guest, door=said, device=said)
    stranger = scan(2, guest, code=said + "?")
    assert results(send(session, hall, report, stranger)) == ["admitted", "unknown"]


def test_a_typed_short_code_and_a_name_that_was_picked_find_the_person(
    session: Session, hall: Edition, guest: Registration
) -> None:
    typed = scan(1, guest, code=guest.short_code.lower())
    picked = scan(2, guest, 5, code=None, delegate=guest.id)
    assert results(send(session, hall, typed, picked)) == ["admitted", "already"]


def test_who_waits_or_left_is_sent_to_the_desk(
    session: Session, hall: Edition, guest: Registration
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
    session: Session, hall: Edition, guest: Registration
) -> None:
    hand_on(session, guest, oliver(), NOW, actor="test")
    answer = send(session, hall, scan(1, guest))[0]
    assert (answer["result"], answer["reason"]) == ("refused", "Handed to Sir Oliver Heald KC MP.")


def test_last_year_s_badge_is_called_what_it_is(session: Session, hall: Edition) -> None:
    last_year = register(session, add_edition(session, year=2025), ada())
    answer = send(session, hall, scan(1, last_year))[0]
    assert (answer["result"], answer["reason"]) == ("refused", "A badge of the 2025 conference.")
    assert last_year.arrived_at is None


@pytest.mark.parametrize("batch", [None, [], {}, {"scans": "x"}, {"scans": {}}])
def test_what_is_no_batch_is_refused(session: Session, hall: Edition, batch: object) -> None:
    with pytest.raises(NotABatch):
        record_scans(session, hall.id, batch, None, NOW)


def test_a_batch_has_a_limit(session: Session, hall: Edition) -> None:
    with pytest.raises(BatchTooLarge):
        record_scans(session, hall.id, {"scans": [{}] * (LARGEST_BATCH + 1)}, None, NOW)
