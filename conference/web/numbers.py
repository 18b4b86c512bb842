"""Whole numbers in addresses, none longer than the columns of any database take."""

from __future__ import annotations

import re

from flask import Flask
from werkzeug.routing import IntegerConverter

NUMBER = "[0-9]{1,9}"


class Number(IntegerConverter):
    """An id or a year in a path. With more figures than a column holds it is no address of ours."""

    regex = NUMBER


def init_app(app: Flask) -> None:
    """Make it the one kind of whole number that a route takes."""
    app.url_map.converters["int"] = Number


def number(text: str) -> int:
    """A number that stands behind a question mark. Raises ValueError for what is none."""
    if not re.fullmatch(NUMBER, text):
        raise ValueError(f"{text[:20]!r} is not a number of one to nine figures")
    return int(text)
