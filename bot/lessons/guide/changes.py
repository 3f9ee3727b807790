"""What changed between two versions of the guide. Pure."""

from collections.abc import Mapping

from bot.lessons.guide.document import Change, Entry


def changes(before: Mapping[int, Entry], now: Mapping[int, Entry]) -> tuple[Change, ...]:
    """Return what was added, changed and removed, in this order; words as they are now.

    That more hubs say the same is a change too: it is what a reader comes back for.
    """
    added = [now[key] for key in now if key not in before]
    changed = [now[key] for key in now if key in before and now[key] != before[key]]
    removed = [before[key] for key in before if key not in now]
    told = (("added", added), ("changed", changed), ("removed", removed))
    return tuple(
        Change(what, entry.lesson_id, entry.recommendation)
        for what, entries in told
        for entry in entries
    )
