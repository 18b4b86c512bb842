"""Names of people, as Parliament, a private office and a badge want them."""

from __future__ import annotations

import unicodedata

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

# What the columns of keys hold. Folding can lengthen a text, so keys are cut to fit.
KEY_LENGTH = 201
EMAIL_LENGTH = 254

# Everyday titles say nothing on a badge; ranks and honours stay.
_EVERYDAY = frozenset({"mr", "mrs", "ms", "miss", "mx"})
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"})


def fold(text: str) -> str:
    """Text without case, accents or apostrophes, hyphens as spaces: for sorting and searching."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_STROKES))
    kept = "".join(
        " " if c in "-‐‑–" else c
        for c in plain
        if not unicodedata.combining(c) and c not in "'’‘`ʼ"
    )
    return " ".join(kept.split())


def sort_key(given_name: str, family_name: str) -> str:
    """The key of British lists: family name first, particles as typed, titles never."""
    return ", ".join(filter(None, (fold(family_name), fold(given_name))))[:KEY_LENGTH]


def name_key(given_name: str, family_name: str) -> str:
    """Who somebody is, among those who share an address."""
    return fold(f"{given_name} {family_name}")[:KEY_LENGTH]


def email_key(email: str) -> str:
    """An address as it is compared."""
    return email.strip().casefold()[:EMAIL_LENGTH]


def rank(prefix: str) -> str:
    """What stands before a name on a badge or a list; everyday titles are left out."""
    return "" if fold(prefix) in _EVERYDAY else prefix


def style(prefix: str, given_name: str, family_name: str, post_nominals: str) -> str:
    """A full style: “Rt Hon Sir Oliver Heald KC MP”."""
    return " ".join(filter(None, (rank(prefix), given_name, family_name, post_nominals)))


class Named:
    """The columns of a person’s name and what follows from them."""

    prefix: Mapped[str] = mapped_column(String(80), default="")
    given_name: Mapped[str] = mapped_column(String(100))
    family_name: Mapped[str] = mapped_column(String(100), default="")
    post_nominals: Mapped[str] = mapped_column(String(80), default="")

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def style(self) -> str:
        """The full style: “Rt Hon Sir Oliver Heald KC MP”; everyday titles left out."""
        return style(self.prefix, self.given_name, self.family_name, self.post_nominals)

    @property
    def rank(self) -> str:
        """What stands before the name: “Rt Hon Sir”; nothing where the title is an everyday one."""
        return rank(self.prefix)

    @property
    def salutation(self) -> str:
        """How a letter begins, without “Dear”: “Sir Oliver”, “Lord Smith”, else the whole name."""
        titles = self.prefix.split()
        if any(t in ("Sir", "Dame") for t in titles):
            title = next(t for t in titles if t in ("Sir", "Dame"))
            return f"{title} {self.given_name}"
        for title in ("Lord", "Lady", "Baroness", "Cllr", "Councillor"):
            if title in titles and self.family_name:
                return f"{title} {self.family_name}"
        return self.name
