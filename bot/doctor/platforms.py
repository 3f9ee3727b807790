"""Looks at the chat platforms' settings: whole or not at all, and each token of its own kind."""

import re

from pydantic import SecretStr

from bot.ports import Check
from bot.settings import Settings, SettingsError, setting_name

_PREFIXES = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def check_platforms(settings: Settings) -> list[Check]:
    """Look whether each platform is set wholly or not at all, and whether tokens look right."""
    try:
        settings.check_platforms()
    except SettingsError as error:
        advice = "Set it in the environment or in .env; see docs/settings.md"
        return [Check(False, str(error), advice)]
    if not settings.any_platform:
        return [Check(True, "No chat platform is set: the local workspace is served")]
    return [*_slack(settings), *_teams(settings), _check_administrators(settings)]


def _slack(settings: Settings) -> list[Check]:
    found = [_check_token(settings, field) for field in _PREFIXES if getattr(settings, field)]
    if settings.slack_signing_secret is not None:
        found.append(_check_signing_secret(settings.slack_signing_secret))
    return found


def _check_token(settings: Settings, field: str) -> Check:
    token: SecretStr = getattr(settings, field)
    name, prefix = setting_name(field), _PREFIXES[field]
    if token.get_secret_value().startswith(prefix):
        return Check(True, f"{name} looks like one")
    return Check(
        False,
        f"{name} does not begin with {prefix}",
        "Copy it again from your Slack app's settings: each kind of token begins differently.",
    )


def _check_signing_secret(secret: SecretStr) -> Check:
    value = secret.get_secret_value()
    if value.startswith(tuple(_PREFIXES.values())) or any(letter.isspace() for letter in value):
        return Check(
            False,
            "SLACK_SIGNING_SECRET is something else",
            "Copy the Signing Secret from Basic Information in your Slack app's settings.",
        )
    return Check(True, "SLACK_SIGNING_SECRET looks like one")


def _teams(settings: Settings) -> list[Check]:
    if not settings.teams_configured:
        return []
    if settings.teams_without_auth:
        return [Check(True, "Teams is taken without tokens: for development on this machine")]
    password = settings.microsoft_app_password
    tenants = settings.teams_tenant_ids if settings.teams_tenants else ()
    return [
        _check_guid("MICROSOFT_APP_ID", settings.microsoft_app_id),
        _check_guid("MICROSOFT_APP_TENANT_ID", settings.microsoft_app_tenant_id),
        *(_check_guid("COMMONTHREAD_TEAMS_TENANTS", one) for one in tenants),
        _check_password(password.get_secret_value() if password else ""),
    ]


def _check_guid(name: str, value: str) -> Check:
    if _GUID.fullmatch(value):
        return Check(True, f"{name} looks like one")
    return Check(
        False,
        f"{name} is no id (8-4-4-4-12 letters and digits)",
        "Copy it from the app registration's Overview in the Azure portal; a tenant goes by its"
        " id, not by its name.",
    )


def _check_password(value: str) -> Check:
    if not _GUID.fullmatch(value):
        return Check(True, "MICROSOFT_APP_PASSWORD looks like one")
    return Check(
        False,
        "MICROSOFT_APP_PASSWORD is the secret's id",
        "Copy the secret's value, which Azure shows only once. When it is lost, make a new one.",
    )


def _check_administrators(settings: Settings) -> Check:
    if settings.administrators.strip(" ,"):
        return Check(True, "Somebody may set it up")
    return Check(
        False,
        "Nobody may set it up",
        "Put your user id or e-mail address in COMMONTHREAD_ADMINISTRATORS.",
    )
