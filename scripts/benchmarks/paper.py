"""Badges and spreadsheets, measured in this process, its typefaces loaded as a server’s are."""

from __future__ import annotations

import csv
import io
import resource
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from measures import Row

from conference.codes import badge_code, short_code
from conference.documents.badges import Badge, Masthead, badges_pdf
from conference.documents.sheets import Column, Sheet
from conference.documents.spreadsheets import sheet_csv, sheet_xlsx
from conference.documents.stocks import stock

COLUMNS = 13
PEOPLE = 10_000
MASTHEAD = Masthead("Annual Conference", "Wednesday 7 October 2026")


def paper_rows() -> Iterator[Row]:
    """Badges on A6 and ten to a sheet, then 10,000 people as XLSX and CSV."""
    badges_pdf(badges(1), stock("a6"), MASTHEAD)
    for name in ("a6", "l4785"):
        took = cpu(lambda name=name: badges_pdf(badges(200), stock(name), MASTHEAD))
        yield Row(f"200 badges with QR, {name}", took, "s CPU", 0.15)
    yield Row("2,000 badges with QR, a6", cpu(_two_thousand), "s CPU", 1.5)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Row("  and the most memory it needed", peak, "MB", 120)
    full = sheet()
    floor = cpu(lambda: csv.writer(io.StringIO()).writerows(full.rows))
    yield Row("10,000 people to XLSX", cpu(lambda: sheet_xlsx(full)), "s CPU", 1)
    yield Row("10,000 people to CSV", cpu(lambda: sheet_csv(full)), "s CPU", 0.3, floor)


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of doing it once."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def badges(number: int) -> list[Badge]:
    return [
        Badge(
            first_line=f"Guest{n}",
            family_name="Wolstenholme-Cartwright" if n % 10 == 0 else "Jones",
            organisation="Hertfordshire Local Enterprise Partnership",
            role="Director of Growth & Place",
            code=badge_code(),
            short_code=short_code(),
        )
        for n in range(number)
    ]


def sheet() -> Sheet:
    cells = [tuple(f"value {n} of {m}" for n in range(COLUMNS)) for m in range(PEOPLE)]
    columns = tuple(Column(f"Column {n}") for n in range(COLUMNS))
    made_at = datetime(2026, 10, 6, 17, tzinfo=ZoneInfo("Europe/London"))
    return Sheet("Everything", columns, cells, made_at)


def _two_thousand() -> None:
    badges_pdf(badges(2000), stock("a6"), MASTHEAD)
