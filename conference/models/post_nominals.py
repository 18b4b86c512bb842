"""The order in which letters usually stand after a British name, for a hint and nothing more.

Debrett’s: baronet, Crown orders and decorations, Privy Council, King’s Counsel, JP, DL, degrees,
fellowships and professional bodies, Member of Parliament. Sources differ on the last, and letters
are kept as their owner gives them.
"""

from __future__ import annotations

_GROUPS = (
    "Bt",
    "VC GC KG LG KT LT",
    "GCB OM GCMG GCVO GBE CH KCB DCB KCMG DCMG KCVO DCVO KBE DBE",
    "CB CMG CVO CBE",
    "DSO LVO OBE ISO MVO MBE RRC DSC MC DFC QGM KPM QPM BEM",
    "PC",
    "ADC",
    "KC QC",
    "JP",
    "DL",
    "BA BSc BEng LLB MA MSc MEng MBA LLM MPhil PhD DPhil MD",
    "FBA FRS FREng FRCP FRSA FCA ACA FCMA CEng MRICS FRICS",
    "MP",
    "RN RAF",
)
_RANKS = {
    letters.casefold(): rank for rank, group in enumerate(_GROUPS) for letters in group.split()
}


def usual_order(post_nominals: str) -> str | None:
    """The same letters in their usual order, where that is another one; None where it isn’t.

    Within a group any order passes. One word that isn’t known, and nothing is said: a wrong hint
    is worse than none.
    """
    letters = post_nominals.replace(",", " ").split()
    if any(word.casefold() not in _RANKS for word in letters):
        return None
    usual = sorted(letters, key=lambda word: _RANKS[word.casefold()])
    return " ".join(usual) if usual != letters else None
