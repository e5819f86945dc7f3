#!/bin/sh
# Puts a backup into an empty database. The services must be stopped: docs/backup.md says in which order.
#   restore.sh koppel-20261124T020000Z
set -eu
folder="${BACKUP_FOLDER:-/backups}"
if [ "$#" -ne 1 ] || [ ! -d "$folder/$1" ]; then
  echo "Name one of these backups:" >&2
  ls "$folder" >&2
  exit 64
fi
cd "$folder/$1"
sha256sum -c sums.txt

schemas=$(psql --no-psqlrc --tuples-only --no-align --command \
  "select count(*) from pg_namespace where nspname in ('gateway', 'connections', 'settings', 'notifications', 'flow_runner')")
if [ "$schemas" -ne 0 ]; then
  echo "The database has tables of Koppel already, so nothing was changed. Restore into an empty one: docs/backup.md." >&2
  exit 1
fi

# Roles that the server has already stay as they are; the others get their passwords when `migrate` runs.
while IFS= read -r statement; do
  psql --no-psqlrc --quiet --command "do \$\$ begin $statement exception when duplicate_object then null; end \$\$"
done < roles.sql
pg_restore --exit-on-error --single-transaction --dbname="$PGDATABASE" koppel.dump
echo "$1 is restored."
