"""Microsoft Teams: the adapter. Nothing outside this folder knows of the Bot Framework."""

from adapters.teams.adapter import TeamsAdapter

__all__ = ["TeamsAdapter"]
