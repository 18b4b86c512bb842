"""What is known of the people and scans that a batch names, in four queries however large it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import and_, bindparam, exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, load_only

from conference.codes import sha256
from conference.models import Edition, Registration, Result, Scan, ScanKind
from conference.models.passage import Passage, Passages
from conference.services.reading_scans import Report

SHORT = 6  # characters beneath a badge’s QR code


def _many(name: str) -> Any:
    return bindparam(name, expanding=True)


# Made once: putting a statement together costs more than running it for one badge.
_undo = aliased(Scan)
SCANS = select(Scan).where(or_(Scan.scan_id.in_(_many("ids")), Scan.undoes.in_(_many("ids"))))
PEOPLE = (
    select(Registration)
    .where(
        or_(
            Registration.id.in_(_many("ids")),
            Registration.code_sha256.in_(_many("hashes")),
            and_(
                Registration.edition_id == bindparam("edition_id"),
                Registration.short_code.in_(_many("shorts")),
            ),
        )
    )
    .options(
        load_only(
            Registration.edition_id,
            Registration.prefix,
            Registration.given_name,
            Registration.family_name,
            Registration.post_nominals,
            Registration.code_sha256,
            Registration.short_code,
            Registration.cancelled_at,
            Registration.replaced_by_id,
            Registration.arrived_at,
            Registration.arrived_door,
            Registration.is_inside,
        ),
        joinedload(Registration.place),
    )
)
PASSAGES = select(
    Scan.registration_id, Scan.corrected_at, Scan.scan_id, Scan.direction, Scan.door
).where(
    Scan.registration_id.in_(_many("ids")),
    Scan.kind == ScanKind.SCAN,
    or_(Scan.result == Result.ADMITTED, Scan.result == Result.ALREADY),
    ~exists().where(_undo.undoes == Scan.scan_id),
)


@dataclass
class Known:
    """People by id, by the hash of their code and by short code; scans; and what was undone."""

    people: dict[int | str, Registration] = field(default_factory=dict)
    scans: dict[str, Scan] = field(default_factory=dict)
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    undone: set[str] = field(default_factory=set)
    passages: defaultdict[int, Passages] = field(default_factory=lambda: defaultdict(Passages))

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
    _find_people(session, edition, reports, known)
    if known.people:
        known.passages = passages_of(session, [person.id for person in known.people.values()])
    return known


def _find_scans(session: Session, reports: Sequence[Report], known: Known) -> None:
    ids = {r.scan_id for r in reports} | {r.undoes for r in reports if r.undoes}
    for scan in session.scalars(SCANS, {"ids": list(ids)}):
        known.remember(scan)
        if scan.kind is ScanKind.UNDO and scan.undoes:
            known.undone.add(scan.undoes)


def _find_people(
    session: Session, edition: Edition, reports: Sequence[Report], known: Known
) -> None:
    picked = {report.delegate for report in reports if report.delegate is not None}
    seen = {scan.registration_id for scan in known.scans.values() if scan.registration_id}
    codes = {report.code for report in reports if report.code}
    asked = {
        "ids": list(picked | seen),
        "hashes": [sha256(code) for code in codes if len(code) != SHORT],
        "shorts": [code for code in codes if len(code) == SHORT],
        "edition_id": edition.id,
    }
    for person in session.scalars(PEOPLE, asked):
        known.people[person.code_sha256] = person
        if person.edition_id == edition.id:
            known.people[person.id] = known.people[person.short_code] = person


def passages_of(session: Session, ids: Sequence[int]) -> defaultdict[int, Passages]:
    """These people’s ways through the doors, by the id of each."""
    passages: defaultdict[int, Passages] = defaultdict(Passages)
    for registration_id, at, scan_id, direction, door in session.execute(PASSAGES, {"ids": ids}):
        passages[registration_id or 0].add(Passage(at, scan_id, direction, door))
    return passages


def _key(code: str) -> str:
    return code if len(code) == SHORT else sha256(code)
