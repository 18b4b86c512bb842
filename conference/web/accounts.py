"""One’s own account: the password, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from conference.clock import now
from conference.codes import sha256
from conference.db import db, writing
from conference.errors import Refusal
from conference.models import Role
from conference.services import keeping_accounts, signing_in
from conference.web.browsers import browser_name
from conference.web.forms.organisers import ChangedPasswordForm, NewPasswordForm
from conference.web.forms.refusals import refuse
from conference.web.guards import roles


class WrongCurrentPassword(signing_in.WrongPassword):
    message = "That isn’t your current password."


bp = Blueprint("accounts", __name__, url_prefix="/organise/account")
EVERY_ROLE = tuple(Role)


@bp.get("")
@roles(*EVERY_ROLE)
def show() -> ResponseReturnValue:
    return _page(_form(formdata=None))


@bp.post("/password")
@roles(*EVERY_ROLE)
def update_password() -> ResponseReturnValue:
    form = _form()
    if not form.validate():
        return _page(form), 422
    try:
        made = _check_and_hash(form)
    except signing_in.WrongPassword:
        return _refused(form, "current", WrongCurrentPassword())
    except signing_in.WeakPassword as refusal:
        return _refused(form, "password", refusal)
    with writing() as write:
        own = keeping_accounts.organiser_of(write, current_user.id)
        keeping_accounts.set_password(write, own, made, current_user.secret, now())
    flash("Your password is set. Everywhere else you are signed out.")
    return redirect(url_for("accounts.show"), 303)


@bp.post("/sign-ins/<int:id>/end")
@roles(*EVERY_ROLE)
def end_sign_in(id: int) -> ResponseReturnValue:
    with writing() as write:
        keeping_accounts.end_sign_in(write, current_user.id, id)
    return redirect(url_for("accounts.show"), 303)


@bp.post("/sign-ins/end")
@roles(*EVERY_ROLE)
def end_sign_ins() -> ResponseReturnValue:
    with writing() as write:
        keeping_accounts.end_sign_ins(write, current_user.id)
    session.clear()
    return redirect(url_for("sign_ins.new"), 303)


def _form(**options: None) -> NewPasswordForm:
    """Who has a password says it first: an unlocked screen isn’t enough to take an account."""
    kind = ChangedPasswordForm if current_user.has_password else NewPasswordForm
    return kind(**options)


def _check_and_hash(form: NewPasswordForm) -> str:
    """The new password’s hash, once the current one has been told rightly."""
    email, network, moment = current_user.email, request.remote_addr or "", now()
    if current_user.has_password:
        try:
            current = form["current"].data
            signing_in.verify_password(db.session(), email, current, network, moment)
        except signing_in.WrongPassword:
            with writing() as write:
                signing_in.count_failure(write, email, network, moment)
            raise
    return signing_in.hash_password(form.password.data or "")


def _refused(form: NewPasswordForm, field: str, refusal: Refusal) -> ResponseReturnValue:
    refuse(form, field, refusal)
    return _page(form), refusal.status


def _page(form: NewPasswordForm) -> str:
    here = sha256(current_user.secret)
    rows = [
        (row, browser_name(row.browser), row.secret_sha256 == here)
        for row in keeping_accounts.sign_ins_of(db.session(), current_user.id, now())
    ]
    return render_template("organise/account/show.html", form=form, rows=rows)
