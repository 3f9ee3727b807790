"""A message's text as people see it, out of Teams' markup."""

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser

from adapters.teams.parsing.payload import Payload, maybe, objects

_AT = re.compile(r"<at\b[^>]*>(.*?)</at>", re.DOTALL | re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "tr", "blockquote", "pre", "table"})
_BLOCKS |= {f"h{level}" for level in range(1, 7)}


def as_read(activity: Payload) -> tuple[str, bool]:
    """Return a message's words, without mentions of us, and whether we were mentioned.

    Mentions of others become their names.
    """
    text = maybe(activity, "text").replace("\r\n", "\n")
    ours = _mentions_of_us(activity)
    for mention in ours:
        text = re.sub(rf"[^\S\n]*{re.escape(mention)}(&nbsp;|[^\S\n])*", " ", text)
    if maybe(activity, "textFormat") == "xml":
        return from_html(text.replace("\n", "<br>")), bool(ours)
    return unescape(_names(text)).replace("\xa0", " ").strip(), bool(ours)


def from_html(markup: str) -> str:
    """Return the words of a message's HTML, with its lines, bullets and links' addresses."""
    reader = _Words()
    reader.feed(markup)
    reader.close()
    return _tidy("".join(reader.words))


def _mentions_of_us(activity: Payload) -> list[str]:
    bot = maybe(activity, "recipient", "id")
    return [
        maybe(entity, "text")
        for entity in objects(activity, "entities")
        if maybe(entity, "type") == "mention"
        and maybe(entity, "text")
        and bot == maybe(entity, "mentioned", "id") != ""
    ]


def _names(text: str) -> str:
    return _AT.sub(lambda match: match[1], text)


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS or tag == "br":
            self._new_line()
        if tag == "li":
            self.words.append("- ")
        if tag == "a":
            self._links.append((given.get("href", ""), len(self.words)))
        self.words.extend(_pictured(tag, given))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._links:
            address, start = self._links.pop()
            label = "".join(self.words[start:]).strip()
            if address.startswith(("https://", "http://")) and address.rstrip("/") not in label:
                self.words.append(f" ({address})" if label else address)
        elif tag in _BLOCKS:
            self._new_line()

    def handle_data(self, data: str) -> None:
        self.words.append(data.replace("\n", " "))

    def _new_line(self) -> None:
        if self.words and not self.words[-1].endswith("\n"):
            self.words.append("\n")


def _pictured(tag: str, given: Mapping[str, str]) -> list[str]:
    """Return what stands for an emoji; other pictures have no words of a person's."""
    emoji = tag in ("emoji", "customemoji") or "emoji" in given.get("itemtype", "").lower()
    return [given.get("alt", "")] if emoji else []
