"""Delivery to Teams: who may be sent to, faults, proactive posts, and what can be found again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.teams import TeamsAdapter
from adapters.teams.addresses import Address
from adapters.teams.delivery import Delivery
from bot.cards import Card, notice
from bot.ports import DeliveryError, Destination, Permanent, RateLimited, Temporary, Uncertain
from bot.settings import Settings
from tests.platforms.teams.fake_connector import (
    ANN,
    BOT,
    CHANNEL,
    GROUP_CHAT,
    FakeConnector,
)
from tests.platforms.teams.fake_graph import FakeGraph
from tests.platforms.teams.fake_login import TENANT, FakeLogin
from tests.platforms.teams.places import channel, group_chat, person
from tests.platforms.teams.processes import another_process

HELLO = notice("Hello")
TWICE = 2
"""What may be done twice is sent again at once, unseen by us, when its connection breaks."""


@pytest.fixture
async def after_restart(settings: Settings) -> AsyncIterator[Delivery]:
    async with another_process(settings) as delivery:
        yield delivery


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("400", Permanent),
        ("401", Temporary),
        ("403", Permanent),
        ("404", Permanent),
        ("412", Temporary),
        ("413", Permanent),
        ("429", RateLimited),
        ("500", Uncertain),
        ("502", Uncertain),
        ("503", Temporary),
        ("504", Uncertain),
        ("302", Permanent),
        ("before", Uncertain),
        ("after", Uncertain),
    ],
)
async def test_each_fault_of_a_post_says_what_to_do(
    adapter: TeamsAdapter, connector: FakeConnector, fault: str, expected: type[DeliveryError]
) -> None:
    connector.faults["post"].append(fault)
    with pytest.raises(expected) as caught:
        await adapter.post(channel(connector), HELLO, 0, "k")
    assert "quote" not in str(caught.value)
    assert [request.path for request in connector.requests if "elsewhere" in request.path] == []
    assert len(connector.visible(CHANNEL)) == (fault == "after")


@pytest.mark.parametrize("fault", ["502", "504", "before", "after"])
async def test_nothing_about_a_replacement_is_uncertain(
    adapter: TeamsAdapter, connector: FakeConnector, fault: str
) -> None:
    here = channel(connector)
    posted = await adapter.post(here, HELLO, 0, "k")
    connector.faults["update"].extend([fault] * TWICE)
    with pytest.raises(Temporary):
        await adapter.update(here, posted.message_id, notice("Anew"))
    connector.faults.clear()
    await adapter.update(here, posted.message_id, notice("Anew"))
    assert connector.visible(CHANNEL) == ["Anew"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("17", 17),
        ("", 30),
        ("soon", 30),
        ("-5", 30),
        ("999999999", 3600),
        ("Mon, 01 Jan 2001 00:00:00 GMT", 1),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 3600),
        ("Mon, 01 Jan 2001 00:00:00", 1),
    ],
)
async def test_any_retry_after_gives_a_time_to_wait(
    adapter: TeamsAdapter, connector: FakeConnector, given: str, expected: float
) -> None:
    connector.retry_after = given
    connector.faults["post"].append("429")
    with pytest.raises(RateLimited) as caught:
        await adapter.post(channel(connector), HELLO, 0, "k")
    assert caught.value.retry_after == expected


async def test_a_closed_port_is_a_passing_fault(adapter: TeamsAdapter) -> None:
    nobody = Address(service_url="https://127.0.0.1:9/", bot_id=BOT, kind="group")
    with pytest.raises(Temporary):
        await adapter.post(
            Destination(
                platform="teams", tenant=TENANT, conversation="x", address=nobody.to_text()
            ),
            HELLO,
            0,
            "k",
        )


async def test_an_app_that_was_taken_out_is_told_so_for_good(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    connector.blocked = {GROUP_CHAT, connector.chat_with(ANN)}
    with pytest.raises(Permanent, match="403 MessageWritesBlocked"):
        await adapter.post(group_chat(connector), HELLO, 0, "k")
    with pytest.raises(Permanent, match="403 BotNotInConversationRoster"):
        await adapter.post(person(connector), HELLO, 0, "k")


async def test_a_group_chat_gets_posts_without_threads(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    await adapter.post(group_chat(connector), HELLO, 0, "a")
    await adapter.post(replace(group_chat(connector), thread="1700000000001"), HELLO, 0, "b")
    assert connector.visible(GROUP_CHAT) == ["Hello", "Hello"]


async def test_a_reply_in_a_thread_is_replaced_and_removed(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    root = await adapter.post(channel(connector), HELLO, 0, "root")
    thread = channel(connector, root.message_id)
    reply = await adapter.post(thread, notice("As it was"), 0, "reply")
    await adapter.update(thread, reply.message_id, notice("As it is"))
    assert connector.visible(CHANNEL, root.message_id) == ["As it is"]
    await adapter.delete(thread, reply.message_id)
    assert connector.visible(CHANNEL, root.message_id) == []


async def test_after_a_restart_a_stored_address_is_enough(
    adapter: TeamsAdapter, after_restart: Delivery, connector: FakeConnector
) -> None:
    posted = await adapter.post(person(connector), notice("Before"), 0, "a")
    for place in (channel(connector), group_chat(connector), person(connector)):
        await after_restart.post(place, notice("After"), 0, "b")
    await after_restart.update(person(connector), posted.message_id, notice("Mended"))
    assert connector.visible(CHANNEL) == connector.visible(GROUP_CHAT) == ["After"]
    assert connector.visible(connector.chat_with(ANN)) == ["Mended", "After"]


async def test_a_chat_with_a_person_is_opened_once(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    for key in "abc":
        await adapter.post(person(connector), HELLO, 0, key)
    assert [r.path for r in connector.requests].count("/v3/conversations") == 1


class TestFinding:
    async def test_after_a_restart_graph_tells_in_channels_threads_and_group_chats(
        self, adapter: TeamsAdapter, after_restart: Delivery, connector: FakeConnector
    ) -> None:
        root = await adapter.post(channel(connector), HELLO, 0, "root")
        thread = channel(connector, root.message_id)
        reply = await adapter.post(thread, HELLO, 0, "reply")
        in_group = await adapter.post(group_chat(connector), HELLO, 0, "group")
        assert await after_restart.find(channel(connector), "root") == root
        assert await after_restart.find(thread, "reply") == reply
        assert await after_restart.find(group_chat(connector), "group") == in_group
        assert await after_restart.find(channel(connector), "reply") is None

    async def test_nothing_is_known_after_a_restart_without_consent_or_in_a_personal_chat(
        self,
        adapter: TeamsAdapter,
        after_restart: Delivery,
        connector: FakeConnector,
        graph: FakeGraph,
    ) -> None:
        graph.consented.clear()
        for place in (channel(connector), group_chat(connector), person(connector)):
            posted = await adapter.post(place, HELLO, 0, f"{place.address}")
            assert await adapter.find(place, place.address) == posted
            assert await after_restart.find(place, place.address) is None

    async def test_older_messages_are_found_page_by_page(
        self, adapter: TeamsAdapter, after_restart: Delivery, connector: FakeConnector
    ) -> None:
        posted = await adapter.post(channel(connector), HELLO, 0, "old")
        kept = connector.kept[CHANNEL]
        kept.extend(replace(kept[0], id=f"x{n}", root=f"x{n}", activity={}) for n in range(120))
        assert await after_restart.find(channel(connector), "old") == posted

    async def test_the_token_for_graph_goes_to_graph_alone(
        self, after_restart: Delivery, connector: FakeConnector, graph: FakeGraph
    ) -> None:
        connector.kept[CHANNEL] = [
            replace(each, id=f"x{n}", root=f"x{n}")
            for n, each in enumerate([await _any_message(after_restart, connector)] * 60)
        ]
        graph.next_page = f"{connector.url}/stolen"
        assert await after_restart.find(channel(connector), "nothing") is None
        assert len(graph.requests) == 1
        assert not [r for r in connector.requests if r.path == "/stolen"]

    @pytest.mark.parametrize("fault", ["before", "429", "502"])
    async def test_a_graph_that_fails_is_asked_again_before_anything_is_posted_twice(
        self,
        adapter: TeamsAdapter,
        connector: FakeConnector,
        graph: FakeGraph,
        fault: str,
    ) -> None:
        connector.faults["post"].append("after")
        with pytest.raises(Uncertain):
            await adapter.post(channel(connector), HELLO, 0, "k")
        graph.faults["list"].extend([fault] * TWICE)
        with pytest.raises((Temporary, RateLimited)):
            await adapter.find(channel(connector), "k")
        graph.faults.clear()
        assert await adapter.find(channel(connector), "k") is not None


async def _any_message(adapter: Delivery, connector: FakeConnector) -> object:
    await adapter.post(channel(connector), HELLO, 0, "any")
    return connector.kept[CHANNEL][0]


POISONED = [
    "http://{port}.example.org/",
    "https://evil.example.org/",
    "http://evil.example.org/",
    "http://smba.trafficmanager.net/teams/",
    "https://smba.trafficmanager.net.evil.example.org/",
    "https://smba.trafficmanager.net@evil.example.org/",
    "https://evil.example.org/smba.trafficmanager.net",
    "https://evil.example.org#smba.trafficmanager.net",
    "https://evil.example.org\\@smba.trafficmanager.net/",
    "https://user:secret@127.0.0.1:{port}/",
    "http://127.0.0.1.nip.io:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0.0.0.0:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://localhost:{port}/",
    "http://127.0.0.1:{port}/?to=evil",
    "http://127.0.0.1:{port}/#evil",
    "ftp://127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "127.0.0.1:{port}",
    "http://[127.0.0.1:{port}/",
    "http://127.0.0.1:99999999/",
    "",
]


@pytest.mark.parametrize("service_url", POISONED)
async def test_a_poisoned_service_gets_no_request_and_no_token_is_fetched_for_it(
    adapter: TeamsAdapter, connector: FakeConnector, login: FakeLogin, service_url: str
) -> None:
    port = connector.url.rpartition(":")[2]
    poisoned = Address(
        service_url=service_url.format(port=port), bot_id=BOT, kind="channel"
    ).to_text()
    for place in (channel(connector), person(connector)):
        with pytest.raises(Permanent, match="do not answer to"):
            await adapter.post(replace(place, address=poisoned), HELLO, 0, "k")
        with pytest.raises(Permanent, match="do not answer to"):
            await adapter.update(replace(place, address=poisoned), "1", HELLO)
        with pytest.raises(Permanent, match="do not answer to"):
            await adapter.delete(replace(place, address=poisoned), "1")
    assert connector.requests == []
    assert login.requests == []


@pytest.mark.parametrize("address", ["[]", "{}", "not json", '["a","b","pub","c"]', "[1,2,3,4]"])
async def test_what_is_no_address_is_refused_for_good(
    adapter: TeamsAdapter, connector: FakeConnector, address: str
) -> None:
    with pytest.raises(Permanent):
        await adapter.post(replace(channel(connector), address=address), HELLO, 0, "k")


async def test_ids_of_conversations_lead_to_nowhere_else(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    sly = f"../../elsewhere?x=#{CHANNEL}"
    with pytest.raises(Permanent):
        await adapter.post(replace(channel(connector), conversation=sly), HELLO, 0, "k")
    (request,) = connector.requests
    assert request.match_info["conversation"] == sly


async def test_without_auth_no_token_is_sent_and_only_this_machine_is_spoken_to() -> None:
    playground = FakeConnector(None)
    await playground.start()
    async with another_process(Settings(_env_file=None, teams_without_auth=True)) as delivery:
        await delivery.post(group_chat(playground), HELLO, 0, "k")
        assert playground.visible(GROUP_CHAT) == ["Hello"]
        assert await delivery.find(group_chat(playground), "nothing") is None
        far = Address(service_url="http://example.org/", bot_id="", kind="group").to_text()
        with pytest.raises(Permanent):
            await delivery.post(replace(group_chat(playground), address=far), HELLO, 0, "k")
    await playground.close()


async def test_at_most_seven_messages_a_second_go_to_a_conversation(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    for number in range(7):
        await adapter.post(channel(connector), HELLO, 0, f"k{number}")
    with pytest.raises(RateLimited) as caught:
        await adapter.post(channel(connector), HELLO, 0, "k7")
    assert 0 < caught.value.retry_after <= 1
    await adapter.post(group_chat(connector), HELLO, 0, "k8")
    assert len(connector.visible(CHANNEL)) == 7


async def test_a_post_that_hangs_is_given_up(settings: Settings, connector: FakeConnector) -> None:
    connector.faults["post"].append("hang")
    async with another_process(settings, timeout=0.3) as delivery, asyncio.timeout(5):
        with pytest.raises(Uncertain, match="TimeoutError"):
            await delivery.post(channel(connector), HELLO, 0, "k")


async def test_words_in_any_script_are_sent_as_they_are_but_for_half_characters(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    await adapter.post(channel(connector), notice("ŵ 你好 😀 \ud83d!"), 0, "k")
    assert connector.visible(CHANNEL) == ["ŵ 你好 😀 ?!"]
    (request,) = [r for r in connector.requests if r.method == "POST"]
    assert request.content_length is not None
    assert request.content_length < 900


async def test_the_words_of_the_notification_are_the_cards(
    adapter: TeamsAdapter, connector: FakeConnector
) -> None:
    await adapter.post(channel(connector), Card("What a listener hears"), 0, "k")
    (activity,) = connector.posted
    assert activity["summary"] == "What a listener hears"
    assert "text" not in activity
