"""What a view needs to know of where it stands: settings, links, the edition, a link’s owner."""

from __future__ import annotations

from typing import cast

from flask import abort, current_app, request
from flask_login import current_user
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload

from conference.clock import now
from conference.config import Config
from conference.db import db
from conference.links import Links, UnknownLink, token_id
from conference.models import Booking, Edition, Registration, Role
from conference.web.numbers import number

# Built once: composing a statement takes longer than running it.
_PUBLISHED = select(Edition).where(Edition.is_published)
_COMING = _PUBLISHED.where(Edition.ends_at > bindparam("now")).order_by(Edition.starts_at).limit(1)
_PAST = _PUBLISHED.order_by(Edition.starts_at.desc()).limit(1)


# What the page of a booking, and that of a delegate, shows: read at once, not piece by piece.
WHOLE_BOOKING = (
    joinedload(Booking.edition),
    selectinload(Booking.registrations).options(
        joinedload(Registration.place), joinedload(Registration.ticket_type)
    ),
)
WHOLE_LINE = (
    joinedload(Registration.edition),
    joinedload(Registration.booking),
    joinedload(Registration.place),
    joinedload(Registration.ticket_type),
)


def config() -> Config:
    """The settings of this app."""
    return cast(Config, current_app.extensions["conference"])


def links() -> Links:
    """The links of this app."""
    return cast(Links, current_app.extensions["conference_links"])


def current_edition(session: Session | None = None) -> Edition:
    """The published edition that comes next, or else the last one. 404 where there is none."""
    read = session or db.session
    return read.scalar(_COMING, {"now": now()}) or read.scalar(_PAST) or abort(404)


def edition_of(year: int | None) -> Edition:
    """The edition of a year, or the current one; organisers also see an unpublished one."""
    if year is None:
        return current_edition()
    edition = db.session.scalar(select(Edition).where(Edition.year == year))
    if edition is None or not (edition.is_published or is_organiser()):
        abort(404)
    return edition


def edition_asked_for() -> Edition:
    """The edition that a page or its form names, or the current one. 404 where there is none."""
    named = request.values.get("edition", "")
    try:
        return edition_of(number(named) if named else None)
    except ValueError:
        abort(404)


def is_organiser() -> bool:
    """Whether whoever asks is signed in as an organiser."""
    return current_user.is_authenticated and current_user.role is Role.ORGANISER


def booking_of(token: str, session: Session | None = None) -> Booking:
    """The booking whose own page this token opens. Raises UnknownLink."""
    booking = (session or db.session).get(Booking, token_id(token), options=WHOLE_BOOKING)
    if booking is None:
        raise UnknownLink
    links().check(token, "booking", booking.id, booking.link_version)
    return booking


def registration_of(token: str, purpose: str, session: Session | None = None) -> Registration:
    """The registration whose page this token opens: purpose “place” or “offer”."""
    registration = (session or db.session).get(Registration, token_id(token), options=WHOLE_LINE)
    if registration is None:
        raise UnknownLink
    links().check(token, purpose, registration.id, registration.link_version)
    return registration
