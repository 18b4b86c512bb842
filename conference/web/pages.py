"""What everybody may read: the cover, the agenda, who speaks, how to get there, the small print."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, abort
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db
from conference.models import Edition, Speaker
from conference.services import publishing
from conference.web.context import edition_of
from conference.web.guards import public
from conference.web.hall import hall
from conference.web.keeping import page

bp = Blueprint("pages", __name__)
YEAR = "/<int(fixed_digits=4):year>"


@bp.get("/")
@bp.get(f"{YEAR}/")
@public
def home(year: int | None = None) -> ResponseReturnValue:
    edition, session = edition_of(year), db.session()
    cover = publishing.cover(session, edition, now())
    state = (cover, publishing.people_state(session, edition))
    people = partial(publishing.speakers, session, edition)
    drawing = partial(hall, cover.places, cover.left)
    return page("home", edition, year, state, cover=lambda: cover, hall=drawing, speakers=people)


@bp.get("/agenda")
@bp.get(f"{YEAR}/agenda")
@public
def agenda(year: int | None = None) -> ResponseReturnValue:
    edition, session = edition_of(year), db.session()
    state = publishing.agenda_state(session, edition)
    items = partial(publishing.agenda, session, edition)
    return page("agenda", edition, year, state, items=items)


@bp.get("/speakers")
@bp.get(f"{YEAR}/speakers")
@public
def speakers(year: int | None = None) -> ResponseReturnValue:
    edition, session = edition_of(year), db.session()
    state = publishing.people_state(session, edition)
    people = partial(publishing.speakers, session, edition)
    return page("speakers", edition, year, state, speakers=people)


@bp.get("/speakers/<slug>")
@bp.get(f"{YEAR}/speakers/<slug>")
@public
def speaker(slug: str, year: int | None = None) -> ResponseReturnValue:
    edition, session = edition_of(year), db.session()
    people = publishing.people_state(session, edition)
    state = (slug, people, publishing.agenda_state(session, edition))
    return page("speaker", edition, year, state, speaker=lambda: _found(edition, slug))


@bp.get("/venue")
@bp.get(f"{YEAR}/venue")
@public
def venue(year: int | None = None) -> ResponseReturnValue:
    return page("venue", edition_of(year), year)


@bp.get("/privacy")
@bp.get(f"{YEAR}/privacy")
@public
def privacy(year: int | None = None) -> ResponseReturnValue:
    return page("privacy", edition_of(year), year)


@bp.get("/accessibility")
@bp.get(f"{YEAR}/accessibility")
@public
def accessibility(year: int | None = None) -> ResponseReturnValue:
    return page("accessibility", edition_of(year), year)


def _found(edition: Edition, slug: str) -> Speaker:
    return publishing.speaker(db.session(), edition, slug) or abort(404)
