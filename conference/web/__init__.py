"""The pages: a blueprint a noun."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """All of them, imported here so that nothing is imported before there is an app."""
    from conference.web import health, messages, pages, programmes, sign_ins

    return [health.bp, messages.bp, pages.bp, programmes.bp, sign_ins.bp]
