"""The Makefile: finds a Python, installs only what is pinned by hash, and does nothing twice."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
TARGETS = {"help", "run", "test", "check", "bench", "lock", "clean"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What make looks at, in a folder whose name has a space."""
    folder = tmp_path / "a clone"
    shutil.copytree(ROOT / "requirements", folder / "requirements")
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    own = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    return subprocess.run(
        ["/usr/bin/env", "make", *words],
        cwd=folder,
        env={**own, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def stand_in(path: Path, does: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def installed(folder: Path) -> None:
    (folder / ".venv").mkdir()
    for name in (".made", ".runtime", ".dev", ".lock"):
        (folder / ".venv" / name).touch()


def test_help_is_the_default_and_lists_every_target(clone: Path) -> None:
    assert make(clone).stdout == make(clone, "help").stdout
    listed = set(re.findall(r"^  make (\w+) +\S", make(clone).stdout, flags=re.MULTILINE))
    assert listed == TARGETS


def test_without_a_new_enough_python_it_says_so(clone: Path, tmp_path: Path) -> None:
    old = tmp_path / "bin"
    old.mkdir()
    for tool in ("sh", "make", "env", "touch", "uname"):
        (old / tool).symlink_to(str(shutil.which(tool)))
    stand_in(old / "python3", "exit 1")
    result = make(clone, "run", PATH=str(old))
    assert result.returncode != 0
    assert "needs Python 3.11 or newer" in result.stderr
    assert "make run PYTHON=" in result.stderr


def test_it_passes_over_an_old_python_and_makes_the_environment(
    clone: Path, tmp_path: Path
) -> None:
    stand_in(tmp_path / "old" / "python3", "exit 1")
    # A real environment, but for pip: copying it would take most of the time.
    stand_in(
        tmp_path / "new" / "python3.12",
        f'[ "$1 $2" != "-m venv" ] || {{ shift 2; set -- -m venv --without-pip "$@"; }}\n'
        f'exec "{sys.executable}" "$@"',
    )
    path = f"{tmp_path / 'old'}:{tmp_path / 'new'}:/usr/bin:/bin"
    result = make(clone, ".venv/.made", PATH=path)
    assert result.returncode == 0, result.stderr
    assert (clone / ".venv" / "bin" / "python").exists()


@pytest.mark.parametrize(("target", "runs"), [("run", "commonthread run"), ("test", "-m pytest")])
def test_what_is_installed_is_not_installed_again(clone: Path, target: str, runs: str) -> None:
    installed(clone)
    plan = make(clone, "-n", target).stdout
    assert runs in plan
    assert "pip install" not in plan


def test_a_changed_lock_is_installed_by_hash_before_the_tests(clone: Path) -> None:
    installed(clone)
    os.utime(clone / "requirements" / "dev.txt", (2_000_000_000, 2_000_000_000))
    plan = [line for line in make(clone, "-n", "test").stdout.splitlines() if "pip install" in line]
    *packages, project = plan
    assert len(packages) == 3
    assert all("--require-hashes" in line for line in packages)
    assert "--no-deps --no-build-isolation" in project


def test_running_needs_nothing_of_the_tests(clone: Path) -> None:
    plan = make(clone, "-n", "run").stdout
    assert "requirements/runtime.txt" in plan
    assert "requirements/dev.txt" not in plan


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_pinned_package_has_a_hash(lock: Path) -> None:
    text = lock.read_text().replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert lines
    assert [
        line for line in lines if not re.match(r"[\w.\[\]-]+==\S+ .*--hash=sha256:", line)
    ] == []


@pytest.mark.parametrize(("lock", "extra"), [("runtime.txt", None), ("dev.txt", "dev")])
def test_the_locks_pin_what_the_project_asks_for(lock: str, extra: str | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    asked = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else [])]
    pins: dict[str, list[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^ ;]+)", (ROOT / "requirements" / lock).read_text(), flags=re.MULTILINE
    ):
        pins.setdefault(name.lower().replace("_", "-"), []).append(version)
    for requirement in map(Requirement, asked):
        versions = pins.get(requirement.name.lower().replace("_", "-"), [])
        assert versions, f"{requirement.name} is not pinned in {lock}"
        assert all(requirement.specifier.contains(version) for version in versions)
