"""The words of a test about Matrix: people write, react and leave, and one looks at what their apps show.

Everybody is a real client with encryption on a real Synapse. An app learns something new only when somebody looks: in
`sees`, `is_shown`, `until`, and before anything is written.
"""

from __future__ import annotations

import itertools
import re
import secrets
import unicodedata
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest

from tests.matrix_server.device import Account, Device, Impossible
from tests.matrix_server.process import Homeserver
from tests.matrix_server.seen import Json
from tests.matrix_server.someone import Someone

_counter = itertools.count(1)


class Matrix:
    """One server, and the people that a test brought there. `folder`: for what their apps keep."""

    def __init__(self, url: str, folder: Path) -> None:
        self.url = url
        self._folder = folder
        self._devices: list[Device] = []
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Matrix:
        self._http = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        for device in self._devices:
            await device.close()
        if self._http is not None:
            await self._http.close()

    async def person(self, name: str) -> Someone:
        """A new account with an app that is ready for encrypted rooms; `name` is what others see."""
        return await self._with_device(name, await self.account(name))

    async def on_another_device(self, somebody: Someone) -> Someone:
        """The same person with a new app, which knows no keys."""
        who = {"type": "m.id.user", "user": somebody.id}
        asked = {"type": "m.login.password", "identifier": who, "password": somebody.account.password}
        made = await self.ask("POST", "/v3/login", asked)
        account = replace(somebody.account, device=made["device_id"], token=made["access_token"])
        return await self._with_device(somebody.name, account)

    async def account(self, name: str) -> Account:
        """A new account that nobody holds yet: for a bot. `name` is what others see; the id is made from it."""
        plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
        user = f"{re.sub('[^a-z0-9]', '', plain)}.{next(_counter)}"
        password, device = secrets.token_urlsafe(12), f"DEVICE{user.upper()}"
        asked = {"auth": {"type": "m.login.dummy"}, "username": user, "password": password, "device_id": device}
        made = await self.ask("POST", "/v3/register", asked)
        account = Account(made["user_id"], password, made["device_id"], made["access_token"])
        await self.ask(
            "PUT", f"/v3/profile/{quote(account.id)}/displayname", {"displayname": name}, token=account.token
        )
        return account

    async def ends_session(self, token: str) -> None:
        """The device that has this token is signed out, as its owner can do from another one."""
        await self.ask("POST", "/v3/logout", {}, token=token)

    async def _with_device(self, name: str, account: Account) -> Someone:
        device = Device(self.url, account, self._folder / account.device)
        self._devices.append(device)
        await device.looks()
        return Someone(name, account, device)

    async def ask(self, method: str, path: str, body: Json | None = None, *, token: str = "") -> Json:
        """Plain HTTP. `path`: what follows /_matrix/client. Raises Impossible for a refusal."""
        assert self._http is not None, "use it in `async with`"
        head = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._http.request(method, f"{self.url}/_matrix/client{path}", json=body, headers=head) as answer:
            told: Json = await answer.json()
        if answer.status >= 400:
            raise Impossible(told["errcode"], told["error"], told.get("retry_after_ms"))
        return told


@pytest.fixture
async def matrix(homeserver: Homeserver, tmp_path: Path) -> AsyncIterator[Matrix]:
    """People on the server of all tests."""
    homeserver.complaints()
    async with Matrix(homeserver.url, tmp_path) as made:
        yield made
    print(homeserver.complaints())  # which pytest shows if the test failed
