"""What the community feature answers: help, set-up, people, one's own page, coming and going.

Linking a person's accounts is answered in a room of its own.
"""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.community.handlers import channels, help, home, people, presence
from bot.community.handlers.home import Above, nothing
from bot.community.linking import handlers as linking
from bot.community.names import Names
from bot.router import Router


def register(
    router: Router,
    *,
    administrators: frozenset[str],
    prefixes: Mapping[str, str],
    zone: ZoneInfo,
    above: Above = nothing,
) -> None:
    """Register all that the community feature answers.

    `administrators` are the installation's, as `Reception` knows them; `prefixes` are what stands
    before command names, by platform ({"slack": "ct-"}); days are told in `zone`. `above` is what
    stands above a person's own page.
    """
    names = Names(router, prefixes)
    help.register(router, names, administrators)
    channels.register(router, names, administrators)
    people.register(router, names)
    presence.register(router, names)
    home.register(router, zone, above)
    linking.register(router, names)
