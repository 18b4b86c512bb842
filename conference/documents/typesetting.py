"""Lines of type: how wide they are, where they break, at what size they fit. Measures in points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from reportlab.pdfgen.canvas import Canvas

from conference.documents.characters import clean
from conference.documents.fonts import NO_FACE, Chain, Run, ems, face, runs
from conference.documents.palette import QUIET, Colour

MM = 72 / 25.4

_PIECES = re.compile(r"[^\s\-‐–—/@]*[\-‐–—/@]+|[^\s\-‐–—/@]+|\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set in one size. `is_broken`: a word had to be divided where it has no hyphen."""

    lines: tuple[str, ...]
    chain: Chain
    size: float
    leading: float
    is_broken: bool = False

    @property
    def height(self) -> float:
        """From the top of the first line to the foot of the last."""
        return len(self.lines) * self.leading


def block(text: str, chain: Chain, size: float, width: float, spacing: float = 1.22) -> Block:
    """A text in lines no wider than `width`. No character is left out."""
    lines, is_broken = _lines(clean(text), chain, width / size)
    return Block(lines, chain, size, size * spacing, is_broken)


def widest(lines: Block) -> float:
    """How wide the longest line of a block is."""
    return max((ems(line, lines.chain) for line in lines.lines), default=0) * lines.size


def balanced(text: str, chain: Chain, size: float, width: float, spacing: float = 1.22) -> Block:
    """The same in lines of about the same length, for titles."""
    full = block(text, chain, size, width, spacing)
    for share in (0.6, 0.7, 0.8, 0.9):
        narrow = block(text, chain, size, width * share, spacing)
        if len(narrow.lines) == len(full.lines) and not narrow.is_broken:
            return narrow
    return full


def paragraph(text: str, chain: Chain, size: float, width: float, spacing: float = 1.28) -> Block:
    """The same, a little narrower where that keeps a word from standing alone in the last line."""
    full = block(text, chain, size, width, spacing)
    for share in (1, 0.97, 0.94, 0.91, 0.88):
        found = block(text, chain, size, width * share, spacing)
        if len(found.lines) != len(full.lines):
            break
        if len(found.lines) < 2 or " " in found.lines[-1]:
            return found
    return full


def largest(
    text: str, chain: Chain, sizes: Iterable[float], width: float, lines: int, spacing: float = 1.1
) -> Block | None:
    """The text at the first of the sizes at which it fits into so many lines, words whole."""
    for size in sizes:
        found = block(text, chain, size, width, spacing)
        if len(found.lines) <= lines and not found.is_broken:
            return found
    return None


def fitted(text: str, chain: Chain, size: float, width: float, least: float = 4) -> float:
    """The size, or the smaller one at which the text is one line no wider than `width`."""
    return max(least, min(size, 0.999 * width / max(ems(clean(text), chain), 0.1)))


def fit_line(text: str, chain: Chain, size: float, width: float) -> tuple[str, Chain, float]:
    """One line that can be printed, its chain, and the size at which it fits: for `draw`."""
    return clean(text), chain, fitted(text, chain, size, width)


def _lines(text: str, chain: Chain, width: float) -> tuple[tuple[str, ...], bool]:
    """Lines within a width in ems, and whether a word had to be divided."""
    if not text:
        return (), False
    if ems(text, chain) <= width:
        return (text,), False
    lines, line, is_broken = [], "", False
    for piece in _PIECES.findall(text):
        if ems((line + piece).rstrip(), chain) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.strip())
        *full, line = _divided(piece.lstrip(), chain, width)
        lines += full
        is_broken = is_broken or bool(full)
    return (*lines, line.strip()) if line.strip() else tuple(lines), is_broken


def _divided(piece: str, chain: Chain, width: float) -> Iterator[str]:
    """A piece cut into parts that fit; it is one part where it fits whole."""
    part = ""
    for character in piece:
        if part and ems(part + character, chain) > width:
            yield part
            part = ""
        part += character
    yield part


def draw(
    canvas: Canvas, x: float, y: float, text: str, chain: Chain, size: float, tracking: float = 0.0
) -> float:
    """Write one line with its baseline at y; answers where it ended."""
    for run in runs(text, chain):
        width = ems(run.text, chain) * size + tracking * len(run.text)
        if run.face == NO_FACE:
            stroke(canvas, QUIET, 0.6)
            canvas.line(x + 1, y - 1, x + width - 1, y - 1)
        else:
            canvas.addLiteral(_shown(canvas, x, y, run, size, tracking))
        x += width
    return x


def _shown(canvas: Canvas, x: float, y: float, run: Run, size: float, tracking: float) -> str:
    """The operators that show a run: half the work of reportlab’s own, which measures it again."""
    font, document = face(run.face), canvas._doc  # type: ignore[attr-defined]
    shown = " ".join(
        f"{font.getSubsetInternalName(subset, document)} {size:.2f} Tf <{codes.hex()}> Tj"
        for subset, codes in font.splitString(run.text, document)
    )
    return f"BT {tracking:.2f} Tc {x:.2f} {y:.2f} Td {shown} ET"


def draw_block(canvas: Canvas, x: float, top: float, lines: Block) -> float:
    """Write a block with its top at `top`; answers where its foot is."""
    baseline = top + (lines.leading - lines.size) / 2 - 0.79 * lines.size
    for line in lines.lines:
        draw(canvas, x, baseline - (lines.leading - lines.size), line, lines.chain, lines.size)
        baseline -= lines.leading
    return top - lines.height


def draw_right(canvas: Canvas, x: float, y: float, text: str, chain: Chain, size: float) -> None:
    """Write one line that ends at x."""
    draw(canvas, x - ems(text, chain) * size, y, text, chain, size)


def draw_centred(
    canvas: Canvas, x: float, y: float, text: str, chain: Chain, size: float, tracking: float = 0.0
) -> None:
    """Write one line with its middle at x."""
    width = ems(text, chain) * size + tracking * (len(text) - 1)
    draw(canvas, x - width / 2, y, text, chain, size, tracking)


def fill(canvas: Canvas, colour: Colour) -> None:
    """What is written and filled from here on has this colour."""
    canvas.addLiteral(_filled_with(colour))


@cache
def _filled_with(colour: Colour) -> str:
    return "{:.3f} {:.3f} {:.3f} rg".format(*colour)


def stroke(canvas: Canvas, colour: Colour, width: float) -> None:
    """What is ruled from here on has this colour and width."""
    canvas.setStrokeColorRGB(*colour)
    canvas.setLineWidth(width)
