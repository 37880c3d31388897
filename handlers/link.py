"""Join another chat to one's team, or one's other account to oneself, by a code that counts once; and part them."""

from __future__ import annotations

from domain.code import LENGTH, LETTERS, as_typed
from domain.rights import Deed
from domain.text import OFF, fold
from handlers.kit import linked_accounts, linked_chats
from handlers.kit.command import Call, Command, Example, Outcome, Refusal

_CHAT = frozenset({"chat", "groupe", "group", "salon"})
_ME = frozenset({"me", "moi"})
_YES = frozenset({"yes", "oui"})


def link(call: Call) -> Outcome:
    """In a chat it is about the chat, in private about the account; a button says which it is about."""
    words = call.argument.split()
    about_chat = call.in_group
    if words and fold(words[0]) in _CHAT | _ME:
        about_chat = fold(words.pop(0)) in _CHAT
    sure = bool(words and fold(words[-1]) in _YES)
    if sure:
        words.pop()
    if words and fold(words[0]) in OFF:
        return linked_chats.off(call, words[1:], sure=sure) if about_chat else linked_accounts.off(call, sure=sure)
    if not words:
        if about_chat is not call.in_group:
            raise Refusal("refusal-link-where", example=call.example())
        return linked_chats.code(call) if about_chat else linked_accounts.code(call)
    typed = as_typed("".join(words))
    if len(typed) != LENGTH or not set(typed) <= set(LETTERS):
        raise Refusal("refusal-link", example=call.example(1))
    if about_chat:
        return linked_chats.join(call, typed, sure=sure)
    return linked_chats.said_aloud(call, typed) if call.in_group else linked_accounts.join(call, typed, sure=sure)


COMMAND = Command(
    en="link",
    fr="relier",
    run=link,
    nearly=("lier", "connect", "connecter", "join", "rejoindre", "jumeler", "bridge"),
    deeds=(Deed.SET_OWN, Deed.LINK),
    personal=True,
    examples=(
        Example(en="link", fr="relier", coordinators=True),
        Example(en="link K7QF2M", fr="relier K7QF2M", coordinators=True),
        Example(en="link off", fr="relier non", coordinators=True),
    ),
)
