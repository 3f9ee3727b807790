"""Forms: opened, filled in, sent, mended, and led on from."""

import pytest

from adapters.slack.answering import FORM_LATE
from bot.cards import Ask, Form, Invalid, Replace, Say, TextField, notice, words
from bot.events import FormSubmitted
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.block_kit import words_in
from tests.platforms.slack.fake_api import CHANNEL, FakeSlack
from tests.platforms.slack.lesson_form import FORM, VALUES
from tests.platforms.slack.slack_requests import SlackRequests
from tests.waiting import until


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
    receiver.thought.clear()
    receiver.reply = lambda _: Invalid({"what": "Say what happened"})
    response = await door.submission(slack.views[0], VALUES)
    assert await response.text() == ""
    receiver.thought.set()
    await until(lambda: slack.ephemeral)
    assert "Say what happened" in words_in(slack.ephemeral[0]["blocks"])


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


async def test_a_form_that_came_too_late_to_open_is_explained(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Ask(FORM)
    slack.faults["views.open"].append("expired_trigger_id")
    await door.command("/lesson")
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == FORM_LATE
