"""Every feature's tables, so that migrations see the whole."""

import bot.capture.models
import bot.community.models
import bot.delivery.models
import bot.desk.models
import bot.digests.letters.models
import bot.digests.models
import bot.digests.replies.models
import bot.introductions.models
import bot.lessons.guide.models
import bot.lessons.models
import bot.lessons.resources.models
import bot.privacy.models
import bot.questions.models
import bot.schedules.models
import bot.themes.models  # noqa: F401
