"""A message's text as people see it, out of Teams' markup."""

import re
from html import unescape

from adapters.payloads import Payload, maybe, objects

MOST_MENTIONS = 10
_SPACE = " \t\xa0"
# What is between angles is looked at only once: Python's own reader of HTML takes minutes for some.
_TAG = re.compile(r"<([^<>]*+)>")
_AT = re.compile(r"<at\b[^<>]*>([^<]*)</at>", re.IGNORECASE)
_SPACES = re.compile(r"[^\S\n]+")
_BLOCKS = frozenset({"p", "div", "li", "ul", "ol", "tr", "blockquote", "pre", "table"})
_BLOCKS |= {f"h{level}" for level in range(1, 7)}


def as_read(activity: Payload) -> tuple[str, bool]:
    """Return a message's words, without mentions of us, and whether we were mentioned.

    Mentions of others become their names.
    """
    text = maybe(activity, "text").replace("\r\n", "\n").replace("&nbsp;", " ")
    ours = _mentions_of_us(activity)
    for mention in ours:
        text = " ".join(piece.strip(_SPACE) for piece in text.split(mention))
    if maybe(activity, "textFormat") == "xml":
        return from_html(text.replace("\n", "<br>")), bool(ours)
    return unescape(_names(text)).replace("\xa0", " ").strip(), bool(ours)


def from_html(markup: str) -> str:
    """Return the words of a message's HTML, with its lines, bullets and links' addresses."""
    words = _Words()
    read_to = 0
    for tag in _TAG.finditer(markup):
        words.say(unescape(markup[read_to : tag.start()]).replace("\n", " "))
        words.tag(tag[1])
        read_to = tag.end()
    words.say(unescape(markup[read_to:]).replace("\n", " "))
    return _tidy("".join(words.said))


def _mentions_of_us(activity: Payload) -> list[str]:
    bot = maybe(activity, "recipient", "id")
    found = {
        maybe(entity, "text")
        for entity in objects(activity, "entities")
        if maybe(entity, "type") == "mention" and bot == maybe(entity, "mentioned", "id") != ""
    }
    return [text for text in found if text][:MOST_MENTIONS]


def _names(text: str) -> str:
    return _AT.sub(lambda match: match[1], text)


def _tidy(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words:
    """Gathers words, tag by tag."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._link = ("", 0)

    def say(self, words: str) -> None:
        if words:
            self.said.append(words)

    def tag(self, inside: str) -> None:
        name = inside.removeprefix("/").partition(" ")[0].rstrip("/").lower()
        if name in _BLOCKS or name == "br":
            self._new_line()
        if inside.startswith("/"):
            self._end(name)
        elif name == "li":
            self.say("- ")
        elif name == "a":
            self._link = (_attribute(inside, "href"), len(self.said))
        elif name in ("emoji", "customemoji") or "schema.skype.com/Emoji" in inside:
            self.say(_attribute(inside, "alt"))

    def _end(self, name: str) -> None:
        address, start = self._link
        if name != "a" or not address.startswith(("https://", "http://")):
            return
        self._link = ("", 0)
        label = "".join(self.said[start:]).strip()
        if address.rstrip("/") not in label:
            self.say(f" ({address})" if label else address)

    def _new_line(self) -> None:
        if self.said and not self.said[-1].endswith("\n"):
            self.said.append("\n")


def _attribute(inside: str, name: str) -> str:
    """Return what a tag says of itself under that name."""
    return unescape(inside.partition(f'{name}="')[2].partition('"')[0])
