#!/usr/bin/env bash
# The benchmarks, on a private PostgreSQL that is as durable as a real one.
#
#   infra/bench.sh [TARGET]...   those of some targets only, for example P1 P4; with QUICK=1 fewer turns and rows
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

infra/setup.sh test
eval "$(infra/setup.sh env)"

# The demonstration's thousands of invoices are archived as PDF when there is a program for it: that is not what is measured.
unset SAMBRUK_DOCUMENTS__BINARY

cluster=$(mktemp -d "${TMPDIR:-/tmp}/sambruk-postgres.XXXXXX")
trap 'infra/postgres.sh stop "$cluster"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP
SAMBRUK_TEST_POSTGRES=$(infra/postgres.sh start "$cluster")
export SAMBRUK_TEST_POSTGRES

cargo bench --locked -p tests --bench targets -- "$@"
