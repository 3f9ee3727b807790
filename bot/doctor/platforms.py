"""Looks at the chat platforms' settings: whole or not at all, and each token of its own kind."""

from pydantic import SecretStr

from bot.ports import Check
from bot.settings import Settings, SettingsError, setting_name

_PREFIXES = {"slack_bot_token": "xoxb-", "slack_app_token": "xapp-"}


def check_platforms(settings: Settings) -> list[Check]:
    """Look whether each platform is set wholly or not at all, and whether tokens look right."""
    try:
        settings.check_platforms()
    except SettingsError as error:
        return [Check(False, str(error), "Set it in the environment or in .env; see docs/slack.md")]
    if not settings.any_platform:
        return [Check(True, "No chat platform is set: the local workspace is served")]
    found = [_check_token(settings, field) for field in _PREFIXES if getattr(settings, field)]
    if settings.slack_signing_secret is not None:
        found.append(_check_signing_secret(settings.slack_signing_secret))
    return [*found, _check_administrators(settings)]


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


def _check_administrators(settings: Settings) -> Check:
    if settings.administrators.strip(" ,"):
        return Check(True, "Somebody may set it up")
    return Check(
        False,
        "Nobody may set it up",
        "Put your Slack user id or e-mail address in COMMONTHREAD_ADMINISTRATORS.",
    )
