#!/usr/bin/env bash
# A private, throw-away PostgreSQL for tests: its own directory, a free port on 127.0.0.1, durable as a real one.
#
#   infra/postgres.sh start DIR   makes a cluster in DIR (new or empty), starts it and prints its address
#   infra/postgres.sh url DIR     prints the address again
#   infra/postgres.sh stop DIR    stops it and removes DIR
#
# PostgreSQL refuses to run as root: root gets a system user for it, who must be able to reach DIR.
set -euo pipefail
shopt -s nullglob

readonly OWNER=sambruk-test
readonly ADMIN=sambruk_admin

die() { echo "postgres: $*" >&2; exit 1; }

[ $# -eq 2 ] || die "usage: infra/postgres.sh start|url|stop DIR"
readonly COMMAND=$1
readonly DIR=$(realpath -m -- "$2")

binaries() {
    local found=(/usr/lib/postgresql/*/bin/initdb)
    if [ ${#found[@]} -gt 0 ]; then
        dirname "$(printf '%s\n' "${found[@]}" | sort -V | tail -n 1)"
    else
        dirname "$(command -v initdb)" 2>/dev/null || die "no server found: run 'infra/setup.sh test'"
    fi
}

# As root, runs a command as the cluster's owner; otherwise as oneself. The owner may not be able to read the caller's
# directory, and the server must not hold the caller's output open.
as_owner() {
    cd "$DIR"
    if [ "$(id -u)" -eq 0 ]; then
        setpriv --reuid="$OWNER" --regid="$OWNER" --clear-groups env HOME="$DIR" "$@"
    else
        "$@"
    fi
}

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

prepare_directory() {
    mkdir -p "$DIR"
    [ -z "$(ls -A "$DIR")" ] || die "$DIR is not empty"
    chmod 700 "$DIR"
    [ "$(id -u)" -eq 0 ] || return 0
    id "$OWNER" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$OWNER"
    chown "$OWNER:$OWNER" "$DIR"
    (as_owner test -w "$DIR") 2>/dev/null || die "$OWNER cannot reach $DIR: choose a directory under /tmp"
}

configure() {
    cat >>"$DIR/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$DIR'
max_connections = 300
timezone = 'UTC'
log_min_duration_statement = 1000
CONF
    # Services prove who they are, as in an installation; the administrator comes from this machine only.
    cat >"$DIR/data/pg_hba.conf" <<CONF
local all all trust
host all $ADMIN 127.0.0.1/32 trust
host all all 127.0.0.1/32 scram-sha-256
CONF
}

start() {
    local bin attempt port
    bin=$(binaries)
    prepare_directory
    (as_owner "$bin/initdb" --pgdata="$DIR/data" --username="$ADMIN" --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
        >"$DIR/initdb.log" 2>&1) || { cat "$DIR/initdb.log" >&2; die "initdb failed"; }
    configure
    for attempt in 1 2 3 4 5; do
        port=$(free_port)
        if (as_owner "$bin/pg_ctl" start --pgdata="$DIR/data" --wait --timeout=60 --log="$DIR/server.log" \
            --options="-p $port" </dev/null >"$DIR/pg_ctl.log" 2>&1); then
            echo "postgres://$ADMIN@127.0.0.1:$port/postgres" | tee "$DIR/url"
            return
        fi
        grep -q 'Address already in use' "$DIR/server.log" || break
    done
    cat "$DIR/server.log" >&2
    die "the server did not start (try $attempt)"
}

# Removes only what `start` made.
stop() {
    [ -d "$DIR" ] || return 0
    [ -e "$DIR/initdb.log" ] || [ -z "$(ls -A "$DIR")" ] || die "$DIR was not made by this script"
    if [ -e "$DIR/data/postmaster.pid" ]; then
        (as_owner "$(binaries)/pg_ctl" stop --pgdata="$DIR/data" --mode=immediate --wait --timeout=30 \
            </dev/null >>"$DIR/pg_ctl.log" 2>&1) || { cat "$DIR/pg_ctl.log" >&2; die "the server did not stop"; }
    fi
    rm -rf -- "$DIR"
}

case "$COMMAND" in
    start) start ;;
    url) cat "$DIR/url" 2>/dev/null || die "nothing runs in $DIR" ;;
    stop) stop ;;
    *) die "usage: infra/postgres.sh start|url|stop DIR" ;;
esac
