#!/usr/bin/env bash
# Every test: Rust's on SQLite and on a private PostgreSQL, then the browser's. Fails if any of them does.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

infra/setup.sh test
eval "$(infra/setup.sh env)"

cluster=$(mktemp -d "${TMPDIR:-/tmp}/sambruk-postgres.XXXXXX")
trap 'infra/postgres.sh stop "$cluster"; rm -f "$cluster.log"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
SAMBRUK_TEST_POSTGRES=$(infra/postgres.sh start "$cluster")
SAMBRUK_TEST_BINARY=${CARGO_TARGET_DIR:-$PWD/target}/debug/sambruk
export SAMBRUK_TEST_POSTGRES SAMBRUK_TEST_BINARY

# The tests start the real binary too, so it must be the current one.
cargo build --locked --bins
# What makes PDF files is built apart: it takes longer than all else, and its own tests use the same build.
cargo build --locked --profile documents -p documents

failed=()
log=$cluster.log
cargo test --locked --no-fail-fast 2>&1 | tee "$log" || failed+=("cargo test")
cargo test --locked --no-fail-fast --profile documents -p documents || failed+=("cargo test -p documents")
if [ -f tests/browser/run.mjs ]; then
    node tests/browser/run.mjs || failed+=("browser tests")
fi

if [ ${#failed[@]} -gt 0 ]; then
    # Why, once more: hundreds of lines may have followed.
    grep --after-context 4 "panicked at" "$log" | cut --characters 1-400 >&2 || true
    echo "failed: ${failed[*]}" >&2
    exit 1
fi
