"""The app package: what an administrator uploads to Teams, with nothing in it that is not used."""

import io
import json
import re
import uuid
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from adapters.teams.parsing.commands import DESK, HOME
from bot.events import ACTION_LABELS
from bot.settings import Settings

HOME_DESCRIPTION = "Your own page: your roles, capture and what you said lately"
DESK_DESCRIPTION = "For facilitators: what waits for you in your community"
SCHEMA_VERSION = "1.30"
SCHEMA = (
    "https://developer.microsoft.com/json-schemas/teams/"
    f"v{SCHEMA_VERSION}/MicrosoftTeams.schema.json"
)
CONSENTS = {
    "ChannelMessage.Read.Group": "read messages in the channels of a team it is added to",
    "ChannelSettings.Read.Group": "know whether a channel is shared with other organisations",
    "ChatMessage.Read.Chat": "read messages in the group chats it is added to",
}
"""Each resource-specific consent, and what the app can do with it. Owners give it, team by team."""
SHARED = ["team", "groupChat"]
"""Where a command may be given in front of others."""
ICONS = {"color": "color.png", "outline": "outline.png"}
ICON_FOLDER = Path(__file__).parent / "package"

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ALWAYS = (1980, 1, 1, 0, 0, 0)
"""The time that every file in the package bears, so that the same app gives the same bytes."""


class NoManifest(Exception):
    """The manifest can't be made; the message says what is missing."""


class ListedCommand(Protocol):
    """A command as people see it listed."""

    @property
    def name(self) -> str:
        """Return the name, without a slash."""
        ...

    @property
    def description(self) -> str:
        """Return what it does, in a few words."""
        ...


def teams_manifest(
    settings: Settings, base_url: str, version: str, commands: Iterable[ListedCommand]
) -> dict[str, Any]:
    """Return the manifest. `base_url` is our public https address. Raises NoManifest."""
    app_id, site = _app_id(settings), _site(base_url)
    return {
        "$schema": SCHEMA,
        "manifestVersion": SCHEMA_VERSION,
        "version": version,
        # Not the bot's own id, as Teams advises; the same for the same bot, so that it is updated.
        "id": str(uuid.uuid5(uuid.UUID(app_id), "common-thread.teams.app")),
        "developer": {
            "name": "Common Thread",
            "websiteUrl": site,
            "privacyUrl": f"{site}#your-data",
            "termsOfUseUrl": f"{site}#use",
        },
        "name": {"short": "Common Thread", "full": "Common Thread"},
        "description": {
            "short": "Helps a community of interest to learn together.",
            "full": (
                "Common Thread brings back earlier answers and lessons when somebody asks, groups"
                " what many raise into themes, and takes approved, unattributed summaries to"
                " central government. It says in each channel what it keeps, why, who sees it and"
                " how to stop it."
            ),
        },
        "icons": ICONS,
        "accentColor": "#14304f",
        "defaultInstallScope": "team",
        "defaultGroupCapability": {"team": "bot", "groupchat": "bot"},
        "supportsChannelFeatures": "tier1",
        "supportedChannelTypes": ["sharedChannels", "privateChannels"],
        "bots": [_bot(app_id, list(commands))],
        "composeExtensions": [_extension(app_id)],
        "validDomains": [urlsplit(site).hostname],
        "webApplicationInfo": {"id": app_id, "resource": f"api://botid-{app_id}"},
        "authorization": {
            "permissions": {
                "resourceSpecific": [{"name": name, "type": "Application"} for name in CONSENTS]
            }
        },
    }


def teams_package(manifest: dict[str, Any]) -> bytes:
    """Return the zip file to upload: the manifest and its icons. Same in, same bytes out."""
    files = {name: (ICON_FOLDER / name).read_bytes() for name in ICONS.values()}
    words = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, content in {"manifest.json": words.encode(), **files}.items():
            entry = zipfile.ZipInfo(name, _ALWAYS)
            entry.create_system = 3  # Unix, whatever it is made on
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return packed.getvalue()


def _app_id(settings: Settings) -> str:
    if not _GUID.fullmatch(settings.microsoft_app_id):
        raise NoManifest(
            "Set MICROSOFT_APP_ID to the app (client) id of your Azure bot: 8-4-4-4-12 letters and"
            " digits. docs/teams.md says where to find it."
        )
    return settings.microsoft_app_id.lower()


def _site(base_url: str) -> str:
    try:
        parts = urlsplit(base_url)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme != "https":
        raise NoManifest("Give --url as Teams reaches it, like https://thread.example.org")
    path = parts.path.rstrip("/")
    return f"https://{host}:{port}{path}/" if port else f"https://{host}{path}/"


def _bot(app_id: str, commands: list[ListedCommand]) -> dict[str, Any]:
    listed = [{"title": one.name, "description": one.description} for one in commands]
    listed.append({"title": HOME, "description": HOME_DESCRIPTION})
    listed.append({"title": DESK, "description": DESK_DESCRIPTION})
    return {
        "botId": app_id,
        "scopes": ["personal", *SHARED],
        "isNotificationOnly": False,
        "supportsFiles": False,
        # Commands chosen after a slash come to us, and are answered, unseen by the others.
        "supportsTargetedMessages": True,
        "commandLists": [
            {"scopes": ["personal"], "commands": listed},
            {"scopes": SHARED, "triggers": ["mention", "slash"], "commands": listed},
        ],
    }


def _extension(app_id: str) -> dict[str, Any]:
    actions = [
        {
            "id": action.value,
            "type": "action",
            "title": label,
            "description": f"{label} in Common Thread",
            "context": ["message"],
            "fetchTask": True,
        }
        for action, label in ACTION_LABELS.items()
    ]
    return {"botId": app_id, "commands": [*actions, _search()]}


def _search() -> dict[str, Any]:
    words = {
        "name": "words",
        "title": "Words",
        "description": "Words to look for in lessons and answers",
        "inputType": "text",
    }
    return {
        "id": "search",
        "type": "query",
        "title": "Lessons and answers",
        "description": "Find a lesson or an answer and put it into the conversation",
        "context": ["compose"],
        "parameters": [words],
    }
