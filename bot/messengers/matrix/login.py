"""`accalmie matrix login`: once, with the password of the account. Only the token is kept.

Each login is a new device with a store of its own. It takes the place of the old one when its file is written, which is
the last step; until then the old one is untouched.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from peewee import PeeweeException  # type: ignore[import-untyped]

from bot.messengers.matrix import identity
from bot.messengers.matrix.address import CannotLogIn, answer_of, find_server
from bot.messengers.matrix.client import Refusal, client_of, close_client, is_gone
from bot.messengers.matrix.keys import upload_keys
from bot.messengers.matrix.session import Session, Unusable, alone, peek, save

_NAME = "Accalmie"
_V3 = "/_matrix/client/v3"
_BY = "m.login.password"
_LOST = "The keys of the device were lost"
_UNREADABLE = "The login that was there cannot be read"
_REVOKED = "The login that was there is no longer valid"


@dataclass(frozen=True)
class Wishes:
    """What the host said, and how to ask for the rest, which is done only where it is needed."""

    user: Callable[[str], str]  # given the account that was logged in, or ""
    server: str  # an address, a domain, or nothing
    ask_server: Callable[[], str]
    password: Callable[[], str]
    again: bool = False
    new_identity: bool = False


async def log_in(folder: Path, wishes: Wishes) -> list[str]:
    """What came of it, in sentences. Raises CannotLogIn, then nothing has changed; Unusable if the bot runs."""
    try:
        with alone(folder):
            async with aiohttp.ClientSession() as http:
                return await _log_in(folder, wishes, http)
    except identity.Unsigned as fault:
        raise CannotLogIn(str(fault)) from None
    except (aiohttp.ClientError, TimeoutError):
        raise CannotLogIn("The server does not answer any more: try again.") from None
    except Refusal as refusal:
        raise CannotLogIn(_refused(refusal)) from None
    except (OSError, PeeweeException):
        raise CannotLogIn(f"The login cannot be kept in {folder}: it has to be a folder that we may write.") from None


async def _log_in(folder: Path, wishes: Wishes, http: aiohttp.ClientSession) -> list[str]:
    again = wishes.again or wishes.new_identity
    old, trouble = await _what_is_kept(folder, http, again=again)
    if old is not None and not trouble and not again:
        done = f"{old.user} is logged in already, as the device {old.device}: nothing was changed."
        return [f"{done} `--again` makes a new login."]
    user = wishes.user(old.user if old else "").strip()
    if old is not None and user not in (old.user, old.user[1:].partition(":")[0]):
        raise CannotLogIn(f"{folder} holds the login of {old.user}: move it away, or name another folder.")
    server = wishes.server or (old.server if old else "")
    if not server and not (user.startswith("@") and ":" in user):
        server = wishes.ask_server().strip()
    server = await find_server(http, server, user)
    new = await _new_login(http, folder, server, old.user if old else user, wishes)
    _remove_stores(folder, "*", but=new.store)
    said = [f"{trouble}: this is a new device, which cannot read what was written before."] if trouble else []
    said.append(f"{new.user} is logged in at {new.server} as the device {new.device}, which its account has signed.")
    if old is not None and not await _log_out(http, old):
        said.append(f"The old device {old.device} could not be logged out.")
    return [*said, f"The password was not kept. Whoever can read {folder} is the bot."]


# ---- what is there


async def _what_is_kept(folder: Path, http: aiohttp.ClientSession, *, again: bool) -> tuple[Session | None, str]:
    """The login in the folder, and what is wrong with it. Raises CannotLogIn if that cannot be told."""
    try:
        session = peek(folder)
    except Unusable:
        return None, _UNREADABLE
    if session is None:
        return None, ""
    if not (folder / session.store).exists():
        return session, _LOST
    try:
        status, told = await answer_of(http, "GET", f"{session.server}{_V3}/account/whoami", token=session.token)
    except CannotLogIn:
        if again:
            return session, ""
        raise
    if is_gone(str(told.get("errcode"))):
        return session, _REVOKED
    if status != 200:
        raise CannotLogIn(
            f"{session.server} does not tell whether the login of {session.user} is good: try again later."
        )
    return session, "" if await _has_keys(session, folder) else _LOST


async def _has_keys(session: Session, folder: Path) -> bool:
    """Whether the keys in the folder are those that everybody takes for the device's."""
    try:
        client = client_of(session, folder)
    except (PeeweeException, ValueError):
        return False
    try:
        return await identity.is_known(client)
    finally:
        await close_client(client)


# ---- a new device


async def _new_login(http: aiohttp.ClientSession, folder: Path, server: str, user: str, wishes: Wishes) -> Session:
    _, offer = await answer_of(http, "GET", f"{server}{_V3}/login")
    flows = offer.get("flows")
    if not isinstance(flows, list) or not any(isinstance(one, dict) and one.get("type") == _BY for one in flows):
        raise CannotLogIn(f"{server} has no login by password, and the bot knows no other way.")
    password = wishes.password()
    who = {"type": "m.id.user", "user": user}
    asked = {"type": _BY, "identifier": who, "password": password, "initial_device_display_name": _NAME}
    device = secrets.token_hex(5).upper()
    status, told = await answer_of(http, "POST", f"{server}{_V3}/login", asked | {"device_id": device})
    session = _session(status, told, server)
    try:
        if user.startswith("@") and session.user != user:
            raise CannotLogIn(f"{server} logged in {session.user} instead of {user}: nothing was changed.")
        await _set_up(session, folder, password, new_identity=wishes.new_identity)
    except BaseException:
        _remove_stores(folder, session.device)
        await _log_out(http, session)
        raise
    return session


def _session(status: int, told: dict[str, object], server: str) -> Session:
    code = told.get("errcode")
    if code == "M_FORBIDDEN":
        raise CannotLogIn("The server does not take this user with this password.")
    if code == "M_USER_DEACTIVATED":
        raise CannotLogIn("This account was closed.")
    if code == "M_LIMIT_EXCEEDED" or status == 429:
        wait = told.get("retry_after_ms")
        seconds = -(-wait // 1000) if isinstance(wait, int) else 60
        raise CannotLogIn(f"The server was asked too often: try again in {seconds} seconds.")
    try:
        user, device, token = (str(told[name]) for name in ("user_id", "device_id", "access_token"))
    except KeyError:
        raise CannotLogIn(f"{server} refuses the login ({code or status}).") from None
    return Session(server, user, device, token, secrets.token_hex(32))


async def _set_up(session: Session, folder: Path, password: str, *, new_identity: bool) -> None:
    os.close(os.open(folder / session.store, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    client = client_of(session, folder)
    try:
        await upload_keys(client)
        await identity.ensure(client, folder, password, new_identity=new_identity)
    finally:
        await close_client(client)
    save(folder, session)


def _remove_stores(folder: Path, device: str, but: str = "*") -> None:
    for file in folder.glob(f"keys_{device}.db*"):
        if not file.name.startswith(but):
            file.unlink()


def _refused(refusal: Refusal) -> str:
    if refusal.after is not None:
        return f"The server was asked too often: try again in {int(refusal.after.total_seconds()) + 1} seconds."
    if refusal.code in ("M_UNRECOGNIZED", "404", "405"):
        return "The server knows no encryption: the bot cannot be there."
    return f"The server refuses the keys of the device ({refusal.code})."


async def _log_out(http: aiohttp.ClientSession, session: Session) -> bool:
    try:
        status, _ = await answer_of(http, "POST", f"{session.server}{_V3}/logout", {}, session.token)
    except CannotLogIn:
        return False
    return status in (200, 401)
