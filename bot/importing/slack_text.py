"""A Slack message's words as people saw them: mentions, links and marks resolved."""

import re
from collections.abc import Mapping

_ENTITY = re.compile(r"<([^<>\n]+)>")


def as_read(text: str, names: Mapping[str, str]) -> str:
    """Return the words with mentions as `@Name`; `names` maps user ids to names."""
    shown = _ENTITY.sub(lambda match: _shown(match[1], names), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown(entity: str, names: Mapping[str, str]) -> str:
    target, _, label = entity.partition("|")
    match target[:1]:
        case "@":
            return "@" + (names.get(target[1:]) or label or "someone")
        case "#":
            return f"#{label or target[1:]}"
        case "!":
            return _special(target[1:], label)
    return _link(target, label)


def _special(target: str, label: str) -> str:
    """Return a date's fall-back words, a group's handle, or @here, @channel, @everyone."""
    if target.startswith("date"):
        return label
    return "@" + (label.lstrip("@") or target.partition("^")[0])


def _link(target: str, label: str) -> str:
    address = target.removeprefix("mailto:").removeprefix("tel:")
    if not label or label in (address, target) or address.endswith(f"//{label}"):
        return label or address
    return f"{label} ({address})"
