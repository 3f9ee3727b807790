"""Brings people together who can help each other: introductions, and monthly pairs."""
