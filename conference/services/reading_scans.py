"""Reading what a door device sends: values of any kind in, a sound report or a sentence out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from conference.errors import Refusal
from conference.models import Direction, ScanKind

LONGEST_KEPT = timedelta(days=7)  # a phone drops what a page kept when it is unused for so long
LARGEST_ID = 2**31 - 1


class UnreadableScan(Refusal):
    code = "unreadable_scan"
    message = "The scan couldn’t be read."
    status = 422


@dataclass(frozen=True)
class Report:
    """One scan as the device tells it, with its time by our clock too."""

    scan_id: str
    kind: ScanKind
    direction: Direction
    code: str
    delegate: int | None
    undoes: str | None
    door: str
    device: str
    at: datetime
    corrected_at: datetime


def clock_shift(sent_at: object, now: datetime) -> timedelta:
    """How far the device’s clock is behind ours; nothing where it doesn’t say."""
    sent = _moment(sent_at)
    return now - sent if sent else timedelta()


def read_scan(scan: object, shift: timedelta, now: datetime) -> Report:
    """A report. A time that can’t be is replaced by ours: a scan isn’t lost for its clock.

    Raises UnreadableScan.
    """
    if not isinstance(scan, Mapping):
        raise UnreadableScan
    if scan.get("item") is not None:
        raise UnreadableScan("This door doesn’t check people in to breakouts.")
    at = _moment(scan.get("at")) or now - shift
    kind = _kind(scan.get("kind"))
    report = Report(
        scan_id=_uuid(scan.get("scan_id")) or _refuse("The scan has no id of its own."),
        kind=kind,
        direction=_direction(scan.get("direction", "in")),
        code=_words(scan.get("code"), 64).upper(),
        delegate=_id(scan.get("delegate")),
        undoes=_uuid(scan.get("undoes")) if kind is ScanKind.UNDO else None,
        door=_words(scan.get("door"), 80),
        device=_words(scan.get("device"), 80),
        at=at,
        corrected_at=_corrected(at, shift, now),
    )
    _refuse_empty(report)
    return report


def _refuse_empty(report: Report) -> None:
    if report.kind is ScanKind.UNDO and report.undoes is None:
        _refuse("The scan doesn’t say which one it undoes.")
    if report.kind is ScanKind.SCAN and not report.code and report.delegate is None:
        _refuse("The scan names nobody.")


def _corrected(at: datetime, shift: timedelta, now: datetime) -> datetime:
    """The time by our clock. One that lies ahead, or longer ago than a device keeps, is ours."""
    try:
        corrected = at + shift
    except OverflowError:
        return now
    return corrected if now - LONGEST_KEPT <= corrected <= now else now


def _moment(value: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 1 < moment.year < 9999 else None


def _uuid(value: object) -> str | None:
    try:
        return str(UUID(value)) if isinstance(value, str) else None
    except ValueError:
        return None


def _id(value: Any) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and 0 < value <= LARGEST_ID else None


def _kind(value: object) -> ScanKind:
    if value in ("walk_in", "instead_of"):
        _refuse("That is done at the desk. Send the person there.")
    try:
        return ScanKind(str(value))
    except ValueError:
        raise UnreadableScan("Not a kind of scan.") from None


def _direction(value: object) -> Direction:
    try:
        return Direction(str(value))
    except ValueError:
        raise UnreadableScan("Neither in nor out.") from None


def _words(value: object, longest: int) -> str:
    """A line of text that every database takes: no controls, no halves of characters."""
    text = value if isinstance(value, str) else ""
    return " ".join("".join(c for c in text if c.isprintable()).split())[:longest]


def _refuse(words: str) -> Any:
    raise UnreadableScan(words)
