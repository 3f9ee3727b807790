"""Compares groupings with the themes that people gave: quality, time, memory."""

from clustering.evaluation.contest import Contender, MethodFailed, Standing, available, compete
from clustering.evaluation.measures import Measures, measured
from clustering.evaluation.reading import Labelled, UnreadableError, read_labelled
from clustering.evaluation.weekly import Week, week_by_week

__all__ = [
    "Contender",
    "Labelled",
    "Measures",
    "MethodFailed",
    "Standing",
    "UnreadableError",
    "Week",
    "available",
    "compete",
    "measured",
    "read_labelled",
    "week_by_week",
]
