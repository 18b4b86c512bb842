"""Time: aware and UTC inside, the edition's zone at the rim."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC. Views and commands read it once and pass it down."""
    return datetime.now(UTC)
