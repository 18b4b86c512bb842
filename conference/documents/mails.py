"""A finished mail (RFC 5322).

A confirmation is an iMIP invitation too (RFC 6047): text, HTML and calendar stand beside each other
as one thing in three forms, from which Outlook, Gmail and Apple’s Mail make a diary entry, move it
when its SEQUENCE rises, and take it away on CANCEL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, EmailPolicy
from email.utils import format_datetime, parseaddr

from conference.documents.characters import clean
from conference.documents.letters import CODE_PICTURE, Words


class BadAddress(ValueError):
    """What should be an address can’t be one."""


@dataclass(frozen=True)
class Attachment:
    """A PDF."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Calendar:
    """A diary entry to make or to take away: REQUEST or CANCEL."""

    method: str
    content: bytes


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Everything that a finished message is made of."""

    words: Words
    sender: str  # “Name <address>” or an address alone
    sender_name: str  # where the sender has no name of its own
    recipient: str
    recipient_name: str
    reply_to: str
    message_id: str
    sent_at: datetime
    code_picture: bytes | None = None
    calendar: Calendar | None = None
    attachments: tuple[Attachment, ...] = ()


def mail_bytes(mail: Mail) -> bytes:
    """The finished message. Raises BadAddress."""
    recipient = _address(mail.recipient, mail.recipient_name)
    message = EmailMessage(_policy(recipient))
    name, sender = parseaddr(mail.sender)
    message["From"] = _address(sender, name or mail.sender_name)
    message["To"] = recipient
    message["Reply-To"] = _address(mail.reply_to, "")
    message["Subject"] = mail.words.subject
    message["Date"] = format_datetime(mail.sent_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # what Exchange heeds instead
    _add_bodies(message, mail)
    for attachment in mail.attachments:
        message.add_attachment(
            attachment.content, "application", "pdf", filename=attachment.name, cte="base64"
        )
    return message.as_bytes()


def bare_address(text: str) -> str:
    """The address alone, as a server wants it: its domain in ASCII. Raises BadAddress."""
    return _address(parseaddr(text)[1] or text, "").addr_spec


def _add_bodies(message: EmailMessage, mail: Mail) -> None:
    message.set_content(mail.words.text, cte="quoted-printable")
    message.add_alternative(mail.words.html, subtype="html", cte="quoted-printable")
    if mail.code_picture is not None:
        html = message.get_payload(1)
        html.add_related(  # type: ignore[union-attr]
            mail.code_picture, "image", "png", cid=f"<{CODE_PICTURE}>", disposition="inline"
        )
    if mail.calendar is not None:
        message.add_alternative(
            mail.calendar.content.decode(),
            subtype="calendar",
            cte="base64",
            params={"method": mail.calendar.method, "name": "conference.ics"},
        )


def _address(text: str, name: str) -> Address:
    user, _, domain = text.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
        return Address(clean(name), addr_spec=f"{user}@{ascii_domain}")
    except (ValueError, IndexError, HeaderParseError) as error:
        raise BadAddress(f"“{clean(text)}” is not an address") from error


def _policy(recipient: Address) -> EmailPolicy[EmailMessage]:
    """Seven bits, which every server takes, unless the address itself needs more."""
    return (SMTP if recipient.addr_spec.isascii() else SMTPUTF8).clone(cte_type="7bit")
