# What CI runs, a laptop runs by the same word. `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help demo stress test test-rust test-python test-node test-swift test-fuzz fuzz lint lint-rust lint-python lint-node lint-swift lint-peers fix generate generate-docs python node swift features deny bench mutants clean

# One place for what is built, however the parts are called.
export CARGO_TARGET_DIR ?= $(CURDIR)/target
export PEEKER_CACHE_DIR ?= $(CURDIR)/.cache

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## Build and tell the central workflow over real HTTP; needs Rust alone
	cargo run --quiet --release --package peeker-flows --bin demo

stress: ## Run thousands of orders on a bad day, and count; PEEKER_STRESS_SEED, PEEKER_STRESS_ORDERS
	cargo test --quiet --package peeker-flows --test stress

test: ## Run every test in every language; the last lines say how many
	tests/scripts/test-all.sh

test-rust: ## Run the tests of core, the sandbox and the flows
	cargo test
	# Another crate in a user's program may switch these on for all: no byte and no answer may change.
	cargo test --package peeker-core --features serde_json/arbitrary_precision,serde_json/preserve_order --test 'vectors_*'

test-python: ## Build the wheel into a venv and run its tests
	bindings-python/scripts/test.sh test

test-node: ## Build the addon and run its tests
	bindings-node/scripts/test.sh test

test-swift: ## Run the Swift tests, with a toolchain of its own where there is none
	bindings-swift/scripts/test.sh test

.PHONY: test-fuzz fuzz
test-fuzz: ## Fuzz core for some seconds, the same way each time
	tests/scripts/fuzz.sh short

fuzz: ## Fuzz core for long: make fuzz SECONDS=600 TARGETS="parse verify"
	tests/scripts/fuzz.sh long $(or $(SECONDS),300) $(TARGETS)

lint: lint-rust features deny lint-python lint-node lint-swift lint-peers ## Check everything, write nothing

lint-rust:
	cargo fmt --all --check
	cargo fmt --manifest-path tests/fuzz/Cargo.toml --check
	cargo clippy --workspace --all-targets -- --deny warnings
	RUSTDOCFLAGS="--deny warnings" cargo doc --no-deps --package peeker-core --package peeker-sandbox --quiet

features: ## Check core with each of its features, with each two, and with all
	tests/scripts/features.sh

deny: ## Check licences, sources and bans of the dependencies
	tests/scripts/deny.sh

lint-python:
	bindings-python/scripts/test.sh lint

lint-node:
	bindings-node/scripts/test.sh lint

lint-swift:
	bindings-swift/scripts/test.sh lint

# With the tools of the two packages, which their own lint installs.
lint-peers: lint-python lint-node
	cargo fmt --manifest-path tests/benchmarks/peers/rust/Cargo.toml --check
	cd tests/benchmarks/peers/python && "$(PEEKER_CACHE_DIR)/python-venv/bin/ruff" check . && "$(PEEKER_CACHE_DIR)/python-venv/bin/ruff" format --check .
	cd tests/benchmarks/peers/node && "$(CURDIR)/bindings-node/node_modules/.bin/biome" check --error-on-warnings

fix: ## Repair what can be repaired by a tool
	cargo fmt --all
	cargo fmt --manifest-path tests/fuzz/Cargo.toml
	cargo fmt --manifest-path tests/benchmarks/peers/rust/Cargo.toml
	cargo clippy --workspace --all-targets --fix --allow-dirty --allow-staged

generate: generate-docs ## Write the committed generated files anew
	bindings-python/scripts/test.sh generate
	bindings-node/scripts/generate.sh
	bindings-swift/scripts/generate.sh

generate-docs: ## Write docs/checks.md, errors.md and reliability.md anew; needs Rust alone
	cargo run --quiet --package peeker-tables

python: ## Build the Python wheels and install them into .venv/
	bindings-python/scripts/test.sh build

node: ## Build the Node addon and its JavaScript
	bindings-node/scripts/test.sh build

swift: test-swift ## Build the Swift package and run its tests

mutants: ## Break core in small ways, one by one; its tests must notice each
	tests/scripts/mutants.sh

bench: instructions ## Measure core beside the bare libraries under it; prints ratios of the same run
	rm -rf "$(CARGO_TARGET_DIR)/criterion"
	cargo bench --package peeker-benchmarks --bench core -- --noplot
	cargo run --quiet --release --package peeker-benchmarks -- "$(CARGO_TARGET_DIR)/criterion"

.PHONY: instructions
instructions: ## Count the instructions of core's hot paths, beside the committed counts; UPDATE=1 writes those anew
	tests/scripts/instructions.sh

.PHONY: bench-peers
bench-peers: ## Measure beside what is used today; writes docs/benchmarks.md. ROW="webhook-verify python", QUICK=1
	QUICK=$(QUICK) tests/benchmarks/peers/run.sh $(ROW)

clean: ## Remove what was built, but not the Swift toolchain
	cargo clean
	rm -rf .cache/python-venv bindings-node/node_modules bindings-node/dist bindings-node/native bindings-node/test/dist bindings-swift/.build
