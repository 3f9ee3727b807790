"""The app package for Teams: as Microsoft's schema has it, complete, and the same every time."""

import io
import json
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import pytest

import bot
from adapters.grouping import MatrixIndex, words_embedder
from adapters.teams import NoManifest, teams_manifest, teams_package
from adapters.teams.manifest import CONSENTS
from bot.cli import main
from bot.events import ACTION_LABELS
from bot.features import make_router
from bot.questions.lookup import EarlierAnswers
from bot.router import Command
from bot.settings import Settings, setting_name

SCHEMA = json.loads(
    (Path(__file__).parent / "manifest_schema" / "MicrosoftTeams.schema.json").read_text()
)
APP_ID = "6A1F5C3E-8D0B-4B8E-9C55-0D9F2F6E7A11"
URL = "https://thread.example.org"
SETTINGS = Settings(_env_file=None, microsoft_app_id=APP_ID)


def commands() -> list[Command]:
    router = make_router(
        Settings(_env_file=None),
        earlier=EarlierAnswers(words_embedder(), MatrixIndex()),
        nearest_theme=lambda session, community_id, vector: None,
        scrub=lambda: None,
    )
    return list(router.command_list())


@pytest.fixture(scope="module")
def manifest() -> dict[str, Any]:
    return teams_manifest(SETTINGS, URL, bot.__version__, commands())


def wrong(found: dict[str, Any]) -> list[str]:
    """What Microsoft's schema has against it."""
    return [error.message for error in jsonschema.Draft4Validator(SCHEMA).iter_errors(found)]


def test_it_keeps_to_microsofts_schema(manifest: dict[str, Any]) -> None:
    assert wrong(manifest) == []
    assert manifest["manifestVersion"] == SCHEMA["properties"]["manifestVersion"]["const"]
    assert f"/v{manifest['manifestVersion']}/" in manifest["$schema"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("bots", 0, "scopes"), ["channel"]),
        (("bots", 0, "commandLists", 0, "commands", 0, "title"), "x" * 129),
        (("bots", 0, "commandLists", 1, "triggers"), ["hash"]),
        (("composeExtensions", 0, "commands", 0, "title"), "x" * 33),
        (("composeExtensions", 0, "commands", 0, "context"), ["messages"]),
        (("webApplicationInfo", "id"), "an app"),
        (("supportedChannelTypes",), ["standard"]),
        (("surprise",), True),
    ],
)
def test_the_schema_is_strict(
    manifest: dict[str, Any], path: tuple[str | int, ...], value: object
) -> None:
    broken = json.loads(json.dumps(manifest))
    inner = broken
    for name in path[:-1]:
        inner = inner[name]
    inner[path[-1]] = value
    assert len(wrong(broken)) == 1


def test_every_command_is_listed_for_every_place(manifest: dict[str, Any]) -> None:
    names = [*(command.name for command in commands()), "home", "desk"]
    lists = manifest["bots"][0]["commandLists"]
    assert [[one["title"] for one in each["commands"]] for each in lists] == [names, names]
    assert sorted(scope for each in lists for scope in each["scopes"]) == sorted(
        manifest["bots"][0]["scopes"]
    )


def test_what_is_chosen_after_a_slash_stays_between_us(manifest: dict[str, Any]) -> None:
    (bot_listed,) = manifest["bots"]
    slash = [each for each in bot_listed["commandLists"] if "slash" in each.get("triggers", ())]
    assert [each["scopes"] for each in slash] == [["team", "groupChat"]]
    assert bot_listed["supportsTargetedMessages"]


def test_the_five_actions_and_the_search_are_offered(manifest: dict[str, Any]) -> None:
    (extension,) = manifest["composeExtensions"]
    actions = [one for one in extension["commands"] if one["type"] == "action"]
    assert {one["id"]: one["title"] for one in actions} == {
        action.value: label for action, label in ACTION_LABELS.items()
    }
    assert all(one["context"] == ["message"] and one["fetchTask"] for one in actions)
    (search,) = [one for one in extension["commands"] if one["type"] == "query"]
    assert len(search["parameters"]) == 1


def test_it_asks_for_no_more_than_reading_where_it_is_added(manifest: dict[str, Any]) -> None:
    asked = manifest["authorization"]["permissions"]["resourceSpecific"]
    assert [one["name"] for one in asked] == [
        "ChannelMessage.Read.Group",
        "ChannelSettings.Read.Group",
        "ChatMessage.Read.Chat",
    ]
    assert set(CONSENTS) == {one["name"] for one in asked}
    assert "permissions" not in manifest
    assert "devicePermissions" not in manifest


def test_what_it_asks_for_and_speaks_to_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "teams.md").read_text()
    for consent in CONSENTS:
        assert f"| `{consent}` |" in page
    defaults = Settings(_env_file=None)
    addresses = (defaults.teams_keys_url, defaults.teams_token_url, defaults.teams_graph_url)
    for host in (*defaults.teams_hosts, *(urlsplit(one).hostname for one in addresses)):
        assert f"| out | `{host}`," in page


def test_the_same_bot_is_always_the_same_app(manifest: dict[str, Any]) -> None:
    again = teams_manifest(
        SETTINGS.model_copy(update={"microsoft_app_id": APP_ID.lower()}), URL + "/", "9.9.9", []
    )
    other = SETTINGS.model_copy(update={"microsoft_app_id": APP_ID.replace("6A1F", "6A1E")})
    assert again["id"] == manifest["id"]
    assert again["developer"] == manifest["developer"]
    assert teams_manifest(other, URL, "0.1.0", [])["id"] != manifest["id"]
    assert manifest["bots"][0]["botId"] == APP_ID.lower() != manifest["id"]


def test_the_package_is_the_same_every_time(manifest: dict[str, Any]) -> None:
    packed = teams_package(manifest)
    assert packed == teams_package(json.loads(json.dumps(manifest)))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert json.loads(archive.read("manifest.json")) == manifest
        assert sorted(archive.namelist()) == ["color.png", "manifest.json", "outline.png"]
        assert set(manifest["icons"].values()) < set(archive.namelist())


def test_the_icons_are_as_teams_wants_them(manifest: dict[str, Any]) -> None:
    with zipfile.ZipFile(io.BytesIO(teams_package(manifest))) as archive:
        colour = Picture(archive.read(manifest["icons"]["color"]))
        outline = Picture(archive.read(manifest["icons"]["outline"]))
    assert (colour.width, colour.height) == (192, 192)
    assert (outline.width, outline.height) == (32, 32)
    pixels = outline.pixels()
    assert {pixel[:3] for pixel in pixels if pixel[3]} == {(255, 255, 255)}
    assert any(pixel[3] == 0 for pixel in pixels)


class Picture:
    """A PNG file, read far enough to see what is in it."""

    def __init__(self, content: bytes) -> None:
        assert content.startswith(b"\x89PNG\r\n\x1a\n")
        self.chunks: dict[bytes, bytes] = {}
        at = 8
        while at < len(content):
            (length,) = struct.unpack_from(">I", content, at)
            kind = content[at + 4 : at + 8]
            part = content[at + 8 : at + 8 + length]
            self.chunks[kind] = self.chunks.get(kind, b"") + part
            at += length + 12
        self.width, self.height, self.depth, self.colours = struct.unpack_from(
            ">IIBB", self.chunks[b"IHDR"]
        )

    def pixels(self) -> list[tuple[int, int, int, int]]:
        """Return red, green, blue and opacity of each pixel."""
        assert (self.depth, self.colours) == (8, 6), "eight bits of each colour and of opacity"
        data, row = zlib.decompress(self.chunks[b"IDAT"]), self.width * 4
        before = bytes(row)
        found: list[tuple[int, int, int, int]] = []
        for start in range(0, len(data), row + 1):
            line = _unfiltered(data[start], data[start + 1 : start + 1 + row], before)
            found += list(zip(line[::4], line[1::4], line[2::4], line[3::4], strict=True))
            before = line
        return found


def _unfiltered(kind: int, line: bytes, above: bytes) -> bytes:
    """Undo one of PNG's five ways of writing a row."""
    made = bytearray()
    for at, value in enumerate(line):
        left = made[at - 4] if at >= 4 else 0
        corner = above[at - 4] if at >= 4 else 0
        guess = left + above[at] - corner
        near = min((left, above[at], corner), key=lambda one: abs(guess - one))
        made.append((value + (0, left, above[at], (left + above[at]) // 2, near)[kind]) % 256)
    return bytes(made)


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://thread.example.org", "https://thread.example.org/"),
        ("https://example.org:8443/thread/", "https://example.org:8443/thread/"),
        ("https://me:canary@example.org?x=canary#y", "https://example.org/"),
    ],
)
def test_the_address_is_told_without_what_is_private_in_it(url: str, site: str) -> None:
    found = teams_manifest(SETTINGS, url, "0.1.0", [])
    assert found["developer"]["websiteUrl"] == site
    assert found["validDomains"] == [urlsplit(site).hostname]
    assert "canary" not in json.dumps(found)
    assert wrong(found) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "thread.example.org",
        "http://thread.example.org",
        "https://",
        "https://[x",
        "https://example.org:port",
    ],
)
def test_an_address_that_teams_does_not_take_is_told(url: str) -> None:
    with pytest.raises(NoManifest, match="--url"):
        teams_manifest(SETTINGS, url, "0.1.0", [])


@pytest.mark.parametrize("app_id", ["", "my-bot"])
def test_a_missing_app_id_is_told(app_id: str) -> None:
    settings = Settings(_env_file=None, microsoft_app_id=app_id)
    with pytest.raises(NoManifest, match="MICROSOFT_APP_ID"):
        teams_manifest(settings, URL, "0.1.0", [])


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """In an empty folder, with only Teams set."""
    for field in Settings.model_fields:
        monkeypatch.delenv(setting_name(field), raising=False)
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setenv("MICROSOFT_APP_ID", APP_ID)
    monkeypatch.setenv("MICROSOFT_APP_PASSWORD", "canary-secret")
    monkeypatch.setenv("MICROSOFT_APP_TENANT_ID", APP_ID)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_command_writes_the_package(
    alone: Path, capsys: pytest.CaptureFixture[str], manifest: dict[str, Any]
) -> None:
    assert main(["manifest", "teams", "--url", URL, "--out", "app.zip"]) == 0
    assert (alone / "app.zip").read_bytes() == teams_package(manifest)
    assert "app.zip is ready" in capsys.readouterr().out
    assert b"canary-secret" not in (alone / "app.zip").read_bytes()


def test_a_file_that_cannot_be_written_is_told(
    alone: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["manifest", "teams", "--url", URL, "--out", "nowhere/app.zip"]) == 1
    assert "nowhere/app.zip can't be written (No such file" in capsys.readouterr().err
    assert main(["manifest", "teams", "--url", URL, "--out", str(alone)]) == 1
    assert "can't be written" in capsys.readouterr().err


def test_without_an_app_id_the_command_says_what_to_set(
    alone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("MICROSOFT_APP_ID", "MICROSOFT_APP_PASSWORD", "MICROSOFT_APP_TENANT_ID"):
        monkeypatch.delenv(name)
    assert main(["manifest", "teams", "--url", URL, "--out", "app.zip"]) == 1
    assert "Set MICROSOFT_APP_ID" in capsys.readouterr().err
    assert not (alone / "app.zip").exists()
