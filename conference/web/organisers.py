"""Who may sign in. A one-time link is shown once, on the page that follows, and kept nowhere."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select

from conference.clock import now
from conference.db import db, writing
from conference.models import Organiser, Role
from conference.services import keeping_accounts, signing_in
from conference.web.context import links
from conference.web.forms.organisers import OrganiserForm, RoleForm
from conference.web.forms.refusals import refuse
from conference.web.guards import roles

bp = Blueprint("organisers", __name__, url_prefix="/organise/organisers")
MADE_LINK = "made_link"  # in the cookie of the one who made it, until the page has shown it


@bp.get("/")
@roles(Role.ORGANISER)
def index() -> ResponseReturnValue:
    return _list(OrganiserForm(formdata=None))


@bp.post("/")
@roles(Role.ORGANISER)
def create() -> ResponseReturnValue:
    form = OrganiserForm()
    if not form.validate():
        return _list(form), 422
    try:
        with writing() as write:
            added = signing_in.add_organiser(
                write,
                form.email.data or "",
                Role(form.role.data),
                now(),
                name=form.name.data or "",
                actor=current_user.email,
            )
            made = added.id, signing_in.make_link(write, added, now())
    except signing_in.OrganiserExists as refusal:
        refuse(form, "email", refusal)
        return _list(form), 422
    return _show_link(*made)


@bp.get("/<int:id>")
@roles(Role.ORGANISER)
def show(id: int) -> ResponseReturnValue:
    organiser = keeping_accounts.organiser_of(db.session(), id)
    made = session.pop(MADE_LINK, {})
    return render_template(
        "organise/organisers/show.html",
        organiser=organiser,
        form=RoleForm(formdata=None, role=organiser.role.value),
        link=made.get("link") if made.get("id") == id else None,
    )


@bp.post("/<int:id>")
@roles(Role.ORGANISER)
def update(id: int) -> ResponseReturnValue:
    form = RoleForm()
    if not form.validate():
        organiser = keeping_accounts.organiser_of(db.session(), id)
        return render_template("organise/organisers/show.html", organiser=organiser, form=form), 422
    with writing() as write:
        organiser = keeping_accounts.organiser_of(write, id)
        role = Role(form.role.data)
        keeping_accounts.change_role(write, organiser, role, now(), actor=current_user.email)
    flash("The role is changed.")
    return redirect(url_for("organisers.show", id=id), 303)


@bp.post("/<int:id>/link")
@roles(Role.ORGANISER)
def create_link(id: int) -> ResponseReturnValue:
    with writing() as write:
        organiser = keeping_accounts.organiser_of(write, id)
        secret = keeping_accounts.renew_sign_in_link(
            write, organiser, now(), actor=current_user.email
        )
    return _show_link(id, secret)


@bp.post("/<int:id>/remove")
@roles(Role.ORGANISER)
def destroy(id: int) -> ResponseReturnValue:
    with writing() as write:
        organiser = keeping_accounts.organiser_of(write, id)
        signing_in.remove_organiser(write, organiser, now(), actor=current_user.email)
        flash(f"{organiser.name or organiser.email} is removed and signed out everywhere.")
    return redirect(url_for("organisers.index"), 303)


def _list(form: OrganiserForm) -> str:
    people = db.session.scalars(select(Organiser).order_by(Organiser.email)).all()
    return render_template("organise/organisers/index.html", people=people, form=form)


def _show_link(id: int, secret: str) -> ResponseReturnValue:
    address = links().page(url_for("sign_ins.show_link", secret=secret))
    session[MADE_LINK] = {"id": id, "link": address}
    return redirect(url_for("organisers.show", id=id), 303)
