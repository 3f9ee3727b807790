"""Cards and forms as Block Kit. Pure: nothing here calls Slack or keeps anything.

All of Slack's limits on what we say live in this folder.
"""

from adapters.slack.rendering.forms import notice_view, render_form
from adapters.slack.rendering.home import render_home
from adapters.slack.rendering.messages import Message, Part, Picture, one_message, render

__all__ = [
    "Message",
    "Part",
    "Picture",
    "notice_view",
    "one_message",
    "render",
    "render_form",
    "render_home",
]
