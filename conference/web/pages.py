"""What everybody may read: the cover, the agenda, who speaks, how to get there, the small print."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db
from conference.models import Edition
from conference.services import publishing
from conference.web.context import edition_of
from conference.web.guards import public

bp = Blueprint("pages", __name__)
YEAR = "/<int(fixed_digits=4):year>"


@bp.get("/")
@bp.get(f"{YEAR}/")
@public
def home(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    tally = publishing.tally(db.session(), edition)
    stage = publishing.stage(edition, tally, now())
    speakers = publishing.speakers(db.session(), edition)
    return _page("home", edition, year, tally=tally, stage=stage, speakers=speakers)


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
def _make_conditional(response: Response) -> Response:
    """Give a page an ETag, so that a browser or a cache asks again cheaply."""
    if response.status_code == 200 and request.method in ("GET", "HEAD"):
        response.add_etag()
        response.make_conditional(request)
    return response


def _page(name: str, edition: Edition, year: int | None, **values: object) -> Response:
    """A page of an edition; a preview of one that isn’t published yet is kept nowhere."""
    html = render_template(f"pages/{name}.html", edition=edition, year=year, **values)
    response = Response(html)
    if not edition.is_published:
        response.headers["Cache-Control"] = "no-store"
    return response
