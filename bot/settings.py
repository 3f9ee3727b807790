"""Every setting, typed, read from the environment and from `.env`. Secrets are never printed."""

import re
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AliasChoices, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.schedules.calendar import Weekday, check_time
from bot.schedules.working import Nation, WorkingCalendar

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The hosts that only this machine reaches."""
TEAMS_SERVICE_HOST = "smba.trafficmanager.net"
"""Where Microsoft serves the Bot Connector of Teams, for every region."""
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"


class SettingsError(Exception):
    """The settings can't be used as they are; the message says which and what to do."""


def _env(name: str) -> AliasChoices:
    return AliasChoices(name, name.lower())


class Settings(BaseSettings):
    """The application's settings; each field's description is its documentation."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,  # as deployment pages leave what was not filled in
        extra="ignore",
        populate_by_name=True,
    )

    database_url: str = Field(
        "sqlite:///var/commonthread.db",
        validation_alias=_env("DATABASE_URL"),
        description="Where everything is kept: a SQLite file or a PostgreSQL database.",
    )
    slack_bot_token: SecretStr | None = Field(
        None,
        validation_alias=_env("SLACK_BOT_TOKEN"),
        description="Slack: the bot token (xoxb-...).",
    )
    slack_signing_secret: SecretStr | None = Field(
        None,
        validation_alias=_env("SLACK_SIGNING_SECRET"),
        description="Slack over HTTP: the signing secret.",
    )
    slack_app_token: SecretStr | None = Field(
        None,
        validation_alias=_env("SLACK_APP_TOKEN"),
        description="Slack in Socket Mode: the app-level token (xapp-...).",
    )
    slack_api_url: str = Field(
        "https://slack.com/api/",
        validation_alias=_env("SLACK_API_URL"),
        description="The base address of Slack's Web API.",
    )
    microsoft_app_id: str = Field(
        "",
        validation_alias=_env("MICROSOFT_APP_ID"),
        description="Teams: the app (client) id of the Azure bot.",
    )
    microsoft_app_password: SecretStr | None = Field(
        None,
        validation_alias=_env("MICROSOFT_APP_PASSWORD"),
        description="Teams: the app's client secret (its value, not its id).",
    )
    microsoft_app_tenant_id: str = Field(
        "",
        validation_alias=_env("MICROSOFT_APP_TENANT_ID"),
        description="Teams: the id of the tenant (directory) that the app is registered in.",
    )
    teams_tenants: str = Field(
        "",
        validation_alias=_env("COMMONTHREAD_TEAMS_TENANTS"),
        description="The tenants that Teams may write from, by commas; when left out, the app's.",
    )
    teams_service_hosts: str = Field(
        "",
        validation_alias=_env("COMMONTHREAD_TEAMS_SERVICE_HOSTS"),
        description="Hosts to answer Teams at beside smba.trafficmanager.net, by commas.",
    )
    teams_without_auth: bool = Field(
        False,
        validation_alias=_env("COMMONTHREAD_TEAMS_WITHOUT_AUTH"),
        description="For development on this machine only: take Teams requests with no token.",
    )
    teams_keys_url: str = Field(
        "https://login.botframework.com/v1/.well-known/openidconfiguration",
        validation_alias=_env("COMMONTHREAD_TEAMS_KEYS_URL"),
        description="Where the keys are found that Teams signs its requests with.",
    )
    teams_token_url: str = Field(
        "https://login.microsoftonline.com",
        validation_alias=_env("COMMONTHREAD_TEAMS_LOGIN_URL"),
        description="Where tokens for answering Teams are had.",
    )
    teams_graph_url: str = Field(
        "https://graph.microsoft.com/v1.0",
        validation_alias=_env("COMMONTHREAD_TEAMS_GRAPH_URL"),
        description="The base address of Microsoft Graph.",
    )
    host: str = Field(
        "127.0.0.1",
        validation_alias=_env("COMMONTHREAD_HOST"),
        description="The address the web server listens on.",
    )
    port: int = Field(
        3978,
        ge=0,
        le=65535,
        validation_alias=AliasChoices("COMMONTHREAD_PORT", "commonthread_port", "PORT", "port"),
        description="The port the web server listens on (PORT is read too, as hosts set it).",
    )
    public_url: str = Field(
        "",
        validation_alias=_env("COMMONTHREAD_PUBLIC_URL"),
        description="Where browsers reach this service, https://...; for links to the guide.",
    )
    timezone: str = Field(
        "Europe/London",
        validation_alias=_env("COMMONTHREAD_TIMEZONE"),
        description="The time zone of schedules and of times that people see.",
    )
    nation: Nation = Field(
        Nation.ENGLAND_AND_WALES,
        validation_alias=_env("COMMONTHREAD_NATION"),
        description="Whose bank holidays count: england-and-wales, scotland or northern-ireland.",
    )
    working_hours: str = Field(
        "09:00-17:00",
        validation_alias=_env("COMMONTHREAD_WORKING_HOURS"),
        description="When people may be written to unasked, Monday to Friday, as HH:MM-HH:MM.",
    )
    summary_weekday: Weekday = Field(
        Weekday.MONDAY,
        validation_alias=_env("COMMONTHREAD_SUMMARY_WEEKDAY"),
        description="The day of the fortnightly page, where no community chose: monday to sunday.",
    )
    summary_time: time = Field(
        time(9),
        validation_alias=_env("COMMONTHREAD_SUMMARY_TIME"),
        description="The local time of pages and notes, where no community chose, as HH:MM.",
    )
    digest_weekday: Weekday = Field(
        Weekday.MONDAY,
        validation_alias=_env("COMMONTHREAD_DIGEST_WEEKDAY"),
        description="The day of the weekly digest for people who chose none: monday to sunday.",
    )
    digest_time: time = Field(
        time(10),
        validation_alias=_env("COMMONTHREAD_DIGEST_TIME"),
        description="The local time of the weekly digest for people who chose none, as HH:MM.",
    )
    regroup_time: time = Field(
        time(2, 30),
        validation_alias=_env("COMMONTHREAD_REGROUP_TIME"),
        description="The local time at which messages are grouped anew each night, as HH:MM.",
    )
    command_prefix: str = Field(
        "",
        pattern=r"^[a-z0-9-]{0,16}$",
        validation_alias=_env("COMMONTHREAD_COMMAND_PREFIX"),
        description='Put before every Slack command: "ct-" makes /ask into /ct-ask.',
    )
    administrators: str = Field(
        "",
        validation_alias=_env("COMMONTHREAD_ADMINISTRATORS"),
        description="Who may set everything up: platform user ids or e-mail addresses, by commas.",
    )
    model_directory: Path | None = Field(
        None,
        validation_alias=_env("COMMONTHREAD_MODEL_DIRECTORY"),
        description="A sentence-transformers model to use in place of the one that is installed.",
    )
    cache_directory: Path = Field(
        Path("var/cache"),
        validation_alias=_env("COMMONTHREAD_CACHE_DIRECTORY"),
        description="Where files made from the model are kept.",
    )
    retention_months: int = Field(
        24,
        ge=1,
        le=120,
        validation_alias=_env("COMMONTHREAD_RETENTION_MONTHS"),
        description="How long captured messages are kept, in months.",
    )
    log_level: str = Field(
        "INFO",
        pattern="^(DEBUG|INFO|WARNING|ERROR)$",
        validation_alias=_env("COMMONTHREAD_LOG_LEVEL"),
        description="How much is logged. Message text never is.",
    )

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is not a time zone; try Europe/London") from error
        return value

    @field_validator("working_hours")
    @classmethod
    def _opens_before_it_closes(cls, value: str) -> str:
        value = re.sub(r"\s", "", value)
        if not re.fullmatch(rf"{_CLOCK}-{_CLOCK}", value) or value[:5] >= value[6:]:
            raise ValueError("give working hours as HH:MM-HH:MM, for example 09:00-17:00")
        return value

    @field_validator("summary_weekday", "digest_weekday", "nation", mode="before")
    @classmethod
    def _lower_case(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("summary_time", "digest_time", "regroup_time", mode="before")
    @classmethod
    def _clock_time(cls, value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(_CLOCK, value.strip()):
            raise ValueError("give a time as HH:MM, for example 09:00")
        return value.strip() if isinstance(value, str) else value

    @field_validator("summary_time", "digest_time", "regroup_time")
    @classmethod
    def _safe_time(cls, value: time) -> time:
        return check_time(value)

    @field_validator("teams_keys_url", "teams_token_url", "teams_graph_url")
    @classmethod
    def _safe_address(cls, value: str) -> str:
        if not _is_safe(value):
            raise ValueError("use an https address")
        return value.rstrip("/")

    @field_validator("public_url")
    @classmethod
    def _browsed(cls, value: str) -> str:
        if value and not _is_safe(value):
            raise ValueError("use an https address")
        return value.rstrip("/")

    @field_validator("teams_service_hosts")
    @classmethod
    def _host_names(cls, value: str) -> str:
        if not all(re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", host) for host in _list(value)):
            raise ValueError("give host names by commas, with no https:// and no path")
        return value

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, value: str) -> str:
        for old in ("postgres://", "postgresql://"):
            if value.startswith(old):
                value = "postgresql+psycopg://" + value.removeprefix(old)
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")) or not _names_one(value):
            raise ValueError("use sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE")
        return value

    @property
    def administrator_names(self) -> frozenset[str]:
        """Return the user ids and e-mail addresses of the administrators."""
        return frozenset(_list(self.administrators))

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone."""
        return ZoneInfo(self.timezone)

    @property
    def calendar(self) -> WorkingCalendar:
        """Return when people work."""
        opens, closes = map(time.fromisoformat, self.working_hours.split("-"))
        return WorkingCalendar(self.nation, self.zone, opens, closes)

    @property
    def browsed_at(self) -> str:
        """Return where browsers reach this service; empty when nobody said."""
        local = f"http://{self.host}:{self.port}" if not self.any_platform else ""
        return self.public_url or local

    @property
    def on_loopback(self) -> bool:
        """Say whether only this machine can reach the web server."""
        return self.host in LOOPBACK

    @property
    def slack_configured(self) -> bool:
        """Say whether Slack is to be connected."""
        return self.slack_bot_token is not None

    @property
    def teams_configured(self) -> bool:
        """Say whether Teams is to be connected."""
        return self.teams_without_auth or not self._missing_for_teams()

    @property
    def teams_tenant_ids(self) -> tuple[str, ...]:
        """Return the tenants that Teams may write from, in lower case; none given, the app's."""
        return tuple(_list((self.teams_tenants or self.microsoft_app_tenant_id).lower()))

    @property
    def teams_hosts(self) -> tuple[str, ...]:
        """Return the hosts that Teams may be answered at, in lower case."""
        return (TEAMS_SERVICE_HOST, *_list(self.teams_service_hosts.lower()))

    @property
    def any_platform(self) -> bool:
        """Say whether any chat platform is to be connected."""
        return self.slack_configured or self.teams_configured

    def check_platforms(self) -> None:
        """Raise SettingsError when a platform is half set."""
        self._check_slack()
        self._check_teams()

    def _check_slack(self) -> None:
        given = [self.slack_bot_token, self.slack_signing_secret, self.slack_app_token]
        if any(given) and self.slack_bot_token is None:
            raise SettingsError("Slack is half set: SLACK_BOT_TOKEN is missing.")
        if self.slack_bot_token and not (self.slack_signing_secret or self.slack_app_token):
            raise SettingsError(
                "Slack is half set: give SLACK_SIGNING_SECRET (HTTP)"
                " or SLACK_APP_TOKEN (Socket Mode)."
            )

    def _check_teams(self) -> None:
        missing = self._missing_for_teams()
        begun = len(missing) < len(_NEEDED_BY_TEAMS)
        if self.teams_without_auth and (begun or not self.on_loopback):
            raise SettingsError(
                "COMMONTHREAD_TEAMS_WITHOUT_AUTH lets anybody write in anybody's name. It is only"
                " for development, with COMMONTHREAD_HOST at 127.0.0.1 and no MICROSOFT_APP_...:"
                " take it out."
            )
        if begun and missing:
            raise SettingsError(f"Teams is half set: give {' and '.join(missing)} too.")

    def _missing_for_teams(self) -> list[str]:
        return [setting_name(field) for field in _NEEDED_BY_TEAMS if not getattr(self, field)]


_NEEDED_BY_TEAMS = ("microsoft_app_id", "microsoft_app_password", "microsoft_app_tenant_id")


def _list(value: str) -> list[str]:
    """Return what stands between the commas."""
    return [entry.strip() for entry in value.split(",") if entry.strip()]


def _is_safe(address: str) -> bool:
    """Say whether nobody on the way can read what is sent there."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    https = parts.scheme == "https" and bool(parts.hostname)
    return https or (parts.scheme == "http" and parts.hostname in LOOPBACK)


def _names_one(url: str) -> bool:
    """Say whether the address can be read and names a database."""
    try:
        return bool(make_url(url).database)
    except (ArgumentError, ValueError):
        return False


def setting_name(field: str) -> str:
    """Return the environment variable that sets a field."""
    alias = Settings.model_fields[field].validation_alias
    assert isinstance(alias, AliasChoices)  # noqa: S101 - every field above has one
    return str(alias.choices[0])


def load_settings(env_file: Path | None = Path(".env")) -> Settings:
    """Read the settings. Raises SettingsError naming each wrong one, without its value."""
    try:
        settings = Settings(_env_file=env_file)
    except ValidationError as error:
        lines = [f"  {entry['loc'][0]}: {entry['msg']}" for entry in error.errors()]
        raise SettingsError("Some settings can't be used:\n" + "\n".join(lines)) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsError(
            f"{env_file} can't be read. Give this user the right to read it, and save it as UTF-8."
        ) from None
    settings.check_platforms()
    return settings
