"""A badge code as a QR code: version 2, level Q, alphanumeric, one fixed mask.

26 characters fit into version 2 at level Q, and its 25 × 25 modules at 30 mm are read by a phone
from 44 cm. The mask is fixed since scoring all eight costs ten times as much as drawing one.

Encoding is linear over bits: with length, level and mask given, every bit of the data turns the
same modules over, its error correction included. So the library draws each of the 143 bits once a
process, and a code is the sum of its bits: 200 codes take 1 ms instead of 80.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from io import BytesIO
from itertools import chain, starmap
from typing import NamedTuple

from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q
from qrcode.main import QRCode
from qrcode.util import ALPHA_NUM, MODE_ALPHA_NUM, QRData
from reportlab.pdfgen.canvas import Canvas

QUIET = 4  # modules of white on each side
MODULES = 25
SIDE = MODULES + 2 * QUIET

_LENGTH = 26
_CODE = re.compile(r"[A-Z2-7]{26}")
_MASK = 2
_BITS = 11  # to each pair of alphanumeric characters
_STRETCH = 5


class UnreadableCode(ValueError):
    """What was to be encoded isn’t a badge code."""


class Bar(NamedTuple):
    """Dark modules side by side: from the left, from the top, how many."""

    x: int
    y: int
    length: int


def modules(code: str) -> int:
    """The modules from the top left, a bit each, a set one dark. Raises UnreadableCode."""
    if not _CODE.fullmatch(code):
        raise UnreadableCode("a badge code is 26 characters of A–Z and 2–7")
    total = _blank()
    for start in range(0, _LENGTH, 2):
        first, second = (ALPHA_NUM.index(ord(character)) for character in code[start : start + 2])
        value = first * len(ALPHA_NUM) + second
        for turned_over in _turned_over(start):
            if value & 1:
                total ^= turned_over
            value >>= 1
    return total


@cache
def _turned_over(start: int) -> tuple[int, ...]:
    """What each bit of the pair that starts there turns over, the lowest first."""
    pairs = (divmod(1 << bit, len(ALPHA_NUM)) for bit in range(_BITS))
    datas = (b"0" * start + bytes(ALPHA_NUM[value] for value in pair) for pair in pairs)
    return tuple(encoded(data.ljust(_LENGTH, b"0")) ^ _blank() for data in datas)


@cache
def _blank() -> int:
    return encoded(b"0" * _LENGTH)  # whose data bits are all 0


def encoded(data: bytes) -> int:
    """The modules as the library draws them."""
    qr = QRCode(version=2, error_correction=ERROR_CORRECT_Q, mask_pattern=_MASK)
    qr.add_data(QRData(data, mode=MODE_ALPHA_NUM))  # type: ignore[call-overload]
    qr.make(fit=False)
    return int("".join("01"[bool(module)] for row in qr.modules for module in row), 2)


@lru_cache(maxsize=64)
def bars(code: str) -> tuple[Bar, ...]:
    """The dark modules as bars, in a square of `SIDE` modules with the quiet zone."""
    return tuple(chain.from_iterable(starmap(_bars, _stretches(code))))


def _stretches(code: str) -> Iterator[tuple[int, str]]:
    """Each fifth of each row and where it starts; there are so few that what follows is kept."""
    drawn = f"{modules(code):0{MODULES * MODULES}b}"
    return ((at, drawn[at : at + _STRETCH]) for at in range(0, len(drawn), _STRETCH))


@cache
def _bars(at: int, stretch: str) -> tuple[Bar, ...]:
    y, x = divmod(at, MODULES)
    return tuple(
        Bar(x + found.start() + QUIET, y + QUIET, found.end() - found.start())
        for found in re.finditer("1+", stretch)
    )


@cache
def _rectangles(at: int, stretch: str) -> str:
    """The bars in a PDF, where the foot of the square is 0."""
    return " ".join(f"{x} {SIDE - 1 - y} {length} 1 re" for x, y, length in _bars(at, stretch))


def qr_svg_path(code: str) -> str:
    """The `d` of one path, for a viewBox of 0 0 33 33 on white."""
    return "".join(f"M{x} {y}h{length}v1h-{length}z" for x, y, length in bars(code))


def draw_qr(canvas: Canvas, code: str, x: float, y: float, side: float) -> None:
    """Fill the dark modules in black, as one path, in a square with its foot on the left there."""
    scale = side / SIDE
    path = " ".join(starmap(_rectangles, _stretches(code)))
    canvas.addLiteral(f"q {scale:.5f} 0 0 {scale:.5f} {x:.3f} {y:.3f} cm 0 g {path} f Q")


def qr_png(code: str, pixels_per_module: int = 8) -> bytes:
    """A picture in black and white, with the quiet zone."""
    image = Image.new("1", (SIDE, SIDE), 1)
    for x, y, length in bars(code):
        image.paste(0, (x, y, x + length, y + 1))
    side = SIDE * pixels_per_module
    png = BytesIO()
    image.resize((side, side), Image.Resampling.NEAREST).save(png, "PNG", optimize=True)
    return png.getvalue()
