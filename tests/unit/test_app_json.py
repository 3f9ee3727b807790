"""app.json is a deployment manifest as the app.json schema has it, and enough to start with.

The schema below is our own strict reading of Heroku's published app.json schema
(https://devcenter.heroku.com/articles/app-json-schema).
"""

import argparse
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from bot.cli import CommandFailed
from bot.commands.serve import run
from bot.settings import Settings, SettingsError, load_settings, setting_name

ROOT = Path(__file__).parents[2]
MANIFEST: dict[str, Any] = json.loads((ROOT / "app.json").read_text())
WORDS = {"type": "string", "minLength": 1}
ADDRESS = {"type": "string", "pattern": "^https://[^ ]+$"}
VARIABLE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["description", "required"],
    "properties": {
        "description": WORDS,
        "value": {"type": "string"},
        "required": {"type": "boolean"},
        "generator": {"const": "secret"},
    },
}
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": [
        "name", "description", "keywords", "website", "repository",
        "env", "formation", "addons", "buildpacks", "scripts",
    ],
    "properties": {
        "name": {"type": "string", "minLength": 3, "maxLength": 30},
        "description": {"type": "string", "minLength": 1, "maxLength": 140},
        "keywords": {"type": "array", "items": WORDS, "minItems": 1, "uniqueItems": True},
        "website": ADDRESS,
        "repository": ADDRESS,
        "logo": ADDRESS,
        "success_url": WORDS,
        "stack": WORDS,
        "env": {
            "type": "object",
            "additionalProperties": False,
            "patternProperties": {"^[A-Z][A-Z0-9_]*$": VARIABLE},
        },
        "formation": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "additionalProperties": False,
                "required": ["quantity"],
                "properties": {"quantity": {"type": "integer", "minimum": 0}, "size": WORDS},
            },
        },
        "addons": {
            "type": "array",
            "items": {
                "anyOf": [
                    WORDS,
                    {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["plan"],
                        "properties": {"plan": WORDS, "as": WORDS, "options": {"type": "object"}},
                    },
                ]
            },
        },
        "buildpacks": {
            "type": "array",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["url"],
                "properties": {"url": WORDS},
            },
        },
        "scripts": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"postdeploy": WORDS, "pr-predestroy": WORDS},
        },
    },
}  # fmt: skip


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What the host sets: the manifest's values, what was filled in, and the add-on's database."""
    for field in Settings.model_fields:
        monkeypatch.delenv(setting_name(field), raising=False)
    given = {name: entry.get("value", "filled-in") for name, entry in MANIFEST["env"].items()}
    given |= {"DATABASE_URL": "postgres://u:p@db.example.org:5432/d", "PORT": "4321"}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    return given


def test_it_keeps_to_the_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(MANIFEST, SCHEMA)


@pytest.mark.parametrize(
    "broken", [{"name": ""}, {"env": {"lower": {}}}, {"adons": []}, {"formation": {"web": {}}}]
)
def test_the_schema_is_strict(broken: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**MANIFEST, **broken}, SCHEMA)


def test_it_knows_only_settings_that_are_there() -> None:
    assert set(MANIFEST["env"]) <= {setting_name(field) for field in Settings.model_fields}


def test_what_it_asks_for_is_enough_to_start(environment: dict[str, str]) -> None:
    settings = load_settings(None)
    assert settings.slack_configured
    assert settings.teams_configured
    assert settings.host == "0.0.0.0"
    assert settings.port == 4321
    assert settings.administrators


SECRETS = {
    "Slack": ["SLACK_BOT_TOKEN", "SLACK_SIGNING_SECRET"],
    "Teams": ["MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"],
}


@pytest.mark.parametrize("platform", SECRETS)
def test_either_platform_is_enough(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    for name in SECRETS[platform]:
        monkeypatch.setenv(name, "")
    settings = load_settings(None)
    assert settings.any_platform
    assert settings.slack_configured is (platform != "Slack")
    assert settings.teams_configured is (platform != "Teams")


@pytest.mark.parametrize("name", [name for names in SECRETS.values() for name in names])
def test_with_a_platform_half_filled_in_it_does_not_start(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert "value" not in MANIFEST["env"][name]
    monkeypatch.delenv(name)
    with pytest.raises(SettingsError, match="half set"):
        load_settings(None)


def test_with_no_platform_at_all_it_does_not_start(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for names in SECRETS.values() for name in names]:
        monkeypatch.delenv(name)
    with pytest.raises(CommandFailed, match="set a platform's tokens"):
        run(argparse.Namespace(), load_settings(None))


def test_the_release_step_migrates_before_the_web_process_starts() -> None:
    steps = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
    assert steps == {"release": "commonthread migrate", "web": "commonthread run"}
    assert set(MANIFEST["formation"]) == {"web"}
    assert MANIFEST["addons"] == ["heroku-postgresql"]
