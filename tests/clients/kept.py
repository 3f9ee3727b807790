"""Prints what a program's SQLite database holds, as JSON: to look behind what chat shows.

python -m tests.clients.kept FILE, while the program runs or not; it only reads.
"""

import json
import sqlite3
import sys
from typing import Any

WAITING = """
select (select count(*) from inbox where state = 'pending')
     + (select count(*) from contribution where understood_by is null and deleted_at is null)
"""
KEPT = "select platform, count(*) from contribution group by platform"
TWINS = """
select later.platform, later.message_id, first.platform, first.message_id
from contribution later join contribution first on first.id = later.same_as_id
"""
THEMES = """
select theme.label, contribution.platform, count(*)
from theme
join theme_membership on theme_membership.theme_id = theme.id
join contribution on contribution.id = theme_membership.contribution_id
where theme.state = 'active'
group by theme.id, contribution.platform
"""


def kept(path: str) -> dict[str, Any]:
    """Return what waits, what is kept of each platform, twins and themes."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        themes: dict[str, dict[str, int]] = {}
        for label, platform, count in connection.execute(THEMES):
            themes.setdefault(label, {})[platform] = count
        return {
            "waiting": connection.execute(WAITING).fetchone()[0],
            "kept": dict(connection.execute(KEPT).fetchall()),
            "twins": connection.execute(TWINS).fetchall(),
            "themes": themes,
        }
    finally:
        connection.close()


if __name__ == "__main__":
    sys.stdout.write(json.dumps(kept(sys.argv[1])))
