"""Papers as files: Markdown, a page, a page to print, and a Word document."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.lessons.papers.html import to_html, to_print
from bot.lessons.papers.markdown import to_markdown
from bot.lessons.papers.model import Item, Link, Paper, Part
from bot.lessons.papers.word import to_word

__all__ = [
    "FORMATS",
    "Format",
    "Item",
    "Link",
    "Paper",
    "Part",
    "to_html",
    "to_markdown",
    "to_print",
    "to_word",
]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file: how people call it, its media type, the file's ending and what writes it."""

    label: str
    media_type: str
    ending: str
    write: Callable[[Paper], bytes]


FORMATS = {
    "html": Format("Web page", "text/html", ".html", lambda paper: to_html(paper).encode()),
    "print": Format(
        "Page to print or save as PDF", "text/html", ".html", lambda paper: to_print(paper).encode()
    ),
    "markdown": Format(
        "Markdown", "text/markdown", ".md", lambda paper: to_markdown(paper).encode()
    ),
    "docx": Format(
        "Word document",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".docx",
        to_word,
    ),
}
"""Every format, by the name that commands and addresses give it."""
