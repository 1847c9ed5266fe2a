#!/bin/sh
# Prints the users of the NATS cluster, one per service named: infra/nats/users.sh members identity ... >users.conf
#
# A service speaks for itself, in the vocabularies that all share (usage, tasks, invitations), asks anybody, answers what it is asked,
# and hears replies only in its own inbox: a client sets its inbox prefix to _INBOX_<user>. What JetStream keeps cannot be
# limited by subject for readers, so consumers check the tenant in the envelope and nobody outside gets a user.
# Passwords come from the servers' environment, NATS_PASSWORD_<SERVICE>.
set -eu
[ $# -gt 0 ] || { echo "usage: infra/nats/users.sh SERVICE..." >&2; exit 2; }

echo 'authorization {'
echo '    users: ['
for service in "$@"; do
    variable=NATS_PASSWORD_$(printf %s "$service" | tr 'a-z-' 'A-Z_')
    cat <<USER
        {
            user: $service
            password: \$$variable
            permissions {
                publish: [
                    "sambruk.*.$service.>", "sambruk.*.usage.>", "sambruk.*.tasks.>", "sambruk.*.invitations.>"
                    "live.$service.>", "rpc.>"
                    "\$JS.API.>", "\$JS.ACK.>", "\$JS.FC.>"
                ]
                subscribe: [ "_INBOX_$service.>", "rpc.$service.>", "live.>" ]
                allow_responses: true
            }
        }
USER
done
echo '    ]'
echo '}'
