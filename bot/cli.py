"""The command line: `commonthread COMMAND`. Exit codes: 0 done, 1 failed, 2 wrong use."""

import argparse
import logging
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from bot.schedules.calendar import UnsafeTime, Weekday
from bot.schedules.timetable.rules import CHOSEN, time_typed
from bot.settings import Settings, SettingsError, load_settings
from bot.store import DatabaseInUse, DatabaseUnreachable

Run = Callable[[argparse.Namespace, Settings], int]


class CommandFailed(Exception):
    """A command could not do its work; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = make_parser()
    given = parser.parse_args(arguments)
    try:
        settings = load_settings()
        _start_logging(settings)
        return _command(given.command)(given, settings)
    except (SettingsError, DatabaseInUse, DatabaseUnreachable, CommandFailed) as error:
        sys.stderr.write(f"commonthread: {error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped.\n")
        return 1


def make_parser() -> argparse.ArgumentParser:
    """Return the parser; each command's help says what it does."""
    parser = argparse.ArgumentParser(
        prog="commonthread",
        description="Common Thread: communities of interest learn together where they talk.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    add = commands.add_parser
    run = "start; with no tokens, a chat to try in the browser with the sample conversation"
    add("run", help=run, description=run.capitalize() + ".")
    _add_demo(add)
    _add_import(add)
    group = add("group", help="group all threads into themes now", description=GROUP)
    _add_json(group)
    _add_digest(add)
    _add_checkpoint(add)
    _add_schedules(add)
    _add_guide(add)
    _add_brief(add)
    _add_evaluate(add)
    _add_manifest(add)
    doctor = "check settings, database, model and platforms, and say what to do"
    _add_json(add("doctor", help=doctor, description=doctor.capitalize() + "."))
    migrate = "bring the database's tables to this version"
    add("migrate", help=migrate, description=migrate.capitalize() + ".")
    return parser


GROUP = "Group every community's threads into themes now, as the nightly job does."
_Add = Callable[..., argparse.ArgumentParser]


def _add_demo(add: _Add) -> None:
    about = "Play the sample conversation in the local workspace, through the real way in."
    demo = add("demo", help="play the sample conversation at a chosen speed", description=about)
    demo.add_argument(
        "--speed",
        default="max",
        help='hours of conversation per second ("max": as fast as it goes; default: max)',
    )
    demo.add_argument("--fresh", action="store_true", help="begin again from the first message")


def _add_import(add: _Add) -> None:
    about = (
        "Bring in a past conversation (a Slack export's zip file or folder, CSV, JSON Lines),"
        " or set up programmes, hubs, channels and people from a YAML file."
        " Doing it again changes nothing."
    )
    importer = add("import", help="bring in a past conversation or a set-up", description=about)
    what = importer.add_mutually_exclusive_group(required=True)
    what.add_argument("path", nargs="?", type=Path, help="the file or folder to bring in")
    what.add_argument("--setup", type=Path, metavar="FILE", help="a YAML file to set up from")
    importer.add_argument("--community", help="the slug of the community that it belongs to")
    importer.add_argument("--lessons", action="store_true", help="it is a lessons log, as a table")
    importer.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="FIELD=COLUMN",
        help="of a lessons log: which column holds what, where its name does not say",
    )
    importer.add_argument(
        "--dry-run", action="store_true", help="of a lessons log: tell what is read, store nothing"
    )
    _add_json(importer)


def _add_digest(add: _Add) -> None:
    about = "Show one person's weekly digest, as of now or of a date. Nothing is sent."
    digest = add("digest", help="show a person's weekly digest", description=about)
    digest.add_argument("--person", required=True, help="their e-mail address or number")
    digest.add_argument(
        "--at",
        type=date.fromisoformat,
        metavar="DATE",
        help="the day it would come, as 2026-12-24 (default: now)",
    )
    _add_json(digest)


def _add_checkpoint(add: _Add) -> None:
    about = "Draft the latest fortnight's summary now and send it to the facilitators for approval."
    checkpoint = add(
        "checkpoint", help="draft the latest fortnight's summary now", description=about
    )
    _add_json(checkpoint)


def _add_schedules(add: _Add) -> None:
    about = (
        "List what is done by schedule for each community, with the next time and the last run;"
        " or choose when one community has its fortnightly page and its monthly note drafted."
    )
    schedules = add("schedules", help="list schedules, or change one", description=about)
    schedules.add_argument("--community", metavar="SLUG", help="which one; without it, every one")
    changes = schedules.add_mutually_exclusive_group()
    changes.add_argument(
        "--set",
        nargs="+",
        type=_schedule_word,
        metavar=("page|note", "weekday=friday at=10:00"),
        help="switch it on, and set the day (the page's only) and local time that are given",
    )
    changes.add_argument("--off", choices=["page", "note"], help="draft it no more")
    _add_json(schedules)


def _schedule_word(word: str) -> str:
    """Return a word after --set in small letters, if it can be one."""
    word = word.lower()
    name, _, value = word.partition("=")
    try:
        if name == "weekday":
            Weekday(value)
        elif name == "at":
            time_typed(value)
        elif word not in CHOSEN:
            raise ValueError
    except UnsafeTime as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    except ValueError:
        known = "page or note, then weekday=friday, at=10:00"
        raise argparse.ArgumentTypeError(f"{word} is none of {known}") from None
    return word


def _add_guide(add: _Add) -> None:
    about = (
        "Write a community's guide to a file, for one of its readers;"
        " with --compile, make a new version of its checked lessons first."
    )
    guide = add("guide", help="compile the guide, or write it to a file", description=about)
    guide.add_argument("--community", required=True, metavar="SLUG", help="whose guide")
    guide.add_argument("--compile", action="store_true", help="make a new version first")
    guide.add_argument(
        "--for",
        dest="reader",
        choices=["now", "later", "sector"],
        default="sector",
        help="who reads it: members (now), other areas and the department (later), anyone (sector)",
    )
    guide.add_argument(
        "--format", choices=["html", "print", "markdown", "docx"], default="markdown"
    )
    guide.add_argument("--out", type=Path, metavar="FILE", help="where to; else to the screen")
    _add_json(guide)


def _add_brief(add: _Add) -> None:
    about = (
        "Write the briefing that a community starts with: what a past programme learned about what"
        " is asked there. It is for the community's members."
    )
    brief = add(
        "brief", help="write what a past programme learned for a new one", description=about
    )
    brief.add_argument("--programme", required=True, metavar="SLUG", help="the past programme")
    brief.add_argument("--for", dest="to", required=True, metavar="SLUG", help="the community")
    brief.add_argument(
        "--format", choices=["html", "print", "markdown", "docx"], default="markdown"
    )
    brief.add_argument("--out", type=Path, metavar="FILE", help="where to; else to the screen")
    _add_json(brief)


def _add_evaluate(add: _Add) -> None:
    about = (
        "Group the texts of a CSV file and compare with its labels."
        " Columns: text, label and, for a look at each week, time (2026-07-06T10:35)."
        " An empty label, or __noise__, is no theme."
    )
    evaluator = add("evaluate", help="measure grouping on a labelled CSV file", description=about)
    evaluator.add_argument("path", type=Path, metavar="FILE.csv", help="the labelled texts")
    evaluator.add_argument("--against", choices=["bertopic"], help="another method to run as well")
    _add_json(evaluator)


def _add_manifest(add: _Add) -> None:
    about = "Make the app manifest to install the bot with."
    manifest = add("manifest", help="make an app manifest", description=about)
    platforms = manifest.add_subparsers(dest="platform", required=True, metavar="PLATFORM")
    about = "Print the manifest to paste into Slack."
    slack = platforms.add_parser("slack", help="print Slack's", description=about)
    slack.add_argument("--url", default="", help="the public address, for HTTP mode")
    about = "Write the app package to upload to Microsoft Teams."
    teams = platforms.add_parser("teams", help="write the package for Teams", description=about)
    teams.add_argument("--url", required=True, help="the public address, https://...")
    teams.add_argument("--out", required=True, type=Path, metavar="FILE", help="like app.zip")


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON for a program to read")


def _command(name: str) -> Run:
    # Imported at use: "--help" and wrong use answer at once, without the learning libraries.
    from bot import commands

    return commands.TABLE[name]


def _start_logging(settings: Settings) -> None:
    logging.basicConfig(
        level=settings.log_level, format="%(asctime)s %(levelname)-7s %(name)s: %(message)s"
    )
    for chatty in ("alembic", "apscheduler", "aiohttp.access", "slack_bolt", "slack_sdk"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # A stranger's bytes that are no HTTP are told there with a traceback, and with the bytes.
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)


if __name__ == "__main__":
    sys.exit(main())
