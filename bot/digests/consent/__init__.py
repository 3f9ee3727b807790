"""Asks authors, in private, whether their words may go to the department without their name."""
