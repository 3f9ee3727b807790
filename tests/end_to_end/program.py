"""The whole program as its own process, with a real set-up, against fake platforms."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import aiohttp

from bot.bootstrap import open_database
from bot.community.setup_file import apply_setup_file
from bot.schedules.calendar import Weekday
from tests.platforms.slack.fake_api import CHANNEL, TEAM, TOKEN
from tests.platforms.slack.slack_requests import PERSON, SECRET
from tests.platforms.teams import fake_login as teams
from tests.platforms.teams.activities import BOB
from tests.platforms.teams.fake_connector import ANN
from tests.platforms.teams.fake_connector import CHANNEL as TEAMS_CHANNEL
from tests.platforms.teams.keys import FakeKeys

ROOT = Path(__file__).parents[2]
CENTRAL, DESK, FACILITATOR, OFFICIAL = "C0CENTRAL", "C0DESK", "U0FAC", "U0DEP"
TEAMS_DESK = "19:desk00000000000000000000000000001@thread.tacv2"
TEAMS_CENTRAL = "19:central0000000000000000000000001@thread.tacv2"
SETUP = f"""
programmes:
  - {{slug: fostering-hubs, name: Fostering hubs}}
communities:
  - {{slug: fostering, name: Fostering hubs, programme: fostering-hubs}}
hubs:
  - {{slug: north, name: North hub, programme: fostering-hubs}}
channels:
  - {{platform: slack, tenant: {TEAM}, conversation: {CHANNEL}, name: hub-leads,
      community: fostering, purpose: community, capture: yes}}
  - {{platform: slack, tenant: {TEAM}, conversation: {DESK}, name: desk,
      community: fostering, purpose: facilitators}}
  - {{platform: slack, tenant: {TEAM}, conversation: {CENTRAL}, name: central,
      community: fostering, purpose: central}}
  - {{platform: teams, tenant: {teams.TENANT}, conversation: "{TEAMS_CHANNEL}", name: hub-leads,
      community: fostering, purpose: community, capture: yes}}
  - {{platform: teams, tenant: {teams.TENANT}, conversation: "{TEAMS_DESK}", name: desk,
      community: fostering, purpose: facilitators}}
  - {{platform: teams, tenant: {teams.TENANT}, conversation: "{TEAMS_CENTRAL}", name: central,
      community: fostering, purpose: central}}
people:
  - name: Ann
    hub: north
    accounts:
      - {{platform: slack, tenant: {TEAM}, user: {PERSON}}}
      - {{platform: teams, tenant: {teams.TENANT}, user: {ANN}}}
    roles: {{fostering: member}}
  - name: Fay
    accounts:
      - {{platform: slack, tenant: {TEAM}, user: {FACILITATOR}}}
      - {{platform: teams, tenant: {teams.TENANT}, user: {BOB}}}
    roles: {{fostering: facilitator}}
  - name: Des
    accounts: [{{platform: slack, tenant: {TEAM}, user: {OFFICIAL}}}]
    roles: {{fostering: official}}
"""
START_SECONDS = 90
THREE_DAYS, SIX_DAYS = timedelta(days=3), timedelta(days=6)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Program:
    """`commonthread run`, started, killed and started again on the same files."""

    setup = SETUP

    def __init__(self, folder: Path, api_url: str, database_url: str) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / "program.log"
        self.environment = {
            **{name: value for name, value in os.environ.items() if "SLACK" not in name},
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database_url,
            "SLACK_BOT_TOKEN": TOKEN,
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": api_url,
            "COMMONTHREAD_PORT": str(self.port),
            # No summary or digest falls due meanwhile, whatever day it is when the tests are run.
            "COMMONTHREAD_SUMMARY_WEEKDAY": Weekday.of(datetime.now(UTC).date() - THREE_DAYS),
            "COMMONTHREAD_DIGEST_WEEKDAY": Weekday.of(datetime.now(UTC).date() - SIX_DAYS),
        }
        self._process: subprocess.Popen[bytes] | None = None

    def connect_teams(self, login: teams.FakeLogin, keys: FakeKeys) -> None:
        """Have it speak to Teams too."""
        self.environment |= {
            "MICROSOFT_APP_ID": teams.APP_ID,
            "MICROSOFT_APP_PASSWORD": teams.SECRET,
            "MICROSOFT_APP_TENANT_ID": teams.TENANT,
            "COMMONTHREAD_TEAMS_SERVICE_HOSTS": "127.0.0.1",
            "COMMONTHREAD_TEAMS_KEYS_URL": keys.address,
            "COMMONTHREAD_TEAMS_LOGIN_URL": login.url,
            "COMMONTHREAD_TEAMS_GRAPH_URL": f"{login.url}/graph",
        }

    def set_up(self) -> None:
        path = self.folder / "setup.yaml"
        path.write_text(self.setup)
        database = open_database(self.environment["DATABASE_URL"])
        apply_setup_file(database, path, datetime.now(UTC))
        database.close()

    async def start(self) -> None:
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        async with aiohttp.ClientSession() as session:
            for _ in range(START_SECONDS * 10):
                assert self._process.poll() is None, self.log.read_text()
                try:
                    async with session.get(f"{self.url}/health/ready") as answer:
                        if answer.status == 200:
                            return
                except aiohttp.ClientError:
                    pass
                await asyncio.sleep(0.1)
        raise AssertionError(f"it did not start:\n{self.log.read_text()}")

    def kill(self) -> None:
        assert self._process is not None
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(timeout=30)
