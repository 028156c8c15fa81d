# Two commands do everything: `make start` opens the course, `make test` checks the kit.
# Python 3.11 to 3.13 and make are all that has to be there; the rest is installed in .venv.

PYTHON ?=
VENV   := .venv
BIN    := $(VENV)/bin
UV     := 0.13.9
INSTALL = $(BIN)/uv pip install --python $(BIN)/python

.PHONY: start test hub matrix test-slow test-spark bench setup build pictures lock format clean

start: setup
	@$(BIN)/classroom start $(if $(lang),--language $(lang)) $(if $(port),--port $(port))

test: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/codespell
	@$(BIN)/python -m pytest -n auto --dist worksteal $(args)

# What `classroom serve` needs beside the rest: JupyterHub, and its proxy by npm from the environment's own Node.
hub: setup $(VENV)/.hub-ready

PROXY := configurable-http-proxy@5.3.0

$(VENV)/.hub-ready: $(VENV)/.ready
	@set -e; rm -f $@; \
	echo "Installing the hub."; \
	$(INSTALL) --quiet --compile-bytecode --constraint requirements.lock --editable '.[hub]' \
	  || $(INSTALL) --system-certs --quiet --compile-bytecode --constraint requirements.lock --editable '.[hub]'; \
	export PATH="$(CURDIR)/$(BIN):$$PATH"; \
	proxy="$(BIN)/npm install --prefix $(VENV)/node --no-fund --no-audit --loglevel=error --fetch-retries=1 $(PROXY)"; \
	$$proxy || { echo "Trying again with the certificates of this machine, which a company's network may need."; \
	  NODE_OPTIONS=--use-system-ca $$proxy; }; \
	touch $@

# Every lesson on every scenario, in both languages on the sample ledger: make matrix, or make matrix args="7.1 7.2"
matrix: setup
	@$(BIN)/python -m benchmarks.lessons $(args)

# What is tried on more draws than `make test` takes.
test-slow: setup
	@$(BIN)/python -m pytest -n auto --dist worksteal -m slow $(or $(args),tests)
	@HYPOTHESIS_PROFILE=thorough $(BIN)/python -m pytest -n auto --dist worksteal $(or $(args),tests/customer_value)

# The measures on Spark: PySpark is installed for this alone, Java has to be there.
test-spark: setup
	@if ! command -v java >/dev/null; then \
	  echo "Spark needs Java 17 or later. Debian, Ubuntu: sudo apt-get install default-jre-headless" >&2; exit 1; fi
	@$(INSTALL) --quiet --editable '.[spark]'
	@$(BIN)/python -m pytest -m spark $(or $(args),tests/customer_value)

# Beside the systems it is measured against, which only this command installs. Real ledgers: REFERENCE_LEDGERS=folder.
bench: setup
	@$(INSTALL) --quiet --editable '.[bench]'
	@$(BIN)/python -m benchmarks $(args)

setup: $(VENV)/.ready

# A set-up that was interrupted leaves no .ready behind, so the next call takes it up again.
$(VENV)/.ready: requirements.lock pyproject.toml Makefile
	@set -e; found=; \
	for python in $(PYTHON) python3.13 python3.12 python3.11 python3; do \
	  if "$$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; \
	  then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "The kit needs Python 3.11, 3.12 or 3.13, and none was found." >&2; \
	  echo "Debian, Ubuntu: sudo apt-get install python3 python3-venv     macOS: brew install python@3.13" >&2; \
	  echo "Or name one yourself: make setup PYTHON=/path/to/python3.13" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' 2>/dev/null; then \
	  echo "Python's venv module is missing. Debian, Ubuntu: sudo apt-get install python3-venv" >&2; exit 1; \
	fi; \
	echo "Setting up $(VENV) with $$("$$found" --version): about a minute the first time."; \
	rm -f $@; \
	"$$found" -m venv --clear $(VENV); \
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV); \
	certificates=; \
	$(INSTALL) --compile-bytecode --requirement requirements.lock || { certificates=--system-certs; \
	  echo "Trying again with the certificates of this machine, which a company's network may need."; \
	  $(INSTALL) $$certificates --compile-bytecode --requirement requirements.lock; }; \
	$(INSTALL) $$certificates --quiet --no-deps --editable .; \
	$(BIN)/python -c 'import matplotlib.font_manager'; \
	touch $@

# For those who work on the kit.

build: setup
	@$(BIN)/classroom build

# The README's pictures, from what the browser tests see: Chromium has to be there.
pictures: setup
	@set -e; seen=$$(mktemp -d); KIT_SCREENSHOTS=$$seen $(BIN)/python -m pytest -q tests/browser; \
	  $(BIN)/python course/pictures/beside.py $$seen; rm -r $$seen

format: setup
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

lock: setup
	@$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --fork-strategy fewest \
	  --no-emit-index-url --no-annotate --custom-compile-command "make lock" --output-file requirements.lock

clean:
	rm -rf $(VENV)
