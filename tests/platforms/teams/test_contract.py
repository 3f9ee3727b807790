"""The Teams adapter keeps the contracts of every chat adapter."""

import pytest

from adapters.teams import TeamsAdapter
from bot.ports import Destination
from tests.contracts.chat_adapter import ChatAdapterContract, Fault
from tests.contracts.chat_events import ChatEventsContract
from tests.contracts.recording import RecordingReceiver
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.places import channel, group_chat, person
from tests.platforms.teams.scene import TeamsScene
from tests.platforms.teams.teams_requests import TeamsRequests

FAULTS = {Fault.RATE_LIMITED: "429", Fault.LOST_BEFORE: "before", Fault.LOST_AFTER: "after"}


class TeamsStage:
    def __init__(self, adapter: TeamsAdapter, connector: FakeConnector) -> None:
        self.adapter = adapter
        self._connector = connector
        self.here = channel(connector)
        self.nowhere = group_chat(connector, "19:nowhere@thread.v2")
        self.person = person(connector)

    async def visible(self, destination: Destination) -> list[str]:
        user = destination.user_id
        conversation = self._connector.chat_with(user) if user else destination.conversation
        return self._connector.visible(conversation, destination.thread)

    def fail_next(self, fault: Fault) -> None:
        self._connector.faults["post"].append(FAULTS[fault])


class TestTeamsAdapter(ChatAdapterContract):
    @pytest.fixture
    def stage(self, adapter: TeamsAdapter, connector: FakeConnector) -> TeamsStage:
        return TeamsStage(adapter, connector)


class TestTeamsEvents(ChatEventsContract):
    @pytest.fixture
    def scene(
        self,
        adapter: TeamsAdapter,
        receiver: RecordingReceiver,
        connector: FakeConnector,
        door: TeamsRequests,
    ) -> TeamsScene:
        return TeamsScene(adapter, receiver, connector, door)
