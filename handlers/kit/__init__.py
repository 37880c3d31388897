"""What the commands have in common: how a command declares itself, what it is given, and what it may answer."""
