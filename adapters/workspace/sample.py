"""The sample network as channels and people of the workspace, from its parsed files."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.workspace.model import Channel, Person

FACILITATORS = Channel(
    id="facilitators",
    name="facilitators",
    purpose="facilitators",
    group="Facilitators",
    note="Drafts to approve and themes to look after",
    roles=("facilitator",),
)
CENTRAL = Channel(
    id="central-government",
    name="central-government",
    purpose="central",
    group="Central government",
    note="Approved summaries for the department",
    roles=("official", "facilitator"),
)

_ROLES = {"hub": "hub lead", "department": "official"}
_OTHER_HUBS = {"bridge-builder": "Bridge-builder", "dfe": "The department"}
_SIDES = {"slack": "Slack side", "teams": "Teams side"}
_AUDIENCES = {
    "members only": ("hub lead", "facilitator", "past-programme leader"),
    "members and department": ("hub lead", "facilitator", "official"),
    "members, past-programme leaders": ("hub lead", "facilitator", "past-programme leader"),
}


def channel_id(platform: str, name: str) -> str:
    """Return a channel's id here: "Hub leads (closed)" on Teams is teams-hub-leads-closed."""
    return f"{platform}-{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}"


def sample_channels(channels: Iterable[Mapping[str, Any]]) -> list[Channel]:
    """Return the sample's channels and the two that the product needs beside them.

    `channels` is the parsed channels.json: platform, channel, programme, audience, note.
    """
    return [*(_channel(entry) for entry in channels), FACILITATORS, CENTRAL]


def sample_people(
    people: Iterable[Mapping[str, Any]], hubs: Iterable[Mapping[str, Any]]
) -> list[Person]:
    """Return the sample's people, from records with id, name, hub and role; hubs: slug, name."""
    names = {hub["slug"]: hub["name"] for hub in hubs} | _OTHER_HUBS
    return [
        Person(
            id=entry["id"],
            name=entry["name"],
            hub=names[entry["hub"]],
            role=_ROLES.get(entry["role"], entry["role"]),
        )
        for entry in people
    ]


def _channel(entry: Mapping[str, Any]) -> Channel:
    platform, name, audience = entry["platform"], entry["channel"], entry["audience"]
    return Channel(
        id=channel_id(platform, name),
        name=f"{name} ({_SIDES[platform]})",
        purpose="community",
        group=_group(entry["programme"], audience),
        note=entry["note"],
        roles=_AUDIENCES[audience],
    )


def _group(programme: str, audience: str) -> str:
    if "department" in audience:
        return "With the department"
    return f"{programme.replace('-', ' ').capitalize()}"
