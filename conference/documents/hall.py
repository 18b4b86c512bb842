"""The motif: a hall seen from above, with 200 places in eight rows around the stage.

With d the distance of two rows, row k is a half circle of radius (2.5 + k)d with 11 + 4k places,
so that places are equally far apart in every row and there are 200 in all.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from math import cos, pi, sin

from reportlab.pdfgen.canvas import Canvas

ROWS = 8
SEATS = 200
WIDTH = 2 * 9.5 + 0.54  # in d, as the height; the stage’s middle is at the middle of the foot
HEIGHT = 9.5 + 0.54
DOT = 0.27  # a place’s radius, in d


@cache
def seats(rows: int = ROWS) -> tuple[tuple[float, float], ...]:
    """Where the places are, in d from the middle of the stage."""
    return tuple(
        ((2.5 + row) * cos(pi * i / (10 + 4 * row)), (2.5 + row) * sin(pi * i / (10 + 4 * row)))
        for row in range(rows)
        for i in range(11 + 4 * row)
    )


def seat_of(code: str) -> tuple[float, float]:
    """The place that a badge code lights up: always the same one, and it tells nothing."""
    return seats()[sha256(code.encode()).digest()[0] * SEATS // 256]


def draw_hall(canvas: Canvas, x: float, y: float, d: float, rows: int = ROWS) -> None:
    """Fill the places with the current colour; (x, y) is the middle of the stage."""
    path = canvas.beginPath()
    for across, up in seats(rows):
        path.circle(x + across * d, y + up * d, DOT * d)
    canvas.drawPath(path, stroke=0, fill=1)


def draw_seat(canvas: Canvas, x: float, y: float, d: float, code: str) -> None:
    """Fill the one place of a code, a little larger."""
    across, up = seat_of(code)
    canvas.circle(x + across * d, y + up * d, DOT * d * 1.5, stroke=0, fill=1)
