"""A small Bot Connector: what we use of its API, with Teams' limits, and faults on demand.

It keeps what people see, checks tokens and cards, and can refuse, hang or break off before or after
the message is taken.
"""

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.platforms.teams.adaptive_cards import Refused, check_card, need, words_in
from tests.platforms.teams.fake_login import APP_ID, TENANT, FakeLogin
from tests.platforms.teams.serving import Served, broken, error

Json = dict[str, Any]

SCOPE = "https://api.botframework.com/.default"
BOT = f"28:{APP_ID}"
TEAM = "cccccccc-0000-4000-8000-000000000001"
CHANNEL = "19:general0000000000000000000000001@thread.tacv2"
GROUP_CHAT = "19:group000000000000000000000000001@thread.v2"
ANN = "eeeeeeee-0000-4000-8000-00000000000a"
CARD = "application/vnd.microsoft.card.adaptive"


@dataclass
class Kept:
    """A message of ours. `root` is the first of its thread, itself maybe.

    `only_for` is the one account that sees it; empty when everybody there does.
    """

    id: str
    root: str
    activity: Json
    only_for: str = ""

    def words(self) -> str:
        said = [words_in(each["content"]) for each in self.activity.get("attachments", ())]
        return "\n".join([self.activity.get("text", ""), *said]).strip()


class FakeConnector(Served):
    """Operations with faults: "post", "update", "delete", "open" and "member"."""

    def __init__(self, login: FakeLogin | None) -> None:
        """Prepare. Without a login, tokens are neither asked for nor taken."""
        super().__init__()
        self._login = login
        self.kept: defaultdict[str, list[Kept]] = defaultdict(list)
        self.conversations = {CHANNEL, GROUP_CHAT}
        self.people: dict[str, Json] = {ANN: {"aadObjectId": ANN, "name": "Ann"}}
        self.blocked: set[str] = set()
        """Conversations that the app was taken out of."""
        self.posted: list[Json] = []
        self.told: list[Json] = []
        """Every body that was sent to us, whatever became of it."""
        self._numbers = itertools.count(1_700_000_000_001)

    def add_routes(self, router: web.UrlDispatcher) -> None:
        conversation = "/v3/conversations/{conversation}"
        router.add_post("/v3/conversations", self._serve("open", self._open))
        router.add_post(f"{conversation}/activities", self._serve("post", self._post))
        router.add_put(f"{conversation}/activities/{{id}}", self._serve("update", self._update))
        router.add_delete(f"{conversation}/activities/{{id}}", self._serve("delete", self._delete))
        router.add_get(f"{conversation}/members/{{id}}", self._serve("member", self._member))
        router.add_route("*", "/{rest:.*}", self._nothing)

    def visible(self, conversation: str, thread: str | None = None) -> list[str]:
        """Return the words of each message: the roots of a conversation, or a thread's replies."""
        return [
            each.words()
            for each in self.kept[conversation]
            if not each.only_for
            and (each.id == each.root if thread is None else each.root == thread != each.id)
        ]

    def chat_with(self, user_id: str) -> str:
        return f"a:chat-with-{user_id}"

    def _serve(self, operation: str, handler: Any) -> Any:
        async def serve(request: web.Request) -> web.StreamResponse:
            self.requests.append(request)
            fault = self.next_fault(operation)
            if failure := await self.failed(fault, request):
                return failure
            if self._login and not self._login.good(request, SCOPE):
                return error(401, "Unauthorized")
            if not self._login and "Authorization" in request.headers:
                return error(401, "TokenWhereNoneIsWanted")
            body = await request.json() if request.can_read_body else {}
            self.told.append(body)
            try:
                answer = handler(request, body)
            except Refused as refusal:
                return error(400, f"BadSyntax_{refusal}".replace(" ", "_"))
            return broken(request) if fault == "after" else answer

        return serve

    def _open(self, _: web.Request, body: Json) -> web.Response:
        need(body["bot"]["id"] == BOT or self._login is None, "another bot")
        need(body["tenantId"] == body["channelData"]["tenant"]["id"] == TENANT, "another tenant")
        (member,) = body["members"]
        chat = self.chat_with(member["id"])
        if member["id"] not in self.people or chat in self.blocked:
            return error(403, "BotNotInConversationRoster")
        self.conversations.add(chat)
        return web.json_response({"id": chat}, status=201)

    def _post(self, request: web.Request, body: Json) -> web.Response:
        conversation, thread = _place(request)
        if conversation not in self.conversations:
            return error(404, "ConversationNotFound")
        if conversation in self.blocked:
            return error(403, "MessageWritesBlocked")
        need(thread is None or conversation == CHANNEL, "threads are in channels only")
        _check(body)
        identity = str(next(self._numbers))
        kept = Kept(identity, thread or identity, body, _only_for(request, body))
        self.kept[conversation].append(kept)
        self.posted.append(body)
        return web.json_response({"id": identity}, status=201)

    def _update(self, request: web.Request, body: Json) -> web.Response:
        found = self._find(request)
        if found is None:
            return error(404, "ActivityNotFoundInConversation")
        _check(body)
        found.activity = body
        return web.json_response({"id": found.id})

    def _delete(self, request: web.Request, _: Json) -> web.Response:
        found = self._find(request)
        if found is None:
            return error(404, "ActivityNotFoundInConversation")
        self.kept[_place(request)[0]].remove(found)
        return web.Response()

    def _member(self, request: web.Request, _: Json) -> web.Response:
        person = self.people.get(request.match_info["id"])
        return web.json_response(person) if person else error(404, "MemberNotFoundInConversation")

    def _find(self, request: web.Request) -> Kept | None:
        conversation, thread = _place(request)
        found = [k for k in self.kept[conversation] if k.id == request.match_info["id"]]
        return found[0] if found and thread in (None, found[0].root) else None

    async def _nothing(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        return error(404, "NotFound")


def _place(request: web.Request) -> tuple[str, str | None]:
    conversation, _, thread = request.match_info["conversation"].partition(";messageid=")
    return conversation, thread or None


def _only_for(request: web.Request, body: Json) -> str:
    if request.query.get("isTargetedActivity") != "true":
        need("recipient" not in body, "a recipient, but everybody would see it")
        return ""
    return str(body["recipient"]["id"])


def _check(activity: Json) -> None:
    attachments = activity.get("attachments", [])
    need(activity["type"] == "message", "not a message")
    need(not (activity.get("text") and attachments), "text and card in one")
    need(activity.get("text") or attachments, "nothing in it")
    for attachment in attachments:
        need(attachment["contentType"] == CARD, "not a card")
        need(activity.get("summary"), "no words for the notification")
        check_card(attachment["content"])
