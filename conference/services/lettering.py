"""The words of a message in the outbox: what is so at this moment, to whom it is said."""

from __future__ import annotations

from conference import wording
from conference.documents.letters import Conference, Content, Delegate, Words, words
from conference.links import Links
from conference.models import Booking, Edition, Letter, Message, Registration, Status
from conference.models.names import email_key
from conference.services.tickets import address_lines, for_the_gate, hours, opening

ACCENT = "#b3361b"  # the design’s own
STANDING = {
    Status.CONFIRMED: "has a place",
    Status.OFFERED: "has been offered a place",
    Status.WAITING: "is on the waiting list",
    Status.CANCELLED: "is no longer coming",
}


def words_of(message: Message, links: Links) -> Words:
    """What the letter says."""
    return words(message.letter.value, _content(message, links))


def _content(message: Message, links: Links) -> Content:
    booking, registration = message.booking, message.registration
    return Content(
        conference=_conference(edition_of(message), links),
        salutation=_salutation(message),
        link=_link(message, links),
        reference=booking.reference if booking else "",
        delegate=_delegate(registration) if registration else None,
        delegates=_delegates(booking) if booking and not registration else (),
        is_copy=is_copy(message),
        is_confirmed=registration is not None and registration.is_confirmed,
        had_place=message.facts.get("had_place", True),
        until=_until(registration),
        successor=_successor(registration),
    )


def _conference(edition: Edition, links: Links) -> Conference:
    day = wording.day_year(edition.local(edition.starts_at))
    return Conference(
        title=edition.title,
        when=f"{day}, {hours(edition)}",
        day=wording.day(edition.local(edition.starts_at)),
        opening=opening(edition),
        venue_name=edition.venue_name,
        venue_address=address_lines(edition),
        map_url=edition.venue_map_url,
        directions=edition.venue_directions.strip(),
        bring=("Your ticket, on your phone or on paper.", *for_the_gate(edition)),
        register_page=links.page("/register"),
        privacy_page=page_of(edition, links) + "privacy",
        organisation=edition.organisation,
        organisation_address=_organisation_address(edition),
        contact_email=edition.contact_email,
        contact_phone=edition.contact_phone,
        accent=edition.accent or ACCENT,
    )


def _organisation_address(edition: Edition) -> tuple[str, ...]:
    """Without the name, which stands above it, though some write it into the address too."""
    lines = edition.organisation_address.splitlines()
    return tuple(line for line in lines if line.strip() != edition.organisation)


def _delegates(booking: Booking) -> tuple[Delegate, ...]:
    return tuple(map(_delegate, booking.current_registrations))


def _delegate(registration: Registration) -> Delegate:
    has_plate = registration.visit is not None and registration.visit.vehicle_registration != ""
    return Delegate(
        name=registration.style,
        organisation=registration.organisation,
        job_title=registration.job_title,
        ticket=registration.ticket_type.name,
        standing=STANDING[registration.status],
        short_code=registration.short_code,
        is_plate_wanted=registration.edition.asks_vehicle_registration and not has_plate,
    )


def recipient_name(message: Message) -> str:
    """Whose mailbox it is."""
    if message.registration is not None and not is_copy(message):
        return message.registration.name
    return message.booking.booker_name if message.booking else ""


def is_copy(message: Message) -> bool:
    """Whether it tells somebody else than the delegate of a delegate’s place."""
    if message.registration is None:
        return False
    return email_key(message.recipient) != message.registration.email_key


def page_of(edition: Edition, links: Links) -> str:
    """The conference’s own page, which anybody may see."""
    return links.page(f"/{edition.year}/")


def edition_of(message: Message) -> Edition:
    """The conference that it speaks for. Raises LookupError for a message that has none."""
    if message.edition is None:
        raise LookupError(f"message {message.id} belongs to no conference")
    return message.edition


def _salutation(message: Message) -> str:
    if message.registration is not None and not is_copy(message):
        return message.registration.salutation
    return recipient_name(message)


def _link(message: Message, links: Links) -> str:
    """Each is sent the page that is theirs: a booker the booking’s, a delegate their place’s."""
    if message.letter is Letter.OFFERED and message.registration is not None:
        return links.offer(message.registration)
    if message.booking is not None and _is_to_booker(message.booking, message):
        return links.booking(message.booking)
    return links.place(message.registration) if message.registration else ""


def _is_to_booker(booking: Booking, message: Message) -> bool:
    return email_key(message.recipient) == email_key(booking.booker_email)


def _until(registration: Registration | None) -> str:
    if registration is None or registration.offered_until is None:
        return ""
    return wording.moment(registration.edition.local(registration.offered_until))


def _successor(registration: Registration | None) -> str:
    if registration is None or registration.replaced_by is None:
        return ""
    return registration.replaced_by.style
