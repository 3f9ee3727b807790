"""Programmes, communities of interest, hubs, channels, people and their roles."""
