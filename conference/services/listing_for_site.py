"""Lists for the site: its gatehouse and its kitchen."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlalchemy.orm import Session

from conference.documents.sheets import Align, Column, Sheet
from conference.models import Edition, Needs, Registration, Visit
from conference.models.names import fold
from conference.services.listing import NAME, confirmed, sheet_of
from conference.wording import plural

ON_ID = Column("Name on photo ID, if different", 1.2)
GATEHOUSE = (
    (Column("Family name"), Registration.family_name),
    (Column("Given name"), Registration.given_name),
    (ON_ID, Visit.id_name),
    (Column("Organisation", 1.4), Registration.organisation),
    (Column("Number plate", 0.8), Visit.vehicle_registration),
)
SEVERE = ("severe", "anaphyla", "epipen", "adrenaline", "life threatening")  # as `fold` has it


def gatehouse_list(session: Session, edition: Edition, now: datetime) -> Sheet:
    """For the host’s security desk: the name as on the photo ID where that is asked, and plates."""
    asked = [pair for pair in GATEHOUSE if edition.asks_id_name or pair[0] is not ON_ID]
    wanted = confirmed(edition, *(kept for _, kept in asked)).outerjoin(Visit)
    return sheet_of(
        edition,
        now,
        "Gatehouse list",
        tuple(column for column, _ in asked),
        [tuple(cell or "" for cell in row) for row in session.execute(wanted)],
        note=f"For {edition.host_name or 'the gatehouse'} only. "
        f"Destroy it {plural(edition.retention_gate_days, 'day')} after the conference.",
        initials=0,
        landscape=True,
    )


def catering_list(session: Session, edition: Edition, now: datetime) -> Sheet:
    """For the kitchen: how many of each, and names for severe allergies only."""
    wanted = confirmed(edition, *NAME, Needs.dietary).outerjoin(Needs)
    people = [
        (f"{given} {family}".strip(), diet or "") for given, family, diet in session.execute(wanted)
    ]
    words = {fold(diet): diet for _, diet in reversed(people)}
    counts = Counter(fold(diet) for _, diet in people)
    rows = [
        (words[key] or "Nothing said", str(number), "")
        for key, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    rows += [(diet, "", name) for name, diet in people if _is_severe(diet)]
    return sheet_of(
        edition,
        now,
        "Catering",
        (
            Column("Diet or allergy", 2),
            Column("People", 0.5, Align.RIGHT),
            Column("Name, where severe"),
        ),
        rows,
        note=f"{plural(len(people), 'person', 'people')} in all. Destroy this list "
        f"{plural(edition.retention_needs_days, 'day')} after the conference.",
    )


def _is_severe(diet: str) -> bool:
    return any(word in fold(diet) for word in SEVERE)
