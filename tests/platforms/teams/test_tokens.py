"""Tokens: fetched once for all, in time, without holding anybody up, and never told to anybody."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Coroutine

import pytest
from pydantic import SecretStr

from adapters.teams import TeamsAdapter
from adapters.teams.tokens import CONNECTOR_SCOPE, EARLY_SECONDS, GRAPH_SCOPE, Tokens
from adapters.teams.web import Web
from bot.cards import notice
from bot.ports import PostedMessage, RateLimited, Temporary
from tests.platforms.teams.fake_connector import FakeConnector
from tests.platforms.teams.fake_login import APP_ID, SECRET, TENANT, FakeLogin
from tests.platforms.teams.places import channel, group_chat
from tests.waiting import PATIENCE_SECONDS, until

HANG_SECONDS = 0.5


class Hands:
    """A clock that the test turns."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def tokens(login: FakeLogin, hands: Hands) -> AsyncIterator[Tokens]:
    web = Web(HANG_SECONDS)
    made = Tokens(web, login.url, APP_ID, SecretStr(SECRET), TENANT, hands)
    yield made
    await made.close()
    await web.close()


async def test_fifty_posts_at_once_ask_for_one_token(
    adapter: TeamsAdapter, connector: FakeConnector, login: FakeLogin
) -> None:
    login.delay = 0.05
    connector.conversations = {f"19:{number}@thread.v2" for number in range(50)}
    places = [group_chat(connector, each) for each in sorted(connector.conversations)]
    results = await asyncio.gather(
        *(adapter.post(place, notice("Hello"), 0, f"{place}") for place in places),
        return_exceptions=True,
    )
    assert len(login.requests) == 1
    # The tenant takes 30 a second; the others are told to wait, and none failed otherwise.
    assert {type(result) for result in results} <= {PostedMessage, RateLimited}
    assert len(connector.posted) == 30


async def test_fifty_callers_share_one_request(tokens: Tokens, login: FakeLogin) -> None:
    login.delay = 0.05
    got = await asyncio.gather(*(tokens.get(CONNECTOR_SCOPE) for _ in range(50)))
    assert set(got) == {"token-1"}
    assert len(login.requests) == 1


async def test_each_scope_and_tenant_has_its_own(tokens: Tokens, login: FakeLogin) -> None:
    got = [
        await tokens.get(CONNECTOR_SCOPE),
        await tokens.get(GRAPH_SCOPE),
        await tokens.get(GRAPH_SCOPE, "another-tenant"),
        await tokens.get(GRAPH_SCOPE, TENANT),
    ]
    assert [login.issued[token] for token in got] == [
        (CONNECTOR_SCOPE, TENANT),
        (GRAPH_SCOPE, TENANT),
        (GRAPH_SCOPE, "another-tenant"),
        (GRAPH_SCOPE, TENANT),
    ]
    assert len(login.requests) == 3


async def test_a_token_is_renewed_before_it_ends_and_nobody_waits(
    tokens: Tokens, login: FakeLogin, hands: Hands
) -> None:
    first = await tokens.get(CONNECTOR_SCOPE)
    hands.now += login.seconds - EARLY_SECONDS + 1
    login.faults["token"].append("hang")
    assert await tokens.get(CONNECTOR_SCOPE) == first
    await until(lambda: len(login.requests) == 2)
    assert await tokens.get(CONNECTOR_SCOPE) == first
    login.hanging.set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while await tokens.get(CONNECTOR_SCOPE) == first:
            await asyncio.sleep(0.005)
    assert len(login.requests) == 3


async def test_a_token_that_ended_is_not_sent(
    tokens: Tokens, login: FakeLogin, hands: Hands
) -> None:
    first = await tokens.get(CONNECTOR_SCOPE)
    hands.now += login.seconds
    assert await tokens.get(CONNECTOR_SCOPE) != first


async def test_a_token_that_teams_refuses_is_fetched_anew(
    adapter: TeamsAdapter, connector: FakeConnector, login: FakeLogin
) -> None:
    await adapter.post(channel(connector), notice("Hello"), 0, "a")
    login.issued.clear()
    with pytest.raises(Temporary, match="401 Unauthorized"):
        await adapter.post(channel(connector), notice("Hello"), 0, "b")
    await adapter.post(channel(connector), notice("Hello"), 0, "b")
    assert len(login.requests) == 2


@pytest.mark.parametrize("fault", ["400", "401", "500", "302", "before", "after", "hang"])
async def test_a_failing_login_is_a_passing_fault_that_tells_no_secret(
    tokens: Tokens, login: FakeLogin, fault: str
) -> None:
    login.faults["token"].append(fault)
    with pytest.raises(Temporary) as caught:
        await tokens.get(CONNECTOR_SCOPE)
    told = f"{caught.value!r} {caught.value.__cause__!r}"
    assert SECRET not in told
    assert APP_ID not in told
    login.hanging.set()
    assert await tokens.get(CONNECTOR_SCOPE) in login.issued


async def test_a_wrong_secret_is_told_by_microsofts_name_for_it(login: FakeLogin) -> None:
    web = Web(5)
    tokens = Tokens(web, login.url, APP_ID, SecretStr("wrong~secret"), TENANT)
    with pytest.raises(Temporary) as caught:
        await tokens.get(CONNECTOR_SCOPE)
    assert str(caught.value) == "the login for Teams refused: invalid_client"
    await web.close()


async def test_one_that_gives_up_does_not_take_the_token_from_the_others(
    tokens: Tokens, login: FakeLogin
) -> None:
    login.delay = 0.1
    impatient = asyncio.create_task(tokens.get(CONNECTOR_SCOPE))
    patient = asyncio.create_task(tokens.get(CONNECTOR_SCOPE))
    await until(lambda: login.requests)
    impatient.cancel()
    assert await patient == "token-1"
    assert len(login.requests) == 1


async def test_a_hanging_login_never_holds_the_loop_up(tokens: Tokens, login: FakeLogin) -> None:
    login.faults["token"].append("hang")
    lateness = await _lateness_during(lambda: tokens.get(CONNECTOR_SCOPE))
    assert lateness < HANG_SECONDS / 2


async def _lateness_during(work: Callable[[], Coroutine[object, object, str]]) -> float:
    """Return by how many seconds the loop was late at most while the work went on and failed."""
    running = asyncio.create_task(work())
    worst = 0.0
    while not running.done():
        asked = time.perf_counter()
        await asyncio.sleep(0.005)
        worst = max(worst, time.perf_counter() - asked - 0.005)
    assert isinstance(running.exception(), Temporary)
    return worst
