"""What everybody may read: the cover, the agenda, who speaks, how to get there, the small print."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request, session
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db
from conference.models import Edition
from conference.services import publishing
from conference.web.context import current_edition, edition_of
from conference.web.guards import public
from conference.web.hall import hall

bp = Blueprint("pages", __name__)
YEAR = "/<int(fixed_digits=4):year>"


@bp.get("/")
@bp.get(f"{YEAR}/")
@public
def home(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    cover = publishing.cover(db.session(), edition, now())
    drawing = hall(cover.places, cover.left)
    return _page("home", edition, year, cover=cover, hall=drawing, may_register=_is_next(edition))


@bp.get("/agenda")
@bp.get(f"{YEAR}/agenda")
@public
def agenda(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    return _page("agenda", edition, year, items=publishing.agenda(db.session(), edition))


@bp.get("/speakers")
@bp.get(f"{YEAR}/speakers")
@public
def speakers(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    return _page("speakers", edition, year, speakers=publishing.speakers(db.session(), edition))


@bp.get("/speakers/<slug>")
@bp.get(f"{YEAR}/speakers/<slug>")
@public
def speaker(slug: str, year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    found = publishing.speaker(db.session(), edition, slug) or abort(404)
    return _page("speaker", edition, year, speaker=found)


@bp.get("/venue")
@bp.get(f"{YEAR}/venue")
@public
def venue(year: int | None = None) -> ResponseReturnValue:
    return _page("venue", edition_of(year), year)


@bp.get("/privacy")
@bp.get(f"{YEAR}/privacy")
@public
def privacy(year: int | None = None) -> ResponseReturnValue:
    return _page("privacy", edition_of(year), year)


@bp.get("/accessibility")
@bp.get(f"{YEAR}/accessibility")
@public
def accessibility(year: int | None = None) -> ResponseReturnValue:
    return _page("accessibility", edition_of(year), year)


@bp.after_request
def make_conditional(response: Response) -> Response:
    """Give an answer an ETag, so that a browser or a cache asks again cheaply.

    One that depended on who asks, which is a preview, is kept nowhere.
    """
    if session.accessed:
        response.headers["Cache-Control"] = "no-store"
    elif response.status_code == 200 and request.method in ("GET", "HEAD"):
        response.add_etag()
        response.make_conditional(request)
    return response


def _page(name: str, edition: Edition, year: int | None, **values: object) -> str:
    return render_template(f"pages/{name}.html", edition=edition, year=year, **values)


def _is_next(edition: Edition) -> bool:
    """Whether `/register` would register for this edition."""
    return edition.is_published and edition.id == current_edition().id
