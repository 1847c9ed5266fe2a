#!/bin/sh
# Prints new random passwords for compose.yaml: infra/secrets.sh >infra/secrets.env
set -eu
for name in POSTGRES_PASSWORD DATABASE_PASSWORD NATS_ROUTE_PASSWORD NATS_PASSWORD_MEMBERS NATS_PASSWORD_IDENTITY \
    NATS_PASSWORD_BILLING NATS_PASSWORD_BIBBLIX NATS_PASSWORD_UKA NATS_PASSWORD_TILLARBETSLIVET NATS_PASSWORD_GOVERNANCE \
    NATS_PASSWORD_PORTAL; do
    # A letter first: NATS reads a value that begins with a digit as a number.
    printf '%s=p%s\n' "$name" "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')"
done
