"""Brings in a lessons log that a past programme kept as a table."""
