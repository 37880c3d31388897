"""A letter on its way to Telegram, and what a refusal means for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html import escape
from typing import Any

from telegram import Bot
from telegram.constants import KeyboardButtonStyle, ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.departure import Button, Departure, File
from bot.messengers import NotSent, TooLarge, TryLater, Unreachable
from bot.messengers.telegram.incoming import ephemeral
from bot.messengers.telegram.markup import LONGEST, LONGEST_CAPTION, messages
from bot.messengers.telegram.pace import Pace
from bot.messengers.telegram.wire import call
from domain.letter import UNHURRIED, Kind

_NO_PREVIEW = {"is_disabled": True}
_OPENS_PRIVATE = "start"
_LARGEST_FILE = 50 << 20  # "Sending files"
_LARGEST_PICTURE = 10 << 20
_FILE_SECONDS = 100.0  # for the answer to one
_IN_A_ROW = 30  # characters of the buttons that stand side by side
_STYLES: dict[str, str] = {  # colours; apps that know none show the button as usual
    "accept": KeyboardButtonStyle.PRIMARY,
    "take": KeyboardButtonStyle.PRIMARY,
    "done": KeyboardButtonStyle.SUCCESS,
    "cancel": KeyboardButtonStyle.DANGER,
}
# There is no writing into the topic: it is gone, or closed for those who may not manage topics.
_NO_TOPIC = ("message thread not found", "topic_deleted", "topic_closed")
Keyboard = dict[str, list[list[dict[str, str]]]]  # InlineKeyboardMarkup


class Sending:
    """Sends letters with one bot, at the pace that Telegram allows."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot, self._pace = bot, pace
        # Letters of several messages: what they say, how many left, and the last of these.
        self._begun: dict[int, tuple[int, int, str]] = {}
        self._knows_moments = True  # until a server says that it does not

    async def send(self, departure: Departure) -> str:
        """The id of the message; of the one that has the buttons, where it took several.

        Raises what `bot.messengers` names; anything else means that nobody knows whether it left.
        """
        try:
            return await self._try(departure)
        except BadRequest as refused:
            if not (self._knows_moments and "tg-time" in _reason(refused)):
                raise _refusal(departure, refused) from None
            self._knows_moments = False  # an older server of the host's own
            return await self.send(departure)
        except Forbidden as refused:
            raise (NotSent if departure.chat else Unreachable)(_reason(refused)) from None

    async def _try(self, departure: Departure) -> str:
        where = departure.chat or departure.whispered_in
        chat = where.place.external_id if where else departure.account
        try:
            if departure.whispered_in is not None:
                return await self._whisper(departure, chat)
            if departure.kind is Kind.ACK and departure.reply_to is not None:
                return await self._acknowledge(departure, chat, departure.reply_to)
            if departure.edits_message is not None:
                return await self._edit(departure, chat, departure.edits_message)
            return await self._post(departure, chat)
        except RetryAfter as wait:
            self._pace.hold(chat, seconds(wait))
            raise TryLater(seconds(wait)) from None

    async def _whisper(self, departure: Departure, chat: str) -> str:
        """In the group, for one person; in private, where the group does not take it."""
        try:
            return await self._post(departure, chat)
        except (BadRequest, Forbidden) as refused:
            if "tg-time" in _reason(refused):
                raise
            if departure.member is None or not departure.member.reachable:
                raise NotSent(_reason(refused)) from None
            return await self._post(replace(departure, whispered_in=None), departure.account)

    async def _post(self, departure: Departure, chat: str, *, sound: bool | None = None) -> str:
        where = departure.chat or departure.whispered_in
        thread = where.place.thread if where else ""
        only = departure.account if departure.whispered_in is not None else None
        parts = self._parts(departure)
        whole, buttons_at = hash(departure.speech.plain), self._words_end(departure, parts)
        before, gone, message_id = self._begun.pop(departure.letter, (whole, 0, ""))
        for place, text in enumerate(parts):
            if before == whole and place < gone:
                continue  # it broke off after this one
            await self._pace_of(departure, chat)
            is_last = place == len(parts) - 1
            sent = await self._in_thread(
                chat,
                thread,
                text=text,
                silent=not (departure.sound if sound is None else sound) or place > 0,
                keyboard=self._keyboard(departure) if place == buttons_at else None,
                answers=departure.reply_to if where and place == 0 else None,  # in private it may be the group's number
                only=only,
                file=departure.file if is_last else None,
            )
            message_id = sent if place <= buttons_at else message_id
            self._begun[departure.letter] = (whole, place + 1, message_id)
        self._begun.pop(departure.letter, None)
        return message_id

    def _parts(self, departure: Departure) -> list[str]:
        """What each message says. Words that are too long to stand below a file come before it."""
        if departure.file is None:
            return self._html(departure)
        if len(departure.file.content) > (_LARGEST_PICTURE if departure.file.is_picture else _LARGEST_FILE):
            raise TooLarge
        below = self._html(departure, LONGEST_CAPTION)
        return below if len(below) == 1 else [*self._html(departure), escape(departure.file.alt, quote=False)]

    @staticmethod
    def _words_end(departure: Departure, parts: list[str]) -> int:
        """The place of the message that has the buttons: the last one, but for a picture that follows its words."""
        follows = departure.file is not None and departure.file.is_picture and len(parts) > 1
        return len(parts) - 1 - follows

    def _html(self, departure: Departure, most: int = LONGEST) -> list[str]:
        return messages(departure.speech.lines, moments=self._knows_moments, most=most)

    def _keyboard(self, departure: Departure) -> Keyboard | None:
        in_group = departure.chat or departure.whispered_in
        return keyboard(departure.buttons, f"https://t.me/{self._bot.username}" if in_group else None)

    async def _in_thread(
        self,
        chat: str,
        thread: str,
        *,
        text: str,
        silent: bool,
        keyboard: Keyboard | None,
        answers: str | None,
        only: str | None,
        file: File | None,
    ) -> str:
        """In its topic; in the group itself, where the topic is gone or closed. An answer would follow what it answers
        into the topic, so there it is none."""
        try:
            sent = await self._message(
                text,
                file,
                chat_id=chat,
                parse_mode=ParseMode.HTML,
                disable_notification=silent,
                message_thread_id=int(thread) if thread else None,
                reply_markup=keyboard,
                reply_parameters=_answering(answers) if answers else None,
                ephemeral_message_parameters={"receiver_user_id": int(only)} if only else None,
            )
        except BadRequest as refused:
            if not (thread or answers) or not _has_no_topic(refused):
                raise
            return await self._in_thread(
                chat, "", text=text, silent=silent, keyboard=keyboard, answers=None, only=only, file=file
            )
        return ephemeral(sent) or str(sent["message_id"])

    async def _message(self, text: str, file: File | None, **how: Any) -> Any:
        if file is None:
            return await call(self._bot, "sendMessage", text=text, link_preview_options=_NO_PREVIEW, **how)
        method, field = ("sendPhoto", "photo") if file.is_picture else ("sendDocument", "document")
        files = {field: (file.name, file.content, file.media_type)}
        return await call(self._bot, method, caption=text or None, files=files, seconds=_FILE_SECONDS, **how)

    async def _pace_of(self, departure: Departure, chat: str) -> None:
        await (self._pace.wait_unhurried(chat) if departure.kind in UNHURRIED else self._pace.wait(chat))

    async def _edit(self, departure: Departure, chat: str, message: str) -> str:
        """The message in its place; posted again, silently, if somebody deleted it or closed its topic."""
        await self._pace.wait(chat)
        try:
            await call(
                self._bot,
                "editMessageText",
                text=self._html(departure)[0],
                chat_id=chat,
                message_id=int(message),
                parse_mode=ParseMode.HTML,
                reply_markup=self._keyboard(departure),
                link_preview_options=_NO_PREVIEW,
            )
        except BadRequest as refused:
            why = _reason(refused)
            is_gone = "message to edit not found" in why or "message can't be edited" in why
            if departure.in_place and is_gone:
                return message
            if is_gone or _has_no_topic(refused):
                return await self._post(departure, chat, sound=False)
            if "message is not modified" not in why:
                raise
        return message

    async def _acknowledge(self, departure: Departure, chat: str, message: str) -> str:
        """A reaction; where none is allowed, a silent line."""
        await self._pace.wait_lightly(chat)
        try:
            await call(
                self._bot,
                "setMessageReaction",
                chat_id=chat,
                message_id=int(message),
                reaction=[{"type": "emoji", "emoji": departure.speech.plain}],
            )
        except BadRequest as refused:
            why = _reason(refused)
            if "message to react not found" in why:
                return ""
            if "reaction" not in why and not _has_no_topic(refused):
                raise
            return await self._post(departure, chat, sound=False)
        return ""


def keyboard(buttons: tuple[Button, ...], door: str | None = None) -> Keyboard | None:
    """The buttons in rows; short ones side by side. What comes back of a press is the id of its choice. `door`: the
    address that opens the private chat, for buttons in a group that lead there."""
    rows: list[list[dict[str, str]]] = []
    used = 0
    for button in buttons:
        wide = len(button.label) + 4
        if not rows or used + wide > _IN_A_ROW:
            rows.append([])
            used = 0
        command, _, about = button.command.partition(" ")
        if door is not None and command == _OPENS_PRIVATE:
            rows[-1].append({"text": button.label, "url": f"{door}?start={about}" if about else door})
        else:
            shown = {"text": button.label, "callback_data": str(button.id)}
            rows[-1].append(shown | ({"style": _STYLES[command]} if command in _STYLES else {}))
        used += wide
    return {"inline_keyboard": rows} if rows else None


def _answering(message: str) -> dict[str, Any]:
    return {"message_id": int(message), "allow_sending_without_reply": True}


def _refusal(departure: Departure, refused: BadRequest) -> NotSent:
    is_nobody = departure.chat is None and "chat not found" in _reason(refused)
    return (Unreachable if is_nobody else NotSent)(_reason(refused))


def _reason(refused: TelegramError) -> str:
    """What Telegram says, in small letters; the library changes some of them."""
    return refused.message.casefold()


def _has_no_topic(refused: TelegramError) -> bool:
    return any(reason in _reason(refused) for reason in _NO_TOPIC)


def seconds(wait: RetryAfter) -> timedelta:
    """How long Telegram wants one to wait."""
    after = wait.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)
