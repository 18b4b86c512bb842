"""Addresses and tags that every page repeats, made once."""

from __future__ import annotations

from functools import lru_cache

from flask import Flask, url_for
from flask_login import current_user
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Make them known to the templates."""
    app.jinja_env.globals.update(
        address=address,
        current_user=current_user,
        font=font,
        image=image,
        script=script,
        stylesheet=stylesheet,
    )


@lru_cache(maxsize=2048)
def address(endpoint: str, year: int | None = None, slug: str | None = None) -> str:
    """A page’s address; without a year, the current edition’s."""
    return url_for(endpoint, year=year, slug=slug)


@lru_cache
def stylesheet(name: str) -> Markup:
    """A link to a stylesheet of ours."""
    href = url_for("static", filename=f"css/{name}.css")
    return Markup('<link rel="stylesheet" href="{}">').format(href)


@lru_cache
def script(name: str) -> Markup:
    """A module of ours."""
    src = url_for("static", filename=f"js/{name}.js")
    return Markup('<script type="module" src="{}"></script>').format(src)


@lru_cache
def font(path: str) -> Markup:
    """A font that the first lines need, fetched early.

    Its address must be the one in the stylesheet, so it goes without a hash: the version is in
    the folder’s name.
    """
    href = url_for("static", filename=f"vendor/{path}").partition("?")[0]
    tag = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return Markup(tag).format(href)  # noqa: S704 – a literal


@lru_cache
def image(name: str) -> str:
    """The address of an image of ours."""
    return url_for("static", filename=f"img/{name}")
