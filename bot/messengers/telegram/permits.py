"""What members may do in a group, as Telegram says, and how the bot changes it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, RetryAfter

from bot.messengers import NotSent, TryLater
from bot.messengers.telegram.pace import Pace
from bot.messengers.telegram.sending import seconds
from bot.messengers.telegram.wire import call
from domain.closure import Fields, Permissions

# Type ChatPermissions: all that is a message. Reactions have a field of their own, which follows the first of these
# where it is left out; so all fields are given each time.
_WRITING = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
)


class Permits:
    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot, self._pace = bot, pace

    async def of(self, chat: str) -> Permissions:
        """What members may do now. Raises NotSent, TryLater, ChatMigrated; else nobody was asked."""
        now = (await self._ask(chat, "getChat")).get("permissions", {})
        return Permissions(now, {name: False for name in _WRITING if name in now})

    async def change(self, chat: str, there: Permissions, changes: Fields) -> None:
        """Raises the same; else nobody knows whether it is so now."""
        every = {**there.now, **changes}
        await self._ask(chat, "setChatPermissions", permissions=every, use_independent_chat_permissions=True)

    async def _ask(self, chat: str, method: str, **how: Any) -> Any:
        await self._pace.wait_lightly(chat)
        try:
            return await call(self._bot, method, chat_id=chat, **how)
        except RetryAfter as wait:
            after: timedelta = seconds(wait)
            self._pace.hold(chat, after)
            raise TryLater(after) from None
        except ChatMigrated:
            raise
        except (BadRequest, Forbidden) as refused:
            if "chat_not_modified" in refused.message.casefold():  # it is so already
                return {}
            raise NotSent(refused.message) from None
