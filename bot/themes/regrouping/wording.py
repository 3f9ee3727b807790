"""When the machine may change a theme's words, so that a name never flips by a reshuffle.

People get to know a theme by its name. The machine's name stays while it is the same theme; it
gives way only when the theme is really another: most of what it was named for has left it, or most
of what is in it came later, and the old name does not say it any more.
"""

import re

from bot.ports import FoundTheme
from bot.themes.models import Theme

LINKING = {"and", "or", "of", "the", "a", "for", "in", "to", "on", "with"}
REMEMBERED = 200
"""Of more threads only so many are remembered, evenly spread: they tell as well."""


def take_words(theme: Theme, found: FoundTheme) -> None:
    """Give a theme what was found to say of it; a person's words are never touched."""
    theme.representatives = list(found.representatives)
    theme.phrases = list(found.phrases)
    if theme.description_by_id is None and not theme.description:
        theme.description = found.description
    if not needs_new_words(theme, found):
        return
    if theme.label_by_id is None:
        theme.label = found.label
    if theme.description_by_id is None:
        theme.description = found.description
    theme.labelled_at_size = len(found.members)
    members = sorted(found.members)
    theme.labelled_for = members[:: len(members) // REMEMBERED + 1]


def needs_new_words(theme: Theme, found: FoundTheme) -> bool:
    """Say whether the machine's words for a theme are to be found anew."""
    if not theme.labelled_at_size:
        return True
    if still_says_it(theme.label, found):
        return False
    remembered = set(theme.labelled_for)
    left = remembered and 2 * len(remembered & found.members.keys()) < len(remembered)
    return bool(left) or len(found.members) > 2 * theme.labelled_at_size


def still_says_it(label: str, found: FoundTheme) -> bool:
    """Say whether at least half of a name's words are in the key phrases of what was found."""
    said = _words(label)
    key = set[str]().union(*(_words(phrase) for phrase in found.phrases))
    return bool(said) and 2 * len(said & key) >= len(said)


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", text.casefold()) if word not in LINKING}
