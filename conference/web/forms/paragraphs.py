"""Text of several lines, as people type or paste it."""

from __future__ import annotations

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import Length

from conference.documents.characters import clean

LONGEST = 20_000


def paragraphs(label: str, most: int = LONGEST) -> Any:
    """Several lines, cleaned one by one; how far each is set in stays, for Markdown."""
    fits = Length(max=most, message=f"{label} must be {most:,} characters or fewer")
    return TextAreaField(label, [fits], filters=[clean_lines])


def clean_lines(text: str | None) -> str:
    """Nothing that hides or turns round, and the line ends of this system."""
    lines = (text or "").splitlines()
    return "\n".join(_set_in(line) + clean(line) for line in lines).strip("\n")


def _set_in(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" \t")))
