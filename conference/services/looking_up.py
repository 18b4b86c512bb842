"""What is known of the people and scans that a batch names, in four queries however large it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from conference.codes import sha256
from conference.models import Edition, Registration, Result, Scan, ScanKind
from conference.models.passage import Passage, Passages
from conference.services.reading_scans import Report

SHORT = 6  # characters beneath a badge’s QR code


@dataclass
class Known:
    """People by id, by the hash of their code and by short code; scans; and what was undone."""

    people: dict[int | str, Registration] = field(default_factory=dict)
    scans: dict[str, Scan] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    passages: dict[int, Passages] = field(default_factory=lambda: defaultdict(Passages))

    def person(self, report: Report) -> Registration | None:
        """Who a report is about; an undo is about whoever was scanned."""
        target = self.scans.get(report.undoes or "")
        if report.kind is ScanKind.UNDO and target is not None:
            return self.people.get(target.registration_id or 0)
        if report.delegate is not None:
            return self.people.get(report.delegate)
        return self.people.get(_key(report.code))

    def remember(self, scan: Scan) -> None:
        """Let the rest of the batch know of a scan."""
        self.scans[scan.scan_id] = scan
        self.answers[scan.scan_id] = scan.answer


def look_up(session: Session, edition: Edition, reports: Sequence[Report]) -> Known:
    """Read, under the edition’s lock, all that the reports are about."""
    known = Known()
    _find_scans(session, reports, known)
    about = {scan.registration_id for scan in known.scans.values() if scan.registration_id}
    _find_people(session, edition, reports, about, known)
    _find_passages(session, edition, {p.id for p in known.people.values()}, known)
    return known


def _find_scans(session: Session, reports: Sequence[Report], known: Known) -> None:
    ids = {report.scan_id for report in reports}
    named = ids | {report.undoes for report in reports if report.undoes}
    for scan in session.scalars(
        select(Scan).where(or_(Scan.scan_id.in_(named), Scan.undoes.in_(named)))
    ):
        known.remember(scan)
        if scan.kind is ScanKind.UNDO and scan.undoes:
            known.undone.add(scan.undoes)


def _find_people(
    session: Session,
    edition: Edition,
    reports: Iterable[Report],
    about: set[int],
    known: Known,
) -> None:
    ids = about | {r.delegate for r in reports if r.delegate is not None}
    codes = {r.code for r in reports if r.code}
    hashes = {sha256(code) for code in codes if len(code) > SHORT}
    shorts = {code for code in codes if len(code) == SHORT}
    found = session.scalars(
        select(Registration)
        .where(_any_of(edition, ids, hashes, shorts))
        .options(joinedload(Registration.place), joinedload(Registration.replaced_by))
    )
    for person in found:
        known.people[person.code_sha256] = person
        if person.edition_id == edition.id:
            known.people[person.id] = known.people[person.short_code] = person


def _any_of(
    edition: Edition, ids: set[int], hashes: set[str], shorts: set[str]
) -> ColumnElement[bool]:
    return or_(
        Registration.id.in_(ids),
        Registration.code_sha256.in_(hashes),
        and_(Registration.edition_id == edition.id, Registration.short_code.in_(shorts)),
    )


def _find_passages(session: Session, edition: Edition, ids: set[int], known: Known) -> None:
    undo = aliased(Scan)
    counted = select(
        Scan.registration_id, Scan.corrected_at, Scan.scan_id, Scan.direction, Scan.door
    ).where(
        Scan.registration_id.in_(ids),
        Scan.edition_id == edition.id,
        Scan.kind == ScanKind.SCAN,
        Scan.result.in_((Result.ADMITTED, Result.ALREADY)),
        ~exists().where(undo.undoes == Scan.scan_id),
    )
    for registration_id, at, scan_id, direction, door in session.execute(counted):
        known.passages[registration_id or 0].add(Passage(at, scan_id, direction, door))


def _key(code: str) -> str:
    return code if len(code) == SHORT else sha256(code)
