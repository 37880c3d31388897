"""People who use an app like Element, to see what people who use nio cannot show: what its makers' own library takes.

`app.mjs` is matrix-js-sdk with ears for lines of JSON, run by a Node of its own (`.venv/element`, see the Makefile);
`process.py` starts and ends it, `people.py` has the words for a test. A test takes the fixture `element`.
"""
