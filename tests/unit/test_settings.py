"""Settings come from the environment or .env; what is wrong is named, and never shown."""

from datetime import time
from pathlib import Path

import pytest

from bot.schedules.working import Nation
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
        ("COMMONTHREAD_NATION", "england"),
        ("COMMONTHREAD_WORKING_HOURS", "9-5"),
        ("COMMONTHREAD_WORKING_HOURS", "17:00-09:00"),
        ("COMMONTHREAD_COMMAND_PREFIX", "Not This"),
        ("COMMONTHREAD_RETENTION_MONTHS", "0"),
        ("COMMONTHREAD_LOG_LEVEL", "LOUD"),
        ("COMMONTHREAD_TEAMS_KEYS_URL", f"http://keys.example.org/{CANARY}"),
        ("COMMONTHREAD_TEAMS_LOGIN_URL", "login.example.org"),
        ("COMMONTHREAD_TEAMS_LOGIN_URL", "https://[broken"),
        ("COMMONTHREAD_TEAMS_GRAPH_URL", "http://localhost.example.org"),
        ("COMMONTHREAD_TEAMS_GRAPH_URL", "https://"),
        ("COMMONTHREAD_PUBLIC_URL", "http://hub.example.org"),
        ("COMMONTHREAD_TEAMS_SERVICE_HOSTS", "smba.example.org, https://smba.example.com/"),
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
        {"MICROSOFT_APP_ID": CANARY},
        {"MICROSOFT_APP_PASSWORD": CANARY},
        {"MICROSOFT_APP_TENANT_ID": CANARY},
        {"MICROSOFT_APP_ID": CANARY, "MICROSOFT_APP_PASSWORD": CANARY},
        {"MICROSOFT_APP_ID": CANARY, "MICROSOFT_APP_TENANT_ID": CANARY},
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
    for name in (
        "SLACK_BOT_TOKEN",
        "SLACK_SIGNING_SECRET",
        "SLACK_APP_TOKEN",
        "MICROSOFT_APP_PASSWORD",
    ):
        monkeypatch.setenv(name, CANARY)
    monkeypatch.setenv("MICROSOFT_APP_ID", "app")
    monkeypatch.setenv("MICROSOFT_APP_TENANT_ID", "tenant")
    assert CANARY not in repr(load_settings(None)) + str(load_settings(None).model_dump())


TEAMS = {
    "MICROSOFT_APP_ID": "App-1",
    "MICROSOFT_APP_PASSWORD": CANARY,
    "MICROSOFT_APP_TENANT_ID": "Tenant-1",
}


def teams(monkeypatch: pytest.MonkeyPatch, **more: str) -> Settings:
    for name, value in {**TEAMS, **more}.items():
        monkeypatch.setenv(name, value)
    return load_settings(None)


def test_teams_is_connected_for_its_own_tenant_and_microsofts_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings = teams(monkeypatch)
    assert settings.teams_configured
    assert settings.any_platform
    assert not settings.slack_configured
    assert settings.teams_tenant_ids == ("tenant-1",)
    assert settings.teams_hosts == ("smba.trafficmanager.net",)


def test_the_lists_of_tenants_and_hosts_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = teams(
        monkeypatch,
        COMMONTHREAD_TEAMS_TENANTS="Tenant-1, TENANT-2,",
        COMMONTHREAD_TEAMS_SERVICE_HOSTS=" smba.Example.org,127.0.0.1",
    )
    assert settings.teams_tenant_ids == ("tenant-1", "tenant-2")
    assert settings.teams_hosts == ("smba.trafficmanager.net", "smba.example.org", "127.0.0.1")


def test_what_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MICROSOFT_APP_ID", "app")
    with pytest.raises(SettingsError, match="MICROSOFT_APP_PASSWORD and MICROSOFT_APP_TENANT_ID"):
        load_settings(None)


def test_this_machines_own_addresses_need_no_https(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = teams(monkeypatch, COMMONTHREAD_TEAMS_LOGIN_URL="http://127.0.0.1:4200/")
    assert settings.teams_token_url == "http://127.0.0.1:4200"


def test_without_auth_is_for_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONTHREAD_TEAMS_WITHOUT_AUTH", "true")
    settings = load_settings(None)
    assert settings.teams_configured
    assert settings.teams_tenant_ids == ()
    monkeypatch.setenv("COMMONTHREAD_HOST", "0.0.0.0")
    with pytest.raises(SettingsError, match="COMMONTHREAD_TEAMS_WITHOUT_AUTH"):
        load_settings(None)


@pytest.mark.parametrize("name", TEAMS)
def test_without_auth_is_refused_beside_a_real_app(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("COMMONTHREAD_TEAMS_WITHOUT_AUTH", "true")
    monkeypatch.setenv(name, CANARY)
    with pytest.raises(SettingsError, match="COMMONTHREAD_TEAMS_WITHOUT_AUTH") as caught:
        load_settings(None)
    assert CANARY not in str(caught.value)


def test_a_setting_with_nothing_in_it_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.setenv(setting_name(field), "")
    assert load_settings(None) == Settings(_env_file=None)


def test_working_hours_are_read_as_people_write_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMMONTHREAD_WORKING_HOURS", "08:30 - 16:00")
    monkeypatch.setenv("COMMONTHREAD_NATION", "Scotland")
    calendar = load_settings(None).calendar
    assert (calendar.opens, calendar.closes) == (time(8, 30), time(16))
    assert calendar.nation is Nation.SCOTLAND
