"""What templates call to turn values into words."""

from collections.abc import Callable
from typing import Any

import nh3
from flask import Flask
from markdown import Markdown
from markupsafe import Markup

from conference import wording

# What an organiser may write in a description. Headings start below those of the page.
_TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}},
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
)


def markdown(text: str) -> Markup:
    """Markdown as HTML that holds nothing but plain text mark-up and safe links."""
    html = Markdown(output_format="html").convert(text)
    return Markup(_cleaner.clean(html))  # noqa: S704 – this is the cleaned text


def register(app: Flask) -> None:
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
