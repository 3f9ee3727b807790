"""Teams' activities as facts."""

import itertools
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.teams.addresses import Address
from adapters.teams.parsing import NotUnderstood, parse_facts
from adapters.teams.parsing.text import as_read, from_html
from bot.events import (
    BotAdded,
    BotRemoved,
    MessageDeleted,
    MessageEdited,
    MessagePosted,
    PersonJoined,
    Reaction,
    ReactionAdded,
)
from tests.platforms.teams.activities import (
    BOB,
    Json,
    account,
    activity,
    calling,
    deleted,
    edited,
    event,
    in_channel,
    in_group_chat,
    in_private,
    reacted,
    said,
)
from tests.platforms.teams.fake_connector import ANN, BOT, CHANNEL, GROUP_CHAT, TEAM
from tests.platforms.teams.fake_login import TENANT

URL = "https://smba.trafficmanager.net/uk/"
COMMANDS = ("ask", "lesson")
ROOT = "1779999999000"


def parse(made: Json) -> Any:
    """Return the one fact that an activity tells, or None."""
    facts = parse_facts(made, COMMANDS)
    assert len(facts) < 2
    return facts[0] if facts else None


def update(kind: str, **parts: Any) -> Json:
    return event(activity(URL, "conversationUpdate") | in_channel(), kind) | parts


def installed(action: str, where: Json | None = None) -> Json:
    return activity(URL, "installationUpdate", action=action) | (where or in_channel())


def test_a_message_in_a_channel() -> None:
    made = said(URL, "Hello & welcome", timestamp="2026-05-28T20:26:40.1234567Z")
    fact = parse(made)
    assert isinstance(fact, MessagePosted)
    assert (fact.message_id, fact.text) == (made["id"], "Hello & welcome")
    assert fact.at == datetime(2026, 5, 28, 20, 26, 40, 123456, tzinfo=UTC)
    assert (fact.who.platform, fact.who.tenant, fact.who.user_id) == ("teams", TENANT, ANN)
    assert fact.who.name == "Ann Archer"
    assert (fact.where.conversation, fact.where.thread) == (CHANNEL, None)
    assert not fact.where.private
    address = Address(service_url=URL, bot_id=BOT, kind="channel", team_group_id=TEAM)
    assert fact.where.address == address.to_text()
    assert fact.where.team == CHANNEL
    assert fact.permalink == (
        f"https://teams.microsoft.com/l/message/{CHANNEL}/{made['id']}"
        f"?tenantId={TENANT}&parentMessageId={made['id']}"
    )


def test_a_reply_in_a_thread() -> None:
    fact = parse(said(URL, "We do", BOB, thread=ROOT))
    assert fact.where.thread == ROOT
    assert fact.permalink.endswith(f"parentMessageId={ROOT}")


def test_a_message_in_a_group_chat() -> None:
    fact = parse(said(URL, "Hello") | in_group_chat())
    assert (fact.where.conversation, fact.where.thread) == (GROUP_CHAT, None)
    assert fact.permalink.endswith("?context=%7B%22contextType%22%3A%22chat%22%7D")


def test_a_message_to_us_in_private() -> None:
    fact = parse(said(URL, "Hello there") | in_private())
    assert fact.where.private
    assert fact.permalink is None


def test_a_message_that_mentions_us_and_is_no_command() -> None:
    fact = parse(said(URL, "") | calling("thank you"))
    assert fact.text == "thank you"


@pytest.mark.parametrize(
    "made",
    [
        said(URL, "Hello", **{"from": {"id": BOT, "name": "Common Thread"}}),
        said(URL, "Hello", **{"from": {"id": "28:another", "name": "Builds"}}),
        said(URL, "Hello", **{"from": {"id": "u", "name": "Builds", "role": "bot"}}),
        said(URL, "Hello", **{"from": {}}),
        said(URL, "") | calling("ask who pays?"),
        said(URL, "") | calling(),
        said(URL, "/ask who pays?"),
        said(URL, "ask who pays?") | in_private(),
        said(URL, "Hello", recipient={"id": BOT, "isTargeted": True}),
        edited(said(URL, ""), "") | calling("ask another"),
        edited(said(URL, "Hello", **{"from": {"id": BOT}}), "Hello again"),
        event(said(URL, "Hello") | {"type": "messageUpdate"}, "somethingElse"),
        event(said(URL, "Hello") | {"type": "messageDelete"}, "somethingElse"),
        deleted(said(URL, "Hello", **{"from": {"id": "28:another"}})),
        deleted(said(URL, "Hello", recipient={"id": BOT, "isTargeted": True})),
        reacted(URL, said(URL, "Hello"), "like"),
        reacted(URL, said(URL, "Hello"), "1f4a1_electriclightbulb") | {"from": {"id": BOT}},
        installed("add-upgrade"),
        installed("remove-upgrade"),
        update("channelRenamed"),
        update("teamMemberAdded", membersAdded=[{"id": "28:another"}]),
        update("teamMemberRemoved", membersRemoved=[account(BOB)]),
        activity(URL, "typing") | in_channel(),
    ],
)
def test_what_is_no_fact(made: Json) -> None:
    assert parse(made) is None


def test_an_edit() -> None:
    made = said(URL, "Before", BOB, thread=ROOT)
    fact = parse(edited(made, "After <all>"))
    assert isinstance(fact, MessageEdited)
    assert (fact.message_id, fact.text) == (made["id"], "After <all>")
    assert (fact.who.user_id, fact.where.thread) == (BOB, ROOT)
    assert fact.posted_at is not None
    assert fact.posted_at < fact.at


def test_a_message_taken_back_out_of_the_bin_reads_as_it_does_now() -> None:
    made = edited(said(URL, "Before"), "Back again")
    fact = parse(event(made, "undeleteMessage"))
    assert isinstance(fact, MessageEdited)
    assert (fact.text, fact.restored) == ("Back again", True)


def test_a_deletion() -> None:
    made = said(URL, "Gone", BOB, thread=ROOT)
    fact = parse(deleted(made))
    assert isinstance(fact, MessageDeleted)
    assert (fact.message_id, fact.who.user_id) == (made["id"], BOB)
    assert fact.where.thread == ROOT


@pytest.mark.parametrize(
    ("kind", "meaning"),
    [
        ("1f4a1_electriclightbulb", Reaction.LESSON),
        ("1f4a1_lightbulb", Reaction.LESSON),
        ("lightbulb", Reaction.LESSON),
        ("💡", Reaction.LESSON),
        ("1f9f5_thread", Reaction.CAPTURE),
        ("🧵", Reaction.CAPTURE),
        ("2705_whiteheavycheckmark", Reaction.ANSWERED),
        ("2705_checkmarkbutton", Reaction.ANSWERED),
        ("2714_heavycheckmark", Reaction.ANSWERED),
        ("checkmark", Reaction.ANSWERED),
        ("✅", Reaction.ANSWERED),
        ("✔️", Reaction.ANSWERED),
        ("1f648_seenoevilmonkey", Reaction.FORGET),
        ("see-no-evil", Reaction.FORGET),
        ("🙈", Reaction.FORGET),
    ],
)
def test_reactions(kind: str, meaning: Reaction) -> None:
    to = said(URL, "Ring back", thread=ROOT)
    fact = parse(reacted(URL, to, kind, BOB))
    assert isinstance(fact, ReactionAdded)
    assert (fact.reaction, fact.message_id) == (meaning, to["id"])
    assert (fact.who.user_id, fact.where.thread) == (BOB, ROOT)


@pytest.mark.parametrize(
    "kind", ["like", "heart", "1f440_eyes", "1f4a1", "thread_party;0-wus-d2-00", "", "_", "💡💡"]
)
def test_reactions_that_mean_nothing(kind: str) -> None:
    assert parse(reacted(URL, said(URL, "Ring back"), kind)) is None


def test_two_reactions_at_once_and_one_taken_back() -> None:
    made = reacted(URL, said(URL, "Ring back"), "like")
    made["reactionsAdded"] = [{"type": "2705_x"}, {"type": "1f4a1_x"}]
    made["reactionsRemoved"] = [{"type": "1f648_seenoevilmonkey"}]
    facts = parse_facts(made, COMMANDS)
    assert [f.reaction for f in facts if isinstance(f, ReactionAdded)] == [
        Reaction.ANSWERED,
        Reaction.LESSON,
    ]
    assert len({fact.event_id for fact in facts}) == 2


@pytest.mark.parametrize(
    "made",
    [
        installed("add"),
        installed("add", in_private()),
        update("teamMemberAdded", membersAdded=[{"id": BOT}]),
    ],
)
def test_our_coming(made: Json) -> None:
    fact = parse(made)
    assert isinstance(fact, BotAdded)
    assert fact.who.user_id == ANN
    assert fact.where.conversation == made["conversation"]["id"]
    assert fact.where.address


@pytest.mark.parametrize(
    "made",
    [
        installed("remove"),
        update("teamMemberRemoved", membersRemoved=[{"id": BOT}]),
        update("channelDeleted"),
        update("teamDeleted"),
        update("teamHardDeleted"),
    ],
)
def test_our_going(made: Json) -> None:
    fact = parse(made)
    assert isinstance(fact, BotRemoved)
    assert fact.where.conversation == CHANNEL
    assert fact.where.tenant == TENANT


def test_the_names_of_places() -> None:
    made = update("teamMemberAdded", membersAdded=[{"id": BOT}])
    made["channelData"]["team"]["name"] = "Hub leads"
    assert parse(made).where.name == "Hub leads"
    made["channelData"]["channel"]["name"] = "Recruitment"
    assert parse(made).where.name == "Recruitment"
    made = said(URL, "Hello") | in_group_chat()
    made["conversation"] = made["conversation"] | {"name": "Three hubs"}
    assert parse(made).where.name == "Three hubs"


def test_another_channel_that_was_deleted() -> None:
    made = update("channelDeleted")
    made["channelData"]["channel"] = {"id": "19:another@thread.tacv2", "name": "Another"}
    assert parse(made).where.conversation == "19:another@thread.tacv2"


def test_people_who_come_together_with_us() -> None:
    facts = parse_facts(
        update("teamMemberAdded", membersAdded=[account(ANN), {"id": BOT}, account(BOB)]), COMMANDS
    )
    assert [type(fact) for fact in facts] == [BotAdded, PersonJoined, PersonJoined]
    assert [fact.who.user_id for fact in facts] == [ANN, ANN, BOB]
    assert len({fact.event_id for fact in facts}) == 3


def test_the_tenant_of_the_conversation_when_the_channel_data_names_none() -> None:
    made = said(URL, "Hello")
    del made["channelData"]["tenant"]
    assert parse(made).where.tenant == TENANT


def test_a_person_whom_the_directory_does_not_know() -> None:
    made = said(URL, "Hello", **{"from": {"id": "29:1abc", "name": "Guest"}})
    assert parse(made).who.user_id == "29:1abc"


@pytest.mark.parametrize("time", ["", "soon", "-1", "2026-13-01T00:00:00Z", None, 7])
def test_a_message_without_a_time_is_not_understood(time: object) -> None:
    with pytest.raises(NotUnderstood):
        parse(said(URL, "Hello", timestamp=time))


def test_no_part_of_an_activity_can_make_parsing_fail_otherwise() -> None:
    """Replace each part in turn by what it should not be: understood or not, never a fault."""
    made = said(URL, "Hello") | calling("hello")
    activities = [made, edited(made, "After"), deleted(made), reacted(URL, made, "💡")]
    activities += [installed("add"), update("teamMemberAdded", membersAdded=[account(BOB)])]
    odd: list[Any] = [None, 0, "", [], {}, "x", [1], {"a": 1}, {"id": 1}, {"id": "\x00"}]
    for one, value in itertools.product(activities, odd):
        for name in one:
            with suppress(NotUnderstood):
                parse_facts(one | {name: value}, COMMANDS)


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("plain", "plain"),
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("a&nbsp;b", "a b"),
        ("two  spaces", "two  spaces"),
        ("one\r\ntwo", "one\ntwo"),
        ("ask <at>Bob Baker</at> about it", "ask Bob Baker about it"),
        ('ask <at id="1">Bob</at>', "ask Bob"),
        ("&lt;at&gt;Bob&lt;/at&gt;", "<at>Bob</at>"),
        ("<at>Common Thread</at> hello", "hello"),
        ("hello <at>Common Thread</at>", "hello"),
        ("well, <at>Common Thread</at>&nbsp;hello", "well, hello"),
        ("<at>Common Thread</at>\nhello", "hello"),
    ],
)
def test_text_as_people_see_it(sent: str, read: str) -> None:
    made = said(URL, "") | calling() | {"text": sent}
    assert as_read(made)[0] == read


def test_a_mention_of_somebody_else_is_not_of_us() -> None:
    made = said(URL, "") | calling("hello")
    made["entities"][0]["mentioned"]["id"] = "29:somebody"
    assert as_read(made) == ("Common Thread hello", False)


def test_text_in_xml_as_people_see_it() -> None:
    made = said(URL, "") | calling() | {"textFormat": "xml"}
    made["text"] = "<at>Common Thread</at> who <b>pays</b>\nfor R&amp;D?"
    assert as_read(made) == ("who pays\nfor R&D?", True)


@pytest.mark.parametrize(
    "hard", ["<at>", " ", "<", "&", "<at ", "<at>Common Thread</at> ", "\xa0", "<a ", "<!--", "<a>"]
)
def test_hard_text_takes_no_time(hard: str) -> None:
    text = hard * (200_000 // len(hard))
    began = time.perf_counter()
    as_read(said(URL, "") | calling() | {"text": text})
    from_html(text)
    from_html('<a href="https://example.org">' + text)
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<div><p>One</p><p>Two</p></div>", "One\nTwo"),
        ("<p>a &lt; b &amp; c</p>", "a < b & c"),
        ("One<br>Two", "One\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ('<a href="https://example.org/a">the guide</a>', "the guide (https://example.org/a)"),
        ('<a href="https://example.org/">https://example.org</a>', "https://example.org"),
        ('<a href="javascript:x()">the guide</a>', "the guide"),
        ('<a href="https://example.org/"></a>', "https://example.org/"),
        ("hello <at>Bob Baker</at>", "hello Bob Baker"),
        ('good <emoji id="1f440_eyes" alt="👀" title="Eyes"></emoji>', "good 👀"),
        ('<img itemtype="http://schema.skype.com/Emoji" alt="💡">', "💡"),
        ('<img alt="image" src="https://example.org/a.png">', ""),
        ('<attachment id="1"></attachment>Hello', "Hello"),
        ("<p>a\n   b</p>", "a b"),
        ("<p>unclosed <b>bold", "unclosed bold"),
        ("</a></p>stray", "stray"),
    ],
)
def test_html_as_people_see_it(markup: str, words: str) -> None:
    assert from_html(markup) == words


def test_a_person_is_the_same_however_the_directory_s_id_is_written() -> None:
    shouted = account(BOB) | {"aadObjectId": BOB.upper()}
    whispered = said(URL, "One", BOB), said(URL, "Two", BOB) | {"from": shouted}
    assert {parse(made).who.user_id for made in whispered} == {BOB}
    unknown = {"id": "29:1AbC", "name": "Guest"}
    assert parse(said(URL, "Three") | {"from": unknown}).who.user_id == "29:1AbC"


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_a_time_out_of_all_reason_is_refused(at: str) -> None:
    with pytest.raises(NotUnderstood):
        parse(said(URL, "Long ago, or far off", timestamp=at))
