"""Registering: one booking for one or several delegates, whole or not at all."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from conference import codes
from conference.errors import Refusal
from conference.models import Booking, Edition, Letter, TicketType
from conference.models.names import fold
from conference.services import waiting
from conference.services.enrolling import enrol, refuse_doubles
from conference.services.outbox import tell
from conference.services.placing import SoldOut, free_places, take
from conference.services.recording import record
from conference.services.requests import Request

# Built once: composing a statement takes longer than running it.
_BY_KEY = select(Booking).where(Booking.request_key == bindparam("key"))
_BY_REFERENCE = select(Booking.id).where(
    Booking.edition_id == bindparam("edition_id"), Booking.reference == bindparam("reference")
)


class RegistrationClosed(Refusal):
    code = "registration_closed"
    message = "Registration is closed."


class UnknownTicketType(Refusal):
    code = "unknown_ticket_type"
    message = "There is no such kind of ticket."
    status = 422


class AlreadyBooked(Refusal):
    """The form was sent before, with other content: `booking_id` says what was booked then."""

    code = "already_booked"
    message = "This form has been sent already, and it said something else then."

    def __init__(self, booking: Booking) -> None:
        self.booking_id = booking.id
        super().__init__()


def register(session: Session, edition_id: int, request: Request, now: datetime) -> Booking:
    """A delegate’s own booking: as `book`, while registration is open and for public tickets."""
    edition = waiting.settle_places(session, edition_id, now)
    if earlier := _same_request(session, request):
        return earlier
    if not edition.is_registration_open(now):
        raise RegistrationClosed
    ticket_type = _ticket_type(edition, request.ticket_type)
    if not ticket_type.is_public:
        raise UnknownTicketType
    return _book(session, edition, request, now)


def book(session: Session, edition_id: int, request: Request, now: datetime) -> Booking:
    """Book for everybody in the request, or for nobody.

    With `join_waiting`, those for whom there is no place wait, in the order of the request.
    Raises SoldOut, AlreadyRegistered, NamedTwice, AlreadyBooked, UnknownTicketType.
    """
    edition = waiting.settle_places(session, edition_id, now)
    return _same_request(session, request) or _book(session, edition, request, now)


def _same_request(session: Session, request: Request) -> Booking | None:
    if request.key is None:
        return None
    booking = session.scalar(_BY_KEY, {"key": request.key})
    if booking is not None and booking.request_digest != request.digest:
        raise AlreadyBooked(booking)
    return booking


def _book(session: Session, edition: Edition, request: Request, now: datetime) -> Booking:
    refuse_doubles(session, edition.id, request.people)
    ticket_type = _ticket_type(edition, request.ticket_type)
    places = free_places(session, edition.id, len(request.people))
    if len(places) < len(request.people) and not request.join_waiting:
        raise SoldOut(len(request.people), len(places))
    booking = _open_booking(session, edition, request, now)
    for number, person in enumerate(request.people):
        registration = enrol(session, booking, ticket_type, person, now)
        if number < len(places):
            take(places[number], registration)
        else:
            waiting.join(registration, now)
    session.flush()
    record(session, actor=request.actor, action="booked", subject=booking, now=now)
    if request.notify:
        _tell_everybody(session, booking, now)
    return booking


def _open_booking(session: Session, edition: Edition, request: Request, now: datetime) -> Booking:
    booking = Booking(
        edition_id=edition.id,
        edition=edition,
        reference=_unused_reference(session, edition),
        booker_name=request.booker_name,
        booker_email=request.booker_email,
        po_number=request.po_number,
        request_key=request.key,
        request_digest=request.digest,
        created_at=now,
        registrations=[],
    )
    session.add(booking)
    return booking


def _tell_everybody(session: Session, booking: Booking, now: datetime) -> None:
    """Each delegate gets their own mail; a booker who booked for others gets a summary."""
    for registration in booking.registrations:
        letter = Letter.CONFIRMED if registration.is_confirmed else Letter.WAITING
        tell(session, letter, now, registration=registration)
    if not booking.is_for_booker_alone:
        tell(session, Letter.BOOKED, now, booking=booking)


def _ticket_type(edition: Edition, name: str) -> TicketType:
    for ticket_type in edition.ticket_types:
        if fold(ticket_type.name) == fold(name):
            return ticket_type
    raise UnknownTicketType


def new_reference(edition: Edition) -> str:
    """A booking’s reference: the year, and letters that can be read out. It may be in use."""
    return f"H{edition.year % 100:02}-{codes.short_code(5)}"


def _unused_reference(session: Session, edition: Edition) -> str:
    while True:
        reference = new_reference(edition)
        named = {"edition_id": edition.id, "reference": reference}
        if session.scalar(_BY_REFERENCE, named) is None:
            return reference
