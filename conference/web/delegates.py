"""Delegates at the desk: found, opened, added by hand, corrected."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from conference.clock import now
from conference.db import db, writing
from conference.models import Edition, Registration, Role
from conference.services import correcting, finding, placing, registering, tracing
from conference.services.enrolling import AlreadyRegistered, described
from conference.services.placing import SoldOut
from conference.web.context import edition_asked_for
from conference.web.forms.desk import DeskForm
from conference.web.forms.refusals import refuse
from conference.web.forms.searches import address_of, search_of
from conference.web.guards import roles

bp = Blueprint("delegates", __name__, url_prefix="/organise/delegates")


@bp.get("/")
@roles(Role.ORGANISER)
def index() -> ResponseReturnValue:
    """The desk’s first page: how the places stand, and everybody, a page at a time."""
    edition = edition_asked_for()
    session, search = db.session(), search_of(request.args)
    return render_template(
        "organise/delegates/index.html",
        edition=edition,
        count=placing.count(session, edition.id),
        inside=finding.count_inside(session, edition.id),
        found=finding.find(session, edition.id, search),
        search=search,
        kinds=[(kind.name, kind.id, None) for kind in edition.ticket_types],
        asked=address_of(search) | _year(),
    )


@bp.get("/new")
@roles(Role.ORGANISER)
def new() -> ResponseReturnValue:
    edition = edition_asked_for()
    return _new_page(edition, DeskForm.new(edition))


@bp.post("/")
@roles(Role.ORGANISER)
def create() -> ResponseReturnValue:
    edition = edition_asked_for()
    form = DeskForm.new(edition, request.form)
    if form.validate():
        try:
            with writing() as session:
                asked = form.request(edition, actor=current_user.email)
                line = registering.book(session, edition.id, asked, now()).registrations[0]
                id, words = line.id, f"{line.name} has been added."
            return _changed(id, words)
        except AlreadyRegistered as refusal:
            refuse(form, "email", refusal)
        except SoldOut as refusal:
            refuse(form, "join_waiting", refusal)
    return _new_page(edition, form), 422


@bp.get("/<int:id>")
@roles(Role.ORGANISER)
def show(id: int) -> ResponseReturnValue:
    line = _line(id)
    return render_template(
        "organise/delegates/show.html",
        edition=line.edition,
        line=line,
        history=tracing.history(db.session(), line),
        count=placing.count(db.session(), line.edition_id),
    )


@bp.get("/<int:id>/edit")
@roles(Role.ORGANISER)
def edit(id: int) -> ResponseReturnValue:
    return _edit_page(_line(id), DeskForm.about(_line(id)))


@bp.post("/<int:id>")
@roles(Role.ORGANISER)
def update(id: int) -> ResponseReturnValue:
    form = DeskForm.about(_line(id), request.form)
    if not form.validate():
        return _edit_page(_line(id), form), 422
    try:
        with writing() as session:
            line = _line(id, session)
            person = form.corrected(described(line))
            correcting.correct(session, line, person, form.notes(), now(), actor=current_user.email)
    except AlreadyRegistered as refusal:
        refuse(form, "email", refusal)
        return _edit_page(_line(id), form), 422
    return _changed(id, "The changes have been kept.")


def _line(id: int, session: Session | None = None) -> Registration:
    return (session or db.session).get(Registration, id) or abort(404)


def _year() -> dict[str, str]:
    """The edition that the address names, so that links stay in it."""
    return {"edition": request.args["edition"]} if "edition" in request.args else {}


def _new_page(edition: Edition, form: DeskForm) -> str:
    return render_template("organise/delegates/new.html", edition=edition, form=form, asked=_year())


def _edit_page(line: Registration, form: DeskForm) -> str:
    return render_template(
        "organise/delegates/edit.html", edition=line.edition, line=line, form=form
    )


def _changed(id: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("delegates.show", id=id), 303)
