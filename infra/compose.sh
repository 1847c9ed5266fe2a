#!/bin/sh
# Prints compose.yaml for the services named: infra/compose.sh members identity ... >infra/compose.yaml
set -eu
[ $# -gt 0 ] || { echo "usage: infra/compose.sh SERVICE..." >&2; exit 2; }
upper() { printf %s "$1" | tr 'a-z-' 'A-Z_'; }
# Without it compose refuses to start anything.
secret() { printf '${%s:?run infra/secrets.sh}' "$1"; }

cat <<'YAML'
# The split mode: one process per service on PostgreSQL and a NATS cluster of three, behind a path router.
#
#   infra/secrets.sh >infra/secrets.env
#   PUBLIC_URL=https://sambruk.example.org docker compose --env-file infra/secrets.env -f infra/compose.yaml up
#
# TLS ends in front of the router (infra/nginx/tls.sh). Sign-in needs a provider: SAMBRUK_IDENTITY__PROVIDERS__<NAME>__ISSUER and its
# fellows in infra/providers.env, which only identity is given. Made by infra/compose.sh (make api): change that. Each volume also holds what the service keeps in files, UKA's
# the secret that the keys of encrypted fields come from: back them up, that one apart from the database.
name: sambruk

x-nats: &nats
  image: nats:2.15.1
  command: ["-c", "/etc/nats/server.conf"]
  restart: unless-stopped
  networks: [inside]

# Values are read as NATS configuration: with a colon they need quotes of their own.
x-nats-environment: &nats-environment
  NATS_LISTEN: '"0.0.0.0:4222"'
  NATS_MONITOR: '"0.0.0.0:8222"'
  NATS_STORE: '"/store"'
  NATS_MAX_FILE: 10GB
  NATS_CLUSTER_LISTEN: '"0.0.0.0:6222"'
  NATS_ROUTE_PASSWORD: ${NATS_ROUTE_PASSWORD:?run infra/secrets.sh}
  NATS_ROUTE_1: '"nats-route://route:${NATS_ROUTE_PASSWORD:?run infra/secrets.sh}@nats-1:6222"'
  NATS_ROUTE_2: '"nats-route://route:${NATS_ROUTE_PASSWORD:?run infra/secrets.sh}@nats-2:6222"'
  NATS_ROUTE_3: '"nats-route://route:${NATS_ROUTE_PASSWORD:?run infra/secrets.sh}@nats-3:6222"'
YAML
for service in "$@"; do
    name=NATS_PASSWORD_$(upper "$service")
    printf '  %s: %s\n' "$name" "$(secret "$name")"
done
cat <<'YAML'

x-process: &process
  image: sambruk
  build: { context: .., dockerfile: infra/Dockerfile }
  restart: unless-stopped
  stop_grace_period: 30s
  networks: [inside, outside]
  depends_on:
    migrate: { condition: service_completed_successfully }
    nats-1: { condition: service_started }
    nats-2: { condition: service_started }
    nats-3: { condition: service_started }

x-environment: &environment
  SAMBRUK_HTTP__BIND: 0.0.0.0:8080
  SAMBRUK_HTTP__OPERATIONS_BIND: 0.0.0.0:9090
  SAMBRUK_HTTP__PUBLIC_URL: ${PUBLIC_URL:?the address that browsers use, https://...}
  SAMBRUK_HTTP__TRUST_FORWARDED_FOR: "true"
  SAMBRUK_DATABASE__URL: postgres://sambruk_{service}:{password}@postgres/sambruk
  SAMBRUK_NATS__URL: nats://nats-1:4222,nats://nats-2:4222,nats://nats-3:4222
  SAMBRUK_NATS__REPLICAS: "3"
  # What is said between these containers stays on this machine, in the network `inside`. Where they are spread over several, give
  # PostgreSQL and NATS certificates and write sslmode=verify-full and tls:// instead.
  SAMBRUK_NETWORK__UNENCRYPTED: "true"
  SAMBRUK_TELEMETRY__FORMAT: json

services:
  postgres:
    image: postgres:15
    # Every process keeps a pool of its own.
    command: ["-c", "max_connections=300"]
    environment:
      POSTGRES_USER: sambruk_admin
      POSTGRES_DB: sambruk
      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:?run infra/secrets.sh}
    volumes: ["postgres:/var/lib/postgresql/data"]
    restart: unless-stopped
    networks: [inside]
    healthcheck:
      test: ["CMD", "pg_isready", "-U", "sambruk_admin", "-d", "sambruk"]
      interval: 2s
      retries: 30

  nats-1:
    <<: *nats
    environment: { <<: *nats-environment, NATS_NAME: nats-1 }
    volumes: ["./nats:/etc/nats:ro", "nats-1:/store"]
  nats-2:
    <<: *nats
    environment: { <<: *nats-environment, NATS_NAME: nats-2 }
    volumes: ["./nats:/etc/nats:ro", "nats-2:/store"]
  nats-3:
    <<: *nats
    environment: { <<: *nats-environment, NATS_NAME: nats-3 }
    volumes: ["./nats:/etc/nats:ro", "nats-3:/store"]

  # The only process that holds the administrator's password, and each service's, which it gives to their roles: it makes schemas,
  # roles and tables, and ends.
  migrate:
    image: sambruk
    build: { context: .., dockerfile: infra/Dockerfile }
    command: ["migrate"]
    environment:
      <<: *environment
      SAMBRUK_DATABASE__ADMIN_URL: postgres://sambruk_admin:${POSTGRES_PASSWORD:?run infra/secrets.sh}@postgres/sambruk
YAML
for service in "$@"; do
    printf '      SAMBRUK_DATABASE__PASSWORDS__%s: %s\n' "$(upper "$service")" "$(secret "DATABASE_PASSWORD_$(upper "$service")")"
done
cat <<'YAML'
    networks: [inside]
    depends_on:
      postgres: { condition: service_healthy }

YAML
for service in "$@"; do
    cat <<YAML
  $service:
    <<: *process
    command: ["serve", "$service"]
    environment:
      <<: *environment
      SAMBRUK_DATABASE__PASSWORD: $(secret "DATABASE_PASSWORD_$(upper "$service")")
      SAMBRUK_NATS__USER: $service
      SAMBRUK_NATS__PASSWORD: $(secret "NATS_PASSWORD_$(upper "$service")")
    volumes: ["$service:/data"]
YAML
    [ "$service" != identity ] || echo '    env_file: [{ path: providers.env, required: false }]'
done
cat <<'YAML'

  router:
    image: nginx:1.28
    command:
      - sh
      - -c
      - >-
        /router/render.sh /tmp/router 8080
YAML
for service in "$@"; do
    echo "        $service=$service:8080"
done
cat <<'YAML'
        && exec nginx -e stderr -c /tmp/router/nginx.conf
    environment: { RESOLVER: 127.0.0.11, TLS_PROXY: "${SAMBRUK_TLS_PROXY:-}" }
    volumes: ["./nginx:/router:ro"]
    ports: ["127.0.0.1:8080:8080"]
    restart: unless-stopped
    networks: [inside, outside]
    depends_on: [portal]

networks:
  # The database and the cluster are reachable from the processes only.
  inside: { internal: true }
  outside: {}

volumes:
  postgres:
  nats-1:
  nats-2:
  nats-3:
YAML
for service in "$@"; do
    echo "  $service:"
done
