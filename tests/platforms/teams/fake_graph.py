"""A small Microsoft Graph: reads the messages of the fake Bot Connector's conversations."""

import json

from aiohttp import web

from tests.platforms.teams.fake_connector import CHANNEL, GROUP_CHAT, TEAM, FakeConnector, Kept
from tests.platforms.teams.fake_login import FakeLogin
from tests.platforms.teams.serving import Served, error

SCOPE = "https://graph.microsoft.com/.default"


class FakeGraph(Served):
    """Lists messages, newest first, of what consent was given for; faults for "list"."""

    def __init__(self, login: FakeLogin, connector: FakeConnector) -> None:
        super().__init__()
        self._login = login
        self._connector = connector
        self.consented = {TEAM, GROUP_CHAT}
        self.membership = "standard"
        """What kind of channel the team's are."""
        self.next_page = ""
        """Where the next page is said to be, in place of here."""

    def add_routes(self, router: web.UrlDispatcher) -> None:
        channel = "/v1.0/teams/{owner}/channels/{conversation}/messages"
        router.add_get("/v1.0/teams/{owner}/channels/{conversation}", self._settings)
        router.add_get(channel, self._list)
        router.add_get(f"{channel}/{{root}}/replies", self._list)
        router.add_get("/v1.0/chats/{conversation}/messages", self._list)

    async def _settings(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if failure := await self.failed(self.next_fault("settings"), request):
            return failure
        if not self._login.good(request, SCOPE):
            return error(401, "InvalidAuthenticationToken")
        if request.match_info["owner"] not in self.consented:
            return error(403, "Forbidden")
        assert request.query["$select"] == "membershipType"
        newer = self.membership == "shared"
        return web.json_response(
            {"membershipType": "unknownFutureValue" if newer else self.membership}
        )

    async def _list(self, request: web.Request) -> web.StreamResponse:
        self.requests.append(request)
        if failure := await self.failed(self.next_fault("list"), request):
            return failure
        if not self._login.good(request, SCOPE):
            return error(401, "InvalidAuthenticationToken")
        conversation = request.match_info["conversation"]
        if request.match_info.get("owner", conversation) not in self.consented:
            return error(403, "Forbidden")
        if conversation not in (CHANNEL, GROUP_CHAT):
            return error(404, "NotFound")
        return self._page(request, self._messages(conversation, request.match_info.get("root")))

    def _messages(self, conversation: str, root: str | None) -> list[Kept]:
        kept = reversed(self._connector.kept[conversation])
        return [k for k in kept if (k.root == root != k.id if root else k.id == k.root)]

    def _page(self, request: web.Request, messages: list[Kept]) -> web.Response:
        start, top = int(request.query.get("$skiptoken", 0)), int(request.query["$top"])
        assert top <= 50, "Graph gives no more at once"
        page: dict[str, object] = {
            "value": [_as_graph_tells(each) for each in messages[start : start + top]]
        }
        if len(messages) > start + top:
            path = f"{self.url}{request.raw_path.partition('?')[0]}"
            here = f"{path}?$top={top}&$skiptoken={start + top}"
            page["@odata.nextLink"] = self.next_page or here
        return web.json_response(page)


def _as_graph_tells(kept: Kept) -> dict[str, object]:
    attachments = [
        {"contentType": each["contentType"], "content": json.dumps(each["content"])}
        for each in kept.activity.get("attachments", ())
    ]
    return {"id": kept.id, "messageType": "message", "attachments": attachments}
