"""The set-up of the sample conversation, for the demonstration in the local workspace."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.community.models import Purpose, Role
from bot.community.setup.plan import (
    AccountPlan,
    ChannelPlan,
    CommunityPlan,
    HubPlan,
    PersonPlan,
    ProgrammePlan,
    Setup,
)

PLATFORM, TENANT = "workspace", "local"
FOSTERING, ADOPTION = "fostering-hubs", "regional-adoption-agencies"
_COMMUNITIES = {FOSTERING: "fostering", ADOPTION: "adoption"}
_ROLES: Mapping[str, tuple[tuple[str, Role], ...]] = {
    "hub": (("fostering", Role.MEMBER),),
    # The community joined last is the one meant in private, so fostering comes last.
    "facilitator": (("adoption", Role.FACILITATOR), ("fostering", Role.FACILITATOR)),
    "department": (("fostering", Role.OFFICIAL),),
    "past-programme leader": (("adoption", Role.MEMBER),),
}

Record = Mapping[str, Any]


def sample_setup(
    channels: Sequence[Record], people: Sequence[Record], hubs: Sequence[Record]
) -> Setup:
    """Return the set-up of the sample's records, as `bot.sample` gives them."""
    plans = tuple(_hub(hub) for hub in hubs)
    return Setup(
        programmes=(
            ProgrammePlan(slug=FOSTERING, name="Fostering hubs"),
            ProgrammePlan(slug=ADOPTION, name="Regional Adoption Agencies", past=True),
        ),
        communities=(
            CommunityPlan(slug="fostering", name="Fostering hubs", programme=FOSTERING),
            CommunityPlan(slug="adoption", name="Adoption leaders", programme=ADOPTION),
        ),
        hubs=plans,
        channels=(
            *(_channel(record) for record in channels),
            _own_channel("facilitators", Purpose.FACILITATORS),
            _own_channel("central-government", Purpose.CENTRAL),
        ),
        people=tuple(_person(person, {hub.slug: hub.key for hub in plans}) for person in people),
    )


def sample_conversation(platform: str, channel: str) -> str:
    """Return a sample channel's id in the workspace, as "teams-hub-leads-closed"."""
    return f"{platform}-{re.sub(r'[^a-z0-9]+', '-', channel.lower()).strip('-')}"


def _hub(record: Record) -> HubPlan:
    programme = ADOPTION if record["slug"].startswith("raa-") else FOSTERING
    return HubPlan(slug=record["slug"], name=record["name"], programme=programme)


def _channel(record: Record) -> ChannelPlan:
    return ChannelPlan(
        platform=PLATFORM,
        tenant=TENANT,
        conversation=sample_conversation(record["platform"], record["channel"]),
        name=record["channel"],
        community=_COMMUNITIES[record["programme"]],
        purpose=Purpose.COMMUNITY,
        capture=True,
    )


def _own_channel(name: str, purpose: Purpose) -> ChannelPlan:
    return ChannelPlan(
        platform=PLATFORM,
        tenant=TENANT,
        conversation=name,
        name=name,
        community="fostering",
        purpose=purpose,
    )


def _person(record: Record, hubs: Mapping[str, tuple[str, str]]) -> PersonPlan:
    return PersonPlan(
        name=record["name"],
        accounts=(AccountPlan(platform=PLATFORM, tenant=TENANT, user_id=record["id"]),),
        hub=hubs.get(record["hub"]),
        roles=_ROLES[record["role"]],
        helps=record.get("helps", False),
        pairs=record.get("pairs", False),
    )
