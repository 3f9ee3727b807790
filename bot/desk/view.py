"""What of the desk is shown. Its buttons carry this; nothing in it is trusted, all is read anew."""

from dataclasses import dataclass, replace

from bot.words import number_in

_ALL = "-"
_HOME = "home"


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A community's desk as one facilitator has it before them.

    `section` is the one that is shown alone, a page of it (empty: all of them, some items each).
    `item` names the one whose further buttons are shown. `home`: it stands on the person's own
    page, above what that page holds.
    """

    community_id: int
    section: str = ""
    page: int = 0
    item: str = ""
    home: bool = False

    def opened(self, item: str) -> "View":
        """Return the same view with an item's further buttons shown (empty: nobody's)."""
        return replace(self, item=item)

    def value(self) -> str:
        """Return the view as a button or a form carries it."""
        place = _HOME if self.home else _ALL
        return f"{self.community_id} {self.section or _ALL} {self.page} {place} {self.item}"


def read_view(value: str) -> View:
    """Return the view that a button or a form carries; of a forged one, what can be read."""
    community, section, page, place, item = [*value.split(" ", 4), "", "", "", "", ""][:5]
    return View(
        community_id=number_in(community),
        section="" if section == _ALL else section,
        page=number_in(page),
        item=item,
        home=place == _HOME,
    )


def id_in(item: str, kind: str) -> int:
    """Return the id of an item of a kind ("question:12"); of another, or a forged one, 0."""
    named, _, number = item.partition(":")
    return number_in(number) if named == kind else 0
