"""The words of mail, from the templates under `templates/mail/`.

Each letter has a text and an HTML template; the first line of the text is the subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape

from conference.documents.characters import clean
from conference.prose import markdown, plain
from conference.wording import plural

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "mail"
CODE_PICTURE = "ticket-code@conference"  # what the HTML calls the picture by


@dataclass(frozen=True, kw_only=True)
class Conference:
    """What a mail says of the conference. Times are words, on the conference’s own clock."""

    title: str
    when: str
    day: str
    opening: str  # “Doors open at 8:45am”, or nothing
    venue_name: str
    venue_address: tuple[str, ...]
    map_url: str
    directions: str  # Markdown
    bring: tuple[str, ...]
    register_page: str
    privacy_page: str
    organisation: str
    organisation_address: tuple[str, ...]
    contact_email: str
    contact_phone: str
    accent: str  # “#rrggbb”


@dataclass(frozen=True, kw_only=True)
class Delegate:
    """One line of a booking."""

    name: str
    organisation: str
    job_title: str
    ticket: str
    standing: str  # “has a place”, …
    short_code: str
    is_plate_wanted: bool = False  # the gatehouse asks for it and it hasn’t been given


@dataclass(frozen=True, kw_only=True)
class Content:
    """What the templates know. Nothing that tells of health or belief is ever mailed."""

    conference: Conference
    salutation: str
    link: str  # to the recipient’s own page, or what they are asked to open
    reference: str = ""
    delegate: Delegate | None = None
    delegates: tuple[Delegate, ...] = ()
    is_copy: bool = False
    is_confirmed: bool = False
    had_place: bool = True
    until: str = ""  # when an offer ends
    successor: str = ""


@dataclass(frozen=True)
class Words:
    """A letter as it is read."""

    subject: str
    text: str
    html: str


def words(template: str, content: Content) -> Words:
    """The subject, text and HTML of a letter."""
    values = vars(content)
    subject, _, text = _template(f"{template}.txt").render(values).partition("\n")
    subject = clean(subject)
    html = _template(f"{template}.html").render(
        values, subject=subject, code_picture=f"cid:{CODE_PICTURE}"
    )
    return Words(subject, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", html)


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    """Apart from the pages’ own: a mail knows no request, and a missing value is an error."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"markdown": markdown, "plain": plain, "plural": plural}
    return environment
