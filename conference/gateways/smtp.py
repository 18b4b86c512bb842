"""A mail server, spoken to by SMTP (RFC 5321): what its answers mean for a mail and for the rest.

550 to a recipient         this mail never leaves            Refused
451 to a recipient, a mail this mail later, the others now   Postponed
silence, a hang-up, 421    this mail later, then the others  Interrupted
no connection, no sign-in  nothing leaves at present         Unreachable
"""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from contextlib import suppress
from urllib.parse import unquote, urlsplit

from conference.gateways.mail import (
    Envelope,
    Interrupted,
    Postponed,
    Refused,
    Undelivered,
    Unreachable,
)

PORTS = {"smtp": 25, "smtps": 465}
CLOSING = 421
TOO_LARGE = 552  # the one refusal at MAIL FROM that is about the mail and not about us


class MailServer:
    """A server by its address, `smtp[s]://user:password@host:port`. One connection a round."""

    def __init__(self, url: str, helo: str, timeout: float = 20) -> None:
        self.url = urlsplit(url)
        self.host = self.url.hostname or ""
        self.helo = helo  # smtplib would ask the DNS for it, which can take seconds
        self.timeout = timeout  # seconds, for each answer
        self.connection: smtplib.SMTP | None = None

    def send(self, envelope: Envelope) -> None:
        """Hand over one mail, in the connection that stands or else a new one."""
        connection = self.connection or self._connect()
        options = [] if envelope.recipient.isascii() else ["SMTPUTF8"]
        try:
            connection.sendmail(envelope.sender, [envelope.recipient], envelope.content, options)
        except (OSError, smtplib.SMTPException) as error:
            raise self._judge(error) from error

    def close(self) -> None:
        """Take leave; what the server says to that no longer matters."""
        connection, self.connection = self.connection, None
        if connection is not None:
            with suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            connection = self._reach()
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable(f"The mail server {self.host}: {_words(error)}") from error
        self.connection = connection
        try:
            self._introduce(connection)
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise Unreachable(f"The mail server {self.host}: {_words(error)}") from error
        return connection

    def _reach(self) -> smtplib.SMTP:
        port = self.url.port or PORTS[self.url.scheme]
        if self.url.scheme == "smtp":
            return smtplib.SMTP(self.host, port, self.helo, timeout=self.timeout)
        tls = _tls(self.host)
        return smtplib.SMTP_SSL(self.host, port, self.helo, timeout=self.timeout, context=tls)

    def _introduce(self, connection: smtplib.SMTP) -> None:
        """Encrypt where the server can, and sign in; no password crosses a network in the clear."""
        connection.ehlo_or_helo_if_needed()
        is_private = self.url.scheme == "smtps" or _is_this_machine(self.host)
        if self.url.scheme == "smtp" and connection.has_extn("starttls"):
            connection.starttls(context=_tls(self.host))
            connection.ehlo_or_helo_if_needed()
            is_private = True
        if self.url.username and not is_private:
            raise smtplib.SMTPException("it offers no encryption, so no password was sent")
        if self.url.username:
            connection.login(unquote(self.url.username), unquote(self.url.password or ""))

    def _judge(self, error: Exception) -> Undelivered:
        """Whose fault it is: the address’s, the mail’s, the server’s or ours."""
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return Refused("The mail server takes no address with letters beyond A to Z")
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            return self._judge_code(*next(iter(error.recipients.values())))
        self.close()  # what the server still expects is uncertain: the next mail begins afresh
        if isinstance(error, smtplib.SMTPSenderRefused) and error.smtp_code != TOO_LARGE:
            return Unreachable(f"The mail server takes nothing from us: {_words(error)}")
        if isinstance(error, smtplib.SMTPResponseException) and error.smtp_code > 0:
            return self._judge_code(error.smtp_code, error.smtp_error)
        return Interrupted(f"The connection broke: {_words(error)}")

    def _judge_code(self, code: int, said: bytes | str) -> Undelivered:
        reason = f"{code} {_text(said)}"
        if code == CLOSING:
            self.close()
            return Interrupted(reason)
        return Refused(reason) if code >= 500 else Postponed(reason)


def _tls(host: str) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if _is_this_machine(host):  # a relay of one’s own has a certificate of its own making
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return _text(str(error) or type(error).__name__)


def _text(said: bytes | str) -> str:
    """A server’s words on one line, cut to what an organiser will read."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(words.split())[:300]
