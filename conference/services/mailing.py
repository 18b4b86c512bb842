"""From a message in the outbox to the finished mail, with all that goes along with its words."""

from __future__ import annotations

from base64 import b64encode
from datetime import datetime

from conference.documents.calendars import cancellation_ics, invitation_ics
from conference.documents.letters import CODE_PICTURE, Words
from conference.documents.mails import Attachment, Calendar, Mail, bare_address, mail_bytes
from conference.documents.qr import qr_png
from conference.documents.tickets import ticket_pdf
from conference.gateways.mail import Envelope
from conference.links import Links
from conference.models import Letter, Message, Registration
from conference.services.lettering import edition_of, is_copy, page_of, recipient_name, words_of
from conference.services.tickets import invitation_of, ticket_of

WITH_TICKET = frozenset({Letter.CONFIRMED, Letter.CHANGED})
WITH_CANCELLATION = frozenset({Letter.CANCELLED, Letter.HANDED_ON})
PIXELS_PER_MODULE = 6  # 198 in all, sharp at the 198 points it is shown at


def envelope_of(message: Message, links: Links, sender: str, now: datetime) -> Envelope:
    """The mail as it leaves. Raises BadAddress."""
    mail = _mail(message, links, sender, now, words_of(message, links))
    return Envelope(
        name=f"{message.id:06}-{message.letter}",
        sender=bare_address(sender),
        recipient=bare_address(message.recipient),
        content=mail_bytes(mail),
    )


def browser_html(message: Message, links: Links) -> str:
    """The HTML of a mail, with its picture inside, for a browser to show."""
    html = words_of(message, links).html
    picture = _code_picture(message)
    if picture is None:
        return html
    return html.replace(
        f"cid:{CODE_PICTURE}", f"data:image/png;base64,{b64encode(picture).decode()}"
    )


def _mail(message: Message, links: Links, sender: str, now: datetime, words: Words) -> Mail:
    edition = edition_of(message)
    return Mail(
        words=words,
        sender=sender,
        sender_name=edition.organisation,
        recipient=message.recipient,
        recipient_name=recipient_name(message),
        reply_to=edition.contact_email,
        message_id=_message_id(message, sender),
        sent_at=now,
        code_picture=_code_picture(message),
        calendar=_calendar(message, links, now),
        attachments=_attachments(message),
    )


def _code_picture(message: Message) -> bytes | None:
    registration = _with_ticket(message)
    return qr_png(registration.code, PIXELS_PER_MODULE) if registration else None


def _attachments(message: Message) -> tuple[Attachment, ...]:
    registration = _with_ticket(message)
    if registration is None:
        return ()
    name = f"ticket-{registration.short_code}.pdf"
    return (Attachment(name, ticket_pdf(ticket_of(registration))),)


def _with_ticket(message: Message) -> Registration | None:
    registration = message.registration
    if registration is None or not registration.is_confirmed or message.letter not in WITH_TICKET:
        return None
    return registration


def _calendar(message: Message, links: Links, now: datetime) -> Calendar | None:
    """A diary entry is the delegate’s; a copy of the mail puts none into the booker’s diary."""
    registration = message.registration
    if registration is None or is_copy(message):
        return None
    invitation = invitation_of(registration, page_of(registration.edition, links), now)
    if _with_ticket(message):
        return Calendar("REQUEST", invitation_ics(invitation))
    if message.letter in WITH_CANCELLATION and message.facts.get("had_place", True):
        return Calendar("CANCEL", cancellation_ics(invitation))
    return None


def _message_id(message: Message, sender: str) -> str:
    """The same at every attempt, so that a mail which arrives twice is seen to be one."""
    domain = bare_address(sender).rpartition("@")[2]
    return f"<{message.id}.{message.created_at:%Y%m%d%H%M%S}@{domain}>"
