"""The Slack adapter keeps the contracts of every chat adapter."""

import pytest

from adapters.slack import SlackAdapter
from bot.ports import Destination, PostedMessage
from tests.contracts.asking import AskingContract
from tests.contracts.chat_adapter import ChatAdapterContract, Fault
from tests.contracts.chat_events import ChatEventsContract
from tests.contracts.recording import RecordingReceiver
from tests.contracts.replying import ReplyingContract
from tests.platforms.slack.fake_api import CHANNEL, TEAM, FakeSlack
from tests.platforms.slack.scene import SlackScene
from tests.platforms.slack.slack_requests import SlackRequests

FAULTS = {Fault.RATE_LIMITED: "429", Fault.LOST_BEFORE: "before", Fault.LOST_AFTER: "after"}


class SlackStage:
    here = Destination(platform="slack", tenant=TEAM, conversation=CHANNEL)
    nowhere = Destination(platform="slack", tenant=TEAM, conversation="C0NOWHERE")
    person = Destination(platform="slack", tenant=TEAM, user_id="U01ANN")
    together = Destination(platform="slack", tenant=TEAM, together=("U01ANN", "U02BEN"))

    def __init__(self, adapter: SlackAdapter, slack: FakeSlack) -> None:
        self.adapter = adapter
        self._slack = slack

    async def visible(self, destination: Destination) -> list[str]:
        people = destination.together or (destination.user_id or "",)
        chat = next((id_ for id_, who in self._slack.opened.items() if who == set(people)), "")
        return self._slack.visible(destination.conversation or chat, destination.thread)

    async def readers(self, posted: PostedMessage) -> set[str]:
        return self._slack.opened[posted.conversation]

    def fail_next(self, fault: Fault) -> None:
        self._slack.faults["chat.postMessage"].append(FAULTS[fault])


class TestSlackEvents(ChatEventsContract, AskingContract, ReplyingContract):
    @pytest.fixture
    def scene(
        self,
        adapter: SlackAdapter,
        receiver: RecordingReceiver,
        slack: FakeSlack,
        door: SlackRequests,
    ) -> SlackScene:
        return SlackScene(adapter, receiver, slack, door)


class TestSlackAdapter(ChatAdapterContract):
    @pytest.fixture
    def stage(self, adapter: SlackAdapter, slack: FakeSlack) -> SlackStage:
        return SlackStage(adapter, slack)
