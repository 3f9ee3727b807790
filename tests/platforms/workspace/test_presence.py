"""Common Thread is told when it is added and removed, and is deaf and mute where it is not."""

import pytest

from bot.cards import notice
from bot.events import BotAdded, BotRemoved, MessagePosted
from bot.ports import Destination, Permanent
from tests.platforms.workspace.conftest import CHANNELS, PEOPLE, Page, RecordingReceiver

HUBS = Destination(platform="workspace", tenant="local", conversation="hubs")


async def let_in(page: Page, on: bool) -> None:
    await page.send("POST", "channels/hubs/bot", person="fay", on=on)


async def test_is_told_of_coming_and_going_and_of_nothing_between(
    page: Page, receiver: RecordingReceiver
) -> None:
    await let_in(page, on=False)
    message = await page.post("ann", "Among ourselves")
    await page.send("POST", f"messages/{message}/reactions", person="bob", name="lesson", on=True)
    await let_in(page, on=True)
    await let_in(page, on=True)
    await page.post("ann", "Back again")
    removed, added, posted = await receiver.told(3)
    assert isinstance(removed, BotRemoved)
    assert isinstance(added, BotAdded)
    assert (added.where.conversation, added.who.user_id) == ("hubs", "fay")
    assert isinstance(posted, MessagePosted)
    assert posted.text == "Back again"


async def test_cannot_post_where_it_is_not(page: Page) -> None:
    posted = await page.adapter.post(HUBS, notice("Here"), 0, "k1")
    await let_in(page, on=False)
    with pytest.raises(Permanent):
        await page.adapter.post(HUBS, notice("Not here"), 0, "k2")
    with pytest.raises(Permanent):
        await page.adapter.update(HUBS, posted.message_id, notice("Not here"))


async def test_stays_away_when_the_sample_is_set_up_again(page: Page) -> None:
    await let_in(page, on=False)
    page.adapter.state.set_up(CHANNELS, PEOPLE)
    channels = (await page.get("channels?person=ann"))["channels"]
    assert [channel["bot"] for channel in channels] == [False, True, True]


@pytest.mark.parametrize(("person", "channel"), [("ann", "hubs"), ("fay", "dm-fay")])
async def test_only_facilitators_decide_and_only_for_channels(
    page: Page, person: str, channel: str
) -> None:
    body = {"person": person, "on": False}
    assert (await page.ask("POST", f"channels/{channel}/bot", body)).status == 403
