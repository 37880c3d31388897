"""The arithmetic of comparing emoji (SAS), on the side that was asked. Knows no network.

The library's own is of no use here: against other apps than itself it shows other emoji, and ends in a mismatch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import vodozemac
from nio.crypto import Sas as _Table

from bot.messengers.matrix.signing import canonical, unpadded

METHOD = "m.sas.v1"
_AGREEMENT, _HASH, _MAC, _SHOWN = "curve25519-hkdf-sha256", "sha256", "hkdf-hmac-sha256.v2", "emoji"
_LONGEST = 1000  # characters of a name or key that somebody sends


class Ended(Exception):
    """The comparison cannot go on. `code`: Matrix's word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Party:
    """One of the two. `keys`: those that are verified, by id (ed25519:…); the device's own is among them."""

    user: str
    device: str
    keys: Mapping[str, str]


class Comparison:
    """Between two devices, from the moment when theirs has started it. Words come as they were sent; each step gives
    what has to be answered, or raises Ended."""

    def __init__(self, start: Mapping[str, Any]) -> None:
        offers = {
            "method": METHOD,
            "key_agreement_protocols": _AGREEMENT,
            "hashes": _HASH,
            "message_authentication_codes": _MAC,
            "short_authentication_string": _SHOWN,
        }
        for name, wanted in offers.items():
            offered = start.get(name)
            if not isinstance(offered, list | str):
                raise Ended("m.invalid_message")
            if wanted not in ([offered] if isinstance(offered, str) else offered):
                raise Ended("m.unknown_method")
        self._ours = vodozemac.Sas()
        self._key = self._ours.public_key.to_base64()
        try:
            self._commitment = unpadded(hashlib.sha256((self._key + canonical(start)).encode()).digest())
        except ValueError:  # half of a character
            raise Ended("m.invalid_message") from None
        self._theirs = ""
        self._shared: vodozemac.EstablishedSas | None = None

    @property
    def accepted(self) -> dict[str, Any]:
        return {
            "method": METHOD,
            "key_agreement_protocol": _AGREEMENT,
            "hash": _HASH,
            "message_authentication_code": _MAC,
            "short_authentication_string": [_SHOWN],
            "commitment": self._commitment,
        }

    def receive_key(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """Our key, once theirs is there; from then on there are emoji."""
        if self._shared is not None:
            raise Ended("m.unexpected_message")
        self._theirs = text_of(told, "key")
        try:
            self._shared = self._ours.diffie_hellman(vodozemac.Curve25519PublicKey.from_base64(self._theirs))
        except ValueError:
            raise Ended("m.invalid_message") from None
        return {"key": self._key}

    def emoji(self, them: Party, us: Party, transaction: str) -> list[str]:
        """What both sides see, seven of them: such as "🐶 Dog"."""
        parts = ("MATRIX_KEY_VERIFICATION_SAS", them.user, them.device, self._theirs, us.user, us.device, self._key)
        shown = self._established().bytes("|".join((*parts, transaction)))
        return [" ".join(_Table.emoji[index]) for index in shown.emoji_indices]

    def receive_mac(self, told: Mapping[str, Any], them: Party, us: Party, transaction: str) -> dict[str, Any]:
        """Ours, once theirs proves that their keys are those which are known here."""
        proofs = told.get("mac")
        if not isinstance(proofs, dict):
            raise Ended("m.invalid_message")
        about = f"MATRIX_KEY_VERIFICATION_MAC{them.user}{them.device}{us.user}{us.device}{transaction}"
        self._check(",".join(sorted(proofs)), f"{about}KEY_IDS", text_of(told, "keys"))
        if f"ed25519:{them.device}" not in proofs:
            raise Ended("m.key_mismatch")
        for name in proofs:
            if name in them.keys:  # others are not known here, and nothing is said of them
                self._check(them.keys[name], f"{about}{name}", text_of(proofs, name))
        about = f"MATRIX_KEY_VERIFICATION_MAC{us.user}{us.device}{them.user}{them.device}{transaction}"
        shared = self._established()
        return {
            "mac": {name: shared.calculate_mac(key, f"{about}{name}") for name, key in us.keys.items()},
            "keys": shared.calculate_mac(",".join(sorted(us.keys)), f"{about}KEY_IDS"),
        }

    def _established(self) -> vodozemac.EstablishedSas:
        if self._shared is None:
            raise Ended("m.unexpected_message")
        return self._shared

    def _check(self, what: str, about: str, proof: str) -> None:
        try:
            self._established().verify_mac(what, about, proof)
        except ValueError:
            raise Ended("m.key_mismatch") from None


def text_of(told: Mapping[str, Any], name: str) -> str:
    """Raises Ended for what is no text, or endless."""
    found = told.get(name)
    if not isinstance(found, str) or not found.isprintable() or not 0 < len(found) <= _LONGEST:
        raise Ended("m.invalid_message")
    return found
