"""A message's text as people see it, out of Slack's markup."""

import re

_ENTITY = re.compile(r"<([^<>\n]+)>")
_SCHEMES = ("https://", "http://", "mailto:", "tel:")


def as_read(text: str) -> str:
    """Return the text as people see it; mentions of people stay as `<@U123>`."""
    shown = _ENTITY.sub(lambda match: _shown(match[1]), text)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _shown(entity: str) -> str:
    target, _, label = entity.partition("|")
    if target.startswith("@"):
        return f"<{target}>"
    if target.startswith("#"):
        return f"#{label}" if label else target
    if target.startswith("!"):
        return _special(target, label)
    return _link(target, label)


def _special(target: str, label: str) -> str:
    """Return a date's own fall-back words, a group's handle, or @here, @channel, @everyone."""
    if target.startswith("!date"):
        return label
    return "@" + (label or target.removeprefix("!").partition("^")[2] or target[1:]).lstrip("@")


def _link(target: str, label: str) -> str:
    bare = target
    for scheme in _SCHEMES:
        bare = bare.removeprefix(scheme)
    address = bare if target.startswith(("mailto:", "tel:")) else target
    if not label:
        return address
    same = label.rstrip("/") in (target.rstrip("/"), bare.rstrip("/"))
    return label if same else f"{label} ({address})"
