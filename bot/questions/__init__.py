"""Asking: earlier answers, who has been there, answered or not."""
