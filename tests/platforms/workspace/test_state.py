"""The local chat by itself: what is kept, and what is refused."""

import sqlite3
from pathlib import Path

import pytest

from adapters.workspace import State, WorkspaceAdapter
from adapters.workspace.reading import Unknown
from tests.platforms.workspace.conftest import CHANNELS, PEOPLE, START, after_start


@pytest.fixture
def state(adapter: WorkspaceAdapter) -> State:
    return adapter.state


def test_keeps_everything_over_a_restart(state: State, state_file: Path) -> None:
    root = state.post("ann", "hubs", "Who pays?", None, START)
    reply = state.post("bob", "hubs", "We do", root, after_start(minutes=1))
    state.edit("bob", reply, "We all do", after_start(minutes=2))
    state.react("ann", reply, "answered", after_start(minutes=3))
    before = (state.people(), state.channels(), state.message(root), state.message(reply))
    state.close()
    again = State(state_file)
    after = (again.people(), again.channels(), again.message(root), again.message(reply))
    assert after == before
    assert after[3].text == "We all do"
    assert after[3].reactions == {"answered": ("ann",)}
    assert after[2].replies == 1
    assert again.queue.waiting() == 4
    again.close()


def test_setting_up_again_changes_names_and_keeps_messages(state: State) -> None:
    message = state.post("ann", "hubs", "Hello", None, START)
    state.set_up(CHANNELS, PEOPLE)
    assert state.message(message).text == "Hello"
    assert [person.id for person in state.people()] == ["ann", "bob", "fay", "dee"]


def test_a_message_of_a_given_id_is_posted_once(state: State) -> None:
    first = state.post("ann", "hubs", "Hello", None, START, message_id="m1")
    second = state.post("ann", "hubs", "Hello", None, START, message_id="m1")
    assert first == second == "m1"
    assert state.queue.waiting() == 1
    assert len(state.messages("hubs", "ann")) == 1


def test_a_reply_to_a_reply_is_in_the_roots_thread(state: State) -> None:
    root = state.post("ann", "hubs", "Root", None, START)
    reply = state.post("bob", "hubs", "Reply", root, START)
    deeper = state.post("ann", "hubs", "Deeper", reply, START)
    assert state.message(deeper).thread == root
    assert [message.id for message in state.replies(root, "ann")] == [reply, deeper]


def test_a_deleted_messages_words_are_gone_and_its_thread_stays(
    state: State, state_file: Path
) -> None:
    root = state.post("ann", "hubs", "My phone is 01632 960001", None, START)
    state.post("bob", "hubs", "Reply", root, START)
    state.queue.done([position for position, _ in state.queue.first(10)])
    assert state.queue.waiting() == 0
    state.delete("ann", root, START)
    assert state.messages("hubs", "ann")[0].deleted
    state.close()
    rows = sqlite3.connect(state_file).execute(
        "SELECT text FROM messages UNION SELECT fact FROM queue"
    )
    assert not any("960001" in text for (text,) in rows)


def test_a_deleted_message_without_replies_is_not_shown(state: State) -> None:
    message = state.post("ann", "hubs", "Oops", None, START)
    state.delete("ann", message, START)
    assert state.messages("hubs", "ann") == []
    with pytest.raises(Unknown):
        state.edit("ann", message, "Oops again", START)


def test_nobody_else_is_shown_a_private_card(state: State) -> None:
    state.post_card("hubs", "{}", "For Ann", None, START, visible_to="ann")
    assert [message.text for message in state.messages("hubs", "ann")] == ["For Ann"]
    assert state.messages("hubs", "bob") == []


@pytest.mark.parametrize(
    ("person", "channel", "thread"),
    [("nobody", "hubs", None), ("ann", "nowhere", None), ("ann", "hubs", "no-message")],
)
def test_refuses_what_does_not_exist(
    state: State, person: str, channel: str, thread: str | None
) -> None:
    with pytest.raises(Unknown):
        state.post(person, channel, "Hello", thread, START)
    assert state.queue.waiting() == 0


def test_a_thread_does_not_cross_channels(state: State) -> None:
    root = state.post("ann", "hubs", "Root", None, START)
    with pytest.raises(Unknown):
        state.post("dee", "central", "Reply", root, START)


def test_reacting_twice_is_reacting_once(state: State) -> None:
    message = state.post("ann", "hubs", "Hello", None, START)
    state.react("bob", message, "lesson", START)
    state.react("bob", message, "lesson", START)
    assert state.message(message).reactions == {"lesson": ("bob",)}
    assert state.queue.waiting() == 2
    state.unreact("bob", message, "lesson")
    assert state.message(message).reactions == {}


def test_earlier_messages_come_page_by_page(state: State) -> None:
    ids = [state.post("ann", "hubs", str(number), None, START) for number in range(5)]
    last = state.messages("hubs", "ann", most=2)
    assert [message.id for message in last] == ids[3:]
    earlier = state.messages("hubs", "ann", before=last[0].sequence, most=2)
    assert [message.id for message in earlier] == ids[1:3]
