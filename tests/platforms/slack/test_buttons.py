"""Message shortcuts, buttons on cards, and the App Home."""

import pytest

from adapters.slack.listeners import PEOPLE_ONLY
from adapters.slack.rendering import render
from bot.cards import Actions, Ask, Button, Card, Replace, Say, notice
from bot.events import ButtonPressed, HomeOpened, MessageAction, MessageActionChosen
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.block_kit import words_in
from tests.platforms.slack.fake_api import BOT_USER, CHANNEL, FakeSlack
from tests.platforms.slack.lesson_form import FORM, VALUES
from tests.platforms.slack.slack_requests import PERSON, TS, SlackRequests, message
from tests.waiting import until


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


async def test_a_card_that_can_not_be_replaced_is_followed_by_the_new_one(
    door: SlackRequests, receiver: RecordingReceiver, slack: FakeSlack
) -> None:
    receiver.reply = lambda _: Replace(notice("Approved by Ann"))
    slack.faults["response_url"].extend(["gone", "gone"])
    await door.button("approve#0", "7")
    await until(lambda: slack.ephemeral)
    assert words_in(slack.ephemeral[0]["blocks"]) == "Approved by Ann"


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
