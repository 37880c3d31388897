"""The emoji with which one can react, and the check of a reaction that a bot sets."""

from __future__ import annotations

from tests.telegram_server.refusal import Json, bad
from tests.telegram_server.world import Chat

# Bot API, type ReactionTypeEmoji, `emoji`: these and no other.
# fmt: off
EMOJI = frozenset(
    {
        "👍", "👎", "❤", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢",
        "🎉", "🤩", "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳",
        "❤️‍🔥", "🌚", "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓",
        "🍾", "💋", "🖕", "😈", "😴", "😭", "🤓", "👻", "👨‍💻", "👀", "🎃", "🙈",
        "😇", "😨", "🤝", "✍", "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿",
        "🆒", "💘", "🙉", "🦄", "😘", "💊", "🙊", "😎", "👾", "🤷‍♂️", "🤷", "🤷‍♀️",
        "😡",
    }
)
# fmt: on
_MOST = 1


def checked(reactions: list[Json], chat: Chat) -> list[Json]:
    """Raises a Refusal for what cannot be set. "Currently, as non-premium users, bots can set up to one reaction per
    message. [...] Paid reactions can't be used by bots" (setMessageReaction, `reaction`)."""
    if len(reactions) > _MOST:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in reactions:
        if reaction["type"] != "emoji" or reaction["emoji"] not in EMOJI:
            raise bad("REACTION_INVALID")
        # "If omitted, then all emoji reactions are allowed" (type ChatFullInfo, `available_reactions`).
        if chat.reactions is not None and reaction["emoji"] not in chat.reactions:
            raise bad("REACTION_INVALID")
    return reactions
