"""Checks keep the architecture: who may import whom, how long files grow, what rooms say.

The contracts themselves are in pyproject.toml. Here they are run, and each is shown to bite.
"""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "adapters", "clustering")
LONGEST = 400
GENERATED = {"node_modules", ".venv", "__pycache__", "versions", "build", "var"}
PLANTS = {
    "Features know no platform, no web server, no scheduler and no learning library": (
        "bot/themes/models.py",
        "import slack_sdk",
    ),
    "Adapters translate only: they know events, cards, ports and settings": (
        "adapters/slack/__init__.py",
        "import bot.themes.models",
    ),
    "Adapters do not know each other": ("adapters/slack/__init__.py", "import adapters.workspace"),
    "Clustering knows nothing of ours": ("clustering/__init__.py", "import bot.events"),
    "Only the composition root and the grouping adapter use clustering": (
        "bot/jobs.py",
        "import clustering",
    ),
}
"""An import that breaks each contract, and where to put it."""


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False
    )


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    return [contract["name"] for contract in settings["tool"]["importlinter"]["contracts"]]


def files(*suffixes: str) -> Iterator[Path]:
    """Every file of ours with one of these endings."""
    for path in ROOT.rglob("*"):
        if path.suffix in suffixes and not GENERATED & set(path.relative_to(ROOT).parts):
            yield path


def test_nobody_imports_what_they_may_not() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_every_contract_bites(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("sample", "*.pyc")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for path, line in PLANTS.values():
        with (tmp_path / path).open("a") as file:
            file.write(f"\n{line}\n")
    output = lint_imports(tmp_path).stdout
    broken = set(re.findall(r"^(.*\S) BROKEN$", output, flags=re.MULTILINE))
    assert broken == set(contracts()), output


def test_every_contract_has_an_import_that_shows_it_bites() -> None:
    assert set(PLANTS) == set(contracts())


def test_every_feature_keeps_the_first_contract() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    kept = set(settings["tool"]["importlinter"]["contracts"][0]["source_modules"])
    rooms = {f"bot.{room.parent.name}" for room in ROOT.glob("bot/*/__init__.py")}
    assert rooms - kept == {"bot.commands", "bot.sample"}


def test_no_file_outgrows_a_reader() -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text().splitlines())
        for path in files(".py", ".js", ".mjs", ".css", ".html", ".md")
    }
    assert lengths
    assert {path: lines for path, lines in lengths.items() if lines > LONGEST} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_says_what_it_is_for(package: str) -> None:
    rooms = sorted((ROOT / package).rglob("__init__.py"))
    assert rooms
    silent = [room for room in rooms if not ast.get_docstring(ast.parse(room.read_text()))]
    assert silent == []


def test_nothing_names_the_machine_it_was_written_on() -> None:
    private = re.compile(r"/wor[k]/|/tmp/c[t]\b|/roo[t]/|/hom[e]/|/User[s]/|/op[t]/")
    named = [
        f"{path.relative_to(ROOT)}: {found.group()}"
        for path in files(".py", ".md", ".toml", ".txt", ".json", ".js", ".yaml", ".yml", ".svg")
        if (found := private.search(path.read_text()))
    ]
    assert named == []


def test_the_bot_framework_is_known_to_two_files_only() -> None:
    known = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"^\s*(?:from|import) (?:botbuilder|botframework)\b", path.read_text(), re.M)
    }
    assert known == {"adapters/teams/listener.py", "adapters/teams/turns.py"}
