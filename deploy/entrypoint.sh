#!/bin/sh
# Runs one service of Koppel, brings every schema up to date (migrate), or asks the running service whether it is
# ready (healthcheck).
set -eu
cd /koppel

main_of() {
  for main in "apps/$1/dist/src/main.js" "apps/$1/dist/main.js"; do
    if [ -f "$main" ]; then
      echo "$main"
      return
    fi
  done
  echo "There is no service '$1' in this image; there are: connections catalog settings flow-runner gateway (and migrate)." >&2
  exit 64
}

service="${1:-gateway}"
[ "$#" -gt 0 ] && shift

if [ "$service" = healthcheck ]; then
  exec node --eval 'fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((reply) => process.exit(reply.ok ? 0 : 1), () => process.exit(1))'
fi

if [ "$service" = migrate ]; then
  for owner in connections settings flow-runner gateway; do
    main=$(main_of "$owner")
    node "$main" migrate
  done
  exit 0
fi

main=$(main_of "$service")
exec node "$main" "$@"
