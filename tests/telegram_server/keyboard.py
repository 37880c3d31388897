"""Buttons under messages: what Telegram accepts, and what of them is kept."""

from __future__ import annotations

from tests.telegram_server.refusal import Json, bad

_LONGEST_DATA = 64  # "Data to be sent in a callback query to the bot when the button is pressed, 1-64 bytes"
_MOST_BUTTONS = 100
# "Exactly one of the fields other than text, icon_custom_emoji_id, and style must be used to specify the type of the
# button" (type InlineKeyboardButton).
_LOOKS = {"text", "icon_custom_emoji_id", "style"}
_STYLES = {"danger", "success", "primary"}  # InlineKeyboardButton, `style`


def inline_keyboard(markup: Json | None) -> list[list[Json]]:
    """The rows of an inline keyboard; none for any other markup. Raises a Refusal."""
    rows: list[list[Json]] = (markup or {}).get("inline_keyboard", [])
    for row in rows:
        for button in row:
            _check(button)
    if sum(len(row) for row in rows) > _MOST_BUTTONS:
        raise bad("REPLY_MARKUP_TOO_LONG")
    return [row for row in rows if row]


def other_markup(markup: Json | None) -> Json | None:
    """A keyboard in place of the letters, its removal, or a forced reply."""
    return markup if markup and "inline_keyboard" not in markup else None


def _check(button: Json) -> None:
    if not button["text"].strip():
        raise bad("inline keyboard button text must be non-empty")
    does = button.keys() - _LOOKS
    if not does:
        raise bad("inline keyboard button type must be non-empty")
    if len(does) > 1:
        raise bad("can't parse inline keyboard button: exactly one kind of action expected", strange=True)
    if button.get("style", "primary") not in _STYLES:
        raise bad("can't parse inline keyboard button: invalid button style specified", strange=True)
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= _LONGEST_DATA:
        raise bad("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None and not url.startswith(("http://", "https://", "tg://", "t.me/")):
        raise bad(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
