#!/bin/sh
# Gathers what was built: for the services without types, source maps and sandboxes, and for the sandboxes alone.
set -eu
services="$1/koppel"
sandbox="$2/koppel"
mkdir -p "$services" "$sandbox"

copy() { tar --create --files-from=- | tar --extract --directory="$1"; }

code() { find "$@" -type f \( -path '*/dist/*' -o -name package.json \) ! -path '*/node_modules/*' ! -name '*.d.ts' ! -name '*.map'; }

{
  code apps packages | grep --invert-match '^packages/simulators/'
  # The manuals that the catalog shows.
  find packages/connectors -name 'manual*.md' ! -path '*/node_modules/*'
} | copy "$services"
{
  code packages/simulators
  find packages/simulators -path '*/data/*' -type f ! -path '*/node_modules/*'
} | copy "$sandbox"

for out in "$services" "$sandbox"; do
  cp deploy/entrypoint.mjs LICENSE NOTICE "$out"
done
for out in "$1" "$2"; do
  sh deploy/image/set-times.sh "$out"
done
