"""Microsoft Teams: the adapter, its app package and its checks.

Nothing outside this folder knows of the Bot Framework.
"""

from adapters.teams.adapter import TeamsAdapter
from adapters.teams.doctor import check_teams
from adapters.teams.manifest import NoManifest, teams_manifest, teams_package

__all__ = ["NoManifest", "TeamsAdapter", "check_teams", "teams_manifest", "teams_package"]
