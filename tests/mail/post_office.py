"""A real SMTP server that also refuses, stalls and hangs up, as told by the recipient."""

from __future__ import annotations

import asyncio
from asyncio import Server
from collections import Counter
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP as POLICY
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

STALL = 30  # seconds, far beyond the patience of any test


class PostOffice:
    """What it does with a mail stands in the recipient: `451@…`, `550@…`, `stall@…`, `drop@…`."""

    def __init__(self) -> None:
        self.accepted: list[EmailMessage] = []
        self.asked: Counter[str] = Counter()  # how often each recipient was named
        self.connections = 0
        self.is_closing = False

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, said: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = name
        return said

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked[address] += 1
        if self.is_closing:
            return "421 4.3.2 Closing"
        if address.startswith("550"):
            return "550 5.1.1 No such mailbox"
        if address.startswith("451"):
            return "451 4.7.1 Greylisted, come again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        recipient = envelope.rcpt_tos[0]
        if recipient.startswith("stall"):
            await asyncio.sleep(STALL)
        if recipient.startswith("drop"):
            cast(Any, server.transport).abort()
            return "451 Gone"
        if recipient.startswith("554"):
            return "554 5.7.1 Looks like spam"
        content = cast(bytes, envelope.content)
        self.accepted.append(BytesParser(policy=POLICY).parsebytes(content))
        if recipient.startswith("hangup"):  # it took the mail, and the answer is lost on the way
            cast(Any, server.transport).abort()
        return "250 Accepted"

    @property
    def recipients(self) -> list[str]:
        """The addresses of all that was accepted, in order."""
        return [message["To"].addresses[0].addr_spec for message in self.accepted]


class OpenedOffice(Controller):
    """It serves in a thread, on a port that is free."""

    def _trigger_server(self) -> None:
        self.port = cast(Server, self.server).sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]
