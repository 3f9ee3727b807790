"""Outbox and sender: what we have to say, said once."""
