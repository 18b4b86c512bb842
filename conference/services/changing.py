"""After registering: correct the details, hand the place to a colleague, or give it back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from conference.errors import Refusal
from conference.models import Letter, Registration
from conference.services import waiting
from conference.services.enrolling import AlreadyRegistered, describe, enrol, find_registered
from conference.services.outbox import tell
from conference.services.placing import lock, release, take
from conference.services.recording import record, record_registration
from conference.services.requests import Person

# What stands on a badge: a change here means a new one.
ON_BADGE = (
    "prefix",
    "given_name",
    "family_name",
    "badge_name",
    "organisation",
    "job_title",
    "photo_consent",
)
RECORDED = (*ON_BADGE, "post_nominals", "email", "list_consent")


class AlreadyOver(Refusal):
    code = "already_over"
    message = "This place has been given back or handed on, so it can’t be changed any more."


class AlreadyArrived(Refusal):
    code = "already_arrived"
    message = "This delegate has arrived, so the place can’t be given back or handed on."


class NotConfirmed(Refusal):
    code = "not_confirmed"
    message = "Only a confirmed place can be handed to somebody else."


def change_details(
    session: Session,
    registration: Registration,
    person: Person,
    now: datetime,
    *,
    actor: str,
    notify: bool = True,
) -> None:
    """Correct what is said of a delegate, and tell them where it matters.

    Raises AlreadyOver, AlreadyRegistered (the new name and address are somebody else’s line).
    """
    lock(session, registration.edition_id)
    if registration.is_cancelled:
        raise AlreadyOver
    others = find_registered(session, registration.edition_id, [person])
    if any(other.id != registration.id for other in others):
        raise AlreadyRegistered(others)
    change = _rewrite(registration, person)
    record(session, actor=actor, action="changed", subject=registration, now=now, change=change)
    if change.keys() & {"given_name", "family_name", "email"}:
        registration.calendar_version += 1
        if notify:
            tell(session, Letter.CHANGED, now, registration=registration)


def hand_on(
    session: Session, registration: Registration, person: Person, now: datetime, *, actor: str
) -> Registration:
    """Give the place to somebody else: a line of its own with new codes; the old one is over.

    What the first one needs to eat, or drives, isn’t inherited. Twice is the same as once.
    Raises AlreadyOver, AlreadyArrived, NotConfirmed, AlreadyRegistered.
    """
    waiting.settle_places(session, registration.edition_id, now)
    earlier = registration.replaced_by
    if earlier is not None and person.key == (earlier.email_key, earlier.name_key):
        return earlier
    _refuse_over(registration)
    place = registration.place
    if place is None or not place.is_taken:
        raise NotConfirmed
    if already := find_registered(session, registration.edition_id, [person]):
        raise AlreadyRegistered(already)
    successor = enrol(session, registration.booking, registration.ticket_type, person, now)
    release(session, registration)
    take(place, successor)
    session.flush()
    _end(registration, now)
    registration.replaced_by = successor
    change = {"name": [registration.name, successor.name]}
    record(session, actor=actor, action="handed on", subject=registration, now=now, change=change)
    tell(session, Letter.HANDED_ON, now, registration=registration)
    tell(session, Letter.CONFIRMED, now, registration=successor)
    return successor


def give_back(session: Session, registration: Registration, now: datetime, *, actor: str) -> None:
    """Give back a place, decline an offer, or leave the waiting list; the next in line is offered
    the place in the same transaction. Twice is the same as once. Raises AlreadyArrived."""
    edition = waiting.settle_places(session, registration.edition_id, now)
    if registration.is_cancelled:
        return
    _refuse_over(registration)
    facts = {"had_place": registration.is_confirmed}
    release(session, registration)
    _end(registration, now)
    record_registration(session, registration, "gave back", actor, now)
    tell(session, Letter.CANCELLED, now, registration=registration, facts=facts)
    waiting.offer_free(session, edition, now)


def decline(session: Session, registration: Registration, now: datetime) -> None:
    """Let an offer go. Twice is the same as once. Raises NothingOffered where it was accepted, so
    that a page left open can’t give a place away."""
    waiting.settle_places(session, registration.edition_id, now)
    if not (registration.is_offered or registration.is_cancelled):
        raise waiting.NothingOffered
    give_back(session, registration, now, actor="delegate")


def renew_link(session: Session, registration: Registration, now: datetime, *, actor: str) -> None:
    """Make all links to a delegate’s page and offer void, and send the new one."""
    lock(session, registration.edition_id)
    _void_links(registration)
    record_registration(session, registration, "renewed link", actor, now)
    tell(session, Letter.REMINDED, now, registration=registration)


def _rewrite(registration: Registration, person: Person) -> dict[str, list[object]]:
    """Write the details, and what follows from them; gives {field: [before, after]}."""
    before = {name: getattr(registration, name) for name in RECORDED}
    booking = registration.booking
    is_own = booking.is_for_booker_alone
    describe(registration, person)
    if is_own:
        booking.booker_name, booking.booker_email = registration.name, registration.email
    change = _difference(before, registration)
    if change.keys() & set(ON_BADGE):
        registration.badge_printed_at = None
    if "email" in change:
        _void_links(registration)  # whoever reads the old mailbox has them
    return change


def _void_links(registration: Registration) -> None:
    registration.link_version += 1
    if registration.booking.is_for_booker_alone:
        registration.booking.link_version += 1


def _refuse_over(registration: Registration) -> None:
    if registration.is_cancelled:
        raise AlreadyOver
    if registration.arrived_at is not None:
        raise AlreadyArrived


def _end(registration: Registration, now: datetime) -> None:
    """What is over has no need of a diet or a number plate."""
    registration.cancelled_at = now
    registration.waiting_since = None
    registration.calendar_version += 1
    registration.needs = registration.visit = None


def _difference(before: dict[str, object], registration: Registration) -> dict[str, list[object]]:
    after = {name: getattr(registration, name) for name in before}
    return {name: [before[name], after[name]] for name in before if before[name] != after[name]}
