"""What a finished mail is, how it can fail to leave, and the folder for a run without a server."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """A finished mail and the bare addresses it goes from and to."""

    name: str  # what to call a file of it, without an ending
    sender: str
    recipient: str
    content: bytes


class Undelivered(Exception):
    """The mail did not leave; the reason is for an organiser to read."""


class Refused(Undelivered):
    """It never will: another attempt would end the same way."""


class Postponed(Undelivered):
    """Not now; the next mail may fare better."""


class Interrupted(Undelivered):
    """The connection broke during this mail, which may be the mail’s fault or the server’s."""


class Unreachable(Undelivered):
    """Nothing leaves at present; this mail has no part in it."""


class Postbox(Protocol):
    """What takes finished mails. It serves for a round of them and is then closed."""

    def send(self, envelope: Envelope) -> None:
        """Hand over one mail. Raises Undelivered."""

    def close(self) -> None:
        """End the round."""


class MailFolder:
    """A folder of `.eml` files, for a run without a mail server. Only its owner reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, envelope: Envelope) -> None:
        """Write the mail, whole or not at all; writing it again replaces it."""
        path = self.folder / f"{envelope.name}.eml"
        partial = path.with_suffix(".part")
        try:
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with open(partial, "wb", opener=_for_owner_only) as file:
                file.write(envelope.content)
            partial.replace(path)
        except OSError as error:
            raise Unreachable(f"{self.folder} can’t be written to: {error.strerror}") from error

    def close(self) -> None:
        """Nothing is open between mails."""


def _for_owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
