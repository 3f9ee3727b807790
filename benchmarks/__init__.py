"""Measurements: what the documentation says in numbers, printed anew."""
