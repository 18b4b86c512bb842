"""Links in mail: made from the key, a purpose, an id and a version, and stored nowhere.

They can be sent again, kept as a bookmark, and revoked by raising the version.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from conference.errors import Refusal

if TYPE_CHECKING:
    from conference.models import Booking, Registration

PURPOSES = {"booking": "bookings", "place": "places", "offer": "offers"}


class UnknownLink(Refusal):
    code: ClassVar[str] = "unknown_link"
    message: ClassVar[str] = "This link is not one of ours, or has been replaced by a newer one."
    status: ClassVar[int] = 404


class Links:
    """Makes and reads links. The first key signs; the others are still believed."""

    def __init__(self, keys: Sequence[str], base_url: str) -> None:
        self.keys = keys
        self.base_url = base_url

    def booking(self, booking: Booking) -> str:
        """The address of a booker’s own page."""
        return self._address("booking", self.booking_token(booking))

    def place(self, registration: Registration) -> str:
        """The address of a delegate’s own page."""
        return self._address("place", self.place_token(registration))

    def offer(self, registration: Registration) -> str:
        """The address of the page on which an offered place is accepted or declined."""
        return self._address("offer", self.offer_token(registration))

    def page(self, path: str) -> str:
        """The whole address of a page of this site, from its path."""
        return self.base_url + path

    def booking_token(self, booking: Booking) -> str:
        return self.token("booking", booking.id, booking.link_version)

    def place_token(self, registration: Registration) -> str:
        return self.token("place", registration.id, registration.link_version)

    def offer_token(self, registration: Registration) -> str:
        return self.token("offer", registration.id, registration.link_version)

    def token(self, purpose: str, id: int, version: int) -> str:
        """An id with its proof, safe in an address."""
        return f"{id}-{_proof(self.keys[0], purpose, id, version)}"

    def check(self, token: str, purpose: str, id: int, version: int) -> None:
        """Raise UnknownLink unless the token was made for just this."""
        given = token.partition("-")[2].encode()
        made = [_proof(key, purpose, id, version).encode() for key in self.keys]
        if True not in [hmac.compare_digest(given, one) for one in made]:
            raise UnknownLink

    def _address(self, purpose: str, token: str) -> str:
        return self.page(f"/{PURPOSES[purpose]}/{token}")


class MaskedLinks(Links):
    """Links for the eyes of organisers: they show where a link stands and open nothing."""

    def token(self, purpose: str, id: int, version: int) -> str:
        return "…"


def token_id(token: str) -> int:
    """The id that a token claims. Raises UnknownLink where it claims none."""
    digits = token.partition("-")[0]
    if not digits.isascii() or not digits.isdigit() or len(digits) > 12:
        raise UnknownLink
    return int(digits)


def _proof(key: str, purpose: str, id: int, version: int) -> str:
    text = f"link:{purpose}:{id}:{version}".encode()
    mac = hmac.new(key.encode(), text, hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:18]).decode()
