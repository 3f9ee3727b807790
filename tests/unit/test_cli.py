"""The command line in the wrong hands: one clear paragraph, exit code 1 or 2, and no secret."""

import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings, setting_name
from bot.store import Database

SECRET = "s3cret-canary"
SLACK = {
    "SLACK_BOT_TOKEN": f"xoxb-{SECRET}",
    "SLACK_SIGNING_SECRET": SECRET,
    "SLACK_API_URL": "http://127.0.0.1:9/api/",
}
Refuse = Callable[..., str]


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """In an empty folder, with nothing set."""
    for field in Settings.model_fields:
        monkeypatch.delenv(setting_name(field), raising=False)
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refuse:
    """Run a command that must fail, and return the one paragraph it says."""

    def run(*words: str, code: int = 1, **environment: str) -> str:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        assert exit_code(words) == code
        said = capsys.readouterr()
        assert SECRET not in said.err + said.out
        assert "Traceback" not in said.err
        assert "\n\n" not in said.err.strip()
        return said.err

    return run


def exit_code(words: Sequence[str]) -> object:
    try:
        return main(words)
    except SystemExit as end:  # the parser's way
        return end.code


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("nosuch",),
        ("import",),
        ("import", "a.csv", "--setup", "b.yaml"),
        ("manifest", "teams"),
        ("run", "now"),
        ("group", "--nosuch"),
    ],
)
def test_wrong_words_are_wrong_use(refuse: Refuse, words: tuple[str, ...]) -> None:
    assert "usage: commonthread" in refuse(*words, code=2)


@pytest.mark.parametrize("speed", ["fast", "0", "-1", "nan", ""])
def test_a_speed_that_is_none(refuse: Refuse, speed: str) -> None:
    assert "--speed takes hours per second" in refuse("demo", "--speed", speed)


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:///",
        "sqlite://",
        "mysql://u:{0}@host/x",
        f"postgresql://u:{SECRET}@[::1/x",
        f"postgresql://u:{SECRET}@host:port/x",
        f"postgresql://u:{SECRET}@host",
        SECRET,
    ],
)
def test_a_database_address_that_is_none(refuse: Refuse, url: str) -> None:
    assert "DATABASE_URL: Value error, use sqlite:///FILE" in refuse("migrate", DATABASE_URL=url)


@pytest.mark.parametrize(
    "url",
    [f"postgresql://u:{SECRET}@127.0.0.1:9/x", f"postgresql://u:{SECRET}@127.0.0.1:9/x?nosuch=1"],
)
def test_a_database_that_does_not_answer(refuse: Refuse, url: str) -> None:
    assert "The database does not answer" in refuse("migrate", DATABASE_URL=url)


def test_a_database_where_none_can_be(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for words in (["migrate"], ["import", "--setup", "x.yaml"], ["checkpoint"]):
        said = refuse(*words, DATABASE_URL="sqlite:///file/x.db")
        assert "folder file can't be used" in said
    assert "does not answer" in refuse("migrate", DATABASE_URL=f"sqlite:///{tmp_path}")


def test_a_file_that_is_no_database(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("words " * 1000)
    assert "does not answer" in refuse("migrate", DATABASE_URL="sqlite:///x.db")


def test_a_database_of_a_newer_version(refuse: Refuse) -> None:
    assert main(["migrate"]) == 0
    run_sql("UPDATE alembic_version SET version_num = '9999'")
    assert "made by a newer version" in refuse("migrate")


def test_a_database_of_something_else(refuse: Refuse) -> None:
    Path("var").mkdir()
    run_sql("CREATE TABLE person (id INTEGER)")
    assert "can't be brought to this version" in refuse("migrate")


def run_sql(statement: str) -> None:
    connection = sqlite3.connect("var/commonthread.db")
    connection.execute(statement)
    connection.commit()
    connection.close()


def test_a_second_process_on_the_file(refuse: Refuse) -> None:
    first = Database("sqlite:///var/commonthread.db")
    for words in (["migrate"], ["run"], ["group"], ["import", "--setup", "x.yaml"]):
        assert "Another commonthread has var/commonthread.db open" in refuse(*words, **SLACK)
    first.close()
    assert main(["migrate"]) == 0


@pytest.mark.parametrize("name", ["nofile", "folder", "unreadable.yaml", "deep.yaml"])
def test_a_set_up_that_can_not_be_read(refuse: Refuse, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "unreadable.yaml").write_bytes(b"\xff\x00\x80")
    (tmp_path / "deep.yaml").write_text("[" * 5000)
    assert "line 1" in refuse("import", "--setup", name)


SETUP = """
programmes: [{slug: p, name: P}]
communities: [{slug: x, name: X, programme: p}]
"""


@pytest.mark.parametrize("name", ["nofile.csv", "deep.zip", "x.exe", "folder"])
def test_a_past_that_can_not_be_read(refuse: Refuse, tmp_path: Path, name: str) -> None:
    (tmp_path / "setup.yaml").write_text(SETUP)
    (tmp_path / "folder").mkdir()
    (tmp_path / "deep.zip").write_bytes(b"PK\x03\x04 and no more")
    (tmp_path / "x.exe").write_bytes(b"MZ\x00")
    assert "--community" in refuse("import", name)
    assert main(["import", "--setup", "setup.yaml"]) == 0
    assert name.partition(".")[0] in refuse("import", name, "--community", "x")
    assert "no community" in refuse("import", name, "--community", "nosuch")


@pytest.mark.parametrize("given", ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"])
def test_a_half_set_platform(refuse: Refuse, given: str) -> None:
    for words in (["run"], ["migrate"]):
        assert "Slack is half set" in refuse(*words, **{given: SLACK[given]})


def test_settings_that_can_not_be_read(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe")
    assert ".env can't be read" in refuse("migrate")
    (tmp_path / ".env").unlink()
    assert "COMMONTHREAD_PORT" in refuse("migrate", COMMONTHREAD_PORT=SECRET)


def test_a_model_that_is_missing_or_damaged(refuse: Refuse, tmp_path: Path) -> None:
    (tmp_path / "damaged").mkdir()
    for name in ("model.onnx", "tokenizer.json", "config.json"):
        (tmp_path / "damaged" / name).write_text("{")
    for folder in ("nowhere", "damaged"):
        for words in (["group"], ["run"], ["demo"]):
            said = refuse(*words, COMMONTHREAD_MODEL_DIRECTORY=folder)
            assert "The sentence model can't be used" in said


def test_the_workspace_is_for_this_machine_only(refuse: Refuse) -> None:
    assert "127.0.0.1" in refuse("run", COMMONTHREAD_HOST="0.0.0.0")


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_port_in_use(taken_port: int, tmp_path: Path) -> None:
    """As a process of its own: it must end, too."""
    environment = os.environ | SLACK | {"COMMONTHREAD_PORT": str(taken_port)}
    command = [sys.executable, "-m", "bot", "run"]
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    done = subprocess.run(command, env=environment, capture_output=True, timeout=60)
    said = done.stderr.decode()
    assert done.returncode == 1
    assert f"Port {taken_port} can't be used" in said
    assert "Traceback" not in said
    assert SECRET not in said
