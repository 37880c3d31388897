"""The configuration: one file, every value of it also by environment, every secret also from a file of its own.

No configuration is a valid configuration. `database.url` may stand in `config.toml`, in `ACCALMIE_DATABASE_URL`, or in
a file that `database.url_file` or `ACCALMIE_DATABASE_URL_FILE` names. The environment wins over the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    PositiveInt,
    SecretStr,
    ValidationError,
)

from bot.locales import LANGUAGES
from domain import flood

MATRIX_LOGIN = "session.json"  # what `accalmie matrix login` leaves in its folder
_MATRIX_FOLDER = "matrix"
_TELEGRAM_CALLS = (443, 80, 88, 8443)  # Bot API, setWebhook, "Notes"
_MATRIX_SERVER = re.compile(r"(([A-Za-z0-9-]+\.)+[A-Za-z0-9-]+|localhost|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?")
_MATRIX_USER = re.compile(rf"@[^:\s]+:({_MATRIX_SERVER.pattern})")
_PATH = re.compile(r"(/[\w-]+)*/?", re.ASCII)
_TOKEN = re.compile(r"\d+(:|%3A)[\w-]{30,}", re.IGNORECASE)


class Misconfigured(ValueError):
    """A configuration that cannot be used; says in one sentence what is wrong and where."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("is not an IANA time zone such as Europe/Paris") from None
    return name


def _language(name: str) -> str:
    if name not in LANGUAGES:
        raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
    return name


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite:", "postgresql:", "postgresql+psycopg:")):
        raise ValueError("must begin with sqlite: or postgresql:")
    return url


def _list(value: object) -> object:
    """From the environment or a file of its own, a list is words with commas or spaces between them."""
    return value.replace(",", " ").split() if isinstance(value, str) else value


def _account(name: str) -> str:
    messenger, _, account = name.partition(":")
    if not messenger or messenger.startswith("@") or not account:
        raise ValueError("must look like telegram:123456789 or matrix:@ana:example.org")
    return name


def _user(name: str) -> str:
    if name and not _MATRIX_USER.fullmatch(name):
        raise ValueError("must look like @accalmie:example.org")
    return name


def _inviter(name: str) -> str:
    if not (_MATRIX_USER.fullmatch(name) or _MATRIX_SERVER.fullmatch(name)):
        raise ValueError("must look like example.org or @ana:example.org")
    return name


def _homeserver(address: str) -> str:
    if address and not (address.startswith(("https://", "http://")) or _MATRIX_SERVER.fullmatch(address)):
        raise ValueError("must look like https://matrix.example.org")
    return address


def _webhook(address: str) -> str:
    parts = urlsplit(address)
    if address and not (parts.scheme == "https" and parts.hostname and not (parts.query or parts.fragment)):
        raise ValueError("must look like https://bot.example.org/telegram")
    if address and _port(parts) not in _TELEGRAM_CALLS:
        raise ValueError("must be on one of the ports that Telegram calls: 443, 80, 88 or 8443")
    if _TOKEN.search(address):
        raise ValueError("must not have the bot's token in it")
    return address


def _page(address: str) -> str:
    parts = urlsplit(address)
    is_one = parts.scheme in ("https", "http") and parts.hostname and not (parts.query or parts.fragment)
    if address and not is_one:
        raise ValueError("must look like https://accalmie.example.org")
    if not _PATH.fullmatch(parts.path):
        raise ValueError("must have a path of letters, figures, - and _ if it has one")
    return address


def _puppet(name: str) -> str:
    if not (name.startswith("@") and ":" in name and name.count("{id}") == 1):
        raise ValueError("must look like @telegram_{id}:example.org")
    return name


def _here(listen: str) -> str:
    parts = urlsplit(f"//{listen}")
    if not parts.hostname or not _port(parts) or parts.netloc != listen:
        raise ValueError("must look like 127.0.0.1:8080")
    return listen


def _port(parts: SplitResult) -> int | None:
    """443 where none is said; None where it is no port."""
    try:
        return parts.port if parts.port is not None or parts.scheme != "https" else 443
    except ValueError:
        return None


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Database(_Section):
    """Where everything is kept."""

    url: Annotated[SecretStr, AfterValidator(_database)] = SecretStr("sqlite:///accalmie.db")


class Host(_Section):
    """Who runs the bot, and whom they let in."""

    name: str = ""
    contact: str = ""
    accounts: Annotated[tuple[Annotated[str, AfterValidator(_account)], ...], BeforeValidator(_list)] = ()
    admission: Literal["code", "open"] = "code"


class Team(_Section):
    """What a new team starts with."""

    language: Annotated[str, AfterValidator(_language)] = "fr"
    timezone: Annotated[str, AfterValidator(_zone)] = "Europe/Paris"


class Telegram(_Section):
    """The bot's account at Telegram. Without a token it is not there."""

    token: SecretStr = SecretStr("")
    server: str = "https://api.telegram.org"
    webhook: Annotated[str, AfterValidator(_webhook)] = ""
    webhook_listen: Annotated[str, AfterValidator(_here)] = "127.0.0.1:8080"
    whispers: Literal["on", "off"] = "on"


class Matrix(_Section):
    """The bot's account on Matrix. It is there once `accalmie matrix login` was run, which keeps it in `folder`."""

    folder: str = _MATRIX_FOLDER
    server: Annotated[str, AfterValidator(_homeserver)] = ""
    user: Annotated[str, AfterValidator(_user)] = ""
    invited_by: Annotated[tuple[Annotated[str, AfterValidator(_inviter)], ...], BeforeValidator(_list)] = ()
    bridges: Annotated[tuple[Annotated[str, AfterValidator(_puppet)], ...], BeforeValidator(_list)] = ()

    @property
    def is_used(self) -> bool:
        """Did the host log in, or say who the bot is to be, or where its login is?"""
        is_said = bool(self.user) or self.folder != _MATRIX_FOLDER
        return is_said or (Path(self.folder) / MATRIX_LOGIN).exists()


class Limits(_Section):
    """How many commands, presses and reactions are served at once, and in ten minutes if it goes on."""

    account: PositiveInt = flood.Limits.account
    chat: PositiveInt = flood.Limits.chat


class Web(_Section):
    """What the bot shows over HTTP, at `address`. Without one it is off."""

    address: Annotated[str, AfterValidator(_page)] = ""
    listen: Annotated[str, AfterValidator(_here)] = "127.0.0.1:8081"


class Health(_Section):
    """Where whoever looks after the bot can ask how it is. Without an address nobody can."""

    listen: Annotated[str, AfterValidator(lambda listen: _here(listen) if listen else "")] = ""


class Terminal(_Section):
    """The messenger that needs no account: this terminal."""

    team: str = "Accalmie"


class Log(_Section):
    """How much is logged, and how. Nothing that people wrote is, at any level."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["text", "json"] = "text"


class Config(_Section):
    """All settings."""

    database: Database = Database()
    host: Host = Host()
    team: Team = Team()
    telegram: Telegram = Telegram()
    matrix: Matrix = Matrix()
    limits: Limits = Limits()
    web: Web = Web()
    health: Health = Health()
    terminal: Terminal = Terminal()
    log: Log = Log()

    @property
    def serves(self) -> bool:
        """Has the bot an account at some messenger?"""
        return bool(self.telegram.token.get_secret_value()) or self.matrix.is_used


def load(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration from a file (None: `config.toml` if it is there) and the environment. Raises Misconfigured."""
    path = file_of(path, environment)
    return _made(_read(path) if path is not None else {}, path, environment)


def without_file(environment: Mapping[str, str] = os.environ) -> Config:
    """The configuration as it is before there is a file. Raises Misconfigured."""
    return _made({}, None, environment)


def _made(settings: dict[str, Any], path: Path | None, environment: Mapping[str, str]) -> Config:
    _from_environment(settings, environment)
    _from_files(settings)
    try:
        return Config.model_validate(settings)
    except ValidationError as fault:
        raise Misconfigured(_sentence(fault, path)) from None


def file_of(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Path | None:
    """The configuration file: the one that is named, or `config.toml` if it is there; None: there is none."""
    if path is None and environment.get("ACCALMIE_CONFIG"):
        path = Path(environment["ACCALMIE_CONFIG"])
    if path is None and Path("config.toml").exists():
        path = Path("config.toml")
    return path


def named_files(path: Path | None, environment: Mapping[str, str] = os.environ) -> list[Path]:
    """The files of their own in which values are kept. Raises Misconfigured."""
    settings = _read(path) if path is not None and path.exists() else {}
    _from_environment(settings, environment)
    sections = [(settings.get(section), keys) for section, keys in _settings().items()]
    names = [here.get(f"{key}_file") for here, keys in sections if isinstance(here, dict) for key in keys]
    return [Path(str(name)) for name in names if name]


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise Misconfigured(f"{path} cannot be read: {fault.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise Misconfigured(f"{path} is not TOML: {fault}") from None


def _from_environment(settings: dict[str, Any], environment: Mapping[str, str]) -> None:
    for section, keys in _settings().items():
        for key in keys:
            for name in (key, f"{key}_file"):
                value = environment.get(f"ACCALMIE_{section}_{name}".upper())
                if value is not None:
                    here = settings.setdefault(section, {})
                    if isinstance(here, dict):
                        here.pop(key, None)
                        here.pop(f"{key}_file", None)
                        here[name] = value


def _from_files(settings: dict[str, Any]) -> None:
    """`url_file` gives `url`: any value may be kept in a file of its own."""
    for section, keys in _settings().items():
        here = settings.get(section)
        if not isinstance(here, dict):
            continue
        for key in keys:
            if (name := f"{key}_file") in here:
                if key in here:
                    raise Misconfigured(f"{section}.{key} and {section}.{name} are both set: keep one of them")
                file = Path(str(here.pop(name)))
                try:
                    here[key] = file.read_text(encoding="utf-8").strip()
                except (OSError, UnicodeDecodeError):
                    raise Misconfigured(f"{section}.{name}: the file cannot be read") from None


def _settings() -> dict[str, list[str]]:
    """The names of the settings, by section."""
    sections = {name: field.default for name, field in Config.model_fields.items()}
    return {name: list(type(section).model_fields) for name, section in sections.items()}


def _sentence(fault: ValidationError, path: Path | None) -> str:
    """The first thing that is wrong, without repeating the value: it may be a secret."""
    first = fault.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    why = {"extra_forbidden": "is not a setting"}.get(first["type"], first["msg"].removeprefix("Value error, "))
    return f"{path or 'configuration'}: {where} {why[0].lower()}{why[1:]}"
