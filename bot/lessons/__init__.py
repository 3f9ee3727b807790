"""Lessons: tagged by people, checked, carried over."""
