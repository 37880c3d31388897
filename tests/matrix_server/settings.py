"""What a Synapse of the tests is told: loopback, no federation, anybody may register, quick to start."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path
from typing import Any

SERVER_NAME = "localhost"
WELL_KNOWN = "org.accalmie.secret"
_FREE = {"per_second": 10_000, "burst_count": 10_000}
# Everybody comes from the same address here, which a real server would not see.
_PEOPLE_COME = {
    "rc_registration": _FREE,
    "rc_login": {"address": _FREE, "account": _FREE, "failed_attempts": _FREE},
}
_NO_LIMITS = {
    "rc_message": _FREE,
    "rc_joins": {"local": _FREE, "remote": _FREE},
    "rc_joins_per_room": _FREE,
    "rc_invites": {"per_room": _FREE, "per_user": _FREE, "per_issuer": _FREE},
    "rc_room_creation": _FREE,
    "rc_admin_redaction": _FREE,
    "rc_media_create": _FREE,
    "rc_user_directory": _FREE,
}


def write(folder: Path, port: int, *, limits: bool, secret: str) -> Path:
    """The files that Synapse needs, in `folder`; the one that names the others. `limits`: Synapse's usual ones."""
    log: dict[str, Any] = {
        "version": 1,
        "formatters": {"line": {"format": "%(asctime)s %(name)s %(levelname)s %(request)s %(message)s"}},
        "handlers": {"file": {"class": "logging.FileHandler", "formatter": "line", "filename": str(folder / "log")}},
        "root": {"level": "WARNING", "handlers": ["file"]},
        "disable_existing_loggers": False,
    }
    settings: dict[str, Any] = {
        "server_name": SERVER_NAME,
        "public_baseurl": f"http://127.0.0.1:{port}/",
        "extra_well_known_client_content": {WELL_KNOWN: secret},
        "listeners": [
            {
                "port": port,
                "bind_addresses": ["127.0.0.1"],
                "type": "http",
                "tls": False,
                "resources": [{"names": ["client"], "compress": False}],
            }
        ],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "pid_file": str(folder / "pid"),
        "log_config": str(folder / "log.json"),
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "macaroon_secret_key": secret,
        "form_secret": secret,
        "registration_shared_secret": secret,
        "enable_registration": True,
        "enable_registration_without_verification": True,
        "bcrypt_rounds": 4,
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "federation_domain_whitelist": [],
        "presence": {"enabled": False},
        **_PEOPLE_COME,
        **({} if limits else _NO_LIMITS),
    }
    key = folder / "signing.key"
    if not key.exists():  # what `--generate-keys` would write, without starting Synapse twice
        seed = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        key.write_text(f"ed25519 a_test {seed}\n", "utf-8")
    (folder / "log.json").write_text(json.dumps(log), "utf-8")  # JSON is YAML
    main = folder / "homeserver.json"
    main.write_text(json.dumps(settings), "utf-8")
    return main
