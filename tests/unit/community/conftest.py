"""The desk, for these tests."""

from tests.desk import desk, fostering, make_desk

__all__ = ["desk", "fostering", "make_desk"]
