"""The local workspace: a chat in the browser to try and test everything in, with no account."""

from adapters.workspace.adapter import WorkspaceAdapter
from adapters.workspace.clock import MovableClock
from adapters.workspace.model import Channel, Person
from adapters.workspace.player import Player
from adapters.workspace.sample import sample_channels, sample_people
from adapters.workspace.state import State

__all__ = [
    "Channel",
    "MovableClock",
    "Person",
    "Player",
    "State",
    "WorkspaceAdapter",
    "sample_channels",
    "sample_people",
]
