"""Words for a group: a short label, a sentence in members' own words, and who speaks for it."""

from clustering.labels.describe import Description, describe

__all__ = ["Description", "describe"]
