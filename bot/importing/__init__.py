"""Past conversations brought in: Slack exports, CSV and JSON Lines, kept like live messages."""
