"""The agenda to take along: for calendars, for other programs, on paper."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db
from conference.services import publishing, publishing_agendas
from conference.web.context import config, edition_of
from conference.web.guards import public
from conference.web.keeping import conditional
from conference.web.pages import YEAR

bp = Blueprint("programmes", __name__)


@bp.get("/agenda.ics")
@bp.get(f"{YEAR}/agenda.ics")
@public
def calendar(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    items = publishing.agenda(db.session(), edition)
    feed = publishing_agendas.calendar(edition, items, config().base_url, now())
    kind = "text/calendar; charset=utf-8; method=PUBLISH"
    return conditional(edition, Response(feed, content_type=kind))


@bp.get("/agenda.json")
@bp.get(f"{YEAR}/agenda.json")
@public
def data(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    items = publishing.agenda(db.session(), edition)
    return conditional(edition, jsonify(publishing_agendas.table(edition, items)))


@bp.get("/agenda.pdf")
@bp.get(f"{YEAR}/agenda.pdf")
@public
def printed(year: int | None = None) -> ResponseReturnValue:
    edition = edition_of(year)
    items = publishing.agenda(db.session(), edition)
    speakers = publishing.speakers(db.session(), edition)
    pdf = publishing_agendas.printed(edition, items, speakers, now())
    name = f'inline; filename="agenda-{edition.year}.pdf"'
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = name
    return conditional(edition, response)
