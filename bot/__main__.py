"""`python -m bot` is `accalmie`."""

from bot.cli import main

main()
