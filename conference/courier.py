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
        try:
            while not (stop and stop.is_set()) and (claim := self._claim()):
                self._deliver(claim, done)
                if done.trouble:
                    break
        finally:
            self.postbox.close()
        return done

    def _claim(self) -> Claim | None:
        if not outbox.has_due(db.session(), now()):
            return None
        with writing() as session:
            return outbox.claim(session, now())

    def _deliver(self, claim: Claim, done: Round) -> None:
        """However it ends, it is recorded: one message never stops the others."""
        try:
            self.postbox.send(self._envelope(claim))
        except NoLongerSo:
            done.dropped += 1
            _record(lambda session: outbox.drop(session, claim))
        except Undelivered as failure:
            _put_back(claim, failure, done)
        except Exception as error:
            log.exception("Message %s could not be written.", claim.message_id)
            _put_back(claim, Postponed(f"It couldn’t be written: {type(error).__name__}"), done)
        else:
            done.delivered += 1
            _record(lambda session: outbox.deliver(session, claim, now(), self.delivery))

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


def _put_back(claim: Claim, failure: Undelivered, done: Round) -> None:
    """Record why it didn’t leave, and whether it is to be tried again."""
    done.undelivered += 1
    reason = str(failure)
    if isinstance(failure, Interrupted | Unreachable):
        done.trouble = reason
    if isinstance(failure, Refused):
        _record(lambda session: outbox.fail(session, claim, reason))
    elif isinstance(failure, Unreachable):
        _record(lambda session: outbox.release(session, claim, now(), reason))
    else:
        _record(lambda session: outbox.postpone(session, claim, now(), reason))


def _record(change: Callable[[Session], None]) -> None:
    with writing() as session:
        change(session)
