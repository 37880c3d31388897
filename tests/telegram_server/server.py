"""The server itself: bots call their methods on one path, tests let people act on another."""

from __future__ import annotations

import asyncio
import inspect
import json
import re
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from tests.telegram_server import wire
from tests.telegram_server.accounts import Bot, World
from tests.telegram_server.acts.belonging import Belonging
from tests.telegram_server.acts.looking import Looking
from tests.telegram_server.acts.making import Making
from tests.telegram_server.acts.ordering import Ordering
from tests.telegram_server.acts.writing import Writing
from tests.telegram_server.faults import Fault, Faults, Trouble
from tests.telegram_server.limits import Limits
from tests.telegram_server.methods import METHODS, WAITING, Call, chats, editing, getting, myself, sending
from tests.telegram_server.polling import Poller
from tests.telegram_server.refusal import Json, Refusal
from tests.telegram_server.schema import Misfit, Upload, published
from tests.telegram_server.webhook import Webhook
from tests.telegram_server.world import Impossible

_TOKEN = re.compile(r"[0-9]{1,16}:[A-Za-z0-9_-]{20,80}")
_LARGEST_REQUEST = 60 << 20
_LOADED = (chats, editing, getting, myself, sending)  # they register their methods
_PAGE = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><h1>Bad Gateway</h1></body>\r\n</html>\r\n"


@dataclass(frozen=True)
class _Line:
    """How one bot is connected."""

    poller: Poller
    webhook: Webhook


class TelegramServer:
    """`acts`: what a test can let happen, also over HTTP as `POST /control/<act>`."""

    def __init__(self) -> None:
        self.world = World()
        self.limits = Limits(self.world.clock)
        self.faults = Faults()
        self.making, self.writing = Making(self.world), Writing(self.world)
        self.belonging, self.looking = Belonging(self.world), Looking(self.world)
        self.ordering = Ordering(self.world, self.faults, self.limits)
        self._lines: dict[str, _Line] = {}

    def app(self) -> web.Application:
        app = web.Application(client_max_size=_LARGEST_REQUEST)
        app.router.add_post("/control/{act}", self._control)
        app.router.add_get("/file/bot{token}/{file}/{name}", self._download)
        app.router.add_route("*", r"/bot{token:[^/]+}/{method}", self._call)
        app.router.add_route("*", "/{path:.*}", self._nowhere)
        app.on_shutdown.append(self._close)
        return app

    async def _close(self, app: web.Application) -> None:
        for line in self._lines.values():
            line.webhook.stop()
            line.poller.end(Refusal(500, "restart"))

    # ---- bots

    async def _nowhere(self, request: web.Request) -> web.Response:
        return wire.answered(Refusal(404, "").answer())

    async def _call(self, request: web.Request) -> web.StreamResponse:
        name = published().method(request.match_info["method"]) or request.match_info["method"]
        given: dict[str, Any] = {}
        fault = None
        try:
            given, uploads = await wire.given(request)
            fault = self.faults.for_call(name, given)
            if name != "getUpdates" and self.ordering.latency:
                await asyncio.sleep(self.ordering.latency)
            if fault is not None and (instead := await self._before(request, fault)) is not None:
                self._note(name, given, {"fault": fault.trouble.value})
                return instead
            result = await self._result(request.match_info["token"], name, given, uploads)
            answer: Json = {"ok": True, "result": result}
        except Refusal as refusal:
            answer = refusal.answer()
            if refusal.strange:
                self.world.violations.append(f"{name}: {refusal.description}")
        self._note(name, given, answer)
        return await self._after(request, fault, answer)

    async def _result(self, token: str, name: str, given: dict[str, Any], uploads: dict[str, Upload]) -> Any:
        bot = self._bot(token)
        if published().method(name) is None:
            raise Refusal(404, "method not found", strange=True)
        try:
            read = published().read(name, given, uploads)
        except Misfit as misfit:
            raise wire.refused(misfit) from None
        # Telegram ignores what it does not know; a mistyped name would pass there, and must not here.
        self.world.violations += [f"{name}: unknown parameter {unknown}" for unknown in read.unknown]
        line = self._line(bot)
        call = Call(self.world, bot, line.poller, line.webhook, self.limits, name, read.values)
        if name in WAITING:
            return await WAITING[name](call)
        if name not in METHODS:
            raise Refusal(501, f"{name} is not modelled by this server", strange=True)
        return METHODS[name](call)

    def _bot(self, token: str) -> Bot:
        if not _TOKEN.fullmatch(token):
            raise Refusal(401, "invalid token specified")
        bot = self.world.bots.get(token)
        if bot is None:
            raise Refusal(401, "")
        if bot.logged_out:
            raise Refusal(400, "Logged out")  # logOut: "you will not be able to log in again using the same token"
        return bot

    def _line(self, bot: Bot) -> _Line:
        if bot.token not in self._lines:
            self._lines[bot.token] = _Line(Poller(bot, self.world.clock), Webhook(bot, self.world.clock))
        return self._lines[bot.token]

    def _note(self, name: str, given: dict[str, Any], answer: Json) -> None:
        plain = {key: value.name if isinstance(value, Upload) else value for key, value in given.items()}
        self.world.calls.append({"method": name, "given": plain, "answer": answer, "at": self.world.clock.now()})
        if name != "getUpdates":
            self.world.changed()

    # ---- troubles

    async def _before(self, request: web.Request, fault: Fault) -> web.Response | None:
        """What happens instead of fulfilling the request."""
        match fault.trouble:
            case Trouble.REFUSED:
                raise Refusal(fault.code, fault.said, fault.parameters)
            case Trouble.HTML_ERROR:
                return web.Response(status=fault.code, text=_PAGE, content_type="text/html")
            case Trouble.SILENCE:
                await asyncio.sleep(fault.seconds)
                return _broken(request)
            case Trouble.RESET:
                return _broken(request)
            case Trouble.SLOW:
                await asyncio.sleep(fault.seconds)
            case _:
                pass
        return None

    async def _after(self, request: web.Request, fault: Fault | None, answer: Json) -> web.StreamResponse:
        response = wire.answered(answer)
        match fault.trouble if fault is not None else None:
            case Trouble.RESET_AFTER:
                return _broken(request)
            case Trouble.SILENCE_AFTER:
                assert fault is not None
                await asyncio.sleep(fault.seconds)
                return _broken(request)
            case Trouble.TRUNCATED:
                assert response.text is not None
                response.text = response.text[: len(response.text) // 2]
            case _:
                pass
        return response

    async def _download(self, request: web.Request) -> web.Response:
        self._bot(request.match_info["token"])
        name, content = self.world.files[request.match_info["file"]]
        return web.Response(body=content, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    # ---- tests

    async def _control(self, request: web.Request) -> web.Response:
        act = request.match_info["act"]
        parts = (self.making, self.writing, self.belonging, self.looking, self.ordering)
        function = next((f for part in parts if (f := getattr(part, act, None)) is not None), None)
        if act == "webhook_is_at":
            function = self._webhook_is_at
        if act.startswith("_") or function is None:
            return web.json_response({"impossible": f"nobody can {act}"}, status=404)
        try:
            result = function(**json.loads(await request.text() or "{}"))
            if inspect.isawaitable(result):
                result = await result
        except (Impossible, TypeError, KeyError, ValueError) as why:
            return web.json_response({"impossible": f"{act}: {why}"}, status=409)
        return web.json_response({"result": result})

    def _webhook_is_at(self, bot: int, public: str, really: str) -> None:
        """A reverse proxy stands at the public address and hands on to the real one."""
        found = self.world.bot_with(bot)
        assert found is not None
        self._line(found).webhook.reached_at[public] = really


def _broken(request: web.Request) -> web.Response:
    """The connection ends without an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
