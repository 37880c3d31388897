"""Which bot gets to know what: messages, edits, presses, reactions, and who came, went or was promoted."""

from __future__ import annotations

from tests.telegram_server import shown
from tests.telegram_server.accounts import Bot, World
from tests.telegram_server.refusal import Json
from tests.telegram_server.text import part
from tests.telegram_server.world import Chat, Kind, Member, Message, Person, Press, Status


def message(world: World, said: Message, *, edited: bool = False) -> None:
    """A message, or a new version of one, reaches the bots that may see it."""
    bots = [bot for bot in world.bots_in(said.chat) if said.writer is not bot.person]
    if said.for_person is None:
        said.meant_for |= {bot.person.id for bot in bots if _is_meant_for(bot, said, len(bots))}
    channel = "channel_post" if said.chat.kind is Kind.CHANNEL else "message"
    for bot in bots:
        if _sees(bot, said):
            bot.queue.push(f"edited_{channel}" if edited else channel, shown.message(said))
    world.changed()


def _sees(bot: Bot, said: Message) -> bool:
    """Bot Features, "Privacy mode": what every bot receives, what administrators do, and what privacy mode leaves."""
    if said.for_person is not None:
        return bot.person.id in said.meant_for
    if said.chat.kind in {Kind.PRIVATE, Kind.CHANNEL} or said.service:
        return True
    if said.writer is not None and said.writer.is_bot and said.sender is said.writer:
        return False  # "all messages except messages sent by other bots"
    member = said.chat.member(bot.person)
    # "Bot admins and bots with privacy mode disabled". To change it takes effect when the bot is added again.
    if member.is_admin or not member.private:
        return True
    return bot.person.id in said.meant_for


def _is_meant_for(bot: Bot, said: Message, bots: int) -> bool:
    """What a bot in privacy mode still receives: "Commands explicitly meant for them. General commands (e.g. /start)
    if the bot was the last bot to send a message to the group. [...] Replies to any messages implicitly or explicitly
    meant for this bot." A mention alone is not in that list.
    """
    answered = said.reply_to
    if answered is not None:
        if answered.writer is bot.person or bot.person.id in answered.meant_for:
            return True
        if answered.meant_for or (answered.writer is not None and answered.writer.is_bot):
            return False  # "Each particular message can only be available to one privacy-enabled bot at a time"
    for entity in said.entities:
        if entity["type"] == "bot_command":
            _, _, whom = part(said.text, entity).partition("@")
            if whom:
                return whom.lower() == bot.person.username.lower()
            return bots == 1 or said.chat.last_bot in {None, bot.person.id}
    return False


def press(world: World, pressed: Press, bot: Bot, *, out_of_reach: bool) -> None:
    """Type CallbackQuery. The message is shown, or only named where it is gone or too old."""
    on = pressed.message
    told = shown.inaccessible(on) if out_of_reach else shown.message(on)
    query: Json = {
        "id": pressed.id,
        "from": shown.user(pressed.person),
        "message": told,
        "chat_instance": str(on.chat.id * 7919),
        "data": pressed.data,
    }
    bot.queue.push("callback_query", query)
    world.changed()


def reaction(world: World, on: Message, by: Person | Chat, before: list[Json], after: list[Json]) -> None:
    """Type Update, `message_reaction`: "The bot must be an administrator in the chat and must explicitly specify
    "message_reaction" in the list of allowed_updates to receive these updates. The update isn't received for
    reactions set by bots"."""
    told: Json = {
        "chat": shown.chat(on.chat),
        "message_id": on.id,
        "date": world.clock.unix(),
        "old_reaction": before,
        "new_reaction": after,
    }
    told |= {"user": shown.user(by)} if isinstance(by, Person) else {"actor_chat": shown.chat(by)}
    for bot in world.bots_in(on.chat):
        private = on.chat.kind is Kind.PRIVATE and world.reactions_in_private
        if (private or on.chat.member(bot.person).is_admin) and by is not bot.person:
            bot.queue.push("message_reaction", told)
    world.changed()


def membership(world: World, chat: Chat, by: Person, old: Member, new: Member) -> None:
    """Somebody is in a chat in another way than before.

    Type Update, `my_chat_member`: the bot's own status; "For private chats, this update is received only when the
    bot is blocked or unblocked by the user". `chat_member`: another's; "The bot must be an administrator in the
    chat and must explicitly specify "chat_member" in the list of allowed_updates".
    """
    bots = {bot.person.id: bot for bot in world.bots_in(chat)}
    own = world.bot_with(new.person.id)
    if own is not None:
        bots[own.person.id] = own  # also when it was just removed
    for bot in bots.values():
        mine = bot is own
        if mine or chat.member(bot.person).is_admin:
            told: Json = {
                "chat": shown.chat(chat),
                "from": shown.user(by),
                "date": world.clock.unix(),
                "old_chat_member": shown.member(old, chat),
                "new_chat_member": shown.member(new, chat),
            }
            bot.queue.push("my_chat_member" if mine else "chat_member", told)
    world.changed()


def service(world: World, chat: Chat, by: Person | None, extra: Json, *, also: Bot | None = None) -> Message:
    """A line that the app writes by itself ("Ana added Sam"). `also`: a bot that sees it although it is out again."""
    said = Message(next(chat.ids), chat, world.clock.unix(), by, by, service=True, extra=extra)
    chat.messages[said.id] = said
    message(world, said)
    if also is not None and not chat.member(also.person).is_in:
        also.queue.push("message", shown.message(said))
    return said


def copied(member: Member) -> Member:
    """How somebody was in a chat before something changed."""
    return Member(
        member.person, member.status, member.rights, member.anonymous, member.title, member.is_member, member.private
    )


def left(person: Person, *, kicked: bool) -> Member:
    return Member(person, Status.KICKED if kicked else Status.LEFT)
