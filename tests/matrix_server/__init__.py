"""A real Matrix homeserver on this machine, Synapse, and people on it, so that tests need no network.

Synapse is run as a process of its own, from an environment of its own (`.venv/synapse`, see the Makefile): `launch.py`
is what its Python runs, `settings.py` what it is told, `process.py` starts and ends it. People are real matrix-nio
clients with encryption: `device.py` is the app somebody holds, `seen.py` what it shows, `someone.py` has the words of a
test about them, `people.py` brings them there. A test takes the fixture `matrix`.

One server serves all tests of a pytest process, so every name is used once, and each test makes rooms of its own.

To be distrusted: people who use nio accept the faults of nio. They do not refuse devices that are not cross-signed, and
they cannot compare emoji; `element/` has people who do. There is no federation: all accounts are on one server.
"""
