"""Slack's events as facts."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack.parsing import NotUnderstood, parse_fact
from adapters.slack.parsing.text import as_read
from bot.events import (
    BotAdded,
    BotRemoved,
    HomeOpened,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonJoined,
    Reaction,
    ReactionAdded,
    Sender,
)
from tests.platforms.slack.fake_api import BOT_USER, CHANNEL, TEAM
from tests.platforms.slack.slack_requests import APP_ID, PERSON, TS, envelope, message

AT = datetime(2026, 5, 28, 20, 26, 40, 100, tzinfo=UTC)


class Strangers:
    def sender(self, tenant: str, user_id: str) -> Sender:
        return Sender(platform="slack", tenant=tenant, user_id=user_id)

    def link(self, tenant: str, conversation: str, ts: str, thread: str | None) -> str | None:
        return f"link:{conversation}:{ts}:{thread}"


def parse(event: dict[str, Any], **changes: Any) -> Any:
    return parse_fact(envelope(event, **changes), Strangers())


def changed(text: str, before: str = "Before", **changes: Any) -> dict[str, Any]:
    old = {"user": PERSON, "text": before, "ts": TS, "type": "message"}
    new = old | {"text": text, "edited": {"user": PERSON, "ts": "1780000060.000000"}} | changes
    return {
        "type": "message",
        "subtype": "message_changed",
        "channel": CHANNEL,
        "ts": "1780000061.000200",
        "message": new,
        "previous_message": old,
    }


def deleted(**previous: Any) -> dict[str, Any]:
    return {
        "type": "message",
        "subtype": "message_deleted",
        "channel": CHANNEL,
        "deleted_ts": TS,
        "event_ts": "1780000070.000000",
        "previous_message": {"user": PERSON, "text": "Gone", "ts": TS, **previous},
    }


def test_a_message() -> None:
    fact = parse(message("Hello &amp; welcome"))
    assert isinstance(fact, MessagePosted)
    assert (fact.message_id, fact.text, fact.at) == (TS, "Hello & welcome", AT)
    assert (fact.who.tenant, fact.who.user_id) == (TEAM, PERSON)
    assert (fact.where.conversation, fact.where.thread, fact.where.private) == (
        CHANNEL,
        None,
        False,
    )
    assert fact.permalink == f"link:{CHANNEL}:{TS}:None"


def test_a_reply_and_a_root() -> None:
    reply = parse(message(thread_ts="1779999999.000000"))
    assert reply.where.thread == "1779999999.000000"
    assert parse(message(thread_ts=TS)).where.thread is None


def test_a_direct_message_is_private() -> None:
    assert parse(message(channel="D01ANN", channel_type="im")).where.private


@pytest.mark.parametrize("subtype", ["file_share", "thread_broadcast", "me_message"])
def test_subtypes_that_people_write(subtype: str) -> None:
    assert isinstance(parse(message(subtype=subtype)), MessagePosted)


@pytest.mark.parametrize(
    "event",
    [
        message(bot_id="B0OTHER"),
        message(bot_id="B0OTHER", subtype="bot_message", user=None),
        message(app_id=APP_ID),
        message(bot_profile={"id": "B1"}),
        message(user="USLACKBOT"),
        message(subtype="channel_join"),
        message(subtype="channel_topic"),
        message(subtype="reminder_add"),
        message(subtype="message_replied"),
        changed("After", bot_id="B1"),
        changed("After", subtype="bot_message"),
        changed("Before"),
        changed("Before", attachments=[{"from_url": "https://example.org"}]),
        deleted(bot_id="B1"),
        {"type": "app_mention", "channel": CHANNEL, "user": PERSON, "ts": TS, "text": "hi"},
    ],
)
def test_what_is_nothing_to_us(event: dict[str, Any]) -> None:
    assert parse(event) is None


def test_our_own_message_delivered_for_another_installation_is_nothing_to_us() -> None:
    others = [{"team_id": "T0OTHER", "user_id": "U0THEIRBOT", "is_bot": True}]
    ours = message(bot_id="B0", app_id=APP_ID, user=BOT_USER)
    assert parse(ours, authorizations=others) is None


def test_in_a_shared_channel_the_tenant_is_where_we_are_installed() -> None:
    fact = parse(message(user="U0VISITOR"), team_id="T0OTHER", is_ext_shared_channel=True)
    assert fact.where.tenant == fact.who.tenant == TEAM


def test_an_edit() -> None:
    fact = parse(changed("After &lt;all&gt;"))
    assert isinstance(fact, MessageEdited)
    assert (fact.message_id, fact.text) == (TS, "After <all>")
    assert fact.at == datetime(2026, 5, 28, 20, 27, 40, tzinfo=UTC)
    assert fact.posted_at == AT


def test_an_edit_whose_original_is_not_told() -> None:
    event = changed("After")
    del event["previous_message"]
    assert isinstance(parse(event), MessageEdited)


def test_a_deletion() -> None:
    fact = parse(deleted(thread_ts="1779999999.000000"))
    assert isinstance(fact, MessageDeleted)
    assert (fact.message_id, fact.who.user_id) == (TS, PERSON)
    assert fact.where.thread == "1779999999.000000"


def test_a_thread_s_root_deleted() -> None:
    fact = parse(changed("This message was deleted.", subtype="tombstone", user="USLACKBOT"))
    assert isinstance(fact, MessageDeleted)
    assert (fact.message_id, fact.who.user_id) == (TS, PERSON)


def reaction(name: str, **changes: Any) -> dict[str, Any]:
    item = {"type": "message", "channel": CHANNEL, "ts": TS}
    return {"type": "reaction_added", "user": PERSON, "reaction": name, "item": item} | changes


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("bulb", Reaction.LESSON),
        ("thread", Reaction.CAPTURE),
        ("white_check_mark", Reaction.ANSWERED),
        ("see_no_evil", Reaction.FORGET),
        ("bulb::skin-tone-3", Reaction.LESSON),
    ],
)
def test_reactions(name: str, meaning: Reaction) -> None:
    fact = parse(reaction(name))
    assert isinstance(fact, ReactionAdded)
    assert (fact.reaction, fact.message_id) == (meaning, TS)


def test_reactions_that_mean_nothing_or_are_not_a_person_s() -> None:
    assert parse(reaction("tada")) is None
    assert parse(reaction("bulb", user=BOT_USER)) is None
    assert parse(reaction("bulb", item={"type": "file", "file": "F1"})) is None


def test_our_coming_and_going() -> None:
    joined = {"type": "member_joined_channel", "channel": CHANNEL, "inviter": PERSON}
    added = parse(joined | {"user": BOT_USER})
    assert isinstance(added, BotAdded)
    assert added.who.user_id == PERSON
    left = {"type": "member_left_channel", "channel": CHANNEL}
    assert isinstance(parse(left | {"user": BOT_USER}), BotRemoved)
    assert parse(left | {"user": PERSON}) is None
    for kind in ("channel_left", "group_left"):
        removed = parse({"type": kind, "channel": CHANNEL, "actor_id": PERSON})
        assert isinstance(removed, BotRemoved)
        assert removed.where.conversation == CHANNEL


def test_a_person_s_coming() -> None:
    joined = parse({"type": "member_joined_channel", "channel": CHANNEL, "user": PERSON})
    assert isinstance(joined, PersonJoined)
    assert (joined.who.user_id, joined.where.conversation) == (PERSON, CHANNEL)


def test_uninstalled() -> None:
    for event in (
        {"type": "app_uninstalled"},
        {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [BOT_USER]}},
    ):
        fact = parse(event)
        assert isinstance(fact, BotRemoved)
        assert not fact.where.conversation
    assert parse({"type": "tokens_revoked", "tokens": {"oauth": [PERSON], "bot": []}}) is None


def test_home() -> None:
    home = {"type": "app_home_opened", "user": PERSON, "channel": "D01ANN", "tab": "home"}
    assert isinstance(parse(home), HomeOpened)
    assert parse(home | {"tab": "messages"}) is None


@pytest.mark.parametrize("ts", ["", "soon", "-1", "1e9", "nan", "1" * 40])
def test_a_message_without_a_time_is_not_understood(ts: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(message(ts=ts))


def test_no_part_of_an_event_can_make_parsing_fail_otherwise() -> None:
    """Replace each part in turn by what it should not be: understood or not, never a fault."""
    events = [message(), changed("After"), deleted(), reaction("bulb")]
    odd: list[Any] = [None, 0, "", [], {}, "x", [1], {"a": 1}]
    for event, value in itertools.product(events, odd):
        for name in event:
            spoilt = event | {name: value}
            try:
                parse(spoilt)
                parse(event, authorizations=value)
                parse(event, event_time=value)
            except NotUnderstood:
                pass


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("plain", "plain"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("ask <@U123>", "ask <@U123>"),
        ("ask <@U123|ann>", "ask <@U123>"),
        ("in <#C123|general>", "in #general"),
        ("in <#C123>", "in #C123"),
        ("<!here> <!channel> <!everyone>", "@here @channel @everyone"),
        ("<!here|here>", "@here"),
        ("<!subteam^S12|@hubs>", "@hubs"),
        ("<!subteam^S12>", "@S12"),
        ("<!date^1392734382^{date}|18 February>", "18 February"),
        ("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"),
        ("<https://example.org|the guide>", "the guide (https://example.org)"),
        ("<http://example.org|example.org>", "example.org"),
        ("<https://example.org/|https://example.org>", "https://example.org"),
        ("<mailto:ann@example.org|ann@example.org>", "ann@example.org"),
        ("<mailto:ann@example.org|Ann>", "Ann (ann@example.org)"),
        ("<tel:+447700900123|07700 900123>", "07700 900123 (+447700900123)"),
        ("1 < 2", "1 < 2"),
    ],
)
def test_text_as_people_see_it(sent: str, read: str) -> None:
    assert as_read(sent) == read
