"""Delivery as another process of ours would have it: with the same settings, and no memories."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.teams.connector import Connector, Services
from adapters.teams.delivery import Delivery
from adapters.teams.graph import Graph
from adapters.teams.tokens import Tokens
from adapters.teams.web import TIMEOUT_SECONDS, Web
from bot.settings import Settings


@asynccontextmanager
async def another_process(
    settings: Settings, timeout: float = TIMEOUT_SECONDS
) -> AsyncIterator[Delivery]:
    """Yield a new Delivery; without a secret in the settings, one for development."""
    web = Web(timeout)
    services = Services(settings.teams_hosts, without_auth=settings.teams_without_auth)
    secret = settings.microsoft_app_password
    if secret is None:
        yield Delivery(Connector(web, services, None), None, settings.microsoft_app_id)
    else:
        app, tenant = settings.microsoft_app_id, settings.microsoft_app_tenant_id
        tokens = Tokens(web, settings.teams_token_url, app, secret, tenant)
        graph = Graph(web, settings.teams_graph_url, tokens)
        yield Delivery(Connector(web, services, tokens), graph, app)
        await tokens.close()
    await web.close()
