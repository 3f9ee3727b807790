"""`commonthread import --setup FILE`: a community set up from a YAML file."""

from datetime import datetime
from pathlib import Path

from bot.community.setup.applying import apply_setup
from bot.community.setup.parsing import parse_setup
from bot.community.setup.plan import Setup
from bot.community.setup.reading import LARGEST, Problem, SetupFileError
from bot.community.setup.report import SetupReport
from bot.store import Database


def read_setup(path: Path) -> Setup:
    """Return what a set-up file says. Raises SetupFileError with every problem it has."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        message = f"{path} can't be read: {error.strerror}. Check the name and your permissions."
        raise SetupFileError([Problem(1, 1, message)]) from None
    return parse_setup(data)


def apply_setup_file(database: Database, path: Path, now: datetime) -> SetupReport:
    """Make the database what the file says, all or nothing. Raises SetupFileError."""
    setup = read_setup(path)
    with database.write() as unit:
        report = apply_setup(unit, setup, now)
        unit.commit()
    return report
