"""Questions that wait, brought once a week to people who agreed to help and may know."""
