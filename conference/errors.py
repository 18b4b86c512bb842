"""Refusals: the ways in which the conference says no, each with words and a code.

Raising one rolls back the write it stands in; one handler in `web` and one in `cli` show it.
"""

from typing import ClassVar


class Refusal(Exception):
    """Something that was asked for and can't be had. The message is for the person who asked."""

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "That can’t be done."
    status: ClassVar[int] = 409

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)

    def __str__(self) -> str:
        return str(self.args[0])


class ConfigError(Exception):
    """A setting that is wrong or missing, said in a sentence at start-up."""
