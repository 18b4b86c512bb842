"""What somebody asks for when they register: values, not rows."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from conference import codes
from conference.models.names import email_key, name_key


@dataclass(frozen=True, kw_only=True)
class Person:
    """What somebody says of a delegate."""

    given_name: str
    email: str
    family_name: str = ""
    prefix: str = ""
    post_nominals: str = ""
    badge_name: str = ""
    organisation: str = ""
    job_title: str = ""
    dietary: str = ""
    access_needs: str = ""
    vehicle_registration: str = ""
    id_name: str = ""
    list_consent: bool | None = None
    photo_consent: bool | None = None

    @property
    def name(self) -> str:
        """Given and family name."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def key(self) -> tuple[str, str]:
        """Who it is: the address and the folded name."""
        return email_key(self.email), name_key(self.given_name, self.family_name)


@dataclass(frozen=True, kw_only=True)
class Request:
    """A booking as it is asked for. The key makes a retry the same booking."""

    people: tuple[Person, ...]
    ticket_type: str
    booker_name: str
    booker_email: str
    key: str | None = None
    po_number: str = ""
    join_waiting: bool = False
    notify: bool = True
    actor: str = "delegate"

    @property
    def digest(self) -> str:
        """A mark of what was asked, whichever way the places were then."""
        said = asdict(self) | {"key": None, "join_waiting": None, "actor": None, "notify": None}
        return codes.sha256(json.dumps(said, sort_keys=True))
