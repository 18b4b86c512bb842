"""Codes that are made by chance: what a badge’s QR holds, what a person can read out, secrets."""

import base64
import hashlib
import secrets

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
# Nothing that is mistaken for another letter or figure when read out or written by hand.
UNMISTAKABLE = "34679ACDEFGHJKMNPQRTVWXY"


def badge_code() -> str:
    """26 characters, 130 bits: the whole content of a badge’s QR code. It names nobody."""
    return base64.b32encode(secrets.token_bytes(17)).decode()[:26]


def short_code(length: int = 6) -> str:
    """A few unmistakable characters. They find something and are never a credential."""
    return "".join(secrets.choice(UNMISTAKABLE) for _ in range(length))


def secret() -> str:
    """A secret for a cookie or a one-time link; only its SHA-256 is kept."""
    return secrets.token_urlsafe(32)


def sha256(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()
