"""The keys of the device that others need to write to it: always enough of them at the server.

They are kept before they are uploaded, so that none is at the server whose secret was lost with the process. While the
bot is away its one-time keys may run out: then the fallback key is what a new device writes to.
"""

from __future__ import annotations

from typing import Any

from aiohttp import ClientResponse
from nio import AsyncClient, KeysClaimResponse, KeysQueryResponse, SyncResponse, ToDeviceResponse

from bot.messengers.matrix.client import ask, made_of

_ENOUGH = 25  # one-time keys; the library would upload one for each that is taken
_KIND = "signed_curve25519"
_ALGORITHMS = ["m.olm.v1.curve25519-aes-sha2", "m.megolm.v1.aes-sha2"]


async def keep_house(client: AsyncClient, news: SyncResponse) -> None:
    """What has to be done after each sync for encryption to go on. Raises Refusal, LoggedOut, what aiohttp raises; it
    is all done again after the next one, so nothing is lost then."""
    for sent in await client.send_to_device_messages():
        made_of(sent, ToDeviceResponse)
    await _refill(client, news)
    if client.should_query_keys:
        made_of(await client.keys_query(), KeysQueryResponse)
    if client.should_claim_keys:
        made_of(await client.keys_claim(client.get_users_for_key_claiming()), KeysClaimResponse)


async def upload_keys(client: AsyncClient, *, there: int = 0, fallback: bool = True) -> None:
    """Makes and uploads what is missing. `there`: the one-time keys that the server has; `fallback`: it needs one.
    Raises Refusal, LoggedOut, what aiohttp raises."""
    olm = client.olm
    assert olm is not None
    account: Any = olm.account._account  # the library knows no fallback keys, and the types of vodozemac neither
    missing = account.max_number_of_one_time_keys - there - len(account.one_time_keys)
    if missing > 0:
        account.generate_one_time_keys(missing)
    if fallback and not account.fallback_key:
        account.generate_fallback_key()
    olm.save_account()
    body: dict[str, Any] = {
        "one_time_keys": {f"{_KIND}:{name}": _signed(client, key) for name, key in account.one_time_keys.items()},
        "fallback_keys": {
            f"{_KIND}:{name}": _signed(client, key, fallback=True) for name, key in account.fallback_key.items()
        },
    }
    if not olm.account.shared:
        body["device_keys"] = _device_keys(client)
    told = await ask(client, "POST", "/v3/keys/upload", body)
    olm.account.shared = True
    olm.mark_keys_as_published()
    olm.save_account()
    olm.uploaded_key_count = int(told["one_time_key_counts"].get(_KIND, 0))


async def _refill(client: AsyncClient, news: SyncResponse) -> None:
    """What the server says, from its own words: the library overlooks that no one-time key is left."""
    olm, answer = client.olm, news.transport_response
    assert olm is not None
    assert isinstance(answer, ClientResponse)
    told = await answer.json()
    there = int(told.get("device_one_time_keys_count", {}).get(_KIND, 0))
    unused = told.get("device_unused_fallback_key_types")  # a server that does not say knows no fallback keys
    fallback = isinstance(unused, list) and _KIND not in unused
    olm.uploaded_key_count = there
    if fallback or there < _ENOUGH or not olm.account.shared:
        await upload_keys(client, there=there, fallback=fallback)


def _signed(client: AsyncClient, key: Any, **about: bool) -> dict[str, Any]:
    return _with_signature(client, {"key": key.to_base64(), **about})


def _device_keys(client: AsyncClient) -> dict[str, Any]:
    assert client.olm is not None
    user, device = client.user_id, client.device_id
    keys = {f"{kind}:{device}": key for kind, key in client.olm.account.identity_keys.items()}
    return _with_signature(client, {"algorithms": _ALGORITHMS, "device_id": device, "user_id": user, "keys": keys})


def _with_signature(client: AsyncClient, what: dict[str, Any]) -> dict[str, Any]:
    assert client.olm is not None
    signature = client.olm.sign_json(what)
    return what | {"signatures": {client.user_id: {f"ed25519:{client.device_id}": signature}}}
