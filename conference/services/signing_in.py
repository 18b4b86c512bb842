"""Organisers, and the ways in which they sign in: a one-time link, or a password."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session

from conference.codes import secret, sha256
from conference.errors import Refusal
from conference.models import Organiser, Role, Scan, SignIn, SignInLink
from conference.services.recording import record
from conference.services.throttling import TooManyTries, count_try, tries

LINK_LIVES = timedelta(days=2)
SHORTEST_PASSWORD = 12
TRIES = 8  # for one account, or 40 from one network, in
WITHIN = timedelta(minutes=15)

# 19 MiB, two passes: OWASP’s choice for argon2id; the library’s own takes ten times as long.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_DUMMY_HASH = _hasher.hash("nobody has this password")

# Asked for by every request of somebody who is signed in, so composed once.
_SIGNED_IN = (
    select(Organiser)
    .join(SignIn)
    .where(
        SignIn.secret_sha256 == bindparam("secret_sha256"),
        SignIn.expires_at > bindparam("now"),
    )
)


class BadLink(Refusal):
    code = "bad_link"
    message = "This sign-in link has been used or has run out. Ask for a new one."
    status = 410


class WrongPassword(Refusal):
    code = "wrong_password"
    message = "The address and the password don’t go together."
    status = 422


class WeakPassword(Refusal):
    code = "weak_password"
    message = f"A password has {SHORTEST_PASSWORD} characters or more."
    status = 422


class OrganiserExists(Refusal):
    code = "organiser_exists"
    message = "Somebody with this address can sign in already."


class LastOrganiser(Refusal):
    code = "last_organiser"
    message = "This is the last organiser. Add another one first."


def add_organiser(
    session: Session, email: str, role: Role, now: datetime, *, name: str = "", actor: str
) -> Organiser:
    """Let somebody sign in. Raises OrganiserExists."""
    email = email.strip().casefold()
    if session.scalar(select(Organiser).where(Organiser.email == email)):
        raise OrganiserExists
    organiser = Organiser(email=email, role=role, name=name, created_at=now)
    session.add(organiser)
    session.flush()
    change = {"email": [None, email], "role": [None, role.value]}
    record(session, actor=actor, action="added", subject=organiser, now=now, change=change)
    return organiser


def remove_organiser(session: Session, organiser: Organiser, now: datetime, *, actor: str) -> None:
    """Take somebody off; their sign-ins end at once, their scans stay. Raises LastOrganiser."""
    refuse_last(session, organiser)
    change = {"email": [organiser.email, None]}
    record(session, actor=actor, action="removed", subject=organiser, now=now, change=change)
    own_scans = update(Scan).where(Scan.organiser_id == organiser.id)
    session.execute(own_scans.values(organiser_id=None))
    session.delete(organiser)


def refuse_last(session: Session, organiser: Organiser) -> None:
    """Raise LastOrganiser where nobody would be left to let others in.

    The rows are locked, so that two who take each other off don’t both see the other one.
    """
    organisers = select(Organiser.id).where(Organiser.role == Role.ORGANISER)
    if session.scalars(organisers.with_for_update()).all() == [organiser.id]:
        raise LastOrganiser


def make_link(session: Session, organiser: Organiser, now: datetime) -> str:
    """A secret that signs in once, within two days."""
    made = secret()
    session.add(
        SignInLink(
            organiser_id=organiser.id, secret_sha256=sha256(made), expires_at=now + LINK_LIVES
        )
    )
    return made


def spend_link(session: Session, link: str, now: datetime, *, browser: str, hours: int) -> str:
    """Sign in by a one-time link; gives the cookie’s secret. Raises BadLink."""
    row = session.scalar(
        select(SignInLink).where(SignInLink.secret_sha256 == sha256(link)).with_for_update()
    )
    if row is None or row.spent_at is not None or row.expires_at <= now:
        raise BadLink
    row.spent_at = now
    return sign_in(session, row.organiser_id, now, browser=browser, hours=hours)


def sign_in(session: Session, organiser_id: int, now: datetime, *, browser: str, hours: int) -> str:
    """Begin a sign-in; gives the secret that its cookie holds."""
    made = secret()
    session.execute(delete(SignIn).where(SignIn.expires_at <= now))
    session.add(
        SignIn(
            organiser_id=organiser_id,
            secret_sha256=sha256(made),
            browser=browser[:200],
            created_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    return made


def sign_out(session: Session, cookie_secret: str) -> None:
    """End a sign-in, on the server too."""
    session.execute(delete(SignIn).where(SignIn.secret_sha256 == sha256(cookie_secret)))


def signed_in(session: Session, cookie_secret: str, now: datetime) -> Organiser | None:
    """Who is signed in with this cookie, if its sign-in still stands."""
    return session.scalar(_SIGNED_IN, {"secret_sha256": sha256(cookie_secret), "now": now})


def verify_password(
    session: Session, email: str, password: str, network: str, now: datetime
) -> Organiser:
    """The organiser with this password. Raises WrongPassword or TooManyTries; writes nothing.

    It takes as long for an unknown address as for a known one.
    """
    email = email.strip().casefold()
    if tries(session, "sign_in", email, now, within=WITHIN) >= TRIES:
        raise TooManyTries
    if tries(session, "network", network, now, within=WITHIN) >= 5 * TRIES:
        raise TooManyTries
    organiser = session.scalar(select(Organiser).where(Organiser.email == email))
    kept = organiser.password_hash if organiser else None
    try:
        _hasher.verify(kept or _DUMMY_HASH, password)
    except (VerifyMismatchError, InvalidHashError):
        raise WrongPassword from None
    if organiser is None or kept is None:
        raise WrongPassword
    return organiser


def count_failure(session: Session, email: str, network: str, now: datetime) -> None:
    """Note a wrong password, against the account and against the network it came from."""
    for kind, subject in (("sign_in", email.strip().casefold()), ("network", network)):
        count_try(session, kind, subject, now, limit=0, within=WITHIN)


def hash_password(password: str) -> str:
    """A password’s hash, which takes a while: outside of any write. Raises WeakPassword."""
    if len(password) < SHORTEST_PASSWORD:
        raise WeakPassword
    return _hasher.hash(password)
