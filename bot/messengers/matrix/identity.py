"""The bot's identity: three keys by which its account says that a device is its own (cross-signing).

Today's apps neither tell a device that its owner did not sign, nor show what it says. The keys are made once; each new
device is signed with the same ones, so that nobody who compared emoji with the bot has to do so again.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nio import AsyncClient

from bot.messengers.matrix.client import LoggedOut, Refusal, ask
from bot.messengers.matrix.session import keep
from bot.messengers.matrix.signing import SigningKey, is_signed_by

# The second is on its way to the server, and takes the place of the first once the server has it.
_FILE, _NEXT = "cross_signing.json", "cross_signing_next.json"
_KINDS = ("master", "self_signing", "user_signing")
_AGAIN = "`accalmie matrix login --again`"
_RENEW = "`accalmie matrix login --new-identity`"


class Unsigned(Exception):
    """The device cannot be signed; says in one sentence why and what helps."""


@dataclass(frozen=True)
class Identity:
    """The secrets. `master` is what people verify when they compare emoji."""

    user: str
    master: SigningKey = field(repr=False)
    self_signing: SigningKey = field(repr=False)
    user_signing: SigningKey = field(repr=False)

    @staticmethod
    def load(folder: Path) -> Identity | None:
        """The one that is kept in a folder, if any is. Raises Unsigned if it cannot be read."""
        return _load(folder / _FILE)

    @property
    def publics(self) -> tuple[str, ...]:
        return self.master.public, self.self_signing.public, self.user_signing.public


async def ensure(
    client: AsyncClient, folder: Path, password: str | None = None, *, new_identity: bool = False
) -> Identity:
    """The bot's identity, which has signed its device, as the server confirms. Changes nothing where all is well.

    The device's own keys have to be at the server. It is made on first use, and anew with `new_identity`; a server may
    want the password for that. Raises Unsigned; Refusal; what aiohttp raises.
    """
    about = await _look(client)
    if new_identity:
        identity: Identity | None = None
    else:
        _settle(folder, about)
        identity = Identity.load(folder)
        _check(identity, about, client.user_id, folder)
    if identity is None or about.keys != identity.publics:
        if identity is None:
            identity = _make(folder / _NEXT, client.user_id)
        await _publish(client, identity, password)
        about = await _look(client)
        _settle(folder, about)
    if not about.is_signed:
        await _sign(client, identity, about)
    return identity


async def is_signed(client: AsyncClient) -> bool:
    """Whether the account's identity has signed this device, as everybody else sees it."""
    return (await _look(client)).is_signed


async def is_known(client: AsyncClient) -> bool:
    """Whether everybody else takes the keys that are here for this device's."""
    try:
        return bool((await _look(client)).device)
    except Unsigned:
        return False


# ---- what the server tells everybody


@dataclass(frozen=True)
class _About:
    """`keys`: of the identity, public, in the order of their kinds; "" is one that is not there. `device`: of this
    device, as it was uploaded and signed."""

    keys: tuple[str, ...]
    device: dict[str, Any]
    is_signed: bool


async def _look(client: AsyncClient) -> _About:
    user, device = client.user_id, client.device_id
    assert client.olm is not None
    told = await ask(client, "POST", "/v3/keys/query", {"device_keys": {user: []}})
    found = {kind: told.get(f"{kind}_keys", {}).get(user, {}) for kind in _KINDS}
    keys = tuple(str(next(iter(found[kind].get("keys", {}).values()), "")) for kind in _KINDS)
    about = told.get("device_keys", {}).get(user, {}).get(device, {})
    own = {f"{kind}:{device}": key for kind, key in client.olm.account.identity_keys.items()}
    if about and about.get("keys") != own:
        raise Unsigned(f"The server has other keys for the device {device} than the folder: {_AGAIN} makes a new one.")
    signed = is_signed_by(found["self_signing"], user, keys[0]) and is_signed_by(about, user, keys[1])
    return _About(keys, about, signed)


async def _publish(client: AsyncClient, identity: Identity, password: str | None) -> None:
    path, user = "/v3/keys/device_signing/upload", client.user_id
    body = _upload(client, identity)
    try:
        try:
            await ask(client, "POST", path, body)
        except Refusal as refusal:
            body["auth"] = _proof(refusal, user, password)
            await ask(client, "POST", path, body)
    except LoggedOut:
        raise
    except Refusal as refusal:
        if refusal.code == "M_UNRECOGNIZED" or refusal.code in ("404", "405"):
            raise Unsigned("The server knows no cross-signing; today's apps do not talk to the bot there.") from None
        if refusal.code == "M_FORBIDDEN":
            raise Unsigned("The server does not take this password for the identity of the account.") from None
        raise


def _upload(client: AsyncClient, identity: Identity) -> dict[str, Any]:
    assert client.olm is not None
    body: dict[str, Any] = {}
    for kind in _KINDS:
        key: SigningKey = getattr(identity, kind)
        about: dict[str, Any] = {"user_id": identity.user, "usage": [kind], "keys": {key.id: key.public}}
        if kind == "master":  # the device vouches for it
            signature = {f"ed25519:{client.device_id}": client.olm.sign_json(about)}
        else:
            signature = {identity.master.id: identity.master.sign(about)}
        body[f"{kind}_key"] = about | {"signatures": {identity.user: signature}}
    return body


def _proof(refusal: Refusal, user: str, password: str | None) -> dict[str, Any]:
    """By which a person shows that it is them. Raises the refusal again if the server asks nothing like that."""
    flows = refusal.answer.get("flows")
    if isinstance(refusal, LoggedOut) or not isinstance(flows, list):
        raise refusal
    if {"stages": ["m.login.password"]} not in flows:
        raise Unsigned("The server wants more than a password for the account's identity: the bot has nothing else.")
    if password is None:
        raise Unsigned(f"The server wants the password for the identity of the account: {_AGAIN} asks for it.")
    who = {"type": "m.id.user", "user": user}
    session = refusal.answer.get("session")
    return {"type": "m.login.password", "identifier": who, "password": password, "session": session}


async def _sign(client: AsyncClient, identity: Identity, about: _About) -> None:
    if not about.device:
        raise Unsigned(f"The server does not know the keys of the device {client.device_id} yet.")
    bare = {name: about.device[name] for name in ("user_id", "device_id", "algorithms", "keys")}
    signature = {identity.self_signing.id: identity.self_signing.sign(bare)}
    body = {identity.user: {client.device_id: bare | {"signatures": {identity.user: signature}}}}
    told = await ask(client, "POST", "/v3/keys/signatures/upload", body)
    if told.get("failures") or not await is_signed(client):
        raise Unsigned(f"The server keeps no signature of the device {client.device_id}: {_AGAIN} makes a new one.")


# ---- the secrets


def _check(identity: Identity | None, about: _About, user: str, folder: Path) -> None:
    if identity is not None and identity.user != user:
        raise Unsigned(f"{folder / _FILE} is the identity of {identity.user}, not of {user}: move it away first.")
    if about.keys[0] and (identity is None or identity.master.public != about.keys[0]):
        raise Unsigned(
            f"{user} has an identity whose keys are not in the folder; somebody may have opened the account in an app."
            f" {_RENEW} replaces it."
        )


def _settle(folder: Path, about: _About) -> None:
    """An interruption may have left a second one: it is the account's, or it never was."""
    second = _load(folder / _NEXT)
    if second is None:
        return
    if second.master.public == about.keys[0]:
        (folder / _NEXT).replace(folder / _FILE)
    else:
        (folder / _NEXT).unlink()


def _make(file: Path, user: str) -> Identity:
    keep(file, json.dumps({"user": user} | {kind: secrets.token_bytes(32).hex() for kind in _KINDS}))
    made = _load(file)
    assert made is not None
    return made


def _load(file: Path) -> Identity | None:
    try:
        kept = json.loads(file.read_text(encoding="utf-8"))
        return Identity(str(kept["user"]), *(SigningKey(bytes.fromhex(kept[kind])) for kind in _KINDS))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        raise Unsigned(f"{file} cannot be read: bring it back from a backup, or let {_RENEW} make a new one.") from None
