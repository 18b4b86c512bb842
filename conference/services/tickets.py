"""A registration as a ticket and as a diary entry: the same in mail and on the delegate’s page."""

from __future__ import annotations

from datetime import datetime

from conference import wording
from conference.documents.calendars import Invitation
from conference.documents.tickets import Ticket
from conference.models import Edition, Registration


def ticket_of(registration: Registration) -> Ticket:
    """What the ticket says. It holds the badge code and no link."""
    edition = registration.edition
    return Ticket(
        title=edition.title,
        day=wording.day_year(edition.local(edition.starts_at)),
        hours=hours(edition),
        doors=opening(edition),
        venue_name=edition.venue_name,
        venue_address=", ".join(address_lines(edition)),
        name=registration.style,
        organisation=registration.organisation,
        reference=registration.booking.reference,
        code=registration.code,
        short_code=registration.short_code,
        category=registration.ticket_type.category.value,
        word=registration.ticket_type.name,
        bring=("Show this ticket, on your phone or on paper.", *for_the_gate(edition)),
        contact=edition.contact_email,
        accent=edition.accent,
    )


def invitation_of(registration: Registration, page: str, now: datetime) -> Invitation:
    """The diary entry. Diaries are shared, so it holds the public page and no link of one’s own."""
    edition = registration.edition
    made = f"{registration.created_at:%Y%m%dT%H%M%S}"
    return Invitation(
        uid=f"{registration.id}-{made}@conference",
        sequence=registration.calendar_version,
        title=edition.title,
        starts_at=edition.local(edition.starts_at),
        ends_at=edition.local(edition.ends_at),
        location=", ".join((edition.venue_name, *address_lines(edition))),
        description=_description(registration),
        url=page,
        organiser_name=edition.organisation,
        organiser_email=edition.contact_email,
        attendee_name=registration.name,
        attendee_email=registration.email,
        stamped_at=now,
        zone=edition.zone,
    )


def hours(edition: Edition) -> str:
    """“9:30am to 4pm”."""
    return wording.hours(edition.local(edition.starts_at), edition.local(edition.ends_at))


def opening(edition: Edition) -> str:
    """“Doors open at 8:45am”, where a time is set."""
    if edition.doors_open_at is None:
        return ""
    return f"Doors open at {wording.clock(edition.local(edition.doors_open_at))}"


def address_lines(edition: Edition) -> tuple[str, ...]:
    """The venue’s address and postcode, without its name."""
    lines = [line.strip() for line in (*edition.venue_address.splitlines(), edition.venue_postcode)]
    return tuple(line for line in lines if line and line != edition.venue_name)


def for_the_gate(edition: Edition) -> tuple[str, ...]:
    """In sentences: what the host’s gate will ask for, beside the ticket."""
    if not edition.asks_id_name:
        return ()
    return (f"Photo ID: {edition.host_name or edition.venue_name} checks it at the gate.",)


def _description(registration: Registration) -> str:
    lines = (
        f"{registration.style}, reference {registration.booking.reference}",
        opening(registration.edition),
        "The ticket and the link to your own page are in our mail.",
    )
    return "\n".join(filter(None, lines))
