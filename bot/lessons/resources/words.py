"""Reads a message's words for what it shares: its links, and what is said of them. Pure."""

import re
from urllib.parse import unquote, urlsplit

from bot.words import shorten

LEAST_WORDS = 6
"""So many words beside the links explain them."""
LEAST_IN_TITLE = 3
MOST_LINKS = 5
LONGEST_URL = 1000
LONGEST_TITLE = 100
LONGEST_WHO = 80
_LINK = re.compile(r"https?://[^\s<>\"]+")
_AFTER = ".,;:!?'’”"
_ENTITY = re.compile(r"<[^<>\s]+>")
"""Mentions, as Slack writes them."""
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")
_SENTENCE = re.compile(r"[^.!?\n]+")
_NAME = re.compile(r"[A-Za-z][A-Za-z'’]*|v?\d{1,4}")
"""A part of an address that is a word, a year or a version; ids are longer, or mix both."""
_FOR = re.compile(
    r"\b(?:template|guide|form|letter|checklist|poster|rota|plan|sheet|pack|script|note|list|toolkit"
    r"|question|policy|leaflet|slide|document|spreadsheet|agreement|agenda|handbook)s? for"
    r" ((?:(?!who|that|which|when|to|in|on|at|if|so|because|but|and|we|it)[a-z][\w'’\-]*[ ]?){1,4})"
)
_NOBODY = frozenset("this these those them us me you now free what exactly example doing".split())  # noqa: SIM905


def links_in(text: str) -> list[str]:
    """Return the addresses in a text, each once, those that nobody could use left out."""
    found = dict.fromkeys(_ended(match[0]) for match in _LINK.finditer(text))
    return [one for one in found if _leads_somewhere(one)][:MOST_LINKS]


def _ended(address: str) -> str:
    """Return an address without the punctuation of its sentence."""
    while address and (
        address[-1] in _AFTER or (address[-1] == ")" and address.count(")") > address.count("("))
    ):
        address = address[:-1]
    return address


def _leads_somewhere(address: str) -> bool:
    try:
        host = urlsplit(address).hostname
    except ValueError:  # brackets that are no address
        return False
    return bool(host) and len(address) <= LONGEST_URL


def said_besides(text: str) -> str:
    """Return what is said besides links and mentions."""
    return _ENTITY.sub(" ", _LINK.sub("\n", text))


def is_explained(text: str) -> bool:
    """Say whether somebody says in words what they share."""
    return len(_WORD.findall(said_besides(text))) >= LEAST_WORDS


def title_of(address: str, text: str) -> str:
    """Return what to call a link: its address's own name, else how the explanation begins."""
    name = _name_in(address)
    if not name:
        parts = (part.strip(" ,;:-–()") for part in _SENTENCE.findall(said_besides(text)))
        said = (part for part in parts if len(_WORD.findall(part)) >= LEAST_IN_TITLE)
        name = next(said, urlsplit(address).netloc)
    return shorten(name[:1].upper() + name[1:], LONGEST_TITLE)


def _name_in(address: str) -> str:
    """Return the name at the end of an address, if it is in words: "dropout-calls"."""
    last = unquote(urlsplit(address).path.rstrip("/").rpartition("/")[2])
    parts = [part for part in re.split(r"[-_+ ]+", re.sub(r"\.\w{2,5}$", "", last)) if part]
    named = len(parts) > 1 and all(map(_NAME.fullmatch, parts))
    return " ".join(parts) if named else ""


def who_for(text: str) -> str:
    """Return for whom it is, where that is plainly said ("a template for hub managers")."""
    found = _FOR.search(said_besides(text))
    said = " ".join(found[1].split()) if found else ""
    return "" if not said or said.split()[0] in _NOBODY else said[:LONGEST_WHO]
