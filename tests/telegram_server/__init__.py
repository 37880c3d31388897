"""A small Bot API server on this machine, so that tests need no Telegram: it refuses and fails as Telegram does.

A bot connects to it by its base address; people are moved by the words of `people.py`. A test takes the fixture
`telegram` (a process of its own) or `telegram_here` (inside the test) from `process.py`. At its end nothing may have
been asked that a sound bot would never ask, even where Telegram itself keeps silent; `Telegram.forgives` forgives.

The room is parted like this: `schema` reads requests by the published schema, `wire` takes them off the wire,
`methods/` does what bots ask, `world`, `accounts` and `delivery` know who is where and learns what, `waiting`,
`polling` and `webhook` bring updates, `html`, `entities` and `text` read texts, `limits` and `faults` are what their
names say, `acts/` is what people and tests can do. `test_judges.py` has the updates judged by models of others.

Compared with nothing but documentation and the sentences of Telegram's own server; never with Telegram itself.

Not modelled, and refused with a violation: MarkdownV2, business accounts, quotes, replies into other chats, rich
messages, all methods that are not in `methods/`. Not modelled, and therefore to be distrusted: the true flood limits
(unpublished; here are the published ones), slow mode, link previews, albums, what pictures contain, phone numbers and
cashtags in texts, names of commands in other alphabets, languages of code blocks, the order in which one act's
several updates come, the pause of ten minutes after logOut and close, updates of several chats side by side to a
webhook, expiry of ephemeral messages, several numbers for one message in basic groups with two bots.
"""
