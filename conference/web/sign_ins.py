"""Signing in and out. A sign-in is a row; the cookie holds its secret."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from conference.clock import now
from conference.db import db, writing
from conference.models import Role
from conference.services import signing_in
from conference.web.context import config
from conference.web.forms.lines import one_line
from conference.web.guards import link_holder, public, roles

bp = Blueprint("sign_ins", __name__)
login_manager = LoginManager()
EVERY_ROLE = tuple(Role)


@dataclass(frozen=True)
class SignedIn(UserMixin):  # type: ignore[misc]
    """Whoever is signed in, as flask-login sees them; the secret names the sign-in."""

    secret: str
    id: int
    email: str
    name: str
    role: Role
    has_password: bool

    def get_id(self) -> str:
        return self.secret


class PasswordForm(FlaskForm):  # type: ignore[misc]
    """Address and password."""

    email = EmailField(
        "Email address",
        [InputRequired("Enter your email address"), Length(max=254)],
        filters=[one_line],
    )
    password = PasswordField("Password", [InputRequired("Enter your password"), Length(max=200)])
    next = HiddenField()


@login_manager.user_loader  # type: ignore[untyped-decorator]
def load(secret: str) -> SignedIn | None:
    """Who a cookie belongs to; nobody once its sign-in has ended."""
    organiser = signing_in.signed_in(db.session(), secret, now())
    if organiser is None:
        return None
    has_password = organiser.password_hash is not None
    return SignedIn(
        secret, organiser.id, organiser.email, organiser.name, organiser.role, has_password
    )


@bp.get("/sign-in")
@public
def new() -> ResponseReturnValue:
    form = PasswordForm(formdata=None, next=request.args.get("next", ""))
    return render_template("sign_ins/new.html", form=form)


@bp.post("/sign-in")
@public
def create() -> ResponseReturnValue:
    form = PasswordForm()
    if form.validate() and (begun := _try_password(form)):
        return _begin(begun, form.next.data)
    return render_template("sign_ins/new.html", form=form), 422


@bp.get("/sign-in/<secret>")
@link_holder
def show_link(secret: str) -> ResponseReturnValue:
    """A page with a button: mail scanners open links, and only the button spends it."""
    return render_template("sign_ins/link.html", secret=secret)


@bp.post("/sign-in/<secret>")
@link_holder
def spend_link(secret: str) -> ResponseReturnValue:
    with writing() as write:
        begun = signing_in.spend_link(
            write, secret, now(), browser=_browser(), hours=config().session_hours
        )
    return _begin(begun, "")


@bp.post("/sign-out")
@roles(*EVERY_ROLE)
def destroy() -> ResponseReturnValue:
    with writing() as write:
        signing_in.sign_out(write, current_user.secret)
    session.clear()
    return redirect(url_for("sign_ins.new"), 303)


def _try_password(form: PasswordForm) -> str | None:
    """The new sign-in’s secret, or None with the reason on the form and the try counted."""
    moment, network = now(), request.remote_addr or ""
    email, password = form.email.data or "", form.password.data or ""
    try:
        found = signing_in.verify_password(db.session(), email, password, network, moment)
    except signing_in.WrongPassword as refusal:
        with writing() as write:
            signing_in.count_failure(write, email, network, moment)
        form.form_errors.append(str(refusal))
        return None
    with writing() as write:
        return signing_in.sign_in(
            write, found.id, moment, browser=_browser(), hours=config().session_hours
        )


def _begin(secret: str, wanted: str | None) -> ResponseReturnValue:
    """Start afresh with a new cookie, and go where the person was going."""
    session.clear()
    session["_user_id"] = secret
    session["_fresh"] = True
    session.permanent = True
    return redirect(_within_site(wanted) or url_for("sign_ins.landing"), 303)


@bp.get("/organise/")
@roles(*EVERY_ROLE)
def landing() -> ResponseReturnValue:
    """Each role’s first page."""
    lists = "exports.index"
    first = {Role.STEWARD: "checkin.show", Role.HOST: lists, Role.FINANCE: lists}
    return redirect(url_for(first.get(current_user.role, "delegates.index")), 303)


def _within_site(address: str | None) -> str | None:
    """The address if it is a path of this site, so that a link can’t send people elsewhere."""
    if not address or not address.startswith("/") or address.startswith("//"):
        return None
    # Browsers drop a tab or a line’s end from an address, and take “\” for “/”.
    return address if address.isprintable() and "\\" not in address else None


def _browser() -> str:
    return request.headers.get("User-Agent", "")
