"""The workspace keeps the contracts of every chat adapter."""

import json
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.workspace import WorkspaceAdapter
from bot.ports import Destination, PostedMessage
from tests.contracts.asking import AskingContract
from tests.contracts.chat_adapter import ChatAdapterContract, Fault
from tests.contracts.chat_events import ChatEventsContract
from tests.contracts.recording import RecordingReceiver
from tests.contracts.replying import ReplyingContract
from tests.platforms.workspace.conftest import Page
from tests.platforms.workspace.reading import shown
from tests.platforms.workspace.scene import WorkspaceScene

HERE = Destination(platform="workspace", tenant="local", conversation="hubs")
PERSON = Destination(platform="workspace", tenant="local", user_id="ann")
TOGETHER = Destination(platform="workspace", tenant="local", together=("bob", "ann"))
NOWHERE = Destination(platform="workspace", tenant="local", conversation="nowhere")


class WorkspaceStage:
    """The workspace with a file that can be made to fail."""

    here, person, together, nowhere = HERE, PERSON, TOGETHER, NOWHERE

    def __init__(self, adapter: WorkspaceAdapter, patch: pytest.MonkeyPatch) -> None:
        self.adapter = adapter
        self._patch = patch

    async def visible(self, destination: Destination) -> list[str]:
        state = self.adapter.state
        if destination.thread:
            messages = state.replies(destination.thread, "bob")
        elif destination.together:
            messages = state.messages("group-ann+bob", "ann")
        elif destination.user_id:
            messages = state.messages(f"dm-{destination.user_id}", destination.user_id)
        else:
            messages = state.messages(destination.conversation, "bob")
        return [shown(json.loads(message.card or "{}")) for message in messages]

    async def readers(self, posted: PostedMessage) -> set[str]:
        channel = self.adapter.state.channel(posted.conversation)
        return {one.id for one in self.adapter.state.people() if channel.open_to(one)}

    def fail_next(self, fault: Fault) -> None:
        state = self.adapter.state
        post = state.post_card

        def fail_once(*arguments: Any, **more: Any) -> str:
            self._patch.setattr(state, "post_card", post)
            if fault is Fault.LOST_AFTER:
                post(*arguments, **more)
            raise sqlite3.OperationalError("disk I/O error")

        self._patch.setattr(state, "post_card", fail_once)


@pytest.fixture
def stage(adapter: WorkspaceAdapter, monkeypatch: pytest.MonkeyPatch) -> WorkspaceStage:
    return WorkspaceStage(adapter, monkeypatch)


class TestWorkspaceAdapter(ChatAdapterContract):
    # Nothing limits how fast the bot may post here, so there is no such refusal to translate.
    test_says_how_long_to_wait_when_rate_limited = None  # type: ignore[assignment]


class TestWorkspaceEvents(ChatEventsContract, AskingContract, ReplyingContract):
    @pytest.fixture
    def receiver(self) -> RecordingReceiver:
        return RecordingReceiver()

    @pytest.fixture
    async def scene(
        self, page: Page, receiver: RecordingReceiver, state_file: Path
    ) -> AsyncIterator[WorkspaceScene]:
        scene = WorkspaceScene(page, receiver, state_file)
        yield scene
        scene.close()
