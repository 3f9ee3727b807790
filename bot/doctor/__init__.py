"""Looks whether this installation can run, and says in plain words what to do when it can't.

It changes nothing and never shows a secret. What only an adapter can look at (the model, a chat
platform's answers) comes in as probes.
"""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from bot.doctor.database import check_database
from bot.doctor.machine import check_folder, check_python, check_time_zone
from bot.doctor.platforms import check_platforms
from bot.ports import Check, Clock, Probe
from bot.settings import Settings

__all__ = ["Check", "Probe", "as_json", "as_table", "checks"]


def checks(settings: Settings, clock: Clock, probes: Iterable[Probe] = ()) -> list[Check]:
    """Look at everything and return what was found, in the order to mend it."""
    found = [check_python(sys.version_info[:3]), *check_platforms(settings)]
    found += [check_time_zone(settings), check_folder(settings.cache_directory, "cache directory")]
    found += check_database(settings.database_url, clock)
    for probe in probes:
        found += probe()
    return found


def as_table(found: Sequence[Check]) -> str:
    """Return the findings for a person to read, and what to do first."""
    lines = []
    for check in found:
        lines.append(f"{'ok  ' if check.ok else 'MEND'}  {check.what}")
        if check.advice:
            lines.append(f"      {check.advice}")
    wrong = sum(not check.ok for check in found)
    lines += ["", f"{wrong} to mend." if wrong else "Everything is in order."]
    return "\n".join(lines)


def as_json(found: Sequence[Check]) -> str:
    """Return the findings for a program: {"ok": bool, "checks": [{"ok", "what", "advice"}]}."""
    return json.dumps(
        {"ok": all(check.ok for check in found), "checks": [asdict(check) for check in found]},
        indent=2,
    )
