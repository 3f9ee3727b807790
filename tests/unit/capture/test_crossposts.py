"""The same message on two platforms is recognised; two messages alike are not."""

import itertools
import json
import random
import time
from datetime import datetime, timedelta
from importlib.resources import files

import pytest

from bot.capture.crossposts import same_message

SAID = (
    "Prep course is full till November. Applicants keen to crack on and I'm telling them to wait "
    "for a Tuesday in a village hall."
)


@pytest.mark.parametrize(
    "again",
    [
        SAID,
        f"x-post. {SAID}",
        f"X-posting from Slack - {SAID}",
        f"Cross-posting from Teams: {SAID}",
        f"(also on Teams) {SAID}",
        f"Also posted this on Slack: {SAID}",
        f"Posted this on Slack too, sorry if you see it twice. {SAID}",
        f"Sorry for cross-posting! {SAID}",
        f"{SAID} (also on Slack)",
        f"{SAID}\n\nPosted this on Teams too, sorry if you've seen it already",
        f"Wedi'i bostio ar Teams hefyd. {SAID}",
        SAID.lower().rstrip("."),
        SAID.replace("course", "cousre").replace("I'm", "I’m"),
        f"{SAID} Anyone else?",
        SAID.replace(" keen", " really keen"),
        SAID.replace("Tuesday", "<https://example.org/tuesday|Tuesday>"),
    ],
)
def test_a_repetition_is_the_same_message(again):
    assert same_message(SAID, again)
    assert same_message(again, SAID)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Same here, thanks", "Same here, thanks"),
        ("+1", "+1"),
        ("", ""),
        ("x-post.", "x-post."),
        (
            "Reminder: the session is on Thursday at 10, agenda is pinned",
            "Reminder: the session is on Friday at 10, agenda is pinned",
        ),
        (
            "We are at 9% from enquiry to application this month",
            "We are at 11% from enquiry to application this month",
        ),
        (
            "The pilot did save us any time in the end",
            "The pilot did not save us any time in the end",
        ),
        (
            SAID,
            "Prep course in Hull has space in September, six places, shout if useful to anyone.",
        ),
        (SAID, f"x-post. {SAID[::-1]}"),
    ],
)
def test_two_messages_are_not_one(one, other):
    assert not same_message(one, other)


def test_a_short_message_is_the_same_when_it_says_so():
    assert same_message("Who films?", "x-post. Who films?")


@pytest.fixture(scope="module")
def pairs():
    lines = files("bot.sample").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return [
        (one, other)
        for one, other in itertools.combinations(rows, 2)
        if one["author"] == other["author"]
    ]


@pytest.mark.parametrize("within", [timedelta(hours=3), timedelta(days=7)])
def test_in_the_sample_all_cross_posts_are_found_and_nothing_else(pairs, within):
    near = [
        (one, other)
        for one, other in pairs
        if datetime.fromisoformat(other["ts"]) - datetime.fromisoformat(one["ts"]) <= within
    ]
    found = {(a["id"], b["id"]) for a, b in near if same_message(a["text"], b["text"])}
    assert found == {(b["dup_of"], b["id"]) for _, b in near if b.get("dup_of")}
    assert len(found) == 19


def test_one_typing_error_in_any_message_is_forgiven(pairs):
    draw = random.Random(3)
    for one, _ in pairs[::400]:
        text = one["text"]
        if len(text.split()) < 8:
            continue
        at = next(
            i for i in itertools.count(draw.randrange(len(text) // 2)) if text[i : i + 2].isalpha()
        )
        typed = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        assert same_message(text, typed), typed


def test_long_texts_are_compared_in_good_time():
    draw = random.Random(1)
    words = [f"word{draw.randrange(500)}" for _ in range(6000)]
    one, other = " ".join(words), " ".join(words[::-1])
    began = time.process_time()
    assert not same_message(one, other)
    assert not same_message("(" * 40_000, "sorry for " * 4_000)
    assert not same_message("<" * 40_000, "x-" * 20_000)
    assert time.process_time() - began < 1
