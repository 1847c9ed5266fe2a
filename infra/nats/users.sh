#!/bin/sh
# Prints the users of the NATS cluster, one per service named: infra/nats/users.sh members identity ... >users.conf
#
# A service speaks for itself, in the vocabularies that all share (usage, tasks, invitations), asks what every service may ask, answers what it is
# asked, and hears replies only in its own inbox: a client sets its inbox prefix to _INBOX_<user>. Of the stream it may make what is
# not there, look, and use the consumer with its own name; only the service that starts first may change the stream's settings, and
# nobody may purge or delete it. Operators' questions and commands go out from the portal alone. What JetStream keeps can't be limited
# by subject for readers, so consumers check the tenant in the envelope and nobody outside gets a user.
# Passwords come from the servers' environment, NATS_PASSWORD_<SERVICE>.
set -eu
[ $# -gt 0 ] || { echo "usage: infra/nats/users.sh SERVICE..." >&2; exit 2; }
first=$1

# What no service knows itself: who somebody is, and, for new projections, what others have told so far.
questions='"rpc.identity.session-lookup", "rpc.identity.former-key-lookup", "rpc.identity.client-lookup", "rpc.identity.token-keys"'
questions="$questions, \"rpc.identity.names-lookup\", \"rpc.identity.roles-lookup\", \"rpc.*.event-log\", \"rpc.*.operations-demonstrated\""
operators=
for what in state hello parked parked-event decide run; do operators="$operators\"rpc.*.operations-$what\", "; done
operators="$operators\"rpc.billing.control-totals\""

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
                    "sambruk.*.$service.>", "sambruk.*.usage.>", "sambruk.*.tasks.>", "sambruk.*.invitations.>", "live.$service.>"
                    $questions
USER
    [ "$service" != portal ] || echo "                    $operators"
    [ "$service" != "$first" ] || echo '                    "$JS.API.STREAM.UPDATE.SAMBRUK"'
    cat <<USER
                    "\$JS.API.STREAM.CREATE.SAMBRUK", "\$JS.API.STREAM.INFO.SAMBRUK", "\$JS.API.STREAM.MSG.GET.SAMBRUK"
                    "\$JS.API.CONSUMER.CREATE.SAMBRUK.$service", "\$JS.API.CONSUMER.CREATE.SAMBRUK.$service.>"
                    "\$JS.API.CONSUMER.INFO.SAMBRUK.$service", "\$JS.API.CONSUMER.MSG.NEXT.SAMBRUK.$service"
                    "\$JS.API.CONSUMER.RESET.SAMBRUK.$service", "\$JS.ACK.SAMBRUK.$service.>"
                ]
                subscribe: [ "_INBOX_$service.>", "rpc.$service.>", "live.>" ]
                allow_responses: true
            }
        }
USER
done
echo '    ]'
echo '}'
