"""The typefaces of what is printed, and which of them can set a given text.

A text is set in the first face of its chain that has all of it; where none has, character by
character. What no face has, or what would have to be shaped from right to left, is a run without
a face: it is printed as a line to write on, and `missing` names it.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from conference.documents.characters import clean

Chain = tuple[str, ...]

_VENDOR = Path(__file__).parents[2] / "static" / "vendor"
_FILES = {
    "Besley": "besley-0.4.1/Besley_700Bold.ttf",
    "Sans": "source-sans-3-0.4.1/SourceSans3_400Regular.ttf",
    "Sans-SemiBold": "source-sans-3-0.4.1/SourceSans3_600SemiBold.ttf",
    "Sans-Bold": "source-sans-3-0.4.1/SourceSans3_700Bold.ttf",
    "Wide": "dejavu-fonts-ttf-2.37.3/DejaVuSans.ttf",
    "Wide-Bold": "dejavu-fonts-ttf-2.37.3/DejaVuSans-Bold.ttf",
}
DISPLAY: Chain = ("Besley", "Sans-Bold", "Wide-Bold")
STRONG: Chain = ("Sans-Bold", "Wide-Bold")
LABEL: Chain = ("Sans-SemiBold", "Wide-Bold")
TEXT: Chain = ("Sans", "Wide")

NO_FACE = ""
_NO_FACE_EM = 0.9  # how wide a line to write one character on is


class Run(NamedTuple):
    """A stretch of text in one face; `NO_FACE` where none can set it."""

    face: str
    text: str


def path(name: str) -> str:
    """Where the file of a face is."""
    return str(_VENDOR / _FILES[name])


@cache
def face(name: str) -> TTFont:
    """A face, read once a process."""
    font = TTFont(name, path(name), asciiReadable=False)
    pdfmetrics.registerFont(font)
    return font


@lru_cache(maxsize=16384)
def runs(text: str, chain: Chain) -> tuple[Run, ...]:
    """The text in stretches of one face each."""
    for name in chain:
        if _characters(name).issuperset(text):
            return (Run(name, text),)
    parts: list[Run] = []
    for character in text:
        name = next((n for n in chain if character in _characters(n)), NO_FACE)
        if parts and parts[-1].face == name:
            parts[-1] = Run(name, parts[-1].text + character)
        else:
            parts.append(Run(name, character))
    return tuple(parts)


@cache
def _characters(name: str) -> frozenset[str]:
    """What a face can set: all it has glyphs for, save what runs from right to left."""
    return frozenset(
        character
        for character in map(chr, face(name).face.charToGlyph)
        if unicodedata.bidirectional(character) not in ("R", "AL", "AN")
    )


def missing(text: str, chain: Chain) -> str:
    """The characters of a text that can’t be printed, each once, in order."""
    cut = "".join(run.text for run in runs(clean(text), chain) if run.face == NO_FACE)
    return "".join(dict.fromkeys(cut.replace(" ", "")))


@lru_cache(maxsize=65536)
def ems(text: str, chain: Chain) -> float:
    """How wide a text is, in ems of its size."""
    return sum(
        len(run.text) * _NO_FACE_EM
        if run.face == NO_FACE
        else float(face(run.face).stringWidth(run.text, 1))
        for run in runs(text, chain)
    )
