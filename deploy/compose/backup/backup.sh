#!/bin/sh
# One backup of Postgres: everything that Koppel knows, as one snapshot, while it goes on working. What NATS holds need
# not be kept: it is made again from Postgres. Variables: those of libpq, BACKUP_FOLDER, BACKUP_KEEP_DAYS.
set -eu
folder="${BACKUP_FOLDER:-/backups}"
name="koppel-$(date -u +%Y%m%dT%H%M%SZ)"
partial="$folder/.$name"
mkdir -p "$partial"
trap 'rm -rf "$partial"' EXIT

# The services' roles belong to the server, not to the database.
pg_dumpall --roles-only --no-role-passwords | grep -E '^CREATE ROLE "?koppel_' > "$partial/roles.sql"
pg_dump --format=custom --file="$partial/koppel.dump"
# A dump that cannot be read to its end is no backup.
pg_restore --list "$partial/koppel.dump" > "$partial/contents.txt"
(cd "$partial" && sha256sum roles.sql koppel.dump > sums.txt)
mv "$partial" "$folder/$name"
find "$folder" -mindepth 1 -maxdepth 1 -name 'koppel-*' -mtime "+${BACKUP_KEEP_DAYS:-14}" -exec rm -rf {} +
echo "$name"
