#!/bin/sh
# Writes the router's configuration and pages into a directory:
#
#   infra/nginx/render.sh DIR LISTEN SERVICE=HOST:PORT...
#       RESOLVER=ADDRESS     where hosts are names
#       TLS_PROXY=ADDRESS    where TLS ends: what that one says of the client's address is believed, so that not all share one limit
#   nginx -e stderr -c DIR/nginx.conf
#
# One of the services is the portal: it gets what no other service owns.
set -eu
[ $# -ge 3 ] || { echo "usage: infra/nginx/render.sh DIR LISTEN SERVICE=HOST:PORT..." >&2; exit 2; }
here=$(dirname "$0")
directory=$1
listen=$2
shift 2

services=
portal=
for pair in "$@"; do
    services="$services ${pair%%=*} ${pair#*=};"
    [ "${pair%%=*}" != portal ] || portal=${pair#*=}
done
[ -n "$portal" ] || { echo "render.sh: no portal among the services" >&2; exit 2; }

mkdir -p "$directory"
# nginx started by root works as another user, who must reach the pages and the temporary files.
chmod 755 "$directory"
cp "$here/unavailable.html" "$here/unavailable.json" "$directory/"
sed -e "s|@DIRECTORY@|$directory|g" -e "s|@LISTEN@|$listen|" -e "s|@SERVICES@|default $portal;$services|" \
    -e "s|@TLS_PROXY@|${TLS_PROXY:+set_real_ip_from $TLS_PROXY; real_ip_header X-Forwarded-For;}|" \
    -e "s|@RESOLVER@|${RESOLVER:+resolver $RESOLVER valid=5s;}|" "$here/router.conf" >"$directory/nginx.conf"
