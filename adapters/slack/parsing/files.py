"""The files that were shared with a Slack message: their names and where they open."""

from adapters.payloads import Payload, maybe, objects, storable
from bot.events import SharedFile

MOST = 10
GONE = ("tombstone", "hidden_by_limit")
"""The modes of files that were deleted, or that the workspace's plan no longer shows."""
CLIPS = ("slack_audio", "slack_video")
"""Messages that were spoken instead of typed, which Slack sends as files."""


def files_of(message: Payload) -> tuple[SharedFile, ...]:
    """Return a message's files that have a name and an address."""
    found = [
        SharedFile(name=_name(one), url=storable(maybe(one, "permalink")))
        for one in objects(message, "files")[:MOST]
        if maybe(one, "mode") not in GONE and maybe(one, "subtype") not in CLIPS
    ]
    return tuple(one for one in found if one.name and one.url.startswith("https://"))


def _name(file: Payload) -> str:
    return storable(maybe(file, "title") or maybe(file, "name")).strip()
