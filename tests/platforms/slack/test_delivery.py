"""Delivery beyond the contract: Slack's errors, pictures, long conversations and its pace."""

import asyncio

import pytest

from adapters.slack import SlackAdapter
from adapters.slack.pace import MOST_A_MINUTE, Pace
from bot.cards import Actions, Bar, Button, Card, Chart, notice, words
from bot.ports import Destination, Permanent, RateLimited, Temporary, Uncertain
from bot.settings import Settings
from tests.contracts.chat_adapter import everything, post_all
from tests.contracts.recording import RecordingReceiver
from tests.platforms.slack.fake_api import CHANNEL, TEAM, FakeSlack

HERE = Destination(platform="slack", tenant=TEAM, conversation=CHANNEL)
CHART = Chart("Hubs by theme", (Bar("Call backs", 4, "3 to 5 hubs"),), "Call backs: 3 to 5 hubs.")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("429", RateLimited),
        ("ratelimited", RateLimited),
        ("503", Uncertain),
        ("before", Uncertain),
        ("after", Uncertain),
        ("internal_error", Uncertain),
        ("fatal_error", Uncertain),
        ("service_unavailable", Temporary),
        ("invalid_auth", Temporary),
        ("missing_scope", Temporary),
        ("channel_not_found", Permanent),
        ("is_archived", Permanent),
        ("not_in_channel", Permanent),
        ("account_inactive", Permanent),
        ("msg_blocks_too_long", Permanent),
        ("an_error_of_next_year", Permanent),
    ],
)
async def test_a_post_s_errors(
    adapter: SlackAdapter, slack: FakeSlack, fault: str, error: type[Exception]
) -> None:
    slack.faults["chat.postMessage"].append(fault)
    with pytest.raises(error):
        await adapter.post(HERE, notice("Hello"), 0, "k")
    assert len(slack.called("chat.postMessage")) == 1


@pytest.mark.parametrize(
    ("fault", "error"),
    [("429", RateLimited), ("503", Temporary), ("after", Temporary), ("fatal_error", Temporary)],
)
async def test_what_may_be_repeated_is_never_uncertain(
    adapter: SlackAdapter, slack: FakeSlack, fault: str, error: type[Exception]
) -> None:
    posted = await adapter.post(HERE, notice("Hello"), 0, "k")
    slack.faults["conversations.history"].append(fault)
    with pytest.raises(error):
        await adapter.find(HERE, "k")
    slack.faults["chat.update"].append(fault)
    with pytest.raises(error):
        await adapter.update(HERE, posted.message_id, notice("Bye"))
    slack.faults["chat.delete"].append(fault)
    with pytest.raises(error):
        await adapter.delete(HERE, posted.message_id)


async def test_an_answer_that_does_not_come_is_uncertain(
    settings: Settings,
    receiver: RecordingReceiver,
    slack: FakeSlack,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("adapters.slack.adapter.TIMEOUT_SECONDS", 0.1)
    adapter = SlackAdapter(settings, receiver)
    slack.faults["chat.postMessage"].append("hang")
    with pytest.raises(Uncertain):
        await adapter.post(HERE, notice("Hello"), 0, "k")


async def test_slack_out_of_reach_is_temporary(adapter: SlackAdapter, slack: FakeSlack) -> None:
    await slack.close()
    with pytest.raises(Temporary):
        await adapter.post(HERE, notice("Hello"), 0, "k")


async def test_a_chart_is_posted_as_a_picture_with_its_words(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    _, picture = await post_all(adapter, HERE, Card("Summary", (words("Themes"), CHART)))
    (shared,) = [each for each in slack.messages[CHANNEL] if each["files"]]
    assert picture.message_id == shared["ts"]
    assert shared["files"][0]["alt_txt"] == CHART.alternative
    assert shared["files"][0]["title"] == CHART.title
    assert await adapter.find(HERE, "key-1") == picture
    await adapter.delete(HERE, picture.message_id)
    assert len(slack.messages[CHANNEL]) == 1


async def test_a_picture_in_a_thread(adapter: SlackAdapter, slack: FakeSlack) -> None:
    root = await adapter.post(HERE, notice("Root"), 0, "root")
    thread = Destination(
        platform="slack", tenant=TEAM, conversation=CHANNEL, thread=root.message_id
    )
    await adapter.post(thread, everything(), 1, "p")
    assert slack.messages[CHANNEL][-1]["thread_ts"] == root.message_id


async def test_a_picture_posted_without_our_being_told_is_found(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    slack.faults["files.completeUploadExternal"].append("after")
    with pytest.raises(Uncertain):
        await adapter.post(HERE, everything(), 1, "p")
    assert await adapter.find(HERE, "p") is not None


async def test_a_picture_is_posted_once_even_when_looking_for_it_fails(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    slack.faults["conversations.history"].append("429")
    posted = await adapter.post(HERE, everything(), 1, "p")
    assert posted.message_id.startswith("F")
    assert len(slack.messages[CHANNEL]) == 1


async def test_finds_a_message_behind_many_others(adapter: SlackAdapter, slack: FakeSlack) -> None:
    posted = await adapter.post(HERE, notice("Long ago"), 0, "old")
    for number in range(450):
        slack.messages[CHANNEL].append({"ts": f"4000000001.{number:06d}", "text": "chatter"})
    assert await adapter.find(HERE, "old") == posted
    assert len(slack.called("conversations.history")) == 3


async def test_finds_a_message_in_a_workspace_that_keeps_metadata_from_us(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    posted = await adapter.post(HERE, everything(), 0, "k")
    await adapter.post(HERE, everything(), 0, "another")
    for message in slack.messages[CHANNEL]:
        del message["metadata"]
    assert await adapter.find(HERE, "k") == posted
    assert await adapter.find(HERE, "not this one") is None


async def test_opens_the_chat_with_a_person_once(adapter: SlackAdapter, slack: FakeSlack) -> None:
    ann = Destination(platform="slack", tenant=TEAM, user_id="U01ANN")
    for number in range(3):
        await adapter.post(ann, notice("Hello"), 0, f"k{number}")
    assert len(slack.called("conversations.open")) == 1


async def test_an_update_shows_as_much_as_one_message_holds(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    posted = await adapter.post(HERE, notice("Draft"), 0, "k")
    await adapter.update(HERE, posted.message_id, everything())
    assert "Call backs: 3 to 5 hubs." in slack.visible(CHANNEL)[0]


async def test_an_answer_to_ourselves_would_stay_slow(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    for number in range(MOST_A_MINUTE):
        await adapter.post(HERE, notice("Round and round"), 0, f"k{number}")
    with pytest.raises(RateLimited) as caught:
        await adapter.post(HERE, notice("Round and round"), 0, "more")
    assert 50 < caught.value.retry_after <= 60
    assert len(slack.messages[CHANNEL]) == MOST_A_MINUTE


async def test_asks_slack_for_a_message_s_address(adapter: SlackAdapter) -> None:
    posted = await adapter.post(HERE, notice("Hello"), 0, "k")
    link = await adapter.permalink(CHANNEL, posted.message_id)
    assert link.startswith("https://team.slack.com/archives/")
    with pytest.raises(Permanent):
        await adapter.permalink(CHANNEL, "1.0")


async def test_posts_at_the_same_time_do_not_disturb_each_other(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    card = Card("Approve?", (Actions((Button("Approve", "approve", "7"),)),))
    posted = await asyncio.gather(*(adapter.post(HERE, card, 0, f"k{n}") for n in range(10)))
    assert len({message.message_id for message in posted}) == 10
    for number, message in enumerate(posted):
        assert await adapter.find(HERE, f"k{number}") == message


async def test_a_picture_whose_message_is_not_known_is_removed_by_its_file(
    adapter: SlackAdapter, slack: FakeSlack
) -> None:
    slack.faults["conversations.history"].append("503")
    posted = await adapter.post(HERE, everything(), 1, "p")
    await adapter.delete(HERE, posted.message_id)
    assert not slack.messages[CHANNEL]
    await adapter.delete(HERE, posted.message_id)


async def test_a_minute_later_there_is_room_again(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr("adapters.slack.pace.time.monotonic", lambda: now)
    pace = Pace()
    for _ in range(MOST_A_MINUTE):
        pace.take(CHANNEL)
    with pytest.raises(RateLimited):
        pace.take(CHANNEL)
    pace.take("C0ANOTHER")
    now += 61
    pace.take(CHANNEL)
