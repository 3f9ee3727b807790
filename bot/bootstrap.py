"""The composition root: the one place that wires adapters, clustering, database and jobs."""

import asyncio
import logging
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aiohttp import web

from adapters.http import Attachable, make_web_app
from bot.capture import handlers as capture
from bot.capture.inbox import InboxWriter
from bot.capture.understanding import Understanding
from bot.capture.worker import InboxWorker
from bot.delivery.sender import Sender
from bot.health import DatabaseHealth
from bot.jobs import Jobs
from bot.ports import ChatAdapter, Clock, KindRecogniser, Receiver, TextEmbedder, ThemeFinder
from bot.reception import Reception
from bot.router import Router
from bot.settings import Settings
from bot.store import Database
from bot.themes.service import Themes

log = logging.getLogger(__name__)
