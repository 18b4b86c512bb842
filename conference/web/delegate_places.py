"""A delegate’s place, as organisers give and take it: cancelled, given again, handed on, told."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from conference.clock import now
from conference.db import db, writing
from conference.models import Registration, Role
from conference.services import changing, correcting
from conference.services.enrolling import AlreadyRegistered
from conference.web.forms.delegates import PersonForm
from conference.web.forms.refusals import refuse
from conference.web.guards import roles

bp = Blueprint("delegate_places", __name__, url_prefix="/organise/delegates/<int:id>")


@bp.post("/cancellation")
@roles(Role.ORGANISER)
def destroy(id: int) -> ResponseReturnValue:
    with writing() as session:
        line = _line(id, session)
        changing.give_back(session, line, now(), actor=current_user.email)
        words = f"{line.name}’s place has been given back. You can undo this below."
    return _changed(id, words)


@bp.post("/reinstatement")
@roles(Role.ORGANISER)
def create(id: int) -> ResponseReturnValue:
    with writing() as session:
        line = _line(id, session)
        correcting.reinstate(session, line, now(), actor=current_user.email)
        words = "has a place again" if line.is_confirmed else "is on the waiting list"
        words = f"{line.name} {words}, and has been told."
    return _changed(id, words)


@bp.get("/transfer")
@roles(Role.ORGANISER)
def new_transfer(id: int) -> ResponseReturnValue:
    return _transfer_page(id, PersonForm())


@bp.post("/transfer")
@roles(Role.ORGANISER)
def create_transfer(id: int) -> ResponseReturnValue:
    form = PersonForm(request.form)
    if not form.validate():
        return _transfer_page(id, form), 422
    try:
        with writing() as session:
            line = _line(id, session)
            successor = changing.hand_on(
                session, line, form.person(), now(), actor=current_user.email
            )
            new_id, words = successor.id, f"{successor.name} has the place now."
    except AlreadyRegistered as refusal:
        refuse(form, "email", refusal)
        return _transfer_page(id, form), 422
    return _changed(new_id, words)


@bp.post("/message")
@roles(Role.ORGANISER)
def create_message(id: int) -> ResponseReturnValue:
    with writing() as session:
        line = _line(id, session)
        correcting.send_again(session, line, now())
        words = f"The mail to {line.email} is on its way."
    return _changed(id, words)


def _line(id: int, session: Session | None = None) -> Registration:
    return (session or db.session).get(Registration, id) or abort(404)


def _transfer_page(id: int, form: PersonForm) -> str:
    line = _line(id)
    return render_template(
        "organise/delegates/transfer.html", edition=line.edition, line=line, form=form
    )


def _changed(id: int, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for("delegates.show", id=id), 303)
