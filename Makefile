# Every command of the project. Recipes are one line; what is longer stands in infra/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help setup run test check fmt api bench image

ENV := eval "$$(infra/setup.sh env)";

help: ## Shows this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: ## Installs what running and testing need (as root through apt; otherwise it says what to run)
	@infra/setup.sh test

run: ## Builds and starts everything with demonstration data, then says where the portal is and how to sign in
	@infra/run.sh

test: ## Runs every test, on SQLite, on a private PostgreSQL and in a browser
	@infra/test.sh

check: ## Formatting, lints, documentation, dependency policy, and that the generated contracts are current
	@infra/check.sh

fmt: ## Formats the code
	@cargo fmt --all

api: ## Writes again what is made from the registry: the documents under api/, the brokers' users, compose.yaml
	@$(ENV) cargo run --locked --quiet -p sambruk -- api
	@$(ENV) infra/services.sh $$(cargo run --locked --quiet -p sambruk -- services)

bench: ## Runs the benchmarks that targets are measured by (ONLY="P1 P4": some of them; QUICK=1: fewer turns)
	@infra/bench.sh $(ONLY)

image: ## Builds the container image
	@docker build --file infra/Dockerfile --tag sambruk .
