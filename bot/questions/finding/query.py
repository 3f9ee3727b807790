"""What a person typed after /find, taken apart: words, phrases in quotes, filters. Pure.

Nothing that can be typed is an error here: what is no filter is words.
"""

import re
from dataclasses import dataclass, fields, replace

from bot.questions.finding.terms import Terms, terms_of

LONGEST_WORDS = 200
LONGEST_VALUE = 100
FILTERS = ("programme", "theme", "hub", "since")
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))
"""Telephones turn straight quotes into these."""
_PART = re.compile(
    rf'({"|".join(FILTERS)}):(?:"([^"]*)"?|([^\s"]+))|"[^"]*"?|[^\s"]+', re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. An empty filter filters nothing; each is as it was typed."""

    words: str = ""
    programme: str = ""
    theme: str = ""
    hub: str = ""
    since: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing at all is looked for."""
        return not any(getattr(self, one.name) for one in fields(self))

    @property
    def terms(self) -> Terms:
        """Return the words and phrases to look for."""
        return terms_of(self.words)

    def cut(self) -> "Query":
        """Return the query no longer than a button can carry."""
        values = {name: _tidy(getattr(self, name))[:LONGEST_VALUE].strip() for name in FILTERS}
        words = _tidy(self.words, '"')[:LONGEST_WORDS].strip()
        if words.count('"') % 2:
            words = words.removesuffix('"').strip() if words.endswith('"') else f'{words}"'
        return replace(self, words=words, **values)

    def __str__(self) -> str:
        """Return the query as it would be typed."""
        given = [(name, getattr(self, name)) for name in FILTERS]
        return " ".join([self.words, *(f'{name}:"{value}"' for name, value in given if value)])


def parse(text: str) -> Query:
    """Take apart what was typed; of a filter given twice, the last counts."""
    words, values = [], {}
    for part in _PART.finditer(text.translate(_QUOTES)):
        name, quoted, bare = part.groups()
        if name:
            values[name.lower()] = quoted if quoted is not None else bare
        else:
            words.append(part[0])
    return Query(words=" ".join(words), **values).cut()


def _tidy(text: str, quote: str = "") -> str:
    """Return the text in one line of what can be shown, with these straight quotes."""
    shown = "".join(one if one.isprintable() else " " for one in text.translate(_QUOTES))
    return " ".join(shown.replace('"', quote).split())
