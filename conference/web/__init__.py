"""The pages: a blueprint a noun."""

from flask import Blueprint


def blueprints() -> list[Blueprint]:
    """All of them, imported here so that nothing is imported before there is an app."""
    from conference.web import (
        accounts,
        badges,
        editing_agendas,
        editing_speakers,
        editing_tickets,
        editions,
        health,
        messages,
        organisers,
        pages,
        programmes,
        sign_ins,
    )

    return [
        accounts.bp,
        badges.bp,
        editing_agendas.bp,
        editing_speakers.bp,
        editing_tickets.bp,
        editions.bp,
        health.bp,
        messages.bp,
        organisers.bp,
        pages.bp,
        programmes.bp,
        sign_ins.bp,
    ]
