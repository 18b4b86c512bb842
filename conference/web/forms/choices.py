"""What can be chosen from: values with words for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import wtforms

Words = Mapping[Any, str]


def choices(words: Words) -> list[Any]:
    """The values and their words, in this order, as a field of WTForms takes them."""
    return [
        wtforms.SelectChoice(str(value), label)  # type: ignore[attr-defined]
        for value, label in words.items()
    ]


def choices_of(enum: Iterable[StrEnum]) -> list[Any]:
    """The members of an enumeration, which are words already."""
    return choices({member.value: member.value.capitalize() for member in enum})
