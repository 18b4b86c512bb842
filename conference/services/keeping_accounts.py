"""The accounts of people who sign in: their role, their password, where they are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from conference.codes import sha256
from conference.errors import Refusal
from conference.models import Organiser, Role, SignIn, SignInLink
from conference.services.amending import amend
from conference.services.recording import record
from conference.services.signing_in import make_link, refuse_last


class UnknownOrganiser(Refusal):
    code: ClassVar[str] = "unknown_organiser"
    message: ClassVar[str] = "This person has been removed already."
    status: ClassVar[int] = 404


def organiser_of(session: Session, organiser_id: int) -> Organiser:
    """Somebody who signs in. Raises UnknownOrganiser."""
    organiser = session.get(Organiser, organiser_id)
    if organiser is None:
        raise UnknownOrganiser
    return organiser


def change_role(
    session: Session, organiser: Organiser, role: Role, now: datetime, *, actor: str
) -> None:
    """Let somebody do other things, from their next request on. Raises LastOrganiser."""
    if role is not Role.ORGANISER:
        refuse_last(session, organiser)
    amend(session, organiser, {"role": role}, now, actor=actor)


def renew_sign_in_link(session: Session, organiser: Organiser, now: datetime, *, actor: str) -> str:
    """A new one-time link’s secret; earlier links of theirs that weren’t used are void."""
    unused = delete(SignInLink).where(
        SignInLink.organiser_id == organiser.id, SignInLink.spent_at.is_(None)
    )
    session.execute(unused)
    record(session, actor=actor, action="made a link", subject=organiser, now=now)
    return make_link(session, organiser, now)


def set_password(
    session: Session, organiser: Organiser, password_hash: str, secret: str, now: datetime
) -> None:
    """Keep a new password’s hash and end every sign-in but the one that sets it."""
    organiser.password_hash = password_hash
    _end(session, organiser.id, but=secret)
    record(session, actor=organiser.email, action="set password", subject=organiser, now=now)


def sign_ins_of(session: Session, organiser_id: int, now: datetime) -> Sequence[SignIn]:
    """Where somebody is signed in, the latest first."""
    own = select(SignIn).where(SignIn.organiser_id == organiser_id, SignIn.expires_at > now)
    return session.scalars(own.order_by(SignIn.created_at.desc(), SignIn.id.desc())).all()


def end_sign_in(session: Session, organiser_id: int, sign_in_id: int) -> None:
    """End one of somebody’s own sign-ins. One that is over, or isn’t theirs, is left alone."""
    session.execute(
        delete(SignIn).where(SignIn.id == sign_in_id, SignIn.organiser_id == organiser_id)
    )


def end_sign_ins(session: Session, organiser_id: int) -> None:
    """Sign somebody out everywhere."""
    session.execute(delete(SignIn).where(SignIn.organiser_id == organiser_id))


def _end(session: Session, organiser_id: int, *, but: str) -> None:
    others = SignIn.secret_sha256 != sha256(but)
    session.execute(delete(SignIn).where(SignIn.organiser_id == organiser_id, others))
