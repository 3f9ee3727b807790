"""The app manifest: what an administrator pastes into Slack to make the app, and nothing more."""

from collections.abc import Iterable
from typing import Any, Protocol

from adapters.slack.door import PATH
from bot.events import ACTION_LABELS
from bot.settings import Settings

SCOPES = {
    "channels:history": "read messages in the public channels it is in",
    "channels:read": "know when it is added to or removed from a public channel, and whose that is",
    "chat:write": "post answers, digests and summaries",
    "commands": "offer commands and message shortcuts",
    "files:write": "post charts as pictures",
    "groups:history": "read messages in the private channels it is in",
    "groups:read": "know when it is added to or removed from a private channel, and whose that is",
    "im:history": "read what people write to it directly",
    "im:write": "write to people directly",
    "mpim:history": "read messages in the group chats it is in",
    "mpim:write": "introduce people to each other in a group message",
    "reactions:read": "see the reactions that tag a message",
    "users:read": "know people's names",
    "users:read.email": "know the same person on two platforms, and administrators by address",
}
"""Each bot scope, and what the app can do with it."""
APP_SCOPE = "connections:write"
"""The scope of the app-level token, for Socket Mode."""
BOT_EVENTS = (
    "app_home_opened",
    "app_uninstalled",
    "channel_left",
    "channel_shared",
    "group_left",
    "member_joined_channel",
    "member_left_channel",
    "message.channels",
    "message.groups",
    "message.im",
    "message.mpim",
    "reaction_added",
    "tokens_revoked",
)


class ListedCommand(Protocol):
    """A slash command as people see it listed."""

    @property
    def name(self) -> str:
        """Return the name, without the slash and our prefix."""
        ...

    @property
    def description(self) -> str:
        """Return what it does, in a few words."""
        ...

    @property
    def usage(self) -> str:
        """Return what may follow it."""
        ...


def slack_manifest(
    settings: Settings, base_url: str, commands: Iterable[ListedCommand]
) -> dict[str, Any]:
    """Return the manifest. `base_url` is where Slack reaches us; without one, by Socket Mode."""
    address = {"request_url": base_url.rstrip("/") + PATH} if base_url else {}
    return {
        "display_information": {
            "name": "Common Thread",
            "description": "Helps a community of interest to learn together.",
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Common Thread", "always_online": True},
            "shortcuts": [
                {
                    "name": label,
                    "type": "message",
                    "callback_id": action.value,
                    "description": f"{label} in Common Thread",
                }
                for action, label in ACTION_LABELS.items()
            ],
            "slash_commands": [
                _command(command, settings.command_prefix, address) for command in commands
            ],
        },
        "oauth_config": {"scopes": {"bot": sorted(SCOPES)}},
        "settings": {
            "event_subscriptions": {**address, "bot_events": list(BOT_EVENTS)},
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not base_url,
            "token_rotation_enabled": False,
        },
    }


def _command(command: ListedCommand, prefix: str, address: dict[str, str]) -> dict[str, Any]:
    url = {"url": address["request_url"]} if address else {}
    usage = {"usage_hint": command.usage} if command.usage else {}
    return {
        "command": f"/{prefix}{command.name}",
        "description": command.description,
        "should_escape": True,
        **url,
        **usage,
    }
