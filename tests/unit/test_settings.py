"""Settings come from the environment or .env; what is wrong is named, and never shown."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings, setting_name

CANARY = "canary-77b1d2"


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(setting_name(field), raising=False)
    monkeypatch.delenv("PORT", raising=False)


def test_the_defaults_need_nothing() -> None:
    settings = load_settings(None)
    assert settings.database_url == "sqlite:///var/commonthread.db"
    assert settings.port == 3978
    assert not settings.any_platform


def test_env_file_is_read_and_the_environment_comes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("COMMONTHREAD_PORT=4000\nCOMMONTHREAD_TIMEZONE=Europe/Paris\n")
    monkeypatch.setenv("COMMONTHREAD_PORT", "5000")
    settings = load_settings(tmp_path / ".env")
    assert settings.port == 5000
    assert settings.timezone == "Europe/Paris"


def test_the_hosts_own_port_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "8080")
    assert load_settings(None).port == 8080


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_addresses_as_hosts_write_them(
    monkeypatch: pytest.MonkeyPatch, scheme: str
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"{scheme}://u:p@h/d")
    assert load_settings(None).database_url == "postgresql+psycopg://u:p@h/d"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", f"mysql://me:{CANARY}@host/d"),
        ("COMMONTHREAD_PORT", "70000"),
        ("COMMONTHREAD_TIMEZONE", "Europe/Nowhere"),
        ("COMMONTHREAD_COMMAND_PREFIX", "Not This"),
        ("COMMONTHREAD_RETENTION_MONTHS", "0"),
        ("COMMONTHREAD_LOG_LEVEL", "LOUD"),
    ],
)
def test_a_wrong_setting_is_named_and_no_secret_is_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load_settings(None)
    assert name.lower() in str(caught.value).lower()
    assert CANARY not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "given",
    [
        {"SLACK_SIGNING_SECRET": CANARY},
        {"SLACK_APP_TOKEN": CANARY},
        {"SLACK_BOT_TOKEN": CANARY},
    ],
)
def test_a_half_set_platform_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match="half set") as caught:
        load_settings(None)
    assert CANARY not in str(caught.value)


def test_secrets_are_not_shown_by_the_settings_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET", "SLACK_APP_TOKEN"):
        monkeypatch.setenv(name, CANARY)
    assert CANARY not in repr(load_settings(None)) + str(load_settings(None).model_dump())
