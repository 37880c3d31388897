"""Takes a request off the wire, in each of the ways that the Bot API page names, and puts an answer on it.

"Making requests": GET and POST; URL query string, application/x-www-form-urlencoded, application/json (except for
uploading files), multipart/form-data.
"""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web

from tests.telegram_server.refusal import Json, Refusal, bad
from tests.telegram_server.schema import Misfit, Missing, Upload

_MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "user_id": "invalid user_id specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
}


async def given(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    """The parameters as they came, and the files. Raises a Refusal."""
    values: dict[str, Any] = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.method == "POST":
        if request.content_type == "application/json":
            values |= await _json(request)
        else:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    uploads[name] = Upload(value.filename, value.content_type, value.file.read())
                    values[name] = uploads[name]
                else:
                    values[name] = value if isinstance(value, str) else bytes(value).decode()
    return values, uploads


async def _json(request: web.Request) -> Json:
    raw = await request.text()
    try:
        read = json.loads(raw) if raw else {}
    except ValueError:
        raise bad("can't parse request JSON", strange=True) from None
    if not isinstance(read, dict):
        raise bad("object expected as request JSON", strange=True)
    return read


def refused(misfit: Misfit) -> Refusal:
    """What Telegram says of a value that is missing or of the wrong kind."""
    top, _, inner = misfit.path.partition(".")
    name, kind = misfit.path.rpartition(".")[2], misfit.expected
    missing = isinstance(misfit, Missing)
    if not inner and missing and top in _MISSING:
        said = _MISSING[top]
    elif top == "chat_id":
        said = "chat not found"
    elif top == "message_id":
        said = "message identifier is not specified"
    elif top.startswith("reply_markup"):
        why = f'Can\'t find field "{name}"' if missing else f'Field "{name}" must be of type {kind}'
        said = f"can't parse inline keyboard button: {why}" if inner else "object expected as reply markup"
    elif top.startswith(("commands", "scope")):
        what = "BotCommand" if top.startswith("commands") else "BotCommandScope"
        said = f"can't parse {what}: " + (f'Can\'t find field "{name}"' if missing else "unsupported type specified")
    else:
        said = f'parameter "{misfit.path}" ' + ("is required" if missing else f"must be of type {kind}")
    return bad(said, strange=True)


def answered(answer: Json) -> web.Response:
    """ "Making requests": "the result of the query can be found in the result field". The status is the error_code.

    Telegram escapes all that is not ASCII, so that even half a character passes."""
    status = answer.get("error_code", 200)
    headers = {}
    if "retry_after" in answer.get("parameters", {}):
        headers["Retry-After"] = str(answer["parameters"]["retry_after"])
    return web.Response(text=json.dumps(answer), status=status, content_type="application/json", headers=headers)
