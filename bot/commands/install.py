"""Installing: the app manifest, and the doctor."""

import argparse
import json
import sys
from datetime import UTC, datetime

from adapters.slack import check_slack, slack_manifest

from adapters.grouping import check_model
from bot.bootstrap import make_router
from bot.doctor import as_json, as_table, checks
from bot.settings import Settings


class SystemClock:
    """The real time."""

    def now(self) -> datetime:
        """Return the time, aware UTC."""
        return datetime.now(UTC)


def manifest(given: argparse.Namespace, settings: Settings) -> int:
    """Print the Slack app manifest: just the scopes, events and commands that are used."""
    found = slack_manifest(settings, given.url, make_router().command_list())
    sys.stdout.write(json.dumps(found, indent=2, ensure_ascii=False) + "\n")
    return 0


def doctor(given: argparse.Namespace, settings: Settings) -> int:
    """Check the installation; 1 when something must be mended."""
    probes = [lambda: check_model(settings.model_directory)]
    if settings.slack_configured:
        probes.append(lambda: check_slack(settings))
    found = checks(settings, SystemClock(), probes)
    sys.stdout.write((as_json(found) if given.json else as_table(found)) + "\n")
    return 0 if all(check.ok for check in found) else 1
