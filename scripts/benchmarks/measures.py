"""The measures: rows of what it is, what it took, its floor and what it must stay under."""

from __future__ import annotations

import json
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from processes import cpu_seconds, pss_megabytes
from servers import Site, bare_flask, conference
from visitors import Visitor, register, sign_in

PAGES = ("/", "/agenda", "/speakers", "/venue", "/privacy", "/accessibility")
REQUESTS = 600
REGISTRATIONS = 150
SCANS = 150
BATCHES = 10


@dataclass(frozen=True)
class Row:
    """One line of the table; `took`, `floor` and `limit` are in `unit`."""

    what: str
    took: float
    unit: str
    limit: float
    floor: float | None = None
    note: str = ""


@contextmanager
def spending(site: Site) -> Iterator[Callable[[], float]]:
    """Within it, and after it, the call tells the site’s CPU seconds since it was entered."""
    begun = cpu_seconds(site.process.pid)
    ended: list[float] = []
    yield lambda: (ended[0] if ended else cpu_seconds(site.process.pid)) - begun
    ended.append(cpu_seconds(site.process.pid))


def page_milliseconds(site: Site, path: str) -> float:
    """CPU milliseconds of one request for a page, the workers warm."""
    visitor = Visitor(site.url)
    for _ in range(40):
        visitor.get(path)
    with spending(site) as spent:
        for _ in range(REQUESTS):
            status, _ = visitor.get(path)
            assert status == 200, f"{path} answered {status}"
    return spent() / REQUESTS * 1000


def site_rows() -> Iterator[Row]:
    """All that is measured over HTTP, in one run: pages, registering, the door and memory."""
    with bare_flask() as bare:
        floor = page_milliseconds(bare, "/")
    with conference() as site:
        yield Row("memory after 200 requests", _memory_after(site, 200), "MB PSS", 160)
        for path in PAGES:
            took = page_milliseconds(site, path)
            yield Row(f"public page {path}", took, "ms CPU", 2, floor)
        yield _registering(site, floor)
        yield from _checking_in(site, floor)
        yield Row("memory at the end", pss_megabytes(site.process.pid), "MB PSS", 240)


def _memory_after(site: Site, requests: int) -> float:
    visitor = Visitor(site.url)
    for number in range(requests):
        visitor.get(PAGES[number % len(PAGES)])
    return pss_megabytes(site.process.pid)


def _registering(site: Site, floor: float) -> Row:
    """Four requests and the mail, until the mail server has it."""
    for number in range(5):
        register(Visitor(site.url), number)
    _await_mail(site, 5)
    begun = time.perf_counter()
    with spending(site) as spent:
        for number in range(5, 5 + REGISTRATIONS):
            register(Visitor(site.url), number)
        rate = REGISTRATIONS / (time.perf_counter() - begun)
        _await_mail(site, 5 + REGISTRATIONS)
    took = spent() / REGISTRATIONS * 1000
    note = f"{rate:.0f} a second by one visitor"
    return Row("a whole registration with its mail", took, "ms CPU", 20, 4 * floor, note)


def _await_mail(site: Site, number: int) -> None:
    for _ in range(600):
        if site.postbox.received >= number:
            return
        time.sleep(0.1)
    raise SystemExit(f"{site.postbox.received} of {number} mails have come.")


def _checking_in(site: Site, floor: float) -> Iterator[Row]:
    steward = sign_in(site.url, site.sign_in_link)
    with sqlite3.connect(site.folder / "conference.db") as database:
        codes = [row[0] for row in database.execute("SELECT code FROM registration")]
    with spending(site) as spent:
        for code in codes[:SCANS]:
            _send(steward, [code])
    yield Row("a check-in", spent() / SCANS * 1000, "ms CPU", 3, floor)
    with spending(site) as spent:
        for _ in range(BATCHES):
            _send(steward, codes[:100])
    took = spent() / (BATCHES * 100) * 1000
    yield Row("a scan in a batch of 100", took, "ms CPU", 0.5)


def _send(steward: Visitor, codes: list[str]) -> None:
    moment = datetime.now(UTC).isoformat()
    common = {"kind": "scan", "direction": "in", "at": moment, "door": "A", "device": "bench"}
    scans = [{"scan_id": str(uuid.uuid4()), "code": code, **common} for code in codes]
    body = json.dumps({"sent_at": moment, "scans": scans})
    status, answer = steward.post_json("/checkin/scans", body, **{"X-Conference-Door": "1"})
    assert status == 200, f"the door answered {status}: {answer[:200]}"
