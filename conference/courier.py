"""One pass over the outbox: claim a message, write it, send it, record what became of it.

Any number of couriers share the queue. Claims and records are short writes; a mail is written and
sent outside of any.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from sqlalchemy.orm import Session

from conference.clock import now
from conference.config import Config
from conference.db import db, writing
from conference.documents.mails import BadAddress, bare_address
from conference.gateways.mail import (
    Envelope,
    Interrupted,
    MailFolder,
    Postbox,
    Postponed,
    Refused,
    Undelivered,
    Unreachable,
)
from conference.gateways.smtp import MailServer
from conference.links import Links
from conference.models import Delivery
from conference.services import outbox
from conference.services.mailing import envelope_of
from conference.services.outbox import Claim

Change = Callable[[Session], None]

log = logging.getLogger(__name__)


@dataclass
class Round:
    """What came of one pass. Trouble is what ended it early, in words."""

    delivered: int = 0
    undelivered: int = 0
    dropped: int = 0
    trouble: str = ""


class NoLongerSo(Exception):
    """What the message tells of has passed."""


class Courier:
    """Takes messages from the outbox to a postbox, one after the other."""

    def __init__(self, config: Config, links: Links, timeout: float = 20) -> None:
        self.links = links
        self.sender = config.mail_from
        self.delivery = Delivery.SENT if config.smtp_url else Delivery.FILED
        self.postbox = _postbox(config, timeout)

    def deliver_due(self, stop: Event | None = None) -> Round:
        """Send what is due, until nothing is, the server is in trouble, or it is told to stop."""
        done = Round()
        claim = None if stop and stop.is_set() else _first_claim()
        try:
            while claim is not None:
                change = self._deliver(claim, done)
                is_over = bool(done.trouble) or (stop is not None and stop.is_set())
                claim = _record(change, is_over)
        finally:
            self.postbox.close()
        return done

    def _deliver(self, claim: Claim, done: Round) -> Change:
        """Send one; gives what is to be recorded of it, however it ended."""
        try:
            self.postbox.send(self._envelope(claim))
        except NoLongerSo:
            done.dropped += 1
            return lambda session: outbox.drop(session, claim)
        except Undelivered as failure:
            return _put_back(claim, failure, done)
        except Exception as error:
            log.exception("Message %s could not be written.", claim.message_id)
            reason = f"It couldn’t be written: {type(error).__name__}"
            return _put_back(claim, Postponed(reason), done)
        done.delivered += 1
        return lambda session: outbox.deliver(session, claim, now(), self.delivery)

    def _envelope(self, claim: Claim) -> Envelope:
        message = outbox.fetch(db.session(), claim)
        if not message.is_still_so(now()):
            raise NoLongerSo
        try:
            return envelope_of(message, self.links, self.sender, now())
        except BadAddress as error:
            raise Refused(str(error)) from error
        finally:
            db.session.rollback()  # no transaction stays open while the server takes its time


def _postbox(config: Config, timeout: float) -> Postbox:
    if config.smtp_url is None:
        return MailFolder(config.data_dir / "mail")
    return MailServer(config.smtp_url, bare_address(config.mail_from).rpartition("@")[2], timeout)


def _first_claim() -> Claim | None:
    if not outbox.has_due(db.session(), now()):
        return None
    with writing() as session:
        return outbox.claim(session, now())


def _record(change: Change, is_over: bool) -> Claim | None:
    """Record what became of one message and claim the next, in one write."""
    with writing() as session:
        change(session)
        return None if is_over else outbox.claim(session, now())


def _put_back(claim: Claim, failure: Undelivered, done: Round) -> Change:
    """Why it didn’t leave, and whether it is to be tried again."""
    done.undelivered += 1
    reason = str(failure)
    if isinstance(failure, Interrupted | Unreachable):
        done.trouble = reason
    if isinstance(failure, Refused):
        return lambda session: outbox.fail(session, claim, reason)
    if isinstance(failure, Unreachable):
        return lambda session: outbox.release(session, claim, now(), reason)
    return lambda session: outbox.postpone(session, claim, now(), reason)
