"""A paper as a page: to read in a browser, and to print or save as PDF.

A page carries its style within it and loads nothing, so that a saved copy looks the same.
"""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from bot.lessons.papers.model import Paper


def to_html(paper: Paper, downloads: tuple[tuple[str, str], ...] = ()) -> str:
    """Return the page; `downloads` are the names and addresses of files to offer on it."""
    return _template().render(paper=paper, for_print=False, downloads=downloads)


def to_print(paper: Paper) -> str:
    """Return the page laid out for paper: its contents on a page of their own, nothing to press."""
    return _template().render(paper=paper, for_print=True, downloads=())


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("bot.lessons.papers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["paragraphs"] = _paragraphs
    return environment.get_template("paper.html")


def _paragraphs(words: str) -> Markup:
    """Return somebody's words as paragraphs, parted where they left a line empty."""
    parts = [part.strip() for part in words.split("\n\n") if part.strip()]
    return Markup("").join(Markup("<p>{}</p>").format(part) for part in parts)
