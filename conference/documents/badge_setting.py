"""The type of one badge: at what size each line fits, and what a person should look at.

The first line is the largest. It shrinks to the size at which it is wrapped, then is wrapped, and
stays at 20 points or more unless there is no room at all; it is never cut. The role is the last
line and the first to go.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from conference.documents import fonts
from conference.documents.badge_layouts import Box, Layout
from conference.documents.characters import clean
from conference.documents.palette import INK, QUIET, Colour
from conference.documents.typesetting import Block, block, largest

LEAST_FIRST_LINE = 20
_LEAST_FAMILY = 13
_RANK = 0.8  # of the organisation’s size
_TIGHT = 1.02  # the leading of the names
_SCALES = (1, 0.92, 0.84, 0.76, 0.68, 0.6, 0.52, 0.44, 0.36, 0.3, 0.24, 0.18, 0.12)


@dataclass(frozen=True, slots=True)
class Lines:
    """A block of type and where its top stands."""

    x: float
    top: float
    block: Block
    colour: Colour


@dataclass(frozen=True, slots=True)
class Setting:
    """The type of a badge, and why somebody should look at it, if so."""

    lines: tuple[Lines, ...]
    reasons: tuple[str, ...]


def set_badge(
    layout: Layout, first_line: str, family_name: str, organisation: str, role: str, rank: str = ""
) -> Setting:
    """Fit the texts into the layout. A rank stands small above the name, and leaves it its size."""
    title = block(rank, fonts.LABEL, _RANK * layout.organisation[0], layout.names.width, 1.3)
    lines = [Lines(layout.names.x, layout.names.top, title, INK)]
    layout = _lowered(layout, title.height)
    box = layout.names
    first, family = _names(layout, first_line, family_name)
    lines.append(Lines(box.x, box.top, first, INK))
    between = _between(layout, first)
    lines.append(Lines(box.x, box.top - first.height - between, family, INK))
    foot = box.top - first.height - between - family.height
    details = layout.details or Box(box.x, box.y, box.width, foot - box.y - 0.5 * family.size)
    employer, post = _details(layout, details, organisation, role)
    lines.append(Lines(details.x, details.top, employer, INK))
    lines.append(Lines(details.x, details.top - employer.height, post, QUIET))
    reasons = (
        *_reasons(layout, first, employer),
        *(["the job title had no room"] if role and not post.lines else []),
        *_unprintable(first_line + family_name, rank + organisation, role),
    )
    return Setting(tuple(line for line in lines if line.block.lines), reasons)


def _lowered(layout: Layout, height: float) -> Layout:
    """The layout with less room for the names, by that much from the top."""
    return replace(layout, names=replace(layout.names, height=layout.names.height - height))


def _names(layout: Layout, first_line: str, family_name: str) -> tuple[Block, Block]:
    """Both names, in the largest sizes at which they are no higher than their box."""
    box = layout.names
    room = box.height - (0 if layout.details else layout.organisation[0] * 2.5)
    for scale in _SCALES:
        first = _first_line(layout, first_line, scale)
        size = max(layout.first_line[0] * layout.family_share * scale, _LEAST_FAMILY * scale)
        family = _family(family_name, min(size, 0.8 * (first.size or size)), box.width)
        if first.height + _between(layout, first) + family.height <= room:
            break
    return first, family


def _between(layout: Layout, first: Block) -> float:
    """Room below the first line for its descenders and the accents of the second."""
    return 0 if layout.details else 0.14 * first.size


def _first_line(layout: Layout, text: str, scale: float) -> Block:
    most, wrapped_at = layout.first_line
    width, most = layout.names.width, most * scale
    whole = min(most, width / max(fonts.ems(clean(text), fonts.DISPLAY), 0.1))
    if whole >= wrapped_at:
        return block(text, fonts.DISPLAY, whole, width + 0.1, _TIGHT)
    sizes = _downwards(min(most, 36), LEAST_FIRST_LINE)
    least = min(most, LEAST_FIRST_LINE)
    return largest(text, fonts.DISPLAY, sizes, width, 3, _TIGHT) or block(
        text, fonts.DISPLAY, least, width, _TIGHT
    )


def _family(text: str, size: float, width: float) -> Block:
    least = min(size, max(0.7 * size, _LEAST_FAMILY))
    return largest(text, fonts.DISPLAY, _downwards(size, least), width, 1, 1.12) or block(
        text, fonts.DISPLAY, least, width, 1.12
    )


def _details(layout: Layout, box: Box, organisation: str, role: str) -> tuple[Block, Block]:
    """Organisation and role; the role goes before the organisation gets small."""
    post = Block((), fonts.TEXT, 0, 0)
    least = layout.organisation[1]
    for size, role_size in _pairs(layout):
        employer = block(organisation, fonts.LABEL, size, box.width, 1.14)
        post = block(role if role_size else "", fonts.TEXT, role_size or 1, box.width, 1.18)
        if employer.height + post.height <= box.height and (
            size <= least or not employer.is_broken
        ):
            break
    return employer, post


def _pairs(layout: Layout) -> Iterator[tuple[float, float]]:
    """Sizes of organisation and role to try, the role’s 0 when it is left out."""
    (most, least), (role_most, role_least) = layout.organisation, layout.role
    for share in (0, 0.25, 0.5, 0.75, 1):
        yield most - share * (most - least), role_most - share * (role_most - role_least)
    for share in (0, 0.25, 0.5, 0.75, 1):
        yield most - share * (most - least), 0
    for scale in (0.9, 0.8, 0.7, 0.6, 0.5, 0.4):
        yield least * scale, 0


def _downwards(most: float, least: float) -> Iterator[float]:
    size = most
    while size >= least:
        yield size
        size -= 1


def _reasons(layout: Layout, first: Block, employer: Block) -> Iterator[str]:
    if first.is_broken:
        yield "the name is divided where it has no hyphen"
    elif first.lines and first.size < layout.first_line[1]:
        yield f"the name is set in {first.size:.0f} points"
    if employer.lines and employer.size < layout.organisation[1]:
        yield f"the organisation is set in {employer.size:.0f} points"


def _unprintable(display: str, label: str, text: str) -> Iterator[str]:
    by_face = ((display, fonts.DISPLAY), (label, fonts.LABEL), (text, fonts.TEXT))
    characters = "".join(fonts.missing(said, face) for said, face in by_face)
    if missing := "".join(dict.fromkeys(characters)):
        yield f"no typeface here has {' '.join(missing)}: a line is left to write on"
