"""Commands, shortcuts, buttons, forms and the App Home: how people are answered."""

import asyncio
import logging
from typing import Any

import pytest

from adapters.slack.answering import FAULT, FORM_LATE
from adapters.slack.listeners import PEOPLE_ONLY
from adapters.slack.rendering import render
from bot.cards import (
    Actions,
    Ask,
    Button,
    Card,
    ChoiceField,
    Form,
    Invalid,
    ManyField,
    Option,
    Replace,
    Say,
    TextField,
    notice,
    words,
)
from bot.events import (
    ButtonPressed,
    CommandGiven,
    FormSubmitted,
    HomeOpened,
    MessageAction,
    MessageActionChosen,
)
from tests.contracts.chat_adapter import long_card
from tests.platforms.slack.block_kit import words_in
from tests.platforms.slack.fake_api import BOT_USER, CHANNEL, TEAM, FakeSlack
from tests.platforms.slack.recording import RecordingReceiver
from tests.platforms.slack.slack_requests import PERSON, TS, SlackRequests, message

FORM = Form(
    form="lesson",
    title="Save as lesson",
    fields=(
        TextField("what", "What happened", value="We rang back", multiline=True),
        ChoiceField("worked", "Did it work?", (Option("yes", "Yes"), Option("no", "No"))),
        ManyField("steps", "Steps", (Option("a", "Set-up"), Option("b", "Launch"))),
    ),
    context="message 7",
)
VALUES = {
    "what": {"value": {"type": "plain_text_input", "value": " We rang back at once "}},
    "worked": {"value": {"type": "radio_buttons", "selected_option": {"value": "yes"}}},
    "steps": {
        "value": {"type": "checkboxes", "selected_options": [{"value": "a"}, {"value": "b"}]}
    },
}


async def until(condition: Any) -> None:
    """Wait for what is done after the acknowledgement."""
    async with asyncio.timeout(3):
        while not condition():
            await asyncio.sleep(0.005)


@pytest.fixture
def people(slack: FakeSlack) -> None:
    profile = {"display_name": "Ann Hughes", "email": "ann@example.org"}
    slack.users[PERSON] = {"id": PERSON, "team_id": TEAM, "profile": profile}


@pytest.mark.usefixtures("people")
async def test_a_command_is_answered_privately(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("Three earlier answers <here>"))
    text = "who &amp; how? <@U02BOB|bob> <https://example.org|guide>, a payload of questions"
    response = await door.command("/ask", text)
    assert (response.status, await response.text()) == (200, "")
    await until(lambda: slack.ephemeral)
    (given,) = receiver.asked
    assert isinstance(given, CommandGiven)
    assert given.command == "ask"
    assert given.text == (
        "who & how? <@U02BOB> guide (https://example.org), a payload of questions"
    )
    assert (given.who.name, given.who.email) == ("Ann Hughes", "ann@example.org")
    assert (given.where.conversation, given.where.name) == (CHANNEL, "general")
    assert words_in(slack.ephemeral[0]["blocks"]) == "Three earlier answers <here>"
    assert slack.ephemeral[0]["text"] == "Three earlier answers &lt;here&gt;"


async def test_a_name_that_slack_keeps_back_does_not_hold_up_the_answer(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    slack.faults["users.info"].append("hang")
    receiver.reply = lambda _: Say(notice("Here you are"))
    await door.command("/ask", "x")
    await until(lambda: slack.ephemeral)
    assert receiver.asked[0].who.name == ""


@pytest.mark.parametrize("prefix", ["ct-"])
async def test_the_prefix_is_taken_off_a_command(
    door: SlackRequests, receiver: RecordingReceiver
) -> None:
    await door.command("/ct-themes")
    await until(lambda: receiver.asked)
    assert isinstance(receiver.asked[0], CommandGiven)
    assert receiver.asked[0].command == "themes"


async def test_a_long_private_answer_is_shown_whole(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(long_card(300))
    await door.command("/find", "words")
    await until(
        lambda: "Paragraph 299." in words_in(slack.ephemeral[-1:] and slack.ephemeral[-1]["blocks"])
    )
    assert len(slack.ephemeral) > 5
    assert slack.called("chat.postEphemeral")


async def test_an_answer_finds_another_way_when_the_response_address_is_used_up(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("By another way"))
    slack.faults["response_url"].append("gone")
    await door.command("/ask", "x")
    await until(lambda: slack.ephemeral)
    assert slack.called("chat.postEphemeral")[0]["user"] == PERSON


async def test_an_answer_goes_to_the_personal_chat_when_we_are_not_in_the_conversation(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("By another way"))
    slack.faults["response_url"].append("gone")
    slack.faults["chat.postEphemeral"].append("not_in_channel")
    await door.command("/ask", "x")
    await until(lambda: slack.visible(f"D{PERSON}"))
    assert slack.visible(f"D{PERSON}") == ["By another way"]


async def test_a_command_may_open_a_form_and_the_form_s_answer_comes_back_to_its_place(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    (view,) = slack.views
    receiver.reply = lambda _: Say(notice("Saved"))
    response = await door.submission(view, VALUES)
    assert (response.status, await response.text()) == (200, "")
    await until(lambda: slack.ephemeral)
    form = receiver.asked[1]
    assert isinstance(form, FormSubmitted)
    assert (form.form, form.context) == ("lesson", "message 7")
    assert form.text("what") == "We rang back at once"
    assert form.text("worked") == "yes"
    assert form.chosen("steps") == ("a", "b")
    assert form.where.conversation == CHANNEL
    assert slack.ephemeral[0]["channel"] == CHANNEL


async def test_what_is_left_empty_comes_back_empty(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = lambda _: None
    values = {
        "what": {"value": {"type": "plain_text_input", "value": None}},
        "worked": {"value": {"type": "static_select", "selected_option": None}},
        "steps": {"value": {"type": "checkboxes", "selected_options": []}},
    }
    await door.submission(slack.views[0], values)
    form = receiver.asked[1]
    assert isinstance(form, FormSubmitted)
    assert (form.text("what"), form.text("worked"), form.chosen("steps")) == ("", "", ())


async def test_a_form_that_can_not_be_taken_says_what_to_mend(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = lambda _: Invalid({"what": "Say what happened"})
    response = await door.submission(slack.views[0], VALUES)
    assert await response.json() == {
        "response_action": "errors",
        "errors": {"what": "Say what happened"},
    }


async def test_what_to_mend_in_a_field_that_slack_did_not_show_is_said_at_the_first(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = lambda _: Invalid({"what": "Say more.", "elsewhere": "Choose a hub."})
    answer = await (await door.submission(slack.views[0], VALUES)).json()
    assert answer["errors"] == {"what": "Say more. Choose a hub."}


async def test_a_form_without_fields_is_closed_and_what_to_mend_is_said(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(Form("sure", "Are you sure?", (), intro=(words("Really?"),)))
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = lambda _: Invalid({"": "It is too late."})
    assert await (await door.submission(slack.views[0], {})).text() == ""
    await until(lambda: slack.ephemeral)
    assert "It is too late." in words_in(slack.ephemeral[0]["blocks"])


async def test_a_form_may_lead_to_another(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = lambda _: Ask(Form("next", "Next", (TextField("more", "More"),), context="8"))
    answer = await (await door.submission(slack.views[0], VALUES)).json()
    assert answer["response_action"] == "update"
    receiver.reply = lambda _: Say(notice("All saved"))
    await door.submission(answer["view"], {"more": {"value": {"value": "x"}}})
    await until(lambda: slack.ephemeral)
    form = receiver.asked[2]
    assert isinstance(form, FormSubmitted)
    assert (form.form, form.context, form.where.conversation) == ("next", "8", CHANNEL)


async def test_a_form_that_takes_long_is_closed_and_answered_by_a_message(
    door: SlackRequests,
    receiver: RecordingReceiver,
    slack: FakeSlack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.listeners.FORM_WITHIN", 0.05)
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.takes = 0.15
    receiver.reply = lambda _: Invalid({"what": "Say what happened"})
    response = await door.submission(slack.views[0], VALUES)
    assert await response.text() == ""
    await until(lambda: slack.ephemeral)
    assert "Say what happened" in words_in(slack.ephemeral[0]["blocks"])


@pytest.mark.parametrize("action", list(MessageAction))
async def test_a_message_shortcut(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack, action: MessageAction
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    about = message("Try &lt;this&gt;", user="U02BOB", thread_ts="1779999999.000000")
    await door.shortcut(action.value, about)
    await until(lambda: slack.views)
    (chosen,) = receiver.asked
    assert isinstance(chosen, MessageActionChosen)
    assert (chosen.action, chosen.message_id, chosen.text) == (action, TS, "Try <this>")
    assert (chosen.author.user_id, chosen.who.user_id) == ("U02BOB", PERSON)
    assert chosen.where.thread == "1779999999.000000"
    assert chosen.permalink == (
        f"https://team.slack.com/archives/{CHANNEL}/p1780000000000100"
        f"?thread_ts=1779999999.000000&cid={CHANNEL}"
    )


async def test_a_shortcut_on_an_app_s_message_is_explained(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    await door.shortcut("save_as_lesson", message(bot_id="B1", user=BOT_USER))
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == PEOPLE_ONLY
    assert not receiver.asked


async def post_card(door: SlackRequests, slack: FakeSlack) -> str:
    """Post a card with a button as the sender would; return the button's id on Slack."""
    card = Card("Approve?", (Actions((Button("Approve", "approve", "7"), Button("No", "reject"))),))
    (part,) = render(card)
    slack.messages[CHANNEL].append(
        {"ts": TS, "thread_ts": None, "text": part.text, "blocks": part.blocks, "files": []}
    )
    return str(part.blocks[0]["elements"][0]["action_id"])


async def test_a_button_may_replace_its_card(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    action = await post_card(door, slack)
    receiver.reply = lambda _: Replace(notice("Approved by Ann"))
    await door.button(action, "7")
    await until(lambda: slack.visible(CHANNEL) == ["Approved by Ann"])
    (pressed,) = receiver.asked
    assert isinstance(pressed, ButtonPressed)
    assert (pressed.action, pressed.value) == ("approve", "7")


async def test_a_card_is_replaced_by_its_id_when_the_response_address_is_used_up(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    action = await post_card(door, slack)
    receiver.reply = lambda _: Replace(notice("Approved by Ann"))
    slack.faults["response_url"].append("gone")
    await door.button(action, "7")
    await until(lambda: slack.visible(CHANNEL) == ["Approved by Ann"])


async def test_a_button_s_form_may_replace_the_card(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    action = await post_card(door, slack)
    receiver.reply = lambda _: Ask(FORM)
    await door.button(action, "7")
    await until(lambda: slack.views)
    receiver.reply = lambda _: Replace(notice("Sent back by Ann"))
    await door.submission(slack.views[0], VALUES)
    await until(lambda: slack.visible(CHANNEL) == ["Sent back by Ann"])


async def test_a_button_that_opens_an_address_is_only_acknowledged(
    door: SlackRequests, receiver: RecordingReceiver
) -> None:
    assert (await door.button("open_link#0")).status == 200
    assert not receiver.asked


async def test_the_home_is_published_and_its_buttons_change_it(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Say(notice("Your questions"))
    home = {"type": "app_home_opened", "user": PERSON, "channel": "D01ANN", "tab": "home"}
    assert (await door.event(home)).status == 200
    await until(lambda: slack.homes)
    assert isinstance(receiver.asked[0], HomeOpened)
    assert words_in(slack.homes[PERSON]["blocks"]) == "Your questions"
    receiver.reply = lambda _: Replace(notice("Your digest"))
    at_home = {"container": {"type": "view"}, "view": {"type": "home", "id": "V1"}}
    await door.button("more#0", message=None, channel=None, response_url=None, **at_home)
    await until(lambda: words_in(slack.homes[PERSON]["blocks"]) == "Your digest")
    receiver.reply = lambda _: Say(notice("Here you are"))
    await door.button("more#0", message=None, channel=None, response_url=None, **at_home)
    await until(lambda: slack.visible(f"D{PERSON}") == ["Here you are"])


async def test_a_button_in_a_form_opens_another_above_it(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    in_form = {"container": {"type": "view"}, "view": slack.views[0] | {"id": "V1"}}
    await door.button("more#0", message=None, channel=None, response_url=None, **in_form)
    await until(lambda: len(slack.views) == 2)
    assert slack.called("views.push")
    assert receiver.asked[1].where.conversation == CHANNEL


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


async def test_a_form_that_came_too_late_to_open_is_explained(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    slack.faults["views.open"].append("expired_trigger_id")
    await door.command("/lesson")
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == FORM_LATE


async def test_an_event_carries_a_name_once_it_is_known(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    slack.users[PERSON] = {"id": PERSON, "team_id": TEAM, "profile": {"real_name": "Ann Hughes"}}
    await door.event(message("first"))
    await until(lambda: slack.called("users.info"))
    await asyncio.sleep(0.02)
    for number in range(3):
        await door.event(message(f"again {number}"))
    assert receiver.received[-1].who.name == "Ann Hughes"
    assert len(slack.called("users.info")) == 1


@pytest.mark.parametrize(
    "user",
    [
        {"team_id": "T0OTHER"},
        {"team_id": TEAM, "is_stranger": True},
        {"team_id": TEAM, "is_email_confirmed": False},
    ],
)
async def test_an_address_that_our_workspace_does_not_vouch_for_is_not_passed_on(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack, user: dict[str, Any]
) -> None:
    profile = {"display_name": "Ann", "email": "head@department.example"}
    slack.users[PERSON] = {"id": PERSON, "profile": profile} | user
    await door.command("/ask", "x")
    await until(lambda: receiver.asked)
    assert (receiver.asked[0].who.name, receiver.asked[0].who.email) == ("Ann", None)


async def test_a_button_in_a_form_may_change_the_form(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    await door.command("/lesson")
    await until(lambda: slack.views)
    receiver.reply = lambda _: Replace(notice("Already saved"))
    in_form = {"container": {"type": "view"}, "view": slack.views[0] | {"id": "V1"}}
    await door.button("more#0", message=None, channel=None, response_url=None, **in_form)
    await until(lambda: len(slack.views) == 2)
    assert slack.called("views.update")[0]["view_id"] == "V1"
    slack.faults["views.update"].append("not_found")
    await door.button("more#0", message=None, channel=None, response_url=None, **in_form)
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == "Already saved"


async def test_a_card_that_can_not_be_replaced_is_followed_by_the_new_one(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Replace(notice("Approved by Ann"))
    slack.faults["response_url"].extend(["gone", "gone"])
    await door.button("approve#0", "7")
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == "Approved by Ann"


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
