"""Which channels are shared ones: told by Graph where it was consented to, and by Teams itself."""

import pytest

from adapters.teams import TeamsAdapter
from bot.ports import Temporary
from tests.platforms.teams.activities import said
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_graph import FakeGraph
from tests.platforms.teams.places import channel, group_chat
from tests.platforms.teams.teams_requests import TeamsRequests


async def test_graph_is_asked_once_a_channel(
    adapter: TeamsAdapter, connector: FakeConnector, graph: FakeGraph
) -> None:
    graph.membership = "shared"
    told = [await adapter.has_outsiders(channel(connector, str(one))) for one in range(3)]
    assert told == [True] * 3
    assert len(graph.requests) == 1


async def test_without_consent_teams_itself_tells(
    adapter: TeamsAdapter, connector: FakeConnector, graph: FakeGraph, door: TeamsRequests
) -> None:
    graph.membership = "shared"
    graph.consented.clear()
    assert await adapter.has_outsiders(channel(connector)) is False
    activity = said(connector.url, "Hello")
    activity["channelData"]["channel"]["type"] = "shared"
    assert (await door.send(activity)).status == 200
    assert await adapter.has_outsiders(channel(connector)) is True
    assert await adapter.has_outsiders(group_chat(connector)) is False


async def test_what_graph_does_not_tell_now_is_not_guessed(
    adapter: TeamsAdapter, connector: FakeConnector, graph: FakeGraph
) -> None:
    graph.faults["settings"].append("503")
    with pytest.raises(Temporary):
        await adapter.has_outsiders(channel(connector))
    assert await adapter.has_outsiders(channel(connector)) is False
