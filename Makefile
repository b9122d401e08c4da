# Two commands are all a new user needs: `make demo` and `make test`. `make help` lists the rest.
SHELL = /bin/sh
.DEFAULT_GOAL := help

PYTHON = .venv/bin/python
STAMP = .venv/installed
PACKAGES = luocdo graph loaders queries viz api
HOST = 127.0.0.1
PORT = 8000
STORE = out/demo.db
NEO4J_VERSION = 5.26.20
NEO4J_HOMES = out/neo4j

# An environment does not survive being moved: in another folder it is made anew.
ifneq ($(shell cat $(STAMP) 2>/dev/null),$(CURDIR))
.PHONY: $(STAMP)
endif

.PHONY: help
help:  ## list the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /make \1\t/' | expand -t 16

$(STAMP): requirements.lock pyproject.toml scripts/install.sh
	@sh scripts/install.sh
	@echo "$(CURDIR)" > $(STAMP)

.PHONY: install
install: $(STAMP)  ## make .venv and install everything

.PHONY: demo
demo: $(STAMP)  ## load the samples, answer the question, write out/graph.html and out/briefing.docx
	@.venv/bin/luocdo demo
	@echo "Trong thư mục này, lệnh ngắn là: make serve (the same from here: make serve)" >&2

.PHONY: serve
serve: $(STAMP)  ## open the web page on the samples, or on the store that STORE= names
	@[ "$(STORE)" != out/demo.db ] || [ -e out/demo.db ] || .venv/bin/luocdo demo >/dev/null
	@.venv/bin/luocdo serve --store "$(STORE)" --host $(HOST) --port $(PORT)

.PHONY: neo4j
neo4j: $(STAMP)  ## start a real Neo4j server of this machine's own, without Docker, and say how to use it
	@$(PYTHON) -m scripts.neo4j_server start "$(NEO4J_HOMES)/$(NEO4J_VERSION)" --version "$(NEO4J_VERSION)"

.PHONY: neo4j-stop
neo4j-stop:  ## stop what `make neo4j` started; its data stays in out/neo4j
	@for home in $(NEO4J_HOMES)/*/; do [ ! -e "$$home/pid" ] || python3 -m scripts.neo4j_server stop "$$home"; done

.PHONY: test
test: $(STAMP)  ## run the tests
	$(PYTHON) -m pytest -q

.PHONY: lint
lint: $(STAMP)  ## style, types, direction of imports, declared dependencies, generated docs
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy
	.venv/bin/lint-imports --no-logo
	.venv/bin/deptry .
	$(PYTHON) scripts/docs.py --check

.PHONY: format
format: $(STAMP)  ## bring the code into the project's style
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

.PHONY: docs
docs: $(STAMP)  ## write the generated pages of docs/ anew
	$(PYTHON) scripts/docs.py
	$(PYTHON) -m scripts.notebook

.PHONY: soak
soak: $(STAMP)  ## the long tests: many more generated cases and kills
	HYPOTHESIS_PROFILE=soak $(PYTHON) -m pytest -q -m "soak or not soak"

.PHONY: bench
bench: $(STAMP)  ## measure speed and memory, beside other tools where they are installed
	$(PYTHON) -m bench

.PHONY: lock
lock: $(STAMP)  ## write the lock files anew from pyproject.toml
	@sh scripts/lock.sh $(LOCK_FLAGS)

.PHONY: clean
clean: neo4j-stop  ## remove .venv, out/ and what tools left behind; luocdo.db stays
	rm -rf .venv out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .schemathesis .import_linter_cache
	find $(PACKAGES) tests scripts bench -name __pycache__ -type d -prune -exec rm -rf {} +
