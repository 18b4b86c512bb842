"""The hall: a dot a place. On the cover those that are left are in the accent; on a ticket, one."""

from functools import lru_cache

from markupsafe import Markup

from conference.documents.hall import SEATS, seat_of, seats

# Half a dot around the outermost row, which is 9.5 from the stage.
_VIEW = "-9.8 -9.8 19.6 10.1"


def hall(places: int, left: int) -> Markup:
    """The drawing for a tally. A hall of another size keeps its 200 dots and shows the share."""
    dots = SEATS if not places else round(SEATS * left / places)
    return _drawing(max(dots, 1) if left > 0 else dots)


def hall_of_one(code: str) -> Markup:
    """The drawing on a ticket: everybody’s places, and the one that its badge code lights up."""
    x, y = seat_of(code)
    return Markup(  # noqa: S704 – numbers of ours
        f'<svg class="hall" viewBox="{_VIEW}" aria-hidden="true" focusable="false">'
        f'<path class="hall-taken" d="{_dots(0, SEATS)}"/>'
        f'<path class="hall-own" d="M{x:.2f} {-y:.2f}h0"/></svg>'
    )


@lru_cache(maxsize=SEATS + 1)
def _drawing(left: int) -> Markup:
    taken, free = _dots(0, SEATS - left), _dots(SEATS - left, SEATS)
    return Markup(  # noqa: S704 – numbers of ours, nothing that anybody typed
        f'<svg class="hall" viewBox="{_VIEW}" aria-hidden="true" focusable="false">'
        f'<path class="hall-taken" d="{taken}"/><path class="hall-free" d="{free}"/></svg>'
    )


@lru_cache(maxsize=2 * SEATS)
def _dots(first: int, last: int) -> str:
    """Places from the stage outwards, as lines without length that the round caps make dots."""
    return "".join(f"M{x:.2f} {-y:.2f}h0" for x, y in seats()[first:last])
