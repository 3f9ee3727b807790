"""Recurring issues with a stable identity."""
