"""How commands are typed on the platform a person is on."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.community.cards.help import CommandLine
from bot.router import Router


@dataclass(frozen=True, slots=True)
class Names:
    """The router's commands as they are typed, with each platform's prefix."""

    router: Router
    prefixes: Mapping[str, str]

    def typed(self, command: str, platform: str) -> str:
        """Return a command as it is typed on a platform."""
        return f"/{self.prefixes.get(platform, '')}{command}"

    def lines(self, platform: str) -> list[CommandLine]:
        """Return every command with what it does."""
        return [
            CommandLine(
                f"{self.typed(command.name, platform)} {command.usage}".strip(),
                command.description,
            )
            for command in self.router.command_list()
        ]
