#!/bin/sh
# Prints new random passwords for compose.yaml: infra/secrets.sh >infra/secrets.env
set -eu
users=$(sed -n 's/^ *password: \$NATS_PASSWORD_//p' "$(dirname "$0")/nats/users.conf")
one() {
    # A letter first: NATS reads a value that begins with a digit as a number.
    printf '%s=p%s\n' "$1" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
}
one POSTGRES_PASSWORD
one NATS_ROUTE_PASSWORD
for user in $users; do
    one "DATABASE_PASSWORD_$user"
    one "NATS_PASSWORD_$user"
done
