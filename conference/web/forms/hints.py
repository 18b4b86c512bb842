"""What looks like a slip and may be none: said on the check page, in nobody’s way."""

from __future__ import annotations

from rapidfuzz.distance import OSA

from conference.models.post_nominals import usual_order
from conference.web.forms.delegates import PersonForm

# Where most mailboxes are, and those that look like them without being a slip.
_COMMON = """
    gmail.com googlemail.com hotmail.com hotmail.co.uk outlook.com live.co.uk live.com msn.com
    yahoo.com yahoo.co.uk icloud.com me.com aol.com btinternet.com sky.com virginmedia.com
    nhs.net parliament.uk hertfordshire.gov.uk herts.ac.uk gsk.com
"""
COMMON = frozenset(_COMMON.split())
ALIKE = frozenset({"mail.com", "ymail.com", "gmx.com", "email.com"})


def hints(form: PersonForm) -> dict[str, str]:
    """A sentence for each field that may want a second look."""
    found = {
        "family_name": _about_one_name(form.family_name.data),
        "email": _about_address(form.email.data or ""),
        "post_nominals": _about_letters(form.post_nominals.data or ""),
    }
    return {name: words for name, words in found.items() if words}


def likely_meant(email: str) -> str | None:
    """The address that was probably meant, where the domain is one slip from a common one."""
    local, _, domain = email.casefold().rpartition("@")
    if not domain or domain in COMMON | ALIKE:
        return None
    near = [common for common in COMMON if OSA.distance(domain, common, score_cutoff=1) == 1]
    return f"{local}@{near[0]}" if len(near) == 1 else None


def _about_one_name(family_name: str | None) -> str | None:
    return None if family_name else "You gave one name only. Change it if there is a last name too."


def _about_address(email: str) -> str | None:
    meant = likely_meant(email)
    return f"Did you mean {meant}? Your ticket goes to this address." if meant else None


def _about_letters(post_nominals: str) -> str | None:
    usual = usual_order(post_nominals)
    return f"The usual order is {usual}. We keep them as you gave them." if usual else None
