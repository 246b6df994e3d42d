# SPDX-FileCopyrightText: 2026 Chartproof contributors
# SPDX-License-Identifier: Apache-2.0
# Thin: the work is done by the project's own programs; simple commands only, so that Windows needs no shell for them.
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN := .venv/Scripts
else
PYTHON ?= python3
BIN := .venv/bin
endif
.DEFAULT_GOAL := help
.PHONY: help setup develop run test check fix bench bundle smoke lock

help: ; @echo "make run | test | setup | check | fix | bench | bundle | smoke | lock"

setup: ; @$(PYTHON) build/setup.py

develop: ; @$(PYTHON) build/setup.py --development

run: setup ; @$(BIN)/chartproof resources/samples

check: develop ; @$(BIN)/python build/checks.py

fix: develop ; @$(BIN)/python build/checks.py --fix

test: check
	@$(BIN)/python -m pytest -n 2 -q -m "not alone"
	@$(BIN)/python -m pytest -q -m alone

bench: develop ; @$(BIN)/python build/bench.py

bundle: develop ; @$(BIN)/python build/installer.py

smoke: ; @$(BIN)/python build/smoke.py

lock: develop ; @$(BIN)/python build/lock.py
