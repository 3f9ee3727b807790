""".ci/run: runs everything in order, stops at a failure, and says loudly what was skipped."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the script, and stand-ins for make, npm and chromium that note their calls."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci" / "run", tmp_path / ".ci")
    (tmp_path / "tests" / "clients").mkdir(parents=True)
    (tmp_path / "tests" / "clients" / "package.json").write_text("{}")
    (tmp_path / "bin").mkdir()
    for tool in ("make", "npm", "chromium"):
        stand_in(tmp_path, tool, "true")
    return tmp_path


def stand_in(clone: Path, tool: str, then: str) -> None:
    path = clone / "bin" / tool
    path.write_text(f'#!/bin/sh\necho "{tool} $*" >> "{clone}/calls"\n{then}\n')
    path.chmod(0o755)


def run(clone: Path) -> subprocess.CompletedProcess[str]:
    path = f"{clone / 'bin'}:/usr/bin:/bin"
    return subprocess.run(
        ["bash", str(clone / ".ci" / "run")],
        cwd="/",
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def calls(clone: Path) -> list[str]:
    return (clone / "calls").read_text().splitlines()


def test_it_runs_everything_in_order(clone: Path) -> None:
    result = run(clone)
    assert result.returncode == 0, result.stderr
    assert calls(clone) == [
        "make .venv/.dev",
        "make check",
        "make test",
        "npm ci --prefix tests/clients --no-audit --no-fund",
        "npm test --prefix tests/clients",
    ]
    assert "SKIPPED" not in result.stdout


@pytest.mark.parametrize("failing", ["make check", "make test", "npm test"])
def test_a_failure_stops_it(clone: Path, failing: str) -> None:
    tool, word = failing.split()
    stand_in(clone, tool, f'[ "$1" != {word} ]')
    assert run(clone).returncode != 0
    assert calls(clone)[-1].startswith(failing)


def test_skipped_tests_are_said_loudly(clone: Path) -> None:
    stand_in(clone, "make", '[ "$1" != test ] || echo "SKIPPED [1] tests/a.py:3: no server"')
    stand_in(clone, "npm", '[ "$1" != test ] || printf "ok 1 - b # SKIP\\n# skipped 1\\n"')
    result = run(clone)
    assert result.returncode == 0
    assert "SOME PYTHON TESTS WERE SKIPPED" in result.stdout
    assert "SOME CLIENT TESTS WERE SKIPPED" in result.stdout


def test_without_client_tests_it_says_so_loudly(clone: Path) -> None:
    (clone / "tests" / "clients" / "package.json").unlink()
    result = run(clone)
    assert result.returncode == 0
    assert "THE CLIENT TESTS WERE SKIPPED" in result.stdout
