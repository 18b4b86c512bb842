"""Settings: from the environment, or a `.env` file in the data folder; the environment wins."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from conference.errors import ConfigError

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_BASE_URL = "http://127.0.0.1:8000"
SHORTEST_KEY = 32


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that a deployment may set. See the README for what each setting means."""

    data_dir: Path
    database_url: str
    secret_key: str
    secret_key_fallbacks: tuple[str, ...] = ()
    base_url: str = DEFAULT_BASE_URL
    smtp_url: str | None = None
    mail_from: str = "conference@localhost"
    proxies: int = 0
    session_hours: int = 12
    host: str = "127.0.0.1"

    @property
    def is_secure(self) -> bool:
        """Whether the site is reached over https."""
        return self.base_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def trusted_hosts(self) -> list[str]:
        """The hosts that a request may name."""
        named = urlsplit(self.base_url).hostname or ""
        return sorted({named, "localhost", "127.0.0.1", self.host} - {""})

    @classmethod
    def load(
        cls,
        data_dir: Path | str | None = None,
        environ: Mapping[str, str] | None = None,
        default_base_url: str = DEFAULT_BASE_URL,
    ) -> Config:
        """Read the settings and make the data folder. Raises ConfigError, in a sentence."""
        outer = os.environ if environ is None else environ
        folder = _folder(Path(data_dir or outer.get("DATA_DIR") or ROOT / "instance"))
        inner = {k: v for k, v in dotenv_values(folder / ".env").items() if v is not None}
        given = {**inner, **outer}
        key, fallbacks = _keys(given, folder)
        return cls(
            data_dir=folder,
            database_url=_database_url(given.get("DATABASE_URL"), folder),
            secret_key=key,
            secret_key_fallbacks=fallbacks,
            base_url=_base_url(given.get("BASE_URL") or default_base_url),
            smtp_url=_smtp_url(given.get("SMTP_URL")),
            mail_from=_mail_from(given.get("MAIL_FROM") or cls.mail_from),
            proxies=_whole_number(given, "PROXIES", cls.proxies, least=0),
            session_hours=_whole_number(given, "SESSION_HOURS", cls.session_hours, least=1),
            host=given.get("HOST") or cls.host,
        )


def _folder(path: Path) -> Path:
    path = path.resolve()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"The data folder {path} can’t be made: {error.strerror}.") from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise ConfigError(f"The data folder {path} can’t be written to.")
    return path


def _keys(given: Mapping[str, str], folder: Path) -> tuple[str, tuple[str, ...]]:
    """The SECRET_KEY and, after commas, older ones that links and cookies may still use."""
    first, *older = (given.get("SECRET_KEY") or _kept_key(folder)).split(",")
    if len(first) < SHORTEST_KEY or len(set(first)) < 8:
        raise ConfigError(
            f"SECRET_KEY is too short or too simple: {SHORTEST_KEY} random characters or more."
        )
    return first, tuple(older)


def _kept_key(folder: Path) -> str:
    path = folder / "secret_key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as file:
        file.write(key := secrets.token_hex(32))
    return key


def _database_url(url: str | None, folder: Path) -> str:
    if not url:
        return f"sqlite:///{folder / 'conference.db'}"
    scheme, _, rest = url.partition("://")
    if scheme in ("postgres", "postgresql"):
        return f"postgresql+psycopg://{rest}"
    if scheme in ("sqlite", "postgresql+psycopg"):
        return url
    raise ConfigError("DATABASE_URL starts with “sqlite:///” or “postgresql://”.")


def _base_url(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise ConfigError("BASE_URL is an address such as “https://conference.example.org”.")
    return url.rstrip("/")


def _smtp_url(url: str | None) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or not _has_port(url):
        raise ConfigError("SMTP_URL is an address such as “smtp://user:password@host:587”.")
    return url


def _has_port(url: str) -> bool:
    """Whether what stands in the place of a port is one, or nothing does."""
    try:
        return urlsplit(url).port != 0
    except ValueError:
        return False


def _mail_from(text: str) -> str:
    user, _, domain = parseaddr(text)[1].rpartition("@")
    if not user or not domain or not text.isprintable():
        raise ConfigError(
            "MAIL_FROM is an address such as “conference@example.org”, or “Name <address>”."
        )
    return text


def _whole_number(given: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = given.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or int(text) < least:
        raise ConfigError(f"{name} is a whole number, {least} or more.")
    return int(text)
