"""Public pages are kept as long as what they show stays the same, here and in browsers."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from flask import Response, current_app, render_template, request

from conference.models import Edition
from conference.services.publishing import edition_state
from conference.web.context import config

MOST = 200  # pages of some ten kilobytes each
_kept: dict[Hashable, Any] = {}
Made = TypeVar("Made")


def page(
    name: str,
    edition: Edition,
    year: int | None,
    state: Hashable = None,
    **readers: Callable[[], object],
) -> Response:
    """A page of an edition. It is rendered again only when `state` or the edition has changed;
    the readers give what the template needs beyond the edition, and are called only then.
    """

    def render() -> str:
        values = {key: read() for key, read in readers.items()}
        values |= {"edition": edition, "year": year, "site": site}
        return render_template(f"pages/{name}.html", **values)

    site = config().base_url
    key = (name, site, year, edition_state(edition), state)
    return conditional(edition, Response(kept(key, render)))


def conditional(edition: Edition, response: Response) -> Response:
    """Give an answer an ETag, so that a browser or a cache asks again cheaply.

    A preview of an edition that isn’t published yet is kept nowhere.
    """
    if edition.is_published:
        response.add_etag()
        response.make_conditional(request)
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


def kept(key: Hashable, make: Callable[[], Made]) -> Made:
    """What was made for this key, or is made now. The key holds all that the outcome shows.

    So nothing here can be out of date, and when it is full all of it may go.
    """
    made = _kept.get(key)
    if made is None or current_app.jinja_env.auto_reload:
        if len(_kept) >= MOST:
            _kept.clear()
        made = _kept[key] = make()
    return cast(Made, made)
