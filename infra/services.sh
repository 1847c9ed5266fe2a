#!/bin/sh
# Writes what is deployed for each service again, for the services named: the brokers' users, and compose.yaml.
set -eu
[ $# -gt 0 ] || { echo "usage: infra/services.sh SERVICE..." >&2; exit 2; }
cd "$(dirname "$0")"
nats/users.sh "$@" >nats/users.conf
./compose.sh "$@" >compose.yaml
