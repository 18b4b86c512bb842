"""The agenda to take along: for calendars, for other programs, on paper."""

from __future__ import annotations

from collections.abc import Hashable

from flask import Blueprint, Response, jsonify
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db
from conference.models import Edition
from conference.services import publishing, publishing_agendas
from conference.web.context import config, edition_of
from conference.web.guards import public
from conference.web.keeping import conditional, kept
from conference.web.pages import YEAR

bp = Blueprint("programmes", __name__)


@bp.get("/agenda.ics")
@bp.get(f"{YEAR}/agenda.ics")
@public
def calendar(year: int | None = None) -> ResponseReturnValue:
    edition, session = edition_of(year), db.session()
    hour = now().replace(minute=0, second=0, microsecond=0)  # a new stamp an hour, not a request

    def make() -> bytes:
        items = publishing.agenda(session, edition)
        return publishing_agendas.calendar(edition, items, config().base_url, hour)

    feed = kept(("calendar", hour, config().base_url, _state(edition)), make)
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
    edition, session = edition_of(year), db.session()

    def make() -> bytes:
        items = publishing.agenda(session, edition)
        speakers = publishing.speakers(session, edition)
        return publishing_agendas.printed(edition, items, speakers, now())

    response = Response(kept(("programme", _state(edition)), make), content_type="application/pdf")
    name = f'inline; filename="agenda-{edition.year}.pdf"'
    response.headers["Content-Disposition"] = name
    return conditional(edition, response)


def _state(edition: Edition) -> Hashable:
    session = db.session()
    of_agenda = publishing.agenda_state(session, edition)
    return publishing.edition_state(edition), publishing.people_state(session, edition), of_agenda
