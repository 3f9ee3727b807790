"""Installing: the app manifests, and the doctor."""

import argparse
import json
import sys
from collections.abc import Sequence

from adapters.grouping import MatrixIndex, check_model, words_embedder
from adapters.slack import check_slack, slack_manifest
from adapters.teams import NoManifest, check_teams, teams_manifest, teams_package
from bot import __version__
from bot.bootstrap import SystemClock
from bot.cli import CommandFailed
from bot.doctor import as_json, as_table, checks
from bot.features import make_router
from bot.ports import Probe
from bot.questions.lookup import EarlierAnswers
from bot.router import Command
from bot.settings import Settings


def manifest(given: argparse.Namespace, settings: Settings) -> int:
    """Print Slack's app manifest, or write the package for Teams."""
    router = make_router(
        settings,
        earlier=EarlierAnswers(words_embedder(), MatrixIndex()),
        nearest_theme=lambda session, community_id, vector: None,
        scrub=lambda: None,
    )
    if given.platform == "teams":
        return _write_package(given, settings, router.command_list())
    found = slack_manifest(settings, given.url, router.command_list())
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0


def _write_package(
    given: argparse.Namespace, settings: Settings, commands: Sequence[Command]
) -> int:
    try:
        found = teams_manifest(settings, given.url, __version__, commands)
        given.out.write_bytes(teams_package(found))
    except NoManifest as error:
        raise CommandFailed(str(error)) from None
    except OSError as error:
        raise CommandFailed(f"{given.out} can't be written ({error.strerror}).") from None
    sys.stdout.write(
        f"{given.out} is ready. Upload it in the Teams admin centre, under Teams apps,"
        " Manage apps; docs/teams.md has the steps.\n"
    )
    return 0


def doctor(given: argparse.Namespace, settings: Settings) -> int:
    """Check the installation; 1 when something must be mended."""
    probes: list[Probe] = [lambda: check_model(settings.model_directory)]
    if settings.slack_configured:
        probes.append(lambda: check_slack(settings))
    if settings.teams_configured:
        probes.append(lambda: check_teams(settings))
    found = checks(settings, SystemClock(), probes)
    sys.stdout.write((as_json(found) if given.json else as_table(found)) + "\n")
    return 0 if all(check.ok for check in found) else 1
