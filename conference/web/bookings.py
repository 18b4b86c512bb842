"""A booker’s own page: the confirmation, everybody in the booking, their tickets."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from conference.clock import now
from conference.db import db
from conference.documents.qr import qr_svg_path
from conference.services import handing_out, waiting
from conference.services.lettering import page_of
from conference.web import downloads
from conference.web.context import booking_of, links
from conference.web.guards import link_holder
from conference.web.hall import hall_of_one

bp = Blueprint("bookings", __name__, url_prefix="/bookings/<token>")
bp.add_app_template_global(hall_of_one)
bp.add_app_template_global(qr_svg_path)


@bp.get("")
@link_holder
def show(token: str) -> ResponseReturnValue:
    booking = booking_of(token)
    lines = booking.booker_registrations
    return render_template(
        "bookings/show.html",
        booking=booking,
        edition=booking.edition,
        lines=lines,
        positions=waiting.positions(db.session(), lines),
        lapsed=waiting.lapsed(db.session(), lines, now()),
        links=links(),
        now=now(),
    )


@bp.get("/ticket.pdf")
@link_holder
def ticket(token: str) -> ResponseReturnValue:
    booking = booking_of(token)
    tickets = handing_out.tickets_of(booking.booker_registrations)
    return downloads.pdf(tickets, f"ticket-{booking.reference}")


@bp.get("/invite.ics")
@link_holder
def invitation(token: str) -> ResponseReturnValue:
    """The diary entry of a booking for one; of several, each has their own."""
    booking = booking_of(token)
    page = page_of(booking.edition, links())
    entry = handing_out.diary_entry_of(booking.booker_registrations, page, now())
    return downloads.calendar(entry, f"conference-{booking.reference}")
