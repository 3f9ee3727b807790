"""Measures redaction, found and wrongly altered: `python -m benchmarks redaction`."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.resources import files

from bot.capture.redaction import redact
from tests.unit.capture.redaction_variants import (
    Variant,
    harmless_variants,
    held_back_variants,
    personal_variants,
    survives,
)


def run() -> str:
    """Return the report."""
    return "\n".join(_report())


def _report() -> Iterator[str]:
    """Print recall per kind on the sample and on generated messages, false alterations, time."""
    lines = files("bot.sample").joinpath("corpus.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    yield "Sample conversation, gold spans taken out whole:"
    yield from _told_shares(_sample_counts(rows))
    others = [row for row in rows if not row["pii"]]
    altered = [row["text"] for row in others if redact(row["text"]).found]
    yield f"  other messages altered: {len(altered)} of {len(others)}"
    for text in altered:
        yield f"    {redact(text).text}"
    yield "Generated messages, half of the first names and all surnames on no list:"
    yield from _told_shares(_variant_counts(personal_variants(seed=2026, times=20)))
    yield "Generated messages from the later templates:"
    yield from _told_shares(_variant_counts(held_back_variants(seed=2026, times=30)))
    harmless = harmless_variants()
    wrong = sum(bool(redact(text).found) for text in harmless)
    yield f"Harmless messages that look like personal data, altered: {wrong} of {len(harmless)}"
    yield f"Time for a message of the sample: {_milliseconds(rows):.2f} ms of processor time"


def _sample_counts(rows: list[dict]) -> tuple[Counter[str], Counter[str]]:
    found: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for row in rows:
        taken = {at for each in redact(row["text"]).found for at in range(each.start, each.end)}
        for start, end, kind in row["pii"]:
            words = list(re.finditer(r"[A-Z0-9][\w'-]*", row["text"][start:end]))
            said[kind] += 1
            found[kind] += all(start + word.start() in taken for word in words)
    return found, said


def _variant_counts(variants: Iterable[Variant]) -> tuple[Counter[str], Counter[str]]:
    found: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for variant in variants:
        text = redact(variant.text).text
        said[variant.kind] += len(variant.secrets)
        found[variant.kind] += sum(not survives(secret, text) for secret in variant.secrets)
    return found, said


def _told_shares(counts: tuple[Counter[str], Counter[str]]) -> Iterator[str]:
    found, said = counts
    for kind, count in sorted(said.items()):
        yield f"  {kind:12} {found[kind]:4} of {count:4}  {found[kind] / count:.3f}"


def _milliseconds(rows: list[dict]) -> float:
    began = time.process_time()
    for row in rows:
        redact(row["text"])
    return (time.process_time() - began) / len(rows) * 1000


if __name__ == "__main__":
    print(run())
