"""Checking people in: every scan is kept once, and arrivals are derived from all of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert
from sqlalchemy.orm import Session

from conference import wording
from conference.errors import Refusal
from conference.models import Direction, Edition, Registration, Result, Scan, ScanKind
from conference.models.passage import Passage
from conference.services.looking_up import Known, look_up
from conference.services.placing import lock
from conference.services.reading_scans import Report, UnreadableScan, clock_shift, read_scan

INSERT = insert(cast(Table, Scan.__table__))
LARGEST_BATCH = 500
Answer = dict[str, Any]


class BatchTooLarge(Refusal):
    code = "batch_too_large"
    message = f"Send at most {LARGEST_BATCH} scans at a time."
    status = 413


class NotABatch(Refusal):
    code = "not_a_batch"
    message = "Send the scans as a list."
    status = 422


def record_scans(
    session: Session, edition_id: int, batch: object, organiser: int | None, now: datetime
) -> list[Answer]:
    """Keep each scan of a batch, and answer each, in order. What can’t be read spoils nothing else.

    `batch` is {"sent_at", "scans"} as a device sends it. The answer to a scan’s id is what was
    first answered, for ever. The edition’s lock lets two doors come one after the other.
    Raises NotABatch, BatchTooLarge.
    """
    scans, shift = _scans(batch), clock_shift(_sent_at(batch), now)
    edition = lock(session, edition_id)
    read = [_read(scan, shift, now) for scan in scans]
    known = look_up(session, edition, [r for r in read if isinstance(r, Report)])
    taking = _Batch(session, edition, known, organiser, now)
    answers = [taking.answer(r) if isinstance(r, Report) else r for r in read]
    taking.write()
    return answers


class _Batch:
    """Takes one batch’s scans, with all that is known of the people in it."""

    def __init__(
        self,
        session: Session,
        edition: Edition,
        known: Known,
        organiser: int | None,
        now: datetime,
    ) -> None:
        self.session, self.edition, self.known = session, edition, known
        self.organiser, self.now = organiser, now
        self.rows: list[dict[str, Any]] = []

    def answer(self, report: Report) -> Answer:
        """The answer to a scan, which is kept with it; or the one that was kept with it before."""
        if (kept := self.known.answers.get(report.scan_id)) is not None:
            return kept
        person = self.known.person(report)
        take = self._undo if report.kind is ScanKind.UNDO else self._pass
        answer = {"scan_id": report.scan_id, **take(report, person)}
        self._keep(report, person, answer)
        return answer

    def _pass(self, report: Report, person: Registration | None) -> Answer:
        if person is None:
            return _said(Result.UNKNOWN, None, "No badge of this conference has this code.")
        if person.edition_id != self.edition.id:
            words = f"A badge of the {person.edition.year} conference."
            return _said(Result.REFUSED, None, words)
        if person.refusal_at_door:
            return _said(Result.REFUSED, person, person.refusal_at_door)
        return self._let_through(report, person)

    def _let_through(self, report: Report, person: Registration) -> Answer:
        """Judge, then add: what was undone before it came in never counts."""
        passages = self.known.passages[person.id]
        passage = Passage(report.corrected_at, report.scan_id, report.direction, report.door)
        result, first = passages.judge(passage), passages.arrival
        if report.scan_id not in self.known.undone:
            passages.add(passage)
        person.follow(passages)
        if result is Result.ADMITTED:
            first = passages.arrival
        return _said(result, person, self._why(result, report, first), first)

    def _why(self, result: Result, report: Report, first: Passage | None) -> str:
        if first is None:
            return "Nobody saw this person come in." if report.direction is Direction.OUT else ""
        if report.direction is Direction.OUT:
            return "" if result is Result.ADMITTED else "Had gone out before."
        if first.scan_id == report.scan_id:
            return ""
        at_door = f" at {first.door}" if first.door else ""
        return f"First came in at {self._time(first.at)}{at_door}."

    def _undo(self, report: Report, person: Registration | None) -> Answer:
        """Take back a scan, also one that is still to come. Twice is the same as once."""
        target = self.known.scans.get(report.undoes or "")
        if target is None:
            self.known.undone.add(report.undoes or "")
            return _said(Result.UNKNOWN, person, "The scan that this undoes hasn’t come in yet.")
        if target.kind is ScanKind.UNDO:
            return _said(Result.REFUSED, person, "What was undone can’t be redone: scan again.")
        is_repeated = target.scan_id in self.known.undone
        self.known.undone.add(target.scan_id)
        if person is not None and person.edition_id == self.edition.id:
            self.known.passages[person.id].remove(target.scan_id)
            person.follow(self.known.passages[person.id])
        return _said(
            Result.ALREADY if is_repeated else Result.ADMITTED,
            person,
            "That scan no longer counts.",
        )

    def _keep(self, report: Report, person: Registration | None, answer: Answer) -> None:
        is_ours = person is not None and person.edition_id == self.edition.id
        row = {
            "scan_id": report.scan_id,
            "edition_id": self.edition.id,
            "registration_id": person.id if person is not None and is_ours else None,
            "kind": report.kind,
            "direction": report.direction,
            "code": "" if is_ours else report.code,
            "undoes": report.undoes,
            "door": report.door,
            "device": report.device,
            "organiser_id": self.organiser,
            "at": report.at,
            "corrected_at": report.corrected_at,
            "received_at": self.now,
            "result": Result(answer["result"]),
            "answer": answer,
        }
        self.rows.append(row)
        self.known.remember(Scan(**row))

    def write(self) -> None:
        """All rows in one statement, and the arrivals that follow from them."""
        if self.rows:
            self.session.execute(INSERT, self.rows)
        self.session.flush()

    def _time(self, moment: datetime) -> str:
        """The time of day, with the day where it isn’t today."""
        local, today = self.edition.local(moment), self.edition.local(self.now)
        is_today = local.date() == today.date()
        return wording.clock(local) if is_today else wording.moment(local)


def _said(
    result: Result, person: Registration | None, reason: str, first: Passage | None = None
) -> Answer:
    return {
        "result": result.value,
        "first_at": first.at.isoformat() if first else None,
        "first_door": first.door if first else None,
        "delegate": person.id if person else None,
        "name": person.style if person else None,
        "reason": reason,
    }


def _scans(batch: object) -> list[object]:
    scans = batch.get("scans") if isinstance(batch, Mapping) else None
    if not isinstance(scans, list):
        raise NotABatch
    if len(scans) > LARGEST_BATCH:
        raise BatchTooLarge
    return scans


def _sent_at(batch: object) -> object:
    return batch.get("sent_at") if isinstance(batch, Mapping) else None


def _read(scan: object, shift: Any, now: datetime) -> Report | Answer:
    """A report, or the answer to what can’t be kept because it can’t be read."""
    try:
        return read_scan(scan, shift, now)
    except UnreadableScan as refusal:
        given = scan.get("scan_id") if isinstance(scan, Mapping) else None
        given = given if isinstance(given, str) else None  # what is no text may be no JSON either
        return {"scan_id": given, **_said(Result.REFUSED, None, str(refusal))}
