"""The doctor finds what is wrong, says what to do, and never shows a secret."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import text

from bot.doctor import Check, as_json, as_table, checks
from bot.doctor.database import check_database
from bot.doctor.machine import check_clock, check_folder, check_python
from bot.settings import Settings, setting_name
from bot.store import Database
from tests.conftest import StoppedClock

CANARY = "canary-0f3a9c"
ADMINISTRATORS = {"administrators": "U1"}
TEAMS = {
    "microsoft_app_id": "00000000-0000-4000-8000-00000000000a",
    "microsoft_app_password": "q8Q~a-secret",
    "microsoft_app_tenant_id": "00000000-0000-4000-8000-00000000000b",
}


def look(tmp_path: Path, clock: StoppedClock, **given: Any) -> list[Check]:
    given.setdefault("database_url", f"sqlite:///{tmp_path}/new.db")
    given.setdefault("cache_directory", tmp_path / "cache")
    settings = Settings(_env_file=None, **given)
    return checks(settings, clock)


def wrong(found: list[Check]) -> list[str]:
    return [check.what for check in found if not check.ok]


@pytest.fixture(autouse=True)
def _no_settings_around(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(setting_name(field), raising=False)


def test_a_fresh_installation_is_in_order_and_nothing_is_made(
    tmp_path: Path, clock: StoppedClock
) -> None:
    assert wrong(look(tmp_path, clock)) == []
    assert list(tmp_path.iterdir()) == []


def test_an_old_python_is_told() -> None:
    assert not check_python((3, 10, 12)).ok
    assert check_python((3, 11, 0)).ok


def test_tokens_of_the_wrong_kind_are_told_by_name(tmp_path: Path, clock: StoppedClock) -> None:
    found = look(
        tmp_path, clock, slack_bot_token="xapp-1", slack_app_token="xoxb-1", **ADMINISTRATORS
    )
    assert wrong(found) == [
        "SLACK_BOT_TOKEN does not begin with xoxb-",
        "SLACK_APP_TOKEN does not begin with xapp-",
    ]


def test_a_token_in_the_place_of_the_signing_secret_is_told(
    tmp_path: Path, clock: StoppedClock
) -> None:
    found = look(
        tmp_path,
        clock,
        slack_bot_token="xoxb-1",
        slack_signing_secret="xoxb-1",
        **ADMINISTRATORS,
    )
    assert wrong(found) == ["SLACK_SIGNING_SECRET is something else"]


def test_a_half_set_platform_and_a_missing_administrator_are_told(
    tmp_path: Path, clock: StoppedClock
) -> None:
    half = look(tmp_path, clock, slack_signing_secret="s")
    assert wrong(half) == ["Slack is half set: SLACK_BOT_TOKEN is missing."]
    nobody = look(tmp_path, clock, slack_bot_token="xoxb-1", slack_signing_secret="s")
    assert wrong(nobody) == ["Nobody may set it up"]


def test_what_teams_needs_is_looked_at_one_by_one(tmp_path: Path, clock: StoppedClock) -> None:
    assert wrong(look(tmp_path, clock, **TEAMS, **ADMINISTRATORS)) == []
    assert wrong(look(tmp_path, clock, **TEAMS)) == ["Nobody may set it up"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"microsoft_app_id": "bot"}, "MICROSOFT_APP_ID is no id (8-4-4-4-12 letters and digits)"),
        (
            {"microsoft_app_tenant_id": "hub.example.org"},
            "MICROSOFT_APP_TENANT_ID is no id (8-4-4-4-12 letters and digits)",
        ),
        (
            {"teams_tenants": f"{TEAMS['microsoft_app_tenant_id']}, council.example.org"},
            "COMMONTHREAD_TEAMS_TENANTS is no id (8-4-4-4-12 letters and digits)",
        ),
        (
            {"microsoft_app_password": TEAMS["microsoft_app_id"]},
            "MICROSOFT_APP_PASSWORD is the secret's id",
        ),
    ],
)
def test_what_was_copied_from_the_wrong_place_is_told(
    tmp_path: Path, clock: StoppedClock, given: dict[str, str], found: str
) -> None:
    assert wrong(look(tmp_path, clock, **{**TEAMS, **given}, **ADMINISTRATORS)) == [found]


def test_a_half_set_teams_and_one_without_tokens_are_told(
    tmp_path: Path, clock: StoppedClock
) -> None:
    half = look(tmp_path, clock, microsoft_app_id=TEAMS["microsoft_app_id"])
    assert wrong(half) == [
        "Teams is half set: give MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID too."
    ]
    loose = look(tmp_path, clock, teams_without_auth=True, **ADMINISTRATORS)
    assert wrong(loose) == []
    assert any("for development on this machine" in check.what for check in loose)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert not check_folder(tmp_path / "file" / "cache", "cache directory").ok
    assert check_folder(tmp_path / "not" / "yet", "cache directory").ok


def test_a_database_of_another_version_and_then_of_this_one(
    database_url: str, open_database: Callable[[], Database], clock: StoppedClock
) -> None:
    assert check_database(database_url, clock)[0].ok
    database = open_database()
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'another'"))
    database.close()
    tables = check_database(database_url, clock)[0]
    assert not tables.ok
    assert tables.advice == "Run: commonthread migrate"


def test_a_file_another_process_holds_is_told(tmp_path: Path, clock: StoppedClock) -> None:
    url = f"sqlite:///{tmp_path}/held.db"
    holder = Database(url)
    holder.check()
    found = check_database(url, clock)
    holder.close()
    assert len(found) == 1
    assert "Another commonthread" in found[0].what


def test_a_file_that_is_no_database_is_told(tmp_path: Path, clock: StoppedClock) -> None:
    (tmp_path / "letter.db").write_text("Dear all, " * 500)
    found = check_database(f"sqlite:///{tmp_path}/letter.db", clock)
    assert not any(check.ok for check in found)


def test_a_clock_away_from_the_database_servers_is_told(
    postgres_server: str, clock: StoppedClock
) -> None:
    url = postgres_server.replace("postgresql:", "postgresql+psycopg:", 1)
    assert any("seconds away" in check.what for check in check_database(url, clock))
    assert check_clock(clock.now(), clock.now() + timedelta(seconds=59), "it").ok
    assert not check_clock(clock.now(), clock.now() - timedelta(seconds=61), "it").ok


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql+psycopg://me:{CANARY}@127.0.0.1:1/nothing",
        f"postgresql+psycopg://me:{CANARY}@[broken:port/x",
        f"postgresql+psycopg://me:{CANARY}@host:port/x",
    ],
)
def test_a_database_that_cannot_be_reached_is_told_quickly_without_its_password(
    url: str, clock: StoppedClock
) -> None:
    started = time.monotonic()
    found = check_database(url, clock)
    assert time.monotonic() - started < 10
    assert [check.ok for check in found] == [False]
    assert CANARY not in as_json(found) + as_table(found)


def test_no_secret_is_shown_whatever_is_wrong(tmp_path: Path, clock: StoppedClock) -> None:
    for prefix in ("", "xoxb-", "xapp-"):
        found = look(
            tmp_path,
            clock,
            database_url=f"postgresql://me:{CANARY}@127.0.0.1:1/nothing",
            slack_bot_token=prefix + CANARY,
            slack_signing_secret=prefix + CANARY,
            slack_app_token=prefix + CANARY,
            microsoft_app_id=prefix + CANARY,
            microsoft_app_password=prefix + CANARY,
            microsoft_app_tenant_id=prefix + CANARY,
        )
        assert wrong(found)
        assert CANARY not in as_table(found) + as_json(found) + repr(found)


def test_probes_have_their_say(tmp_path: Path, clock: StoppedClock) -> None:
    settings = Settings(
        _env_file=None, database_url=f"sqlite:///{tmp_path}/x.db", cache_directory=tmp_path
    )
    found = checks(settings, clock, [lambda: [Check(False, "The model is missing", "make run")]])
    assert wrong(found) == ["The model is missing"]
    assert "MEND  The model is missing\n      make run" in as_table(found)
    assert "1 to mend." in as_table(found)
    assert json.loads(as_json(found))["ok"] is False


def test_the_database_is_left_as_it_was(tmp_path: Path, clock: StoppedClock) -> None:
    url = f"sqlite:///{tmp_path}/mine.db"
    database = Database(url)
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (a INTEGER)"))
    database.close()
    check_database(url, clock)
    again = Database(url)
    with again.engine.connect() as connection:
        names = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    again.close()
    assert names == ["mine"]


def test_how_looking_up_scales_is_told_and_nothing_is_switched_on(
    postgres_server: str, clock: StoppedClock
) -> None:
    url = postgres_server.replace("postgresql:", "postgresql+psycopg:", 1)
    told = [check for check in check_database(url, clock) if "pgvector" in check.what]
    assert [(check.ok, check.what) for check in told] == [
        (True, "pgvector is there for looking up among over 100,000 messages")
    ]
    with psycopg.connect(postgres_server) as connection:
        rows = connection.execute("SELECT 1 FROM pg_extension WHERE extname = 'vector'").fetchall()
    assert rows == []
