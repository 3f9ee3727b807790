"""Asking: earlier answers for the asker alone, then the network."""
