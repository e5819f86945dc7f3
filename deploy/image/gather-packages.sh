#!/bin/sh
# Gathers the packages that run, without what only developers need, and writes the bill of materials.
#   gather-packages.sh /out --workspace apps/gateway …
set -eu
out="$1"
shift
mkdir -p "$out/koppel"
npm sbom --package-lock-only --omit=dev --sbom-format=cyclonedx --sbom-type=application "$@" > /tmp/sbom.json
node /image/settle-sbom.mjs < /tmp/sbom.json > "$out/koppel/sbom.cdx.json"

cd node_modules
# Types, maps, sources, tests and pages about a package; licences stay.
find . -type f \( -name '*.map' -o -name '*.ts' -o -name '*.cts' -o -name '*.mts' -o -name '*.tsbuildinfo' -o -name '*.flow' -o -name '*.spec.js' \
  -o -iname '*.md' -o -iname '*.markdown' -o -name '.*' \) ! -iname 'licen[cs]e*' -delete
find . -type d \( -name test -o -name tests -o -name __tests__ -o -name docs -o -name example -o -name examples \
  -o -name .github -o -name benchmarks \) -prune -exec rm -rf {} +
# Optional peers of packages that nobody here calls, and copies for bundlers and browsers.
rm -rf .bin .package-lock.json @koppel/e2e @koppel/bench @koppel/web @koppel/ui typescript react react-dom scheduler @types typeorm/browser rxjs/dist/bundles rxjs/dist/esm5 rxjs/src
find @opentelemetry -type d \( -path '*/build/esm' -o -path '*/build/esnext' \) -prune -exec rm -rf {} + 2> /dev/null || true
find . -type d -empty -delete
cd ..
cp --recursive --no-dereference node_modules "$out/koppel/"
sh /image/set-times.sh "$out"
