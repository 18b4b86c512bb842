"""The public pages by address, and two ways to set the scene for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask

from conference.db import writing
from conference.models import Edition
from tests.people import NOW, add_edition

PAGES = (
    "/",
    "/agenda",
    "/speakers",
    "/speakers/mark-bretton",
    "/venue",
    "/privacy",
    "/accessibility",
)
TO_TAKE_ALONG = ("/agenda.ics", "/agenda.json", "/agenda.pdf")
EVERY = PAGES + TO_TAKE_ALONG


def change(app: Flask, edition: Edition, **values: Any) -> None:
    with app.app_context(), writing() as session:
        found = session.get_one(Edition, edition.id)
        for name, value in values.items():
            setattr(found, name, value)


def add_last_year(app: Flask, **values: Any) -> None:
    with app.app_context(), writing() as session:
        start = NOW - timedelta(days=330)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=5)}
        add_edition(session, year=2025, title="Last year’s", **(times | values))
