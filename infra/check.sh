#!/usr/bin/env bash
# Everything that is checked without running the tests. Stops at the first failure.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

infra/setup.sh run
infra/setup.sh lint
eval "$(infra/setup.sh env)"
step() { echo "check: $*" >&2; "$@"; }

step cargo fmt --all --check
step cargo clippy --locked --all-targets -- -D warnings
step cargo clippy --locked --profile documents -p documents --all-targets -- -D warnings
RUSTDOCFLAGS="-D warnings" step cargo doc --locked --no-deps --document-private-items
RUSTDOCFLAGS="-D warnings" step cargo doc --locked --profile documents -p documents --no-deps --document-private-items
step python3 infra/dependencies.py
if cargo deny --version >/dev/null 2>&1; then
    step cargo deny --offline --locked check --config infra/deny.toml bans licenses sources
else
    echo "check: cargo-deny is not installed; infra/dependencies.py has checked the same rules" >&2
fi

# Each requirement of the security standard has a row, and the tests that rows name exist.
step python3 infra/asvs.py

step make --no-print-directory api
# A new file counts as well as a changed one.
generated=(api infra/nats/users.conf infra/compose.yaml)
if [ -n "$(git status --porcelain -- "${generated[@]}")" ]; then
    git --no-pager diff --stat -- "${generated[@]}" >&2
    git status --short -- "${generated[@]}" >&2
    echo "check: what is generated is not what the code says: run 'make api' and commit the result" >&2
    exit 1
fi

# The rules of the national REST profile: first that each of them fires, then that our documents break none.
step node infra/api-lint/test.mjs
step infra/api-lint/node_modules/.bin/spectral lint --ruleset infra/api-lint/ruleset.mjs --fail-severity error api/openapi/*.json
echo "check: all good" >&2
