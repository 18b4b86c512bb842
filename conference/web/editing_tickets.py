"""The ticket types of an edition, as organisers set them."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from conference.clock import now
from conference.db import db, writing
from conference.models import Edition, Role, TicketType
from conference.services import editing_editions
from conference.web.context import edition_of
from conference.web.forms.programmes import TicketTypeForm
from conference.web.forms.refusals import refuse
from conference.web.guards import roles

bp = Blueprint("editing_tickets", __name__, url_prefix="/organise/editions/<int:year>/tickets")


@bp.get("/new")
@roles(Role.ORGANISER)
def new(year: int) -> ResponseReturnValue:
    return _page(edition_of(year), TicketTypeForm())


@bp.post("/")
@roles(Role.ORGANISER)
def create(year: int) -> ResponseReturnValue:
    edition, form = edition_of(year), TicketTypeForm()
    if not form.validate():
        return _page(edition, form), 422
    try:
        with writing() as write:
            editing_editions.add_ticket_type(
                write, edition.id, form.values(), now(), actor=current_user.email
            )
    except editing_editions.TicketTypeExists as refusal:
        refuse(form, "name", refusal)
        return _page(edition, form), 422
    return _back(year, f"{form.name.data}: added.")


@bp.get("/<int:id>")
@roles(Role.ORGANISER)
def edit(year: int, id: int) -> ResponseReturnValue:
    ticket_type = _ticket_type(db.session(), year, id)
    return _page(ticket_type.edition, TicketTypeForm(obj=ticket_type), id)


@bp.post("/<int:id>")
@roles(Role.ORGANISER)
def update(year: int, id: int) -> ResponseReturnValue:
    edition, form = edition_of(year), TicketTypeForm()
    if not form.validate():
        return _page(edition, form, id), 422
    try:
        with writing() as write:
            editing_editions.change_ticket_type(
                write,
                _ticket_type(write, year, id),
                form.values(),
                now(),
                actor=current_user.email,
            )
    except editing_editions.TicketTypeExists as refusal:
        refuse(form, "name", refusal)
        return _page(edition, form, id), 422
    return _back(year, f"{form.name.data}: saved.")


@bp.post("/<int:id>/remove")
@roles(Role.ORGANISER)
def destroy(year: int, id: int) -> ResponseReturnValue:
    with writing() as write:
        ticket_type = _ticket_type(write, year, id)
        name = ticket_type.name
        editing_editions.remove_ticket_type(write, ticket_type, now(), actor=current_user.email)
    return _back(year, f"{name}: removed.")


def _ticket_type(session: Session, year: int, id: int) -> TicketType:
    ticket_type = session.get(TicketType, id)
    if ticket_type is None or ticket_type.edition.year != year:
        abort(404)
    return ticket_type


def _page(edition: Edition, form: TicketTypeForm, id: int | None = None) -> str:
    return render_template("organise/editions/ticket.html", edition=edition, form=form, id=id)


def _back(year: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("editions.edit_places", year=year), 303)
