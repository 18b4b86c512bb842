"""Markdown that organisers write, as paragraphs of plain text for paper."""

import re
from html import unescape

from conference.documents.characters import clean
from conference.prose import markdown

_END_OF_BLOCK = re.compile(r"</(?:p|li|h3|h4|blockquote)>|<br>|<hr>")
_TAG = re.compile(r"<[^>]+>")  # of sanitised HTML, in which a < of the text is written &lt;


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs without their mark-up; an item of a list is one too."""
    blocks = _END_OF_BLOCK.split(markdown(text))
    return tuple(filter(None, (clean(unescape(_TAG.sub("", block))) for block in blocks)))
