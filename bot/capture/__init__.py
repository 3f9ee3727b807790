"""What people said: inbox, redaction, kinds of message, contributions, edits, deletions."""
