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
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime, parseaddr
from functools import lru_cache

from conference.documents.characters import clean
from conference.documents.letters import CODE_PICTURE, Words
from conference.documents.mime import binary_part, multipart, text_part

# The library drops the quotes around a long name when it folds the line, and then “<” or “,” in
# the name would read as an address of its own.
_NEEDS_QUOTES = str.maketrans(dict.fromkeys('()<>[]:;@\\,"', " "))


class BadAddress(ValueError):
    """What should be an address can’t be one."""


@dataclass(frozen=True)
class Attachment:
    """A PDF; its name is ours, in ASCII."""

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
    head = _head(mail).as_bytes().rstrip(b"\r\n")
    return head + b"\r\nMIME-Version: 1.0\r\n" + _body(mail)


def bare_address(text: str) -> str:
    """The address alone, as a server wants it: its domain in ASCII. Raises BadAddress."""
    if clean(text) != text:
        raise BadAddress(f"“{clean(text)}” is not an address")
    return _address(parseaddr(text)[1] or text, "").addr_spec


def _head(mail: Mail) -> EmailMessage:
    """The headers; the library encodes what people wrote, and lets no line break through."""
    recipient = _address(mail.recipient, mail.recipient_name)
    head = EmailMessage(SMTP if recipient.addr_spec.isascii() else SMTPUTF8)
    name, sender = parseaddr(mail.sender)
    head["From"] = _address(sender, name or mail.sender_name)
    head["To"] = recipient
    head["Reply-To"] = _address(mail.reply_to, "")
    head["Subject"] = mail.words.subject
    head["Date"] = format_datetime(mail.sent_at)
    head["Message-ID"] = mail.message_id
    head["Auto-Submitted"] = "auto-generated"
    head["X-Auto-Response-Suppress"] = "All"  # what Exchange heeds instead
    return head


def _body(mail: Mail) -> bytes:
    forms = [text_part("text/plain", mail.words.text), _html(mail)]
    if mail.calendar is not None:
        forms.append(_calendar(mail.calendar))
    return multipart("mixed", multipart("alternative", *forms), *map(_file, mail.attachments))


def _html(mail: Mail) -> bytes:
    html = text_part("text/html", mail.words.html)
    if mail.code_picture is None:
        return html
    headers = (f"Content-ID: <{CODE_PICTURE}>", 'Content-Disposition: inline; filename="code.png"')
    return multipart("related", html, binary_part("image/png", mail.code_picture, *headers))


def _calendar(calendar: Calendar) -> bytes:
    kind = f"text/calendar; charset=utf-8; method={calendar.method}; name=conference.ics"
    return binary_part(kind, calendar.content)


def _file(attachment: Attachment) -> bytes:
    header = f'Content-Disposition: attachment; filename="{attachment.name}"'
    return binary_part("application/pdf", attachment.content, header)


@lru_cache(maxsize=256)  # the sender’s stand in every mail
def _address(text: str, name: str) -> Address:
    user, _, domain = text.rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode()
        shown = clean(name.translate(_NEEDS_QUOTES))
        return Address(shown, addr_spec=f"{user}@{ascii_domain}")
    except (ValueError, IndexError, HeaderParseError) as error:
        raise BadAddress(f"“{clean(text)}” is not an address") from error
