"""Cards and forms as Adaptive Cards 1.5. Pure: nothing here calls Teams or keeps anything.

All of Teams' limits on what we say live in this folder.
"""

from adapters.teams.rendering.buttons import OURS, PRESS
from adapters.teams.rendering.forms import SEND, pack, render_form, unpack
from adapters.teams.rendering.messages import CONTENT_TYPE, Message, activity, one_message, render
from adapters.teams.rendering.text import Json

__all__ = [
    "CONTENT_TYPE",
    "OURS",
    "PRESS",
    "SEND",
    "Json",
    "Message",
    "activity",
    "one_message",
    "pack",
    "render",
    "render_form",
    "unpack",
]
