"""A paper to read: parts within parts, each with items. What writes files knows only this. Pure."""

from dataclasses import dataclass

RESOURCES = "Resources"
"""The heading above a part's links."""


@dataclass(frozen=True, slots=True)
class Item:
    """One lesson on a paper: its headline and what is said of it, as names and words.

    `quote` is somebody's words, `link` where they said them. `failed`: it tells of what did not
    work, which its words say too.
    """

    title: str
    points: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    link: str | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An address with its name, and what is said of it."""

    title: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a paper, with the parts and the items in it. Two levels are shown as headings.

    `links` are resources to go on with, listed at its end.
    """

    title: str
    introduction: str = ""
    items: tuple[Item, ...] = ()
    parts: tuple["Part", ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def size(self) -> int:
        """Return the number of items in it."""
        return len(self.items) + sum(part.size for part in self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What is written, whatever file it becomes. `about` says in a line what it is and for whom.

    `points` are short sentences after the parts ("what changed"), under their own heading.
    """

    title: str
    kicker: str
    about: str
    introduction: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    nothing: str
    points_title: str = ""
    points: tuple[str, ...] = ()
    footer: str = ""
