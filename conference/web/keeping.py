"""Public pages are kept as long as what they show stays the same, here and in browsers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

from flask import Response, current_app, render_template, request

from conference.models import Edition
from conference.services.publishing import edition_state

MOST = 200  # pages of some ten kilobytes each
_kept: dict[Hashable, str] = {}


def page(
    name: str,
    edition: Edition,
    year: int | None,
    state: Hashable = None,
    values: Callable[[], Mapping[str, object]] = dict,
) -> Response:
    """A page of an edition. It is rendered again only when `state` or the edition has changed;
    `values` reads what the template needs beyond the edition, and is called only then.
    """

    def render() -> str:
        return render_template(f"pages/{name}.html", edition=edition, year=year, **values())

    return conditional(
        edition, Response(_keep((name, year, edition_state(edition), state), render))
    )


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


def _keep(key: Hashable, render: Callable[[], str]) -> str:
    """Nothing ages here: a page whose key is met again is right. So all may go at once."""
    html = _kept.get(key)
    if html is None or current_app.jinja_env.auto_reload:
        if len(_kept) >= MOST:
            _kept.clear()
        html = _kept[key] = render()
    return html
