#!/usr/bin/env bash
# Builds and starts everything with demonstration data. The program that makes PDF files takes much longer to build than all else,
# so it is built in the background with low priority; until it is there, pages say that no PDF can be made.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

infra/setup.sh run
eval "$(infra/setup.sh env)"
cargo build --locked -p sambruk

say() { printf 'run: %s\n' "$*" >&2; }
target=${CARGO_TARGET_DIR:-$PWD/target}
log=$target/documents.log

# Ends with this process, which becomes the portal.
build_documents() {
    nice cargo build --locked --profile documents -p documents >"$log" 2>&1 </dev/null &
    local build=$!
    while kill -0 "$build" 2>/dev/null; do
        kill -0 $$ 2>/dev/null || { kill "$build"; return; }
        sleep 1
    done
    if wait "$build"; then say "PDF files can be made"; else say "no PDF files can be made: see $log"; fi
}

say "the program that makes PDF files is built in the background, which takes a while the first time"
build_documents &
exec "$target/debug/sambruk" serve --demo
