"""One organisation’s annual conference: registering, mail, badges, lists and the door."""

from __future__ import annotations

from flask import Flask
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from conference import cli, db
from conference.config import ROOT, Config
from conference.links import Links
from conference.logs import DISCRETION
from conference.web import (
    blueprints,
    csrf,
    errors,
    filters,
    guards,
    headers,
    numbers,
    static_files,
    tags,
)
from conference.web.sign_ins import login_manager

__version__ = "0.1.0"

MAX_REQUEST = 4 * 1024 * 1024  # bytes: a spreadsheet of 10,000 delegates is 2 MB


def create_app(config: Config | None = None) -> Flask:
    """The one place that joins the layers. Raises ConfigError when a setting is wrong."""
    config = config or Config.load()
    app = Flask(__name__, template_folder=ROOT / "templates", static_folder=str(ROOT / "static"))
    app.config.from_mapping(_flask_settings(config))
    app.extensions["conference"] = config
    app.extensions["conference_links"] = Links(
        (config.secret_key, *config.secret_key_fallbacks), config.base_url
    )
    if config.proxies:
        n = config.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=n, x_proto=n, x_host=n)  # type: ignore[method-assign]
    db.init_app(app, config)
    Migrate(app, db.db, directory=str(ROOT / "conference" / "migrations"))
    csrf.csrf.init_app(app)
    # Not `init_app`, which would read the session for every page; templates get the lazy
    # `current_user` from `tags`, and there is no cookie that remembers.
    app.login_manager = login_manager  # type: ignore[attr-defined]
    for part in (numbers, static_files, filters, tags, guards, headers, errors):
        part.init_app(app)
    for blueprint in blueprints():
        app.register_blueprint(blueprint)
    cli.init_app(app)
    app.logger.addFilter(DISCRETION)
    guards.refuse_unguarded(app)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret_key,
        "SECRET_KEY_FALLBACKS": list(config.secret_key_fallbacks),
        "SESSION_COOKIE_NAME": "__Host-conference" if config.is_secure else "conference",
        "SESSION_COOKIE_SECURE": config.is_secure,
        "SESSION_COOKIE_SAMESITE": "Lax",  # Strict loses the session on the way back from a payment
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_PATH": "/",
        "TRUSTED_HOSTS": config.trusted_hosts,
        "MAX_CONTENT_LENGTH": MAX_REQUEST,
        "MAX_FORM_MEMORY_SIZE": MAX_REQUEST,
        "WTF_CSRF_TIME_LIMIT": None,  # a form may stay open over lunch
        "WTF_CSRF_SSL_STRICT": False,  # link pages send no referrer, by policy
        "TEMPLATES_AUTO_RELOAD": False,
    }
