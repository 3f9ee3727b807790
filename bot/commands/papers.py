"""Writes a paper to a file or the screen, for the commands that make one."""

import argparse
import json
import sys
from typing import Any

from bot.cli import CommandFailed
from bot.lessons.papers import FORMATS, Paper


def write_paper(given: argparse.Namespace, paper: Paper, told: dict[str, Any], words: str) -> None:
    """Write the paper as `given` says; say so in words, or `told` as JSON. Raises CommandFailed."""
    body = FORMATS[given.format].write(paper)
    if given.out:
        try:
            given.out.write_bytes(body)
        except OSError as error:
            raise CommandFailed(f"{given.out} can't be written ({error.strerror}).") from None
    elif given.format == "docx" and not given.json:
        raise CommandFailed("a Word document needs a file to go to: add --out FILE.docx")
    if given.json:
        sys.stdout.write(json.dumps(told | {"file": str(given.out or "")}) + "\n")
    elif given.out:
        sys.stdout.write(f"{given.out}: {words}\n")
    else:
        sys.stdout.write(body.decode())
