"""`accalmie run`, and all else of its command line, as it is shipped, but for Telegram's pace: at thirty messages a
second, what a crowd is answered would take half an hour."""

from __future__ import annotations

from bot.cli import main
from bot.messengers.telegram import Telegram

defaults = Telegram.__init__.__kwdefaults__
assert defaults is not None
assert defaults["paced"] is True
defaults["paced"] = False

if __name__ == "__main__":
    main()
