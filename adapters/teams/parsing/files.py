"""The files that were shared with a Teams message, where Teams tells of them.

It does in private and group chats. Of a file in a channel the activity says nothing; only a link
in the words does.
"""

from adapters.payloads import Payload, maybe, objects, storable
from bot.events import SharedFile

MOST = 10
FILES = ("application/vnd.microsoft.teams.file.download.info", "reference")


def files_of(activity: Payload) -> tuple[SharedFile, ...]:
    """Return a message's files that have a name and an address to open them at.

    The address is the file's own, at which the organisation checks who may open it; never the
    `downloadUrl` beside it, which lets anybody in.
    """
    found = [
        SharedFile(
            name=storable(maybe(one, "name")).strip(), url=storable(maybe(one, "contentUrl"))
        )
        for one in objects(activity, "attachments")[:MOST]
        if maybe(one, "contentType") in FILES
    ]
    return tuple(one for one in found if one.name and one.url.startswith("https://"))
