"""Print the table of figures; non-zero where one is over its limit."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator

from measures import Row, site_rows
from paper import paper_rows

MEASURES: dict[str, Callable[[], Iterator[Row]]] = {"site": site_rows, "paper": paper_rows}


def main() -> int:
    chosen = sys.argv[1:] or list(MEASURES)
    if unknown := set(chosen) - set(MEASURES):
        sys.exit(f"There is no measure {', '.join(unknown)}: choose of {', '.join(MEASURES)}.")
    print(f"Python {platform.python_version()} on {platform.platform()}\n")
    print(f"{'what':<44}{'took':>9}  {'unit':<8}{'limit':>7}  {'floor':>7}  times the floor")
    over = 0
    for name in chosen:
        for row in MEASURES[name]():
            print(line(row), flush=True)
            over += row.took > row.limit
    return 1 if over else 0


def line(row: Row) -> str:
    floor = f"{row.floor:>7.2f}  {row.took / row.floor:.1f}" if row.floor else f"{'':>7}"
    mark = "" if row.took <= row.limit else "  OVER"
    took = f"{row.took:>9.2f}"
    return f"{row.what:<44}{took}  {row.unit:<8}{row.limit:>7g}  {floor}{mark}  {row.note}".rstrip()


if __name__ == "__main__":
    sys.exit(main())
