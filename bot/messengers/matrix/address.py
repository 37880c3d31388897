"""Where a homeserver is reached: as its host typed it, or as the domain of an account says.

A password goes there. So it is https, but for a server near by whose address was typed.
"""

from __future__ import annotations

import ipaddress
import json
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

import aiohttp

_PATIENCE = aiohttp.ClientTimeout(total=20)
_MOST = 100_000  # bytes of an answer
_REDIRECTS = 5
_NAME = re.compile(r"[a-z0-9.-]+|\[[0-9a-f:]+\]", re.IGNORECASE)
_TYPE_IT = "Give the address of the server: `accalmie matrix login --server`, such as https://matrix.example.org."


class CannotLogIn(Exception):
    """Says in one sentence why, and what helps."""


async def find_server(http: aiohttp.ClientSession, typed: str, user: str) -> str:
    """The address, without a slash at the end, of a server that answers. `typed`: an address, a domain, or nothing,
    then it is that of the account `user`. Raises CannotLogIn."""
    if "://" in typed:
        server = _as_typed(typed)
    else:
        server = await _of_domain(http, typed or user.partition(":")[2])
    status, told = await answer_of(http, "GET", f"{server}/_matrix/client/versions")
    if status != 200 or not isinstance(told.get("versions"), list):
        raise CannotLogIn(f"{server} answers, but not as a Matrix server does. {_TYPE_IT}")
    return server


async def answer_of(
    http: aiohttp.ClientSession, method: str, address: str, body: dict[str, Any] | None = None, token: str = ""
) -> tuple[int, dict[str, Any]]:
    """The number and the JSON of an answer, {} if it is none. Goes nowhere else: what is sent may be a password.
    Raises CannotLogIn if nobody answers."""
    status, told, _ = await _asked(http, method, address, body, token)
    return status, told


async def _asked(
    http: aiohttp.ClientSession, method: str, address: str, body: dict[str, Any] | None = None, token: str = ""
) -> tuple[int, dict[str, Any], str]:
    head = {"Authorization": f"Bearer {token}"} if token else {}
    where = urlsplit(address).netloc
    try:
        async with http.request(
            method, address, json=body, headers=head, allow_redirects=False, timeout=_PATIENCE
        ) as answer:
            said = await answer.content.read(_MOST)
            location = answer.headers.get("Location", "")
            return answer.status, _parsed(said), urljoin(address, location) if location else ""
    except (aiohttp.ClientSSLError, aiohttp.ClientConnectorCertificateError):
        raise CannotLogIn(f"{where} has no certificate that can be trusted.") from None
    except aiohttp.ClientConnectorDNSError:
        raise CannotLogIn(f"There is no {where}, as far as this machine can see. {_TYPE_IT}") from None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError):
        raise CannotLogIn(f"{where} does not answer. Is the address right? {_TYPE_IT}") from None


def _parsed(said: bytes) -> dict[str, Any]:
    try:
        told = json.loads(said)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _as_typed(typed: str) -> str:
    try:
        parts = urlsplit(typed)
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise CannotLogIn(f"This is no address of a server. {_TYPE_IT}")
    if parts.scheme == "http" and not _is_near(parts.hostname):
        raise CannotLogIn("Over http everybody on the way reads the password: the address has to begin with https.")
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def _is_near(host: str) -> bool:
    """On this machine or in its own network, as containers are: a private address, or a name without a dot."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host


async def _of_domain(http: aiohttp.ClientSession, domain: str) -> str:
    """What the domain names as its server, else the domain itself."""
    name = domain if domain.startswith("[") and domain.endswith("]") else re.sub(r":\d+$", "", domain)
    if not _NAME.fullmatch(name):
        raise CannotLogIn(f"This is no name of a server. {_TYPE_IT}")
    address = f"https://{name}/.well-known/matrix/client"
    for _ in range(_REDIRECTS):
        status, told, elsewhere = await _asked(http, "GET", address)
        if not (elsewhere and status in (301, 302, 303, 307, 308)):
            break
        address = elsewhere
        if urlsplit(address).scheme != "https":
            raise CannotLogIn(f"{name} sends us to an address that is not https. {_TYPE_IT}")
    else:
        raise CannotLogIn(f"{name} sends us from one address to the next. {_TYPE_IT}")
    if status == 404:
        return f"https://{name}"
    home = told.get("m.homeserver")
    base = home.get("base_url") if isinstance(home, dict) else None
    if status != 200 or not isinstance(base, str) or not base.startswith("https://"):
        raise CannotLogIn(f"What {name} says of its Matrix server is no https address. {_TYPE_IT}")
    return _as_typed(base)
