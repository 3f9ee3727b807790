"""The Teams adapter keeps the contracts of every chat adapter."""

from dataclasses import replace

import pytest

from adapters.teams import TeamsAdapter
from bot.cards import notice
from bot.ports import Destination, Permanent, PostedMessage
from tests.contracts.asking import AskingContract
from tests.contracts.chat_adapter import ChatAdapterContract, Fault
from tests.contracts.chat_events import ChatEventsContract
from tests.contracts.recording import RecordingReceiver
from tests.contracts.replying import ReplyingContract
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
        self.together = replace(self.person, user_id=None, together=("a", "b"))

    async def visible(self, destination: Destination) -> list[str]:
        user = destination.user_id
        conversation = self._connector.chat_with(user) if user else destination.conversation
        return self._connector.visible(conversation, destination.thread)

    async def readers(self, posted: PostedMessage) -> set[str]:
        raise AssertionError("nobody is gathered in Teams")

    def fail_next(self, fault: Fault) -> None:
        self._connector.faults["post"].append(FAULTS[fault])


class TestTeamsAdapter(ChatAdapterContract):
    # A bot can't put people into a chat there; whoever asks for it all the same is told so.
    test_a_group_message_reaches_its_people_and_nobody_else = None  # type: ignore[assignment]

    async def test_never_opens_a_group_chat(self, stage: TeamsStage) -> None:
        assert not stage.adapter.gathers
        with pytest.raises(Permanent):
            await stage.adapter.post(stage.together, notice("Hello, both"), 0, "k")

    @pytest.fixture
    def stage(self, adapter: TeamsAdapter, connector: FakeConnector) -> TeamsStage:
        return TeamsStage(adapter, connector)


class TestTeamsEvents(ChatEventsContract, AskingContract, ReplyingContract):
    @pytest.fixture
    def scene(
        self,
        adapter: TeamsAdapter,
        receiver: RecordingReceiver,
        connector: FakeConnector,
        door: TeamsRequests,
    ) -> TeamsScene:
        return TeamsScene(adapter, receiver, connector, door)
