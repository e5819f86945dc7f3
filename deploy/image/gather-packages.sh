#!/bin/sh
# Gathers the packages that run, without what only developers need, and writes the bill of materials.
#   gather-packages.sh /out --workspace apps/gateway …
set -eu
out="$1"
shift
mkdir -p "$out/koppel"
npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx --sbom-type=application "$@" > /tmp/sbom.json
node /image/settle-sbom.mjs < /tmp/sbom.json > "$out/koppel/sbom.cdx.json"

# Types, maps, sources, tests and pages about a package; licences stay.
prune() {
  find "$1" -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' -o -name '*.tsbuildinfo' -o -name '*.flow' \
    -o -name '*.spec.js' -o -iname '*.md' -o -iname '*.markdown' -o -name '.*' \) ! -iname 'licen[cs]e*' -delete
  find "$1" -type d \( -name test -o -name tests -o -name __tests__ -o -name docs -o -name example -o -name examples \
    -o -name .github -o -name benchmarks \) -prune -exec rm -rf {} +
  # Optional peers of packages that nobody here calls, and copies for bundlers and browsers.
  for unused in .bin .package-lock.json @koppel/e2e @koppel/bench @koppel/event-consumer @koppel/example-delivery-board @koppel/web @koppel/ui typescript react react-dom scheduler \
    @types typeorm/browser rxjs/dist/bundles rxjs/dist/esm5 rxjs/src; do
    rm -rf "${1:?}/$unused"
  done
  find "$1" -type d \( -path '*/@opentelemetry/*/build/esm' -o -path '*/@opentelemetry/*/build/esnext' \) -prune -exec rm -rf {} +
  find "$1" -type d -empty -delete
}

# npm puts most packages at the top, and those beside a workspace that others need in another version.
find . -type d -name node_modules -prune | while read -r folder; do
  prune "$folder"
  if [ ! -d "$folder" ]; then continue; fi
  mkdir -p "$out/koppel/$(dirname "$folder")"
  cp --recursive --no-dereference "$folder" "$out/koppel/$folder"
done
sh /image/set-times.sh "$out"
