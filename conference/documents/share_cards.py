"""The picture that stands beside a link to the conference in a chat or a post."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from conference.documents import palette
from conference.documents.characters import clean
from conference.documents.fonts import DISPLAY, LABEL, Chain, path, runs
from conference.documents.hall import DOT, seats
from conference.documents.palette import Colour

WIDTH, HEIGHT = 1200, 630  # what the sites that show such cards ask for
MARGIN = 72
_ROW = 34  # between two rows of the hall
_STAGE = (WIDTH - 290, HEIGHT + 24)  # the hall bleeds off at the foot and at the right
_FINE = 3  # drawn larger and made smaller, so that the dots are round
_PAPER = palette.colour("#fbf8f2")


@dataclass(frozen=True, slots=True)
class ShareCard:
    """What it says, from top to bottom."""

    organisation: str
    title: str
    day: str
    venue: str
    accent: str = ""


def share_card_png(card: ShareCard) -> bytes:
    """The card as a PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), _rgb(_PAPER))
    hall = Image.new("L", (WIDTH * _FINE, HEIGHT * _FINE))
    _draw_hall(ImageDraw.Draw(hall))
    image.paste(_rgb(palette.LINE), mask=hall.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS))
    _write(ImageDraw.Draw(image), card)
    written = BytesIO()
    image.quantize(128, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _draw_hall(draw: ImageDraw.ImageDraw) -> None:
    radius = DOT * _ROW * _FINE
    for across, up in seats():
        x, y = (_STAGE[0] + across * _ROW) * _FINE, (_STAGE[1] - up * _ROW) * _FINE
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _write(draw: ImageDraw.ImageDraw, card: ShareCard) -> None:
    accent = palette.accent(card.accent)
    y = _line(draw, MARGIN, card.organisation, LABEL, 30, palette.QUIET)
    y = _line(draw, y + 24, card.title, DISPLAY, 64, palette.INK)
    y = _line(draw, y + 40, card.day, DISPLAY, 76, accent)
    _line(draw, y + 28, card.venue, LABEL, 36, palette.INK)


def _line(
    draw: ImageDraw.ImageDraw, y: float, text: str, chain: Chain, size: int, colour: Colour
) -> float:
    """Set a line, smaller where it would not fit, and give back where it ends.

    What no face has is left out: better a gap than boxes.
    """
    set_in = [(run.text, run.face) for run in runs(clean(text), chain) if run.face]
    width = sum(_font(face, size).getlength(part) for part, face in set_in)
    fitting = max(12, min(size, int(size * (WIDTH - 2 * MARGIN) / max(width, 1))))
    x: float = MARGIN
    for part, face in set_in:
        draw.text((x, y + size), part, _rgb(colour), _font(face, fitting), anchor="ls")
        x += _font(face, fitting).getlength(part)
    return y + size


@cache
def _font(face: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path(face), size)


def _rgb(colour: Colour) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in colour)
    return red, green, blue
