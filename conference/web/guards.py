"""Who may see a page. Every view carries exactly one guard; a route without one is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from conference.models import Role

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Guard:
    """Who a view is for. With roles, somebody who is signed in with one of them."""

    name: str
    roles: frozenset[Role] = frozenset()


PUBLIC = Guard("public")
LINK_HOLDER = Guard("link_holder")


def public(view: View) -> View:
    """For everybody."""
    return _mark(view, PUBLIC)


def link_holder(view: View) -> View:
    """For whoever holds the link: the token in the address is the credential."""
    return _mark(view, LINK_HOLDER)


def roles(*allowed: Role) -> Callable[[View], View]:
    """For people who are signed in with one of these roles."""

    def decorate(view: View) -> View:
        return _mark(view, Guard("roles", frozenset(allowed)))

    return decorate


def guard_of(app: Flask, endpoint: str) -> Guard | None:
    """The guard of a route’s view; Flask’s own static files are public."""
    if endpoint == "static":
        return PUBLIC
    return getattr(app.view_functions[endpoint], "guard", None)


def init_app(app: Flask) -> None:
    """Hold every request against its guard."""
    app.before_request(_enforce)


def refuse_unguarded(app: Flask) -> None:
    """Raise RuntimeError, at start-up, for a route whose view carries no guard."""
    for rule in app.url_map.iter_rules():
        if guard_of(app, rule.endpoint) is None:
            raise RuntimeError(f"the route {rule.rule} has no guard")


def _mark(view: View, guard: Guard) -> View:
    view.guard = guard  # type: ignore[attr-defined]
    return view


def _enforce() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # no such route: Flask answers
    guard = guard_of(current_app, request.endpoint)
    if guard is None:
        abort(403)
    if not guard.roles:
        return None
    if not current_user.is_authenticated:
        return _send_to_sign_in()
    if current_user.role not in guard.roles:
        abort(403)
    return None


def _send_to_sign_in() -> ResponseReturnValue:
    """A page that was asked for is reached after signing in; anything else is refused at once."""
    if request.method not in ("GET", "HEAD") or request.accept_mimetypes.best == "application/json":
        abort(401)
    return redirect(url_for("sign_ins.new", next=request.full_path.rstrip("?")), 303)
