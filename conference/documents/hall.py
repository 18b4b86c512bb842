"""The motif: a hall seen from above, with 200 places in eight rows around the stage.

With d the distance of two rows, row k is a half circle of radius (2.5 + k)d with 11 + 4k places,
so that places are equally far apart in every row and there are 200 in all.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from math import cos, pi, sin

from reportlab.pdfgen.canvas import Canvas

from conference.documents.palette import Colour

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


def draw_hall(
    canvas: Canvas, x: float, y: float, d: float, colour: Colour, rows: int = ROWS
) -> None:
    """Draw the places; (x, y) is the middle of the stage."""
    _draw_dots(canvas, x, y, d, colour, 2 * DOT, _dots(rows))


def draw_seat(canvas: Canvas, x: float, y: float, d: float, colour: Colour, code: str) -> None:
    """Draw the one place of a code, a little larger."""
    _draw_dots(canvas, x, y, d, colour, 3 * DOT, _dot(*seat_of(code)))


def _draw_dots(
    canvas: Canvas, x: float, y: float, d: float, colour: Colour, width: float, dots: str
) -> None:
    """A dot is a line of no length with round ends: a sixth of the bytes of a circle."""
    red, green, blue = colour
    canvas.addLiteral(
        f"q {d:.4f} 0 0 {d:.4f} {x:.3f} {y:.3f} cm 1 J {width:.2f} w "
        f"{red:.3f} {green:.3f} {blue:.3f} RG {dots} S Q"
    )


@cache
def _dots(rows: int) -> str:
    return " ".join(_dot(*seat) for seat in seats(rows))


def _dot(x: float, y: float) -> str:
    return f"{x:.3f} {y:.3f} m {x:.3f} {y:.3f} l"
