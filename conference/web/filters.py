"""What templates call to turn values into words."""

from collections.abc import Callable
from typing import Any

from flask import Flask

from conference import wording
from conference.prose import markdown


def init_app(app: Flask) -> None:
    """Make the filters known to the templates."""
    filters: dict[str, Callable[..., Any]] = {
        "clock": wording.clock,
        "day": wording.day,
        "day_year": wording.day_year,
        "hours": wording.hours,
        "markdown": markdown,
        "moment": wording.moment,
        "plural": wording.plural,
    }
    app.jinja_env.filters.update(filters)
