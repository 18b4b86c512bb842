"""Markdown that organisers write, as HTML that is safe on a page and in a mail."""

import re
from functools import lru_cache

import nh3
from markdown import Markdown
from markupsafe import Markup

# What an organiser may write in a description. Headings start below those of the page.
_TAGS = {"a", "blockquote", "br", "code", "em", "h3", "h4", "hr", "li", "ol", "p", "strong", "ul"}
_SCHEMES = {"http", "https", "mailto", "tel"}

_cleaner = nh3.Cleaner(
    tags=_TAGS,
    attributes={"a": {"href"}},
    url_schemes=_SCHEMES,
    link_rel="noopener noreferrer",
)

# A line break within a paragraph: neither line is empty or a heading, the next begins no list.
_FOLD = re.compile(r"^(?!#)(.+)\n(?=[^\s#*\-+\d>])", re.MULTILINE)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ +", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<!\w)(\*\*?|__?)(?=\S)(.+?)(?<=\S)\1(?!\w)", re.DOTALL)


@lru_cache(maxsize=256)  # the same few texts stand on every page and in every mail
def markdown(text: str) -> Markup:
    """Markdown as HTML that holds nothing but plain text mark-up and safe links."""
    html = Markdown(output_format="html").convert(text)
    return Markup(_cleaner.clean(html))  # noqa: S704 – this is the cleaned text


def plain(text: str) -> str:
    """Markdown for a mail in plain text: paragraphs unfolded, emphasis and signs left out, links
    with their address."""
    unfolded = _FOLD.sub(r"\1 ", text.replace("\r\n", "\n"))
    linked = _LINK.sub(r"\1 (\2)", unfolded)
    return _EMPHASIS.sub(r"\2", _HEADING.sub("", linked))
