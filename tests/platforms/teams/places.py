"""Destinations in the fake Teams."""

from adapters.teams.addresses import Address, Kind
from bot.ports import Destination
from tests.platforms.teams.fake_connector import ANN, BOT, CHANNEL, GROUP_CHAT, TEAM, FakeConnector
from tests.platforms.teams.fake_login import TENANT


def address(connector: FakeConnector, kind: Kind) -> str:
    team = TEAM if kind == "channel" else ""
    found = Address(service_url=connector.url, bot_id=BOT, kind=kind, team_group_id=team)
    return found.to_text()


def channel(connector: FakeConnector, thread: str | None = None) -> Destination:
    return Destination(
        platform="teams",
        tenant=TENANT,
        conversation=CHANNEL,
        thread=thread,
        address=address(connector, "channel"),
    )


def group_chat(connector: FakeConnector, conversation: str = GROUP_CHAT) -> Destination:
    return Destination(
        platform="teams",
        tenant=TENANT,
        conversation=conversation,
        address=address(connector, "group"),
    )


def person(connector: FakeConnector, user_id: str = ANN) -> Destination:
    return Destination(
        platform="teams",
        tenant=TENANT,
        user_id=user_id,
        address=address(connector, "personal"),
    )
