"""Ways through the doors, and what follows from all of them, whatever order they were told in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from conference.models.scan import Direction, Result

# Two devices’ clocks, corrected, still differ by a network’s delay. Within this time the door
# that was answered first has let the person through, and the other one hears of it.
AT_ONCE = timedelta(seconds=5)


class Passage(NamedTuple):
    """One scan that counts: neither refused nor undone. Sorted by corrected time, then by id."""

    at: datetime
    scan_id: str
    direction: Direction
    door: str


class Passages:
    """One person’s ways through the doors. Adding one again changes nothing."""

    def __init__(self, passages: Iterable[Passage] = ()) -> None:
        self._by_id = {passage.scan_id: passage for passage in passages}

    def add(self, passage: Passage) -> None:
        self._by_id[passage.scan_id] = passage

    def remove(self, scan_id: str) -> None:
        self._by_id.pop(scan_id, None)

    @property
    def arrival(self) -> Passage | None:
        """The first way in."""
        ways_in = (p for p in self._by_id.values() if p.direction is Direction.IN)
        return min(ways_in, default=None)

    @property
    def is_inside(self) -> bool:
        """Whether the last way through was a way in."""
        return self._leads_inside(self._by_id.values())

    def judge(self, passage: Passage) -> Result:
        """Whether this way through, not yet added, moves the person, by what is known so far."""
        before = (p for p in self._by_id.values() if p.at <= passage.at + AT_ONCE)
        moves = self._leads_inside(before) is not (passage.direction is Direction.IN)
        return Result.ADMITTED if moves else Result.ALREADY

    @staticmethod
    def _leads_inside(passages: Iterable[Passage]) -> bool:
        last = max(passages, default=None)
        return last is not None and last.direction is Direction.IN
