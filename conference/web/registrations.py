"""Registering: the form, the check page, the booking; and the pages for when it can’t be."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db, writing
from conference.models import Booking
from conference.services import publishing, reminding
from conference.services.enrolling import AlreadyRegistered
from conference.services.placing import SoldOut
from conference.services.registering import AlreadyBooked, RegistrationClosed, register
from conference.web.context import current_edition, links
from conference.web.forms.bookings import BookingForm
from conference.web.forms.summaries import answers
from conference.web.guards import public

bp = Blueprint("registrations", __name__)


@bp.get("/register")
@public
def new() -> ResponseReturnValue:
    edition = current_edition()
    if not edition.is_registration_open(now()):
        return _page("closed", None)
    return _page("new", BookingForm(edition))


@bp.post("/register")
@public
def create() -> ResponseReturnValue:
    edition = current_edition()
    form = BookingForm(edition, request.form)
    if form.is_being_edited:
        return _page("new", form)
    if not form.validate():
        return _page("new", form), 422
    if not form.is_final:
        return _page("check", form)
    with writing() as session:
        booking = register(session, edition.id, form.request(), now())
        token = links().booking_token(booking)
    return redirect(url_for("bookings.show", token=token), 303)


@bp.errorhandler(RegistrationClosed)
def show_closed(refusal: RegistrationClosed) -> ResponseReturnValue:
    return _page("closed", None), refusal.status


@bp.errorhandler(SoldOut)
def show_sold_out(refusal: SoldOut) -> ResponseReturnValue:
    """Everything is kept, and one button joins the waiting list with it."""
    form = BookingForm(current_edition(), request.form)
    form.validate()
    return _page("check", form, gone=True), refusal.status


@bp.errorhandler(AlreadyRegistered)
def show_already_registered(refusal: AlreadyRegistered) -> ResponseReturnValue:
    """That there is a place is said; its link goes to its own address and never onto the page."""
    with writing() as session:
        reminding.remind(session, refusal.registration_ids, request.remote_addr or "", now())
    return _page("already", None, refusal=refusal), refusal.status


@bp.errorhandler(AlreadyBooked)
def show_already_booked(refusal: AlreadyBooked) -> ResponseReturnValue:
    """What this form booked when it was sent first, and how to change that."""
    with writing() as session:
        reminding.remind_booker(session, refusal.booking_id, request.remote_addr or "", now())
    booking = db.session.get_one(Booking, refusal.booking_id)
    return _page("booked", None, booking=booking), refusal.status


def _page(name: str, form: BookingForm | None, **values: object) -> str:
    """A page of the current edition, with how its places stand."""
    edition = form.edition if form else current_edition()
    cover = publishing.cover(db.session(), edition, now())
    if form is not None:
        form.join_waiting = len(form.delegates) > cover.left  # said on the page, before the button
    return render_template(
        f"registrations/{name}.html",
        edition=edition,
        form=form,
        cover=cover,
        year=None,
        answers=answers,
        **values,
    )
