"""Bridges the bot's ports to the clustering library: bytes and ids on one side, arrays on the other."""
