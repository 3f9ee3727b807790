"""Slack: the adapter, its app manifest and its checks."""

from adapters.slack.adapter import SlackAdapter
from adapters.slack.doctor import check_slack
from adapters.slack.manifest import slack_manifest

__all__ = ["SlackAdapter", "check_slack", "slack_manifest"]
