"""Which channels another organisation is in: asked of Slack once, learned from events at once."""

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import SlackAdapter
from adapters.slack.sharing import REMEMBERED_SECONDS, Sharing
from bot.cards import notice
from bot.community.models import Purpose
from bot.delivery.outbox import channel_destination, post
from bot.delivery.sender import Sender
from bot.ports import Destination, RateLimited, Temporary
from bot.store import Database
from tests.conftest import StoppedClock
from tests.platforms.slack.fake_api import CHANNEL, TEAM, TOKEN, FakeSlack
from tests.platforms.slack.slack_requests import Json, SlackRequests, message
from tests.world import add_channel, add_community

HERE = Destination(platform="slack", tenant=TEAM, conversation=CHANNEL)


async def test_slack_is_asked_once_for_many_posts_and_again_after_a_while(
    slack: FakeSlack,
) -> None:
    now = 1000.0
    sharing = Sharing(AsyncWebClient(TOKEN, slack.url), lambda: now)
    told = [await sharing.is_shared(CHANNEL) for _ in range(9)]
    slack.shared.add(CHANNEL)
    assert told == [False] * 9
    assert len(slack.called("conversations.info")) == 1
    now += REMEMBERED_SECONDS
    assert await sharing.is_shared(CHANNEL) is True


@pytest.mark.parametrize(
    ("event", "shared"),
    [(message(), True), ({"type": "channel_shared", "channel": CHANNEL}, False)],
)
async def test_an_event_tells_at_once_that_its_channel_is_shared(
    adapter: SlackAdapter, door: SlackRequests, event: Json, shared: bool
) -> None:
    assert await adapter.has_outsiders(HERE) is False
    assert (await door.event(event, is_ext_shared_channel=shared)).status == 200
    assert await adapter.has_outsiders(HERE) is True


@pytest.mark.parametrize(("fault", "error"), [("429", RateLimited), ("503", Temporary)])
async def test_what_slack_does_not_tell_now_is_not_guessed(
    adapter: SlackAdapter, slack: FakeSlack, fault: str, error: type[Exception]
) -> None:
    slack.faults["conversations.info"].append(fault)
    with pytest.raises(error):
        await adapter.has_outsiders(HERE)
    assert await adapter.has_outsiders(HERE) is False


async def test_what_waits_for_a_channel_that_was_shared_meanwhile_is_never_posted_to_it(
    adapter: SlackAdapter, slack: FakeSlack, database: Database, clock: StoppedClock
) -> None:
    with database.write() as unit:
        community = add_community(unit)
        here = add_channel(unit, community, CHANNEL)
        desk = add_channel(unit, community, "C02DESK", Purpose.FACILITATORS)
        here.tenant = desk.tenant = TEAM
        for number in range(3):
            where, card = channel_destination(here), notice(f"For members {number}")
            post(unit, where, card, key=f"k{number}", now=clock.now())
        unit.commit()
    slack.channels.add("C02DESK")
    slack.shared.add(CHANNEL)
    await Sender(database, clock, {"slack": adapter}, seconds_between=0).drain_once()
    assert slack.visible(CHANNEL) == []
    (told,) = slack.visible("C02DESK")
    assert "It is shared with another organisation" in told
    assert len(slack.called("conversations.info")) == 2
