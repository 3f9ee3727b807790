"""What each command of the command line does; `bot.cli` reads the words and calls these."""

from bot.commands.brief import brief
from bot.commands.data import checkpoint, group, import_, migrate
from bot.commands.digest import digest
from bot.commands.evaluate import evaluate
from bot.commands.guide import guide
from bot.commands.install import doctor, manifest
from bot.commands.schedules import schedules
from bot.commands.serve import demo, run

TABLE = {
    "run": run,
    "demo": demo,
    "import": import_,
    "group": group,
    "digest": digest,
    "checkpoint": checkpoint,
    "schedules": schedules,
    "guide": guide,
    "brief": brief,
    "evaluate": evaluate,
    "manifest": manifest,
    "doctor": doctor,
    "migrate": migrate,
}
