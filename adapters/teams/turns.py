"""The Bot Framework's part: an activity becomes a turn of an activity handler.

botbuilder's own checks and clients are never asked: what comes here was let in by `trust`, and what
goes out goes through `connector`.
"""

from typing import Any, cast

from botbuilder.core import ActivityHandler, InvokeResponse, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter
from botbuilder.schema import Activity
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
    UserTokenClient,
)
from msrest.exceptions import ClientException

from adapters.teams.parsing import NotUnderstood, Payload

_PAYLOAD = "commonthread.payload"


class Turns:
    """Runs the handler, one turn for each activity."""

    def __init__(self, handler: ActivityHandler) -> None:
        self._handler = handler
        self._adapter = CloudAdapter(_Unasked())

    async def run(self, payload: Payload) -> InvokeResponse | None:
        """Run a turn; return what an invoke is answered with. Raises NotUnderstood."""
        checked = AuthenticateRequestResult()
        checked.claims_identity = ClaimsIdentity({}, True)
        checked.connector_factory = _NoConnectors()

        async def logic(context: TurnContext) -> None:
            # botbuilder's activity leaves out what it doesn't know, such as recipient.isTargeted.
            context.turn_state[_PAYLOAD] = payload
            await self._handler.on_turn(context)

        response = await self._adapter.process_activity(checked, _activity(payload), logic)
        return cast("InvokeResponse | None", response)


def payload_of(context: TurnContext) -> Payload:
    """Return the activity of a turn as Teams sent it."""
    return cast("Payload", context.turn_state[_PAYLOAD])


def _activity(payload: Payload) -> Activity:
    try:
        activity = Activity().deserialize(payload)
    except (ClientException, TypeError, ValueError, AttributeError, KeyError, RecursionError):
        # Whatever botbuilder stumbles over when a part is not of the type it documents.
        raise NotUnderstood("the activity can't be read") from None
    if not activity.type:
        raise NotUnderstood("there is no type")
    return activity


class _Unasked(BotFrameworkAuthentication):
    """Stands where botbuilder would check tokens and have some of its own."""

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError

    async def authenticate_streaming_request(
        self, auth_header: str, channel_id_header: str
    ) -> AuthenticateRequestResult:
        raise PermissionError

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:
        return _NoConnectors()

    async def create_user_token_client(
        self, claims_identity: ClaimsIdentity
    ) -> UserTokenClient | None:
        return None


class _NoConnectors(ConnectorFactory):
    """Gives turns a connector that can't send: we send through our own."""

    async def create(self, service_url: str, audience: str) -> ConnectorClient:
        return cast("ConnectorClient", _Nothing())


class _Nothing:
    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"answers go out through our own connector, not by {name}")
