"""One badge, drawn: what all of a category share is drawn once a document and reused."""

from __future__ import annotations

from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from conference.documents import fonts, palette
from conference.documents.badge_layouts import Box, Layout
from conference.documents.badge_setting import Setting
from conference.documents.characters import clean
from conference.documents.hall import draw_hall, draw_seat
from conference.documents.qr import draw_qr
from conference.documents.typesetting import MM, draw, draw_block, draw_centred, fill, stroke


@dataclass(frozen=True, slots=True)
class Masthead:
    """What stands on every badge of an edition; the day in words, the accent as “#rrggbb”."""

    title: str
    day: str
    accent: str = ""


@dataclass(frozen=True, slots=True)
class Badge:
    """What stands on one. Without a name it is a blank one to write on."""

    first_line: str = ""
    family_name: str = ""
    organisation: str = ""
    role: str = ""
    category: str = "delegate"
    word: str = ""  # on the band; the category’s own where empty
    may_be_photographed: bool = False
    code: str = ""
    short_code: str = ""
    rank: str = ""  # “Rt Hon Sir”, set small above the first line

    @property
    def name(self) -> str:
        """By which a person finds it in a list."""
        return (
            " ".join(f"{self.rank} {self.first_line} {self.family_name}".split()) or "A blank badge"
        )

    @property
    def is_blank(self) -> bool:
        """Whether somebody is to write the name on it."""
        return not self.first_line.strip() and not self.family_name.strip()


def draw_badge(
    canvas: Canvas, badge: Badge, layout: Layout, masthead: Masthead, setting: Setting
) -> None:
    """A badge with its foot on the left at the origin. Raises UnreadableCode."""
    if badge.code:
        draw_qr(canvas, badge.code, layout.qr.x, layout.qr.y, layout.qr.width)
    canvas.doForm(_ground(canvas, badge, layout, masthead))
    if layout.hall and badge.code:
        draw_seat(canvas, *layout.hall, palette.of_category(badge.category), badge.code)
    if not badge.may_be_photographed and not badge.is_blank:
        canvas.doForm(_no_photographs(canvas, layout.no_photographs))
    fill(canvas, palette.INK)
    if badge.is_blank:
        _lines_to_write_on(canvas, layout)
    for lines in setting.lines:
        fill(canvas, lines.colour)
        draw_block(canvas, lines.x, lines.top, lines.block)
    _draw_short_code(canvas, layout, badge.short_code)


def _ground(canvas: Canvas, badge: Badge, layout: Layout, masthead: Masthead) -> str:
    """The name of the form that holds what a category’s badges share."""
    word = clean(badge.word or badge.category).upper()
    form = f"ground-{badge.category}-{word}".encode().hex()
    if not canvas.hasForm(form):
        canvas.beginForm(form, 0, 0, layout.width, layout.height)
        _draw_masthead(canvas, layout, masthead)
        if layout.hall:
            draw_hall(canvas, *layout.hall, palette.LINE)
        _draw_band(canvas, layout, palette.of_category(badge.category), word)
        canvas.endForm()
    return form


def _draw_masthead(canvas: Canvas, layout: Layout, masthead: Masthead) -> None:
    """The mark and the title, the day beneath; on a label all in one line."""
    box, lines = layout.masthead, [masthead.title, masthead.day]
    if not box.height:
        lines = [" · ".join(lines)]
    size = layout.masthead_size
    d = size * (0.36 if box.height else 0.21)
    indent = 9.54 * d + 0.6 * size
    widest = max(fonts.ems(clean(line), fonts.LABEL) for line in lines)
    size = min(size, (box.width - indent) / widest)
    accent = palette.accent(masthead.accent)
    draw_hall(canvas, box.x + 4.77 * d, box.y - (len(lines) - 1) * 1.25 * size, d, accent, rows=3)
    for at, (line, colour) in enumerate(zip(lines, (palette.INK, palette.QUIET), strict=False)):
        fill(canvas, colour)
        chain = fonts.TEXT if at else fonts.LABEL
        draw(canvas, box.x + indent, box.y - at * 1.25 * size, clean(line), chain, size)


def _draw_band(canvas: Canvas, layout: Layout, colour: palette.Colour, word: str) -> None:
    band = layout.band
    room = band.x + band.width - layout.word_at - 2 * MM
    size = min(layout.word_size, room / max(fonts.ems(word, fonts.STRONG) + 0.08 * len(word), 0.1))
    fill(canvas, colour)
    canvas.rect(band.x, band.y, band.width, band.height, stroke=0, fill=1)
    fill(canvas, palette.WHITE)
    baseline = band.y + band.height / 2 - 0.33 * size
    draw(canvas, layout.word_at, baseline, word, fonts.STRONG, size, tracking=0.08 * size)


def _no_photographs(canvas: Canvas, box: Box) -> str:
    """The name of the form with the mark: a camera, struck out."""
    form = "no-photographs"
    if not canvas.hasForm(form):
        canvas.beginForm(form, 0, 0, box.x + box.width + 2, box.top + 2)
        canvas.translate(box.x + box.width / 2, box.y + box.height / 2)
        canvas.scale(box.width / 24, box.height / 24)
        _draw_camera(canvas)
        canvas.endForm()
    return form


def _draw_camera(canvas: Canvas) -> None:
    """Within a circle of radius 11 about the origin."""
    fill(canvas, palette.INK)
    canvas.roundRect(-6.5, -4.5, 13, 8.5, 1.2, stroke=0, fill=1)
    canvas.rect(-2.6, 3.5, 5.2, 1.8, stroke=0, fill=1)
    fill(canvas, palette.WHITE)
    canvas.circle(0, -0.4, 2.7, stroke=0, fill=1)
    stroke(canvas, palette.WHITE, 4)
    canvas.line(-7, 7, 7, -7)
    stroke(canvas, palette.ACCENT, 1.9)
    canvas.circle(0, 0, 11, stroke=1, fill=0)
    canvas.line(-7.7, 7.7, 7.7, -7.7)


def _lines_to_write_on(canvas: Canvas, layout: Layout) -> None:
    box = layout.names
    stroke(canvas, palette.QUIET, 0.6)
    for share in (0.45, 0.85) if layout.details is None else (0.8,):
        canvas.line(
            box.x, box.top - share * box.height, box.x + box.width, box.top - share * box.height
        )
    if layout.details:
        middle = layout.details.y + layout.details.height / 2
        canvas.line(box.x, middle, layout.details.x + layout.details.width - 4, middle)


def _draw_short_code(canvas: Canvas, layout: Layout, short_code: str) -> None:
    size = 0.12 * layout.qr.width
    middle = layout.qr.x + layout.qr.width / 2
    fill(canvas, palette.INK)
    code = clean(short_code)
    draw_centred(canvas, middle, layout.short_code_at, code, fonts.STRONG, size, 0.12 * size)
