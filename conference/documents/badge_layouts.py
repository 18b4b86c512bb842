"""Where things stand on a badge: one layout for upright cards, one for labels that lie.

Both hold to this: the name across the full width, the QR code at the foot on the right with its
quiet zone free and the short code beneath it, the category’s band at the foot on the left.
Measures in points from the foot of the badge on the left.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from conference.documents.typesetting import MM

_QR = 30 * MM  # with its quiet zone: modules of 0.9 mm, read at arm’s length
_SMALL_QR = 25 * MM  # on labels under 60 mm high: modules of 0.76 mm
_QUIET = 4 / 33  # of the side of a QR code is white, on each side


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its foot on the left, its width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def top(self) -> float:
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Layout:
    """The boxes of a badge and the sizes of its type, the largest first."""

    width: float
    height: float
    names: Box
    details: Box | None  # None: the details follow the names in their box
    band: Box
    qr: Box
    short_code_at: float  # its baseline
    hall: tuple[float, float, float] | None  # the middle of the stage, and d
    masthead: Box  # its foot is the baseline of the title
    no_photographs: Box
    first_line: tuple[float, float]  # the largest size, and the one at which a name is wrapped
    family_share: float  # of the first line’s size
    organisation: tuple[float, float]
    role: tuple[float, float]
    masthead_size: float
    word_at: float
    word_size: float


@cache
def layout(face_mm: tuple[float, float]) -> Layout:
    """The layout for a badge of that width and height."""
    width, height = face_mm[0] * MM, face_mm[1] * MM
    return _card(width, height) if height > width else _label(width, height)


def _card(width: float, height: float) -> Layout:
    margin, band = 7 * MM, Box(0, 0, width, 13 * MM)
    qr = Box(width - margin - _QR * (1 - _QUIET), band.top + 4.6 * MM, _QR, _QR)
    foot = qr.top + 1 * MM
    d = 2.45 * MM
    return Layout(
        width=width,
        height=height,
        names=Box(margin, foot, width - 2 * margin, height - 29 * MM - foot),
        details=None,
        band=band,
        qr=qr,
        short_code_at=band.top + 2.6 * MM,
        hall=(margin + 9.77 * d, band.top + 3 * MM, d),
        masthead=Box(margin, height - 18 * MM, width - 2 * margin - 13 * MM, 9 * MM),
        no_photographs=Box(width - margin - 11 * MM, height - 22 * MM, 11 * MM, 11 * MM),
        first_line=(48, 24),
        family_share=0.62,
        organisation=(18, 11),
        role=(14, 10),
        masthead_size=10,
        word_at=margin,
        word_size=17,
    )


def _label(width: float, height: float) -> Layout:
    margin, side = 4 * MM, _QR if height >= 60 * MM else _SMALL_QR
    qr = Box(width - margin - side * (1 - _QUIET), 3.9 * MM, side, side)
    sign = 7.5 * MM
    band = Box(margin, 3.2 * MM, qr.x - margin - sign - 1.5 * MM, 6.6 * MM)
    masthead, foot = band.top + 1.8 * MM, band.top + 5 * MM
    return Layout(
        width=width,
        height=height,
        names=Box(margin, qr.top, width - 2 * margin, height - qr.top - 2.2 * MM),
        details=Box(margin, foot, qr.x - margin, qr.top - 0.8 * MM - foot),
        band=band,
        qr=qr,
        short_code_at=2 * MM,
        hall=None,
        masthead=Box(margin, masthead, qr.x - margin, 0),
        no_photographs=Box(band.x + band.width + 1 * MM, 2.75 * MM, sign, sign),
        first_line=(36 if height < 60 * MM else 44, 24),
        family_share=0.52,
        organisation=(13, 8.5),
        role=(10.5, 8.5),
        masthead_size=6.5,
        word_at=margin + 2.5 * MM,
        word_size=11.5,
    )
