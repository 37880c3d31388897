"""Where the password goes: to the server that the account's domain names, over https, and nowhere else."""

from __future__ import annotations

import socket
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from bot.messengers.matrix.address import CannotLogIn, find_server
from tests.matrix_server.process import PYTHON, Missing
from tests.messengers.odd_server import Odd, odd_server
from tests.postgres import do_without

_WELL_KNOWN, _VERSIONS = "/.well-known/matrix/client", {"/versions": (200, {"versions": ["v1.11"]})}
# The environment of the homeserver has what makes certificates.
_MAKE = """
import datetime, sys
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
key = ec.generate_private_key(ec.SECP256R1())
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "example.org")])
now = datetime.datetime.now(datetime.timezone.utc)
made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
made = made.not_valid_before(now - datetime.timedelta(1)).not_valid_after(now + datetime.timedelta(1))
names = x509.SubjectAlternativeName([x509.DNSName("example.org"), x509.DNSName("*.example.org")])
made = made.add_extension(names, critical=False).sign(key, hashes.SHA256())
plain = serialization.NoEncryption()
pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
open(sys.argv[1], "wb").write(pem + made.public_bytes(serialization.Encoding.PEM))
"""


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not PYTHON.exists():
        do_without(Missing("No Synapse for the tests of Matrix: `make test` installs it, where it has a wheel."))
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    subprocess.run([PYTHON, "-c", _MAKE, file], check=True, timeout=60)
    return file


class _AllHere(AbstractResolver):
    """Every name is that server on this machine, but for one that does not exist."""

    def __init__(self, port: int) -> None:
        self._port = port

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        if host == "missing.example.org":
            raise OSError(None, "no such name")
        at, how = ("127.0.0.1", self._port), socket.AF_INET
        return [ResolveResult(hostname=host, host=at[0], port=at[1], family=how, proto=0, flags=0)]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def the_world(certificate: Path, **answers: Any) -> AsyncIterator[tuple[Odd, aiohttp.ClientSession]]:
    """All of https, with what it answers: `well_known`, and else as a Matrix server does."""
    there = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    there.load_cert_chain(certificate)
    said = {_WELL_KNOWN: answers["well_known"], **_VERSIONS}
    async with odd_server(tls=there, answers=said) as odd:
        here = ssl.create_default_context(cafile=str(certificate))
        wire = aiohttp.TCPConnector(resolver=_AllHere(odd.port), ssl=here)
        async with aiohttp.ClientSession(connector=wire) as http:
            yield odd, http


@pytest.mark.parametrize(
    ("well_known", "server"),
    [
        ((200, {"m.homeserver": {"base_url": "https://matrix.example.org"}}), "https://matrix.example.org"),
        ((200, {"m.homeserver": {"base_url": "https://matrix.example.org/"}}), "https://matrix.example.org"),
        ((404, {}), "https://example.org"),
    ],
)
@pytest.mark.parametrize("typed", ["", "example.org"])
async def test_the_domain_of_the_account_says_where_its_server_is(
    certificate: Path, well_known: tuple[int, Any], server: str, typed: str
) -> None:
    async with the_world(certificate, well_known=well_known) as (_, http):
        assert await find_server(http, typed, "@accalmie:example.org") == server


async def test_an_address_that_was_typed_is_taken_as_it_is(certificate: Path) -> None:
    async with the_world(certificate, well_known=(404, {})) as (odd, http):
        assert await find_server(http, "https://chat.example.org/", "@x:example.org") == "https://chat.example.org"
        assert _WELL_KNOWN not in odd.asked


async def test_between_containers_an_address_needs_no_certificate() -> None:
    async with odd_server(answers=_VERSIONS) as odd:
        wire = aiohttp.TCPConnector(resolver=_AllHere(odd.port))
        async with aiohttp.ClientSession(connector=wire) as http:
            assert await find_server(http, "http://synapse:8008", "@x:example.org") == "http://synapse:8008"


@pytest.mark.parametrize(
    ("well_known", "words"),
    [
        ((200, {"m.homeserver": {"base_url": "http://127.0.0.1:8008"}}), "is no https address"),
        ((200, {"m.homeserver": {"base_url": ["x"]}}), "is no https address"),
        ((200, {"m.homeserver": 3}), "is no https address"),
        ((200, "<h1>Bonjour</h1>"), "is no https address"),
        ((500, {}), "is no https address"),
        ((200, {"m.homeserver": {"base_url": "https://missing.example.org"}}), "There is no missing.example.org"),
        ((302, "http://example.org/.well-known/matrix/client"), "an address that is not https"),
        ((302, "https://example.org/.well-known/matrix/client"), "from one address to the next"),
        ((200, "[" * 100_000), "is no https address"),
    ],
)
async def test_what_the_domain_says_amiss_is_not_followed(
    certificate: Path, well_known: tuple[int, Any], words: str
) -> None:
    async with the_world(certificate, well_known=well_known) as (_, http):
        with pytest.raises(CannotLogIn, match=words):
            await find_server(http, "", "@accalmie:example.org")


async def test_a_certificate_that_nobody_vouches_for_is_not_trusted(certificate: Path) -> None:
    async with the_world(certificate, well_known=(404, {})) as (odd, _):
        wire = aiohttp.TCPConnector(resolver=_AllHere(odd.port))
        async with aiohttp.ClientSession(connector=wire) as http:
            with pytest.raises(CannotLogIn, match="no certificate that can be trusted"):
                await find_server(http, "", "@accalmie:example.org")
        assert odd.asked == []
