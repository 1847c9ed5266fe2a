#!/bin/sh
# Writes the configuration of the proxy in which TLS ends into a directory:
#
#   infra/nginx/tls.sh DIR HOST CERTIFICATE KEY ROUTER
#       HOST          the name that people write, as in http.public_url
#       CERTIFICATE   a file: the certificate and those between it and its root; KEY a file that only nginx may read
#       ROUTER        host:port of the path router, which is to know this proxy as its TLS_PROXY
#       HTTPS=ADDRESS:PORT HTTP=ADDRESS:PORT    where it listens, when not at 443 and 80
#   nginx -e stderr -c DIR/nginx.conf
set -eu
[ $# -eq 5 ] || { echo "usage: infra/nginx/tls.sh DIR HOST CERTIFICATE KEY ROUTER" >&2; exit 2; }
directory=$1
for file in "$3" "$4"; do
    [ -r "$file" ] || { echo "tls.sh: $file can't be read" >&2; exit 2; }
done
mkdir -p "$directory"
chmod 755 "$directory"
sed -e "s|@DIRECTORY@|$directory|g" -e "s|@HOST@|$2|" -e "s|@CERTIFICATE@|$3|" -e "s|@KEY@|$4|" -e "s|@ROUTER@|$5|" \
    -e "s|@HTTPS@|${HTTPS:-443}|" -e "s|@HTTP@|${HTTP:-80}|" "$(dirname "$0")/tls.conf" >"$directory/nginx.conf"
