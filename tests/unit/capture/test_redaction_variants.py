"""How much is found of what redaction was not tuned on, and on the sample: floors, not targets."""

import json
import re
from collections import Counter
from importlib.resources import files

import pytest

from bot.capture.redaction import redact
from tests.unit.capture.redaction_variants import (
    harmless_variants,
    held_back_variants,
    personal_variants,
    survives,
)


@pytest.fixture(scope="module")
def sample():
    lines = files("bot.sample").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("seed", [11, 12])
def test_generated_personal_data_is_found(seed):
    found, said = Counter(), Counter()
    for variant in personal_variants(seed, times=6):
        text = redact(variant.text).text
        said[variant.kind] += len(variant.secrets)
        found[variant.kind] += sum(not survives(secret, text) for secret in variant.secrets)
    shares = {kind: found[kind] / said[kind] for kind in said}
    assert shares.pop("name") >= 0.95
    assert all(share >= 0.98 for share in shares.values()), shares


def test_names_in_sentences_written_after_the_rules_are_found():
    variants = list(held_back_variants(seed=5, times=20))
    left = [[survives(secret, redact(v.text).text) for secret in v.secrets] for v in variants]
    assert 1 - sum(map(sum, left)) / sum(map(len, left)) >= 0.82


def test_harmless_talk_is_kept():
    altered = [text for text in harmless_variants() if redact(text).found]
    assert len(altered) <= 2, altered


def test_the_sample_keeps_no_gold_personal_data(sample):
    for row in sample:
        text = redact(row["text"])
        taken = {at for each in text.found for at in range(each.start, each.end)}
        for start, end, _ in row["pii"]:
            for word in re.finditer(r"[A-Z0-9][\w@.'-]+", row["text"][start:end]):
                assert {start + word.start(), start + word.end() - 1} <= taken, row["id"]


def test_at_most_one_in_a_hundred_other_messages_is_altered(sample):
    others = [row for row in sample if not row["pii"]]
    altered = [row["id"] for row in others if redact(row["text"]).found]
    assert len(altered) <= len(others) / 100, altered
