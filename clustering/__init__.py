"""Texts in, groups out: scikit-learn estimators that know no database, no chat and no bot."""

from clustering.arrays import thread_vector
from clustering.asking import Question
from clustering.clusterer import ThemeClusterer
from clustering.constraints import Constraints, Seed
from clustering.identity import ThemeEvent
from clustering.known_themes import KnownThemes
from clustering.lookup import Found, Lookup
from clustering.themes import Ask, Findings, FoundTheme, Member, find_themes
from clustering.threads import NamedTheme, Pairs, Thread

__all__ = [
    "Ask",
    "Constraints",
    "Findings",
    "Found",
    "FoundTheme",
    "KnownThemes",
    "Lookup",
    "Member",
    "NamedTheme",
    "Pairs",
    "Question",
    "Seed",
    "ThemeClusterer",
    "ThemeEvent",
    "Thread",
    "find_themes",
    "thread_vector",
]
