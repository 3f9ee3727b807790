"""How far long work has come, in the log of what runs at night."""

import logging

import pytest

from bot.progress import LogProgress


def test_each_tenth_is_a_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        progress = LogProgress(logging.getLogger("night"))
        progress.begin("Reading messages", 40, "messages")
        for done in range(0, 41, 3):
            progress.reach(done)
        progress.reach(40)
        progress.end()
    assert caplog.messages[0] == "Reading messages: 40 messages"
    assert caplog.messages[1:3] == ["Reading messages: 10 %", "Reading messages: 20 %"]
    assert caplog.messages[-1] == "Reading messages: 100 %"
    assert len(caplog.messages) == 11


def test_nothing_to_do_is_nothing_to_say(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        progress = LogProgress(logging.getLogger("night"))
        progress.begin("Indexing for look-up", 0, "messages")
        progress.reach(0)
        progress.end()
    assert caplog.messages == []
