"""How commands are typed where they are messages to us, and not commands of the platform's own."""

_TO_US = {
    "teams": (
        "On Teams, type a command to me in our private chat, or in a channel after my name, as in"
        " “@Common Thread mydata”. You may leave out the slash. What is about you is answered in"
        " private."
    )
}


def how_to_type(platform: str) -> str:
    """Return how commands are typed on a platform; empty where they are typed as they are shown."""
    return _TO_US.get(platform, "")
