"""A Slack export, read: what is kept, as it was seen, and what is left out and why."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.importing.opening import open_source
from bot.importing.slack_export import FORMER_MEMBER
from bot.importing.slack_text import as_read
from bot.importing.source import BadRow, CannotImport, Item, LeftOut, Said
from tests.unit.importing.conftest import CHANNELS, USERS, export_files, said, write_zip

DAY = "hub-leads/2025-07-06.json"
ROOT = "1751794544.000200"
REPLY = "1751794600.000300"


def read(tmp_path: Path, messages: list[Any]) -> list[Item]:
    source = open_source(write_zip(tmp_path / "export.zip", export_files({DAY: messages})))
    try:
        return list(source.items())
    finally:
        source.close()


def test_a_message_is_keyed_like_a_live_one(tmp_path: Path) -> None:
    (message,) = read(tmp_path, [said(ROOT, "Who runs the phone line?")])
    assert isinstance(message, Said)
    assert message.key == ("slack", "T1", "C1", ROOT)
    assert message.thread == ROOT
    assert message.author.name == "Aisha"
    assert message.author.email == "aisha@example.org"
    assert message.posted_at.isoformat() == "2025-07-06T09:35:44.000200+00:00"


def test_threads_and_edits_are_followed(tmp_path: Path) -> None:
    edited = {"user": "U2", "ts": "1751794700.000000"}
    _, reply = read(
        tmp_path,
        [
            said(ROOT, "Who?", thread_ts=ROOT),
            said(REPLY, "We do", "U2", thread_ts=ROOT, edited=edited),
        ],
    )
    assert isinstance(reply, Said)
    assert reply.thread == ROOT
    assert reply.edited_at is not None
    assert reply.edited_at > reply.posted_at


def test_who_left_is_kept_without_a_name(tmp_path: Path) -> None:
    (message,) = read(tmp_path, [said(ROOT, "Bye, thanks <@U3>", "U3")])
    assert isinstance(message, Said)
    assert (message.author.name, message.author.email) == (FORMER_MEMBER, None)
    assert message.text == f"Bye, thanks @{FORMER_MEMBER}"


def test_a_guest_of_another_organisation_is_kept(tmp_path: Path) -> None:
    (message,) = read(
        tmp_path, [said(ROOT, "Hello", "U99", user_profile={"real_name": "Gwen Guest"})]
    )
    assert isinstance(message, Said)
    assert message.author.name == "Gwen Guest"


@pytest.mark.parametrize(
    ("message", "why"),
    [
        (said(ROOT, "beep", bot_id="B1"), "from bots"),
        (said(ROOT, "beep", subtype="bot_message"), "from bots"),
        (said(ROOT, "beep", "U4"), "from bots"),
        (said(ROOT, "beep", "USLACKBOT"), "from bots"),
        (said(ROOT, "<@U1> has joined", subtype="channel_join"), "Slack's own notices"),
        (said(ROOT, "<@U1> has left", subtype="channel_leave"), "Slack's own notices"),
        (said(ROOT, "This message was deleted.", subtype="tombstone", hidden=True), "deleted"),
        (said(ROOT, "  ", files=[{"id": "F1"}]), "without words"),
    ],
)
def test_what_nobody_said_is_left_out(tmp_path: Path, message: Any, why: str) -> None:
    (item,) = read(tmp_path, [message])
    assert isinstance(item, LeftOut)
    assert item.why.startswith(why)


@pytest.mark.parametrize("subtype", ["thread_broadcast", "me_message", "file_share"])
def test_what_somebody_said_in_another_way_is_kept(tmp_path: Path, subtype: str) -> None:
    (item,) = read(tmp_path, [said(ROOT, "words", subtype=subtype)])
    assert isinstance(item, Said)


def test_bad_messages_are_told_by_file_and_line(tmp_path: Path) -> None:
    items = read(
        tmp_path,
        [
            said("soon", "bad time"),
            said(ROOT, "good"),
            "not an object",
            {"type": "message", "ts": REPLY, "text": "nobody"},
        ],
    )
    bad = [item for item in items if isinstance(item, BadRow)]
    assert [(row.file, row.line) for row in bad] == [(DAY, 2), (DAY, 14), (DAY, 15)]
    assert sum(isinstance(item, Said) for item in items) == 1


def test_a_broken_day_does_not_stop_the_others(tmp_path: Path) -> None:
    files = export_files({DAY: [said(ROOT, "kept")]})
    files["hub-leads/2025-07-05.json"] = b'[\n{"type": "message",\n'
    files["hub-leads/2025-07-07.json"] = b"\xff\xfe"
    files["hub-leads/2025-07-08.json"] = b"{}"
    source = open_source(write_zip(tmp_path / "export.zip", files))
    items = list(source.items())
    source.close()
    assert [str(item) for item in items if isinstance(item, BadRow)] == [
        "hub-leads/2025-07-05.json, line 3: the file is not JSON",
        "hub-leads/2025-07-07.json, line 1: the file is not JSON",
        "hub-leads/2025-07-08.json, line 1: the file is not a list of messages",
    ]
    assert source.done == source.total == 4


def test_private_channels_are_read_and_direct_messages_are_not(tmp_path: Path) -> None:
    files = export_files(
        {
            "closed/2025-07-06.json": [said(ROOT, "among leads")],
            "D123/2025-07-06.json": [said(REPLY, "between two people")],
            "hub-leads/canvas.json": [said(REPLY, "not a day")],
        },
        **{"groups.json": [{"id": "G1", "name": "closed"}], "dms.json": [{"id": "D123"}]},
    )
    source = open_source(write_zip(tmp_path / "export.zip", files))
    assert [item.text for item in source.items() if isinstance(item, Said)] == ["among leads"]
    source.close()


@pytest.mark.parametrize("within", ["", "Our export Jul 2025/"])
def test_a_zip_and_its_folder_give_the_same(tmp_path: Path, within: str) -> None:
    files = export_files({DAY: [said(ROOT, "Who?"), said(REPLY, "Me", thread_ts=ROOT)]})
    folder = tmp_path / "unpacked"
    for name, data in files.items():
        path = folder / within / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    zipped, unpacked = (
        open_source(write_zip(tmp_path / "e.zip", files, within)),
        open_source(folder),
    )
    assert list(zipped.items()) == list(unpacked.items())
    zipped.close()


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ({"readme.json": b"{}"}, "it has no users.json"),
        ({"users.json": b"oops"}, "users.json can't be read"),
        ({"users.json": json.dumps(USERS).encode()}, "names no channels"),
        (
            {"users.json": b"[]", "channels.json": json.dumps(CHANNELS).encode()},
            "which workspace it is from",
        ),
    ],
)
def test_what_is_no_export_is_refused_clearly(
    tmp_path: Path, files: dict[str, bytes], says: str
) -> None:
    with pytest.raises(CannotImport, match=says):
        open_source(write_zip(tmp_path / "export.zip", files))


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("<@U1> and <@U2|ben>", "@Aisha and @ben"),
        ("<@U404> hello", "@someone hello"),
        ("<#C1|hub-leads> <#C2>", "#hub-leads #C2"),
        ("<!here> <!channel|@channel> <!subteam^S1|@leads>", "@here @channel @leads"),
        ("<!date^1392734382^{date}|18 February 2014>", "18 February 2014"),
        ("<https://example.org/a?b=1&amp;c=2>", "https://example.org/a?b=1&c=2"),
        ("<https://example.org|the guide>", "the guide (https://example.org)"),
        ("<http://example.org|example.org>", "example.org"),
        ("<mailto:a@example.org|a@example.org>", "a@example.org"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
    ],
)
def test_words_are_kept_as_people_saw_them(written: str, seen: str) -> None:
    assert as_read(written, {"U1": "Aisha"}) == seen
