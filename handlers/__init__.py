"""One file for each thing a person can do. The files are found, not listed (`handlers.kit.registry`)."""
