"""Carries lessons of past programmes into those that run: a briefing to start with, and offers."""
