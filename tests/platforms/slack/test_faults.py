"""Faults of ours in an answer: owned up to, and logged without anybody's words."""

import logging

import pytest

from adapters.slack.answering import FAULT
from bot.cards import Actions, Ask, Button, Card, Say, notice
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.block_kit import words_in
from tests.platforms.slack.fake_api import FakeSlack
from tests.platforms.slack.lesson_form import FORM, VALUES
from tests.platforms.slack.slack_requests import SlackRequests
from tests.waiting import until


async def test_a_fault_of_ours_is_owned_up_to_and_logged_without_words(
    door: SlackRequests,
    receiver: RecordingReceiver,
    slack: FakeSlack,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("Zebedee Quillfeather asked")

    caplog.set_level(logging.DEBUG)
    receiver.reply = fail
    await door.command("/ask", "Zebedee Quillfeather")
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == FAULT
    assert "RuntimeError" in caplog.text
    assert "Zebedee" not in caplog.text


async def test_a_card_that_slack_would_not_take_is_owned_up_to(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    too_long = Card("x", (Actions((Button("Go", "go", "v" * 2001),)),))
    receiver.reply = lambda _: Say(too_long)
    await door.command("/ask", "x")
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == FAULT


async def test_a_fault_keeps_what_was_typed_in_the_form(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    def fail(_: object) -> None:
        raise RuntimeError("away")

    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = fail
    answer = await (await door.submission(slack.views[0], VALUES)).json()
    assert answer == {"response_action": "errors", "errors": {"what": FAULT}}


async def test_an_answer_that_can_be_shown_in_no_way_is_logged_without_words(
    door: SlackRequests,
    receiver: RecordingReceiver,
    slack: FakeSlack,
    caplog: pytest.LogCaptureFixture,
) -> None:
    receiver.reply = lambda _: Say(notice("Zebedee Quillfeather"))
    slack.faults["chat.postEphemeral"].append("before")
    slack.faults["chat.postMessage"].append("is_archived")
    await door.command("/ask", "x", response_url="http://127.0.0.1:9/")
    await until(lambda: "could not be shown" in caplog.text)
    assert "Zebedee" not in caplog.text
