"""One file, the environment, files for secrets: what a host writes is what the bot uses, and a slip is named."""

from __future__ import annotations

import itertools
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.config import Config, Misconfigured, load

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "config.example.toml"
SECRET = "postgresql://accalmie:hunter2@db/accalmie"  # pragma: allowlist secret

# Another value than the default for every setting.
OTHERS = {
    "database.url": SECRET,
    "host.name": "Les Amis du canal",
    "host.contact": "bureau@exemple.org",
    "host.accounts": "telegram:12, matrix:@ana:exemple.org",
    "host.admission": "open",
    "team.language": "en",
    "team.timezone": "America/Montreal",
    "telegram.token": "123456789:hunter2",
    "telegram.server": "http://127.0.0.1:8081",
    "telegram.webhook": "https://bot.exemple.org:8443/telegram",
    "telegram.webhook_listen": "[::1]:9000",
    "telegram.whispers": "off",
    "web.address": "https://accalmie.example.org/bal",
    "web.listen": "127.0.0.1:9001",
    "health.listen": "127.0.0.1:9000",
    "matrix.folder": "/var/lib/accalmie/matrix",
    "matrix.user": "@accalmie:exemple.org",
    "matrix.server": "https://matrix.exemple.org",
    "matrix.invited_by": "exemple.org:8448, @ana:exemple.com",
    "matrix.bridges": "@tg-{id}:exemple.org",
    "limits.account": "30",
    "limits.chat": "900",
    "terminal.team": "Comité des fêtes",
    "log.level": "debug",
    "log.format": "json",
}
ANY_TEXT = ("telegram.token", "telegram.server", "matrix.folder", "terminal.team", "host.name", "host.contact")


@pytest.fixture(autouse=True)
def _an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(text: str, name: str = "config.toml") -> Path:
    Path(name).write_text(text, "utf-8")
    return Path(name)


def settings_of(config: Config) -> dict[str, Any]:
    """Every setting as `section.key`, secrets in the clear."""
    return {f"{section}.{key}": _in_the_clear(value) for section, values in config for key, value in values}


def _in_the_clear(value: Any) -> Any:
    if isinstance(value, SecretStr):
        return value.get_secret_value()
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def refused(path: Path | None = None, environment: Mapping[str, str] | None = None) -> str:
    """What is said of a configuration that cannot be used: one sentence on one line."""
    with pytest.raises(Misconfigured) as refusal:
        load(path, environment or {})
    sentence = str(refusal.value)
    assert "\n" not in sentence
    assert len(sentence) < 200
    assert refusal.value.__suppress_context__ or refusal.value.__context__ is None, "a traceback would show the value"
    return sentence


def names_of(key: str) -> tuple[str, str]:
    section, _, name = key.partition(".")
    return f"ACCALMIE_{section}_{name}".upper(), f"ACCALMIE_{section}_{name}_file".upper()


def test_no_configuration_is_a_valid_configuration() -> None:
    assert load(None, {}) == Config()


def test_the_example_is_every_default_and_nothing_else() -> None:
    assert load(EXAMPLE, {}) == Config()
    there = tomllib.loads(EXAMPLE.read_text("utf-8"))
    assert {f"{section}.{key}" for section, keys in there.items() for key in keys} == set(settings_of(Config()))


def test_this_test_knows_every_setting() -> None:
    usual = settings_of(Config())
    assert set(OTHERS) == set(usual)
    assert not [key for key in OTHERS if OTHERS[key] == usual[key]]


@pytest.mark.parametrize("key", OTHERS)
def test_a_value_is_taken_from_the_file_from_the_environment_or_from_a_file_of_its_own(key: str) -> None:
    section, _, name = key.partition(".")
    by_name, by_file = names_of(key)
    value = written(f"  {OTHERS[key]}\n", "value")
    file = written(f'[{section}]\n{name} = "{OTHERS[key]}"\n', "a.toml")
    named = written(f'[{section}]\n{name}_file = "{value}"\n', "b.toml")
    wanted = {**settings_of(Config()), key: OTHERS[key]}
    for path, environment in (
        (file, {}),
        (named, {}),
        (None, {by_name: OTHERS[key]}),
        (None, {by_file: str(value)}),
    ):
        assert settings_of(load(path, environment)) == wanted


def test_config_toml_is_read_where_it_lies_and_another_file_where_it_is_named() -> None:
    written('[terminal]\nteam = "here"\n')
    there = written('[terminal]\nteam = "there"\n', "there.toml")
    assert load(None, {}).terminal.team == "here"
    assert load(None, {"ACCALMIE_CONFIG": str(there)}).terminal.team == "there"
    assert load(there, {}).terminal.team == "there"


@pytest.mark.parametrize("in_file", ["url", "url_file"])
@pytest.mark.parametrize("in_environment", [0, 1])
def test_the_environment_wins_over_the_file(in_file: str, in_environment: int) -> None:
    mine = written("sqlite:///mine.db", "mine")
    other = written("sqlite:///other.db", "other")
    value = {"url": "sqlite:///other.db", "url_file": str(other)}[in_file]
    path = written(f'[database]\n{in_file} = "{value}"\n')
    name = names_of("database.url")[in_environment]
    config = load(path, {name: ("sqlite:///mine.db", str(mine))[in_environment]})
    assert config.database.url.get_secret_value() == "sqlite:///mine.db"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[storage]\nurl = 'hunter2'", "storage"),
        ("[database]\nurll = 'hunter2'", "database.urll"),
        ("token = 'hunter2'", "token"),
        ("[database]\nurl = 'mysql://hunter2'", "database.url"),
        ("[database]\nurl = 5", "database.url"),
        ("[database]\nurl = ['hunter2']", "database.url"),
        ("database = 'hunter2'", "database"),
        ("[telegram]\nwebhook = 'http://hunter2.org/'", "telegram.webhook must look like https"),
        ("[telegram]\nwebhook = 'hunter2.org/telegram'", "telegram.webhook must look like https"),
        ("[telegram]\nwebhook = 'https://hunter2.org:9/'", "telegram.webhook must be on one of the ports"),
        ("[telegram]\nwebhook = 'https://hunter2.org:x/'", "telegram.webhook must be on one of the ports"),
        (f"[telegram]\nwebhook = 'https://x.org/12:{'hunter2' * 5}'", "telegram.webhook must not have the bot's token"),
        ("[web]\naddress = 'accalmie.example.org'", "web.address must look like https://accalmie.example.org"),
        ("[web]\naddress = 'https://example.org/?a=b'", "web.address must look like"),
        ("[web]\naddress = 'https://example.org/{x}'", "web.address must have a path of letters"),
        ("[web]\naddress = 'https://example.org/a%20b'", "web.address must have a path of letters"),
        ("[web]\nlisten = '8081'", "web.listen must look like 127.0.0.1:8080"),
        ("[telegram]\nwebhook_listen = '8080'", "telegram.webhook_listen must look like 127.0.0.1:8080"),
        ("[telegram]\nwebhook_listen = '127.0.0.1'", "telegram.webhook_listen must look like"),
        ("[telegram]\nwebhook_listen = '127.0.0.1:99999'", "telegram.webhook_listen must look like"),
        ("[telegram]\nwebhook_listen = 'hunter2:80/x'", "telegram.webhook_listen must look like"),
        ("[team]\nlanguage = 'hunter2'", "team.language"),
        ("[team]\ntimezone = 'Mars/hunter2'", "team.timezone"),
        ("[team]\ntimezone = '../hunter2'", "team.timezone"),
        ("[limits]\naccount = 0", "limits.account"),
        ("[limits]\nchat = 'hunter2'", "limits.chat"),
        ("[terminal]\nteam = 5", "terminal.team"),
        ("[log]\nlevel = 'hunter2'", "log.level"),
        ("[host]\nadmission = 'hunter2'", "host.admission"),
        ("[host]\naccounts = ['telegram:1', 'hunter2']", "host.accounts.1"),
        ("[database]\nurl = 'sqlite://'\nurl_file = 'x'", "database.url"),
        ("[database]\nurl_file = 'nowhere'", "database.url_file"),
        ("[database]\nurl = hunter2", "config.toml"),
    ],
)
def test_a_slip_is_named_in_one_sentence_that_does_not_repeat_the_value(text: str, named: str) -> None:
    sentence = refused(written(text))
    assert "config.toml" in sentence or "_file" in sentence
    assert re.search(rf"(?<![\w.]){re.escape(named)}(?![\w])", sentence)
    assert "hunter2" not in sentence


@pytest.mark.parametrize("key", [key for key in OTHERS if key not in ANY_TEXT])
def test_a_slip_in_the_environment_is_named_by_its_key(key: str) -> None:
    sentence = refused(environment={names_of(key)[0]: "hunter2"})
    assert key in sentence
    assert "hunter2" not in sentence


def test_a_file_that_cannot_be_read_is_named() -> None:
    assert "nowhere.toml" in refused(Path("nowhere.toml"))
    Path("latin.toml").write_bytes("[terminal]\nteam = 'Comité'".encode("latin-1"))
    assert "latin.toml" in refused(Path("latin.toml"))
    Path("latin").write_bytes("Comité".encode("latin-1"))
    assert "terminal.team_file" in refused(environment={"ACCALMIE_TERMINAL_TEAM_FILE": "latin"})


def test_a_secret_is_never_shown() -> None:
    config = load(None, {"ACCALMIE_DATABASE_URL": SECRET})
    assert config.database.url.get_secret_value() == SECRET
    shown = (repr(config), str(config), f"{config.database}", config.model_dump_json(), repr(config.model_dump()))
    assert not [text for text in shown if "hunter2" in text]


def test_a_secret_is_never_in_a_refusal() -> None:
    told = [
        refused(environment={"ACCALMIE_DATABASE_URL": SECRET, "ACCALMIE_LOG_LEVEL": "loud"}),
        refused(environment={"ACCALMIE_DATABASE_URL": f" {SECRET}"}),
        refused(environment={"ACCALMIE_DATABASE_URL": SECRET, "ACCALMIE_DATABASE_URL_FILE": "nowhere"}),
        refused(written(f"[database]\nurl = '{SECRET}'\nurl_file = 'x'")),
        refused(written(f"[database]\nurl = '{SECRET}")),
        refused(environment={"ACCALMIE_DATABASE_URL_FILE": SECRET}),
    ]
    assert not [sentence for sentence in told if "hunter2" in sentence]


def test_other_variables_of_the_environment_are_nobodys_concern() -> None:
    others = dict(itertools.product(["PATH", "ACCALMIE", "ACCALMIE_TEAM", "DATABASE_URL"], ["x"]))
    assert load(None, others) == Config()
