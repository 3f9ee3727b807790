"""The ids of our buttons on Slack: the action, and a number that makes it unique in its row."""

LINK_ACTION = "open_link"
"""What a button that only opens an address does: nothing is to be done when it is pressed."""


def action_id(action: str, number: int) -> str:
    """Return the id of the button of that number in its row."""
    return f"{action}#{number}"


def action_of(identity: str) -> str | None:
    """Return the action of a button with that id, or None when nothing is to be done for it."""
    action = identity.rpartition("#")[0]
    return action if action and action != LINK_ACTION else None
