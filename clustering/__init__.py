"""Texts in, groups out: scikit-learn estimators that know no database, no chat and no bot."""

from clustering.arrays import thread_vector
from clustering.clusterer import ThemeClusterer
from clustering.identity import ThemeEvent
from clustering.lookup import Found, Lookup
from clustering.themes import (
    Findings,
    FoundTheme,
    KnownThemes,
    Member,
    Thread,
    find_themes,
)

__all__ = [
    "Findings",
    "Found",
    "FoundTheme",
    "KnownThemes",
    "Lookup",
    "Member",
    "ThemeClusterer",
    "ThemeEvent",
    "Thread",
    "find_themes",
    "thread_vector",
]
