"""The weekly summary: drafted, approved, posted."""
