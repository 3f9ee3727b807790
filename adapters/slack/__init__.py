"""Slack: the adapter, its app manifest and its checks."""

from adapters.slack.adapter import SlackAdapter

__all__ = ["SlackAdapter"]
