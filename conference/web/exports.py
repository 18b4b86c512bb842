"""Lists as files. Everything is taken by a POST, because that is noted; the others by a link."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from conference.clock import now
from conference.db import db, writing
from conference.models import Edition, Role
from conference.services.exporting import (
    EVERYTHING,
    LISTS,
    Format,
    export,
    listing_of,
    note_taken,
)
from conference.web.context import edition_asked_for
from conference.web.guards import roles

bp = Blueprint("exports", __name__, url_prefix="/organise/exports")

KINDS = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
}


@bp.get("/")
@roles(Role.ORGANISER, Role.HOST, Role.FINANCE)
def index() -> ResponseReturnValue:
    """The lists that whoever asks may have."""
    mine = {name: listed for name, listed in LISTS.items() if current_user.role in listed.roles}
    return render_template(
        "organise/exports/index.html",
        edition=edition_asked_for(),
        lists=mine,
        formats=list(Format),
        everything=EVERYTHING,
        asked={"edition": request.args["edition"]} if "edition" in request.args else {},
    )


@bp.get("/<name>.<format>")
@roles(Role.ORGANISER, Role.HOST)
def show(name: str, format: str) -> ResponseReturnValue:
    if name == EVERYTHING:
        abort(405)
    return _file(edition_asked_for(), name, format)


@bp.post("/everything.<format>")
@roles(Role.ORGANISER)
def create(format: str) -> ResponseReturnValue:
    """All that is kept of everybody; the log says who took it and when."""
    edition = edition_asked_for()
    file = _file(edition, EVERYTHING, format)
    with writing() as session:
        note_taken(session, edition.id, now(), actor=current_user.email)
    return file


def _file(edition: Edition, name: str, format: str) -> Response:
    if current_user.role not in listing_of(name).roles:
        abort(403)
    kind = Format(format) if format in tuple(Format) else abort(404)
    content = export(db.session(), edition, name, kind, now())
    disposition = f'attachment; filename="{name}-{edition.year}.{kind}"'
    return Response(content, content_type=KINDS[kind], headers={"Content-Disposition": disposition})
