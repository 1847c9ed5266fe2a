#!/bin/sh
# Prints new random passwords for compose.yaml: infra/secrets.sh >infra/secrets.env
set -eu
users=$(sed -n 's/^ *password: \$//p' "$(dirname "$0")/nats/users.conf")
for name in POSTGRES_PASSWORD DATABASE_PASSWORD NATS_ROUTE_PASSWORD $users; do
    # A letter first: NATS reads a value that begins with a digit as a number.
    printf '%s=p%s\n' "$name" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
done
