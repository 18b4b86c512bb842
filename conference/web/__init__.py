"""The pages: a blueprint a noun."""

from importlib import import_module

from flask import Blueprint

NOUNS = (
    "accounts",
    "badges",
    "bookings",
    "checkin",
    "delegate_places",
    "delegates",
    "editing_agendas",
    "editing_speakers",
    "editing_tickets",
    "editions",
    "exports",
    "health",
    "imports",
    "looks",
    "messages",
    "offers",
    "organisers",
    "pages",
    "places",
    "programmes",
    "registrations",
    "sign_ins",
)


def blueprints() -> list[Blueprint]:
    """All of them, imported here so that nothing is imported before there is an app."""
    return [import_module(f"{__name__}.{noun}").bp for noun in NOUNS]
