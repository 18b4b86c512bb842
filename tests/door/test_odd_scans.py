"""Scans that are undone, misdated, unreadable or of nobody: kept, answered, and harmless."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from conference.models import Edition, Registration, Scan
from conference.services.checking_in import LARGEST_BATCH, BatchTooLarge, NotABatch, record_scans
from tests.door.devices import at, kept, results, scan, send, undo
from tests.people import NOW

pytestmark = pytest.mark.both_databases


def test_a_clock_that_is_wrong_by_hours_is_put_right(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    slow = timedelta(hours=5)
    report = scan(1, visitor, at=(at(12) - slow).isoformat())
    send(session, hall, report, sent_at=NOW - slow)
    assert visitor.arrived_at == at(12)


@pytest.mark.parametrize(
    "moment", ["2030-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "yesterday", "2026-09-01", None]
)
def test_a_time_that_cannot_be_is_replaced_by_ours(
    session: Session, hall: Edition, visitor: Registration, moment: object
) -> None:
    send(session, hall, scan(1, visitor, at=moment))
    assert visitor.arrived_at == NOW


def test_an_undone_scan_leaves_no_arrival_and_a_new_one_does(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    first = scan(1, visitor, 12)
    send(session, hall, first)
    assert results(send(session, hall, undo(2, first), undo(3, first))) == ["admitted", "already"]
    assert (visitor.arrived_at, visitor.arrived_door, visitor.is_inside) == (None, "", False)
    assert results(send(session, hall, scan(4, visitor, 14))) == ["admitted"]
    assert visitor.arrived_at == at(14)


def test_an_undo_that_overtakes_its_scan_still_undoes_it(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    late = scan(1, visitor, 12)
    assert results(send(session, hall, undo(2, late))) == ["unknown"]
    send(session, hall, late)
    assert (visitor.arrived_at, kept(session)) == (None, 2)


def test_an_undo_cannot_be_undone(session: Session, hall: Edition, visitor: Registration) -> None:
    first = scan(1, visitor)
    taken_back = undo(2, first)
    answers = send(session, hall, first, taken_back, undo(3, taken_back))
    assert results(answers) == ["admitted", "admitted", "refused"]
    assert visitor.arrived_at is None


def test_a_batch_with_bad_scans_takes_the_good_ones(
    session: Session, hall: Edition, visitor: Registration
) -> None:
    bad = [
        "nonsense",
        {},
        {"scan_id": "1"},
        scan(2, visitor, kind="dance"),
        scan(3, visitor, code=7),
    ]
    answers = send(session, hall, *bad, scan(1, visitor))
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
    session: Session, hall: Edition, visitor: Registration, said: str
) -> None:
    report = scan(1, visitor, door=said, device=said)
    stranger = scan(2, visitor, code=said + "?")
    assert results(send(session, hall, report, stranger)) == ["admitted", "unknown"]


@pytest.mark.parametrize("batch", [None, [], {}, {"scans": "x"}, {"scans": {}}])
def test_what_is_no_batch_is_refused(session: Session, hall: Edition, batch: object) -> None:
    with pytest.raises(NotABatch):
        record_scans(session, hall.id, batch, None, NOW)


def test_a_batch_has_a_limit(session: Session, hall: Edition) -> None:
    with pytest.raises(BatchTooLarge):
        record_scans(session, hall.id, {"scans": [{}] * (LARGEST_BATCH + 1)}, None, NOW)
