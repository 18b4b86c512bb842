"""The tokens: legible in light, in the dark and on paper, and named nowhere else."""

from __future__ import annotations

import re
from math import cos, radians, sin

import pytest

from conference.config import ROOT

CSS = ROOT / "static" / "css"
SCHEMES = ("light", "dark", "print")
TEXT = [
    ("--ink", "--paper"),
    ("--ink", "--paper-shade"),
    ("--ink", "--field"),
    ("--ink-quiet", "--paper"),
    ("--accent", "--paper"),
    ("--accent-strong", "--paper"),
    ("--on-accent", "--accent"),
    ("--on-accent", "--accent-strong"),
    ("--second", "--paper"),
    ("--on-medallion", "--medallion"),
    ("--danger", "--paper"),
    ("--good", "--paper"),
    *(
        ("--on-category", f"--{name}")
        for name in ["delegate", "speaker", "sponsor", "host", "press", "crew"]
    ),
]
SIGNS = [("--field-line", "--paper"), ("--seat-taken", "--paper"), ("--focus", "--focus-ink")]


def tokens(scheme: str) -> dict[str, str]:
    """The colours of a scheme: the light ones, and what the scheme puts in their place."""
    text = (CSS / "tokens.css").read_text()
    light, dark, paper = re.split(r"@media screen and[^{]*\{|@media print \{", text)
    found: dict[str, str] = {}
    for part in {"light": (light,), "dark": (light, dark), "print": (light, paper)}[scheme]:
        found.update(re.findall(r"(--[\w-]+): ([^;]+);", part))
    return found


def luminance(colours: dict[str, str], name: str) -> float:
    """Relative luminance (WCAG 2) of a token in OKLCH (after Björn Ottosson’s matrices)."""
    value = colours[name]
    if reference := re.fullmatch(r"var\((.+)\)", value):
        return luminance(colours, reference[1])
    light, chroma, hue = (float(part) for part in value[len("oklch(") : -1].split())
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return -0.0405801784 * long + 1.1122568696 * medium - 0.0716766787 * short


def contrast(scheme: str, one: str, other: str) -> float:
    colours = tokens(scheme)
    dark, light = sorted(luminance(colours, name) for name in (one, other))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("words", "ground"), TEXT)
def test_words_stand_out_from_their_ground(scheme: str, words: str, ground: str) -> None:
    assert contrast(scheme, words, ground) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_signs_stand_out_from_their_ground(scheme: str, sign: str, ground: str) -> None:
    assert contrast(scheme, sign, ground) >= 3


def test_colours_are_named_in_the_tokens_only() -> None:
    named = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:oklch|rgba?|hsla?)\(")
    sheets = [path for path in CSS.glob("*.css") if path.name != "tokens.css"]
    assert [path.name for path in sheets if named.search(path.read_text())] == []
