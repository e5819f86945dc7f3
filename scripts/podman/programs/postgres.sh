#!/bin/bash
# What the official image does at its start: sets up the data where there is none, then serves.
set -euo pipefail
data=/var/lib/postgresql/data
mkdir -p "$data" /var/run/postgresql
chown -R postgres: /var/lib/postgresql /var/run/postgresql
as_postgres() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
if [ ! -s "$data/PG_VERSION" ]; then
  password=$(mktemp)
  printf '%s\n' "$POSTGRES_PASSWORD" > "$password"
  chown postgres: "$password"
  as_postgres initdb --pgdata="$data" --username="$POSTGRES_USER" --pwfile="$password" --encoding=UTF8 --locale=C.UTF-8 \
    --auth-local=trust --auth-host=scram-sha-256
  rm "$password"
  echo 'host all all all scram-sha-256' >> "$data/pg_hba.conf"
  as_postgres pg_ctl --pgdata="$data" --wait --options="-c listen_addresses=''" start
  as_postgres createdb --username="$POSTGRES_USER" "$POSTGRES_DB"
  as_postgres pg_ctl --pgdata="$data" --wait stop
fi
shift
exec setpriv --reuid=postgres --regid=postgres --clear-groups postgres -D "$data" -c 'listen_addresses=*' "$@"
