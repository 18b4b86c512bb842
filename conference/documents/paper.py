"""A PDF from its first page to its bytes, and the marks that every paper of ours shares."""

from __future__ import annotations

from io import BytesIO
from threading import Lock

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from conference.documents.fonts import face

rl_config.useA85 = 0  # streams as bytes: a fifth smaller, and no time lost to write them as text

A4 = (210.0, 297.0)
A5 = (148.0, 210.0)

# A face keeps its place in its file while it is cut down to what a document uses.
_one_at_a_time = Lock()


def new_canvas(title: str, page_mm: tuple[float, float]) -> Canvas:
    """An empty document in British English, the same bytes for the same content."""
    millimetre = 72 / 25.4
    size = (page_mm[0] * millimetre, page_mm[1] * millimetre)
    canvas = Canvas(
        BytesIO(),
        pagesize=size,
        pageCompression=1,
        invariant=1,
        lang="en-GB",
        initialFontName=face("Sans").fontName,  # type: ignore[arg-type]  # the default isn’t embedded
    )
    canvas.setTitle(title)
    canvas.setCreator("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.setViewerPreference("PrintScaling", "None")  # labels are printed at their own size
    return canvas


def finished(canvas: Canvas) -> bytes:
    """The document’s bytes."""
    with _one_at_a_time:
        return bytes(canvas.getpdfdata())  # type: ignore[no-untyped-call]
