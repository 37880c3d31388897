"""Signatures of Matrix, with keys of our own: what the library, which signs as a device, has no word for."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

import vodozemac
from Crypto.PublicKey import ECC
from Crypto.Signature import eddsa

Json = Mapping[str, Any]


class SigningKey:
    """An Ed25519 key made from its seed, 32 bytes."""

    def __init__(self, seed: bytes) -> None:
        self._key = ECC.construct(curve="Ed25519", seed=seed)
        self.public = unpadded(self._key.public_key().export_key(format="raw"))

    @property
    def id(self) -> str:
        return f"ed25519:{self.public}"

    def sign(self, what: Json) -> str:
        return unpadded(eddsa.new(self._key, "rfc8032").sign(_signed_part(what)))


def unpadded(data: bytes) -> str:
    """Base64 as Matrix has it. A key id with padding is silently ignored by everybody."""
    return base64.b64encode(data).decode().rstrip("=")


def canonical(what: Json) -> str:
    """The one way to write it: no spaces, keys in order."""
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def _signed_part(what: Json) -> bytes:
    bare = {key: value for key, value in what.items() if key not in ("signatures", "unsigned")}
    return canonical(bare).encode()


def is_signed_by(what: Json, user: str, key: str, *, named: str = "") -> bool:
    """Whether this user's public key signed it. `named`: the id of the key, where it is not the key itself."""
    try:
        signature = vodozemac.Ed25519Signature.from_base64(what["signatures"][user][f"ed25519:{named or key}"])
        vodozemac.Ed25519PublicKey.from_base64(key).verify_signature(_signed_part(what), signature)
    except (KeyError, TypeError, ValueError):
        return False
    return True
