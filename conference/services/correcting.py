"""What organisers change of a delegate: the details, their own notes, and a place given again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Letter, Registration
from conference.models.names import fold, sort_key
from conference.services import waiting
from conference.services.amending import amend
from conference.services.changing import change_details
from conference.services.enrolling import AlreadyRegistered, described, find_registered
from conference.services.outbox import tell
from conference.services.placing import free_places, take
from conference.services.recording import record_registration
from conference.services.requests import Person


class HandedOn(Refusal):
    code = "handed_on"
    message = "This place has been handed to somebody else, so it can’t be given again."


class NothingToSend(Refusal):
    code = "nothing_to_send"
    message = "This place has been given back, so there is nothing to send."


@dataclass(frozen=True, kw_only=True)
class Notes:
    """What organisers say of a delegate, beside what the delegate says."""

    ticket_type_id: int
    sort_name: str = ""  # empty: as it follows from the name
    door_note: str = ""
    po_number: str = ""


def correct(
    session: Session,
    registration: Registration,
    person: Person,
    notes: Notes,
    now: datetime,
    *,
    actor: str,
) -> None:
    """Change details and notes. Raises AlreadyOver, AlreadyRegistered."""
    sort_before = registration.sort_name
    if person != described(registration):
        change_details(session, registration, person, now, actor=actor)
    values: dict[str, Any] = {
        "ticket_type_id": notes.ticket_type_id,
        "door_note": notes.door_note,
    }
    if fold(notes.sort_name) != sort_before:  # one that was left alone follows the name
        derived = sort_key(registration.given_name, registration.family_name)
        values["sort_name"] = fold(notes.sort_name) or derived
    change = amend(session, registration, values, now, actor=actor)
    if "ticket_type_id" in change:
        registration.badge_printed_at = None  # the band on it has another word
    amend(session, registration.booking, {"po_number": notes.po_number}, now, actor=actor)


def reinstate(session: Session, registration: Registration, now: datetime, *, actor: str) -> None:
    """Take back a cancellation: a free place, or else the end of the line. Twice is as once.

    Raises HandedOn, AlreadyRegistered.
    """
    edition = waiting.settle_places(session, registration.edition_id, now)
    if not registration.is_cancelled:
        return
    if registration.replaced_by_id is not None:
        raise HandedOn
    if already := find_registered(session, edition.id, [described(registration)]):
        raise AlreadyRegistered(already)
    registration.cancelled_at = None
    registration.calendar_version += 1
    if places := free_places(session, edition.id, 1):
        take(places[0], registration)
    else:
        waiting.join(registration, now)
    session.flush()  # from here on it stands as confirmed
    record_registration(session, registration, "reinstated", actor, now)
    send_again(session, registration, now)


def send_again(session: Session, registration: Registration, now: datetime) -> None:
    """Send the mail that says where a registration stands now. Raises NothingToSend."""
    if registration.is_cancelled:
        raise NothingToSend
    letters = {"confirmed": Letter.CONFIRMED, "offered": Letter.OFFERED, "waiting": Letter.WAITING}
    tell(session, letters[registration.status], now, registration=registration)
