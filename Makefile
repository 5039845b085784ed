# The front door: every target sets up what it needs. `make help` lists them.

# Serve on this database whatever the environment says; only the command line changes it.
ifneq ($(origin DATABASE_URL),command line)
override DATABASE_URL := sqlite:data/handover.db
endif
# The build profile of `make run`: dev shares its build with the tests, release starts and answers faster.
ifneq ($(origin PROFILE),command line)
override PROFILE := dev
endif
# The tests and the rest bring databases of their own: they must not meet the user's.
unexport DATABASE_URL PROFILE

.DEFAULT_GOAL := help
.PHONY: help run chat test check evaluate bench streams proof screenshots docs clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' Makefile

run: ## build and serve on http://127.0.0.1:8001 (DATABASE_URL=… BIND=… PROFILE=release)
	@DATABASE_URL='$(DATABASE_URL)' PROFILE='$(PROFILE)' BIND='$(BIND)' scripts/run

chat: ## talk to the running server from this terminal
	@"$$(scripts/build $(PROFILE))" chat

test: ## every test on both databases, after setting up what is missing
	@scripts/test

check: ## static checks: format, lints, docs, layers, sizes
	@scripts/check

evaluate: ## measure judgement and retrieval on labelled data (HANDOVER_DATA=folder ERRORS=20)
	@scripts/evaluate

bench: ## measure chat and escalate against the frozen reference (about 15 minutes)
	@tests/load/bench

streams: ## measure chat beside a thousand open streams, and that they lose nothing (about 10 minutes)
	@tests/load/bench streams

proof: ## the long proofs: licences, properties, kill loops, deep API fuzzing (writes docs/proof)
	@scripts/proof

screenshots: ## pictures of every state of the chat and every view of the pages, into docs/img
	@scripts/setup-test && scripts/with-server sh -c 'set -e; for pages in chat page desk insight; do scripts/node tests/browser/$${pages}_screenshots.mjs; done'

docs: ## the API documentation of the crates
	@cargo doc --locked --workspace --no-deps && echo "open $${CARGO_TARGET_DIR:-target}/doc/handover_domain/index.html"

clean: ## delete what was built and set up; the data stays
	@cargo clean && rm -rf .test tests/browser/node_modules crates/web/node_modules
