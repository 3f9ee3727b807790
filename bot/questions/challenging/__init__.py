"""Sharing a challenge, and how many hubs raised it before."""
