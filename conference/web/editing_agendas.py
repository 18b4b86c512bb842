"""The agenda of an edition, as organisers set it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from conference.clock import now
from conference.db import db, writing
from conference.models import AgendaItem, Edition, Role
from conference.services import editing_programmes
from conference.services.editing_programmes import EndsBeforeStart
from conference.web.context import edition_of
from conference.web.forms.programmes import AgendaItemForm
from conference.web.forms.refusals import refuse
from conference.web.guards import roles

bp = Blueprint("editing_agendas", __name__, url_prefix="/organise/editions/<int:year>/agenda")


@bp.get("/")
@roles(Role.ORGANISER)
def index(year: int) -> ResponseReturnValue:
    return render_template("organise/editions/agenda.html", edition=edition_of(year))


@bp.get("/new")
@roles(Role.ORGANISER)
def new(year: int) -> ResponseReturnValue:
    edition = edition_of(year)
    return _page(edition, AgendaItemForm.of(edition, None))


@bp.post("/")
@roles(Role.ORGANISER)
def create(year: int) -> ResponseReturnValue:
    edition = edition_of(year)
    form = AgendaItemForm.of(edition, None)
    if not form.validate():
        return _page(edition, form), 422
    values, appearing = form.values(edition), form.appearing()
    try:
        with writing() as write:
            own = write.get_one(Edition, edition.id)
            editing_programmes.add_item(
                write, own, values, appearing, now(), actor=current_user.email
            )
    except EndsBeforeStart as refusal:
        refuse(form, "ends", refusal)
        return _page(edition, form), 422
    return _back(year, f"{form.title.data}: added.")


@bp.get("/<int:id>")
@roles(Role.ORGANISER)
def edit(year: int, id: int) -> ResponseReturnValue:
    item = _item(db.session(), year, id)
    return _page(item.edition, AgendaItemForm.of(item.edition, item), item)


@bp.post("/<int:id>")
@roles(Role.ORGANISER)
def update(year: int, id: int) -> ResponseReturnValue:
    item = _item(db.session(), year, id)
    edition = item.edition
    form = AgendaItemForm.of(edition, item)
    if not form.validate():
        return _page(edition, form, item), 422
    values, appearing = form.values(edition), form.appearing()
    try:
        with writing() as write:
            own = _item(write, year, id)
            editing_programmes.change_item(
                write, own, values, appearing, now(), actor=current_user.email
            )
    except EndsBeforeStart as refusal:
        refuse(form, "ends", refusal)
        return _page(edition, form, item), 422
    return _back(year, f"{form.title.data}: saved.")


@bp.post("/<int:id>/remove")
@roles(Role.ORGANISER)
def destroy(year: int, id: int) -> ResponseReturnValue:
    with writing() as write:
        item = _item(write, year, id)
        title = item.title
        editing_programmes.remove_item(write, item, now(), actor=current_user.email)
    return _back(year, f"{title}: removed from the agenda.")


def _item(session: Session, year: int, id: int) -> AgendaItem:
    item = session.get(AgendaItem, id)
    if item is None or item.edition.year != year:
        abort(404)
    return item


def _page(edition: Edition, form: AgendaItemForm, item: AgendaItem | None = None) -> str:
    return render_template("organise/editions/item.html", edition=edition, form=form, item=item)


def _back(year: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("editing_agendas.index", year=year), 303)
