"""`organiser add EMAIL`."""

from __future__ import annotations

import click
from email_validator import EmailNotValidError, validate_email
from flask.cli import AppGroup
from sqlalchemy import select
from sqlalchemy.orm import Session

from conference.clock import now
from conference.commands import ACTOR, in_one_line
from conference.db import writing
from conference.errors import Refusal
from conference.models import Organiser, Role
from conference.services.keeping_accounts import renew_sign_in_link
from conference.services.signing_in import add_organiser
from conference.web.context import links


@click.group("organiser", cls=AppGroup)
def organisers() -> None:
    """Those who sign in: organisers, stewards, finance, and the host’s security desk."""


@organisers.command()
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ORGANISER.value,
    show_default=True,
)
@in_one_line
def add(email: str, role: str) -> None:
    """Let EMAIL sign in, and print a one-time link.

    Somebody who may already gets a new one, in place of a link that wasn’t used.
    """
    with writing() as session:
        organiser = _organiser(session, email, Role(role))
        secret = renew_sign_in_link(session, organiser, now(), actor=ACTOR)
    click.echo(links().page(f"/sign-in/{secret}"))


def _organiser(session: Session, email: str, role: Role) -> Organiser:
    email = email.strip().casefold()
    known = session.scalar(select(Organiser).where(Organiser.email == email))
    if known is None:
        return add_organiser(session, _address(email), role, now(), actor=ACTOR)
    if known.role is not role:
        raise Refusal(f"{email} signs in as {known.role} already. Remove them first.")
    return known


def _address(email: str) -> str:
    try:
        return validate_email(email, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise Refusal(f"“{email}” is not an email address.") from error
