"""Installing: the app manifest, and the doctor."""

import argparse
import json
import sys

from adapters.grouping import MatrixIndex, check_model, words_embedder
from adapters.slack import check_slack, slack_manifest
from bot.bootstrap import SystemClock
from bot.doctor import as_json, as_table, checks
from bot.features import make_router
from bot.ports import Probe
from bot.questions.lookup import EarlierAnswers
from bot.settings import Settings


def manifest(given: argparse.Namespace, settings: Settings) -> int:
    """Print the Slack app manifest: just the scopes, events and commands that are used."""
    router = make_router(
        settings,
        earlier=EarlierAnswers(words_embedder(), MatrixIndex()),
        nearest_theme=lambda session, community_id, vector: None,
        scrub=lambda: None,
    )
    found = slack_manifest(settings, given.url, router.command_list())
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0


def doctor(given: argparse.Namespace, settings: Settings) -> int:
    """Check the installation; 1 when something must be mended."""
    probes: list[Probe] = [lambda: check_model(settings.model_directory)]
    if settings.slack_configured:
        probes.append(lambda: check_slack(settings))
    found = checks(settings, SystemClock(), probes)
    sys.stdout.write((as_json(found) if given.json else as_table(found)) + "\n")
    return 0 if all(check.ok for check in found) else 1
