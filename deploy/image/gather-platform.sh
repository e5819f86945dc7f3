#!/bin/sh
# Gathers Node and the libraries that it loads, a user to run as, and where the libraries come from, so that scanners know
# their versions (the form that distroless images use).
set -eu
out="$1"
node=$(command -v node)
mkdir -p "$out/etc" "$out/tmp" "$out/usr/local/bin" "$out/var/lib/dpkg/status.d"
cp --dereference "$node" "$out/usr/local/bin/node"

ldd "$node" | sed --quiet --regexp-extended 's/^\s+(.* => )?(\/[^ ]+) .*/\2/p' | while read -r library; do
  mkdir -p "$out$(dirname "$library")"
  cp --dereference "$library" "$out$library"
  package=$(dpkg --search "$(realpath "$library")" 2> /dev/null || dpkg --search "$library" 2> /dev/null || true)
  package=${package%%:*}
  if [ -n "$package" ]; then dpkg-query --status "$package" > "$out/var/lib/dpkg/status.d/$package"; fi
done

for file in /etc/os-release /etc/debian_version; do
  if [ -f "$file" ]; then cp --dereference "$file" "$out/etc/"; fi
done
echo 'hosts: files dns' > "$out/etc/nsswitch.conf"
printf '%s\n' 'root:x:0:0:root:/:/nonexistent' 'koppel:x:10001:10001:koppel:/koppel:/nonexistent' > "$out/etc/passwd"
printf '%s\n' 'root:x:0:' 'koppel:x:10001:' > "$out/etc/group"

chmod -R u=rwX,go=rX "$out"
chmod 1777 "$out/tmp"
find "$out" -exec touch --no-dereference --date="@${SOURCE_DATE_EPOCH}" {} +
