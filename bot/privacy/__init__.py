"""What was done, by whom: the audit log."""
