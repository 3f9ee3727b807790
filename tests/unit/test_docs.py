"""The documents keep up with the code: settings, commands, links, pictures and decisions."""

import argparse
import re
from collections.abc import Iterator
from datetime import time
from pathlib import Path
from typing import Any

import pytest

from adapters.grouping import MatrixIndex, words_embedder
from bot.cli import make_parser
from bot.features import make_router
from bot.questions.lookup import EarlierAnswers
from bot.settings import Settings, setting_name

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")


def rows(page: Path) -> Iterator[list[str]]:
    """The rows of a page's tables, cell by cell, without code marks."""
    for line in page.read_text().splitlines():
        if line.startswith("| "):
            yield [cell.strip().replace("`", "") for cell in line.strip("|").split(" | ")]


def anchors(page: Path) -> set[str]:
    """What a page's headings can be linked by."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(), flags=re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    lost = []
    for _, _, address in LINK.findall(page.read_text()):
        if re.match(r"[a-z]+:", address):
            continue
        path, _, anchor = address.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            lost.append(address)
    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_picture_has_words_for_who_cannot_see_it(page: Path) -> None:
    pictures = [words for mark, words, _ in LINK.findall(page.read_text()) if mark]
    assert all(len(words) > 20 for words in pictures)


def test_every_setting_is_documented_as_it_is() -> None:
    documented = {
        row[0]: row[1:] for row in rows(ROOT / "docs" / "settings.md") if row[0].isupper()
    }
    settings = {
        setting_name(name): [in_words(field.default), str(field.description)]
        for name, field in Settings.model_fields.items()
    }
    assert documented == settings


def in_words(default: Any) -> str:
    return f"{default:%H:%M}" if isinstance(default, time) else str(default or "")


def test_every_command_of_the_chat_is_documented() -> None:
    router = make_router(
        Settings(_env_file=None),
        earlier=EarlierAnswers(words_embedder(), MatrixIndex()),
        nearest_theme=lambda session, community_id, vector: None,
        scrub=lambda: None,
    )
    documented = [row[0].split()[0] for row in commands() if row[0].startswith("/")]
    assert sorted(documented) == sorted(f"/{one.name}" for one in router.command_list())


def test_every_command_of_the_command_line_is_documented() -> None:
    documented = [row[0] for row in commands() if row[0].startswith("commonthread ")]
    choices = next(
        action.choices
        for action in make_parser()._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    assert sorted(documented) == sorted(f"commonthread {name}" for name in choices)


def commands() -> list[list[str]]:
    return list(rows(ROOT / "docs" / "commands.md"))


def test_every_decision_is_in_the_index() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = re.findall(r"\]\((\d{4}-[\w-]+\.md)\)", (folder / "README.md").read_text())
    assert listed == sorted(path.name for path in folder.glob("0*.md"))


def test_every_make_target_the_documents_name_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"(?:^|`)make ([a-z]+)\b", page.read_text(), re.MULTILINE)
    }
    assert named
    assert named <= targets
