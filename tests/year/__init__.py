"""A year in the life of a group of forty people, invented by a plain generator: the same for the same seed."""
