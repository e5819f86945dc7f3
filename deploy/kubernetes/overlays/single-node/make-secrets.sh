#!/bin/sh
# Makes the secrets of a new installation in secrets/, once. Keep a copy elsewhere: without KOPPEL_KEY_RING no backup can be
# used.
set -eu
cd "$(dirname "$0")"
if [ -e secrets ]; then
  echo "secrets/ is there already; nothing was changed." >&2
  exit 1
fi
umask 077
mkdir secrets
random() { openssl rand -base64 32; }
word() { printf 'p%s' "$(openssl rand -hex 24)"; }
password=$(word)
{
  echo "KOPPEL_KEY_RING=k1:$(random)"
  echo "KOPPEL_INTERNAL_KEY=$(random)"
  echo "BETTER_AUTH_SECRET=$(word)"
  echo "KOPPEL_FIRST_ACCOUNT_EMAIL=${KOPPEL_FIRST_ACCOUNT_EMAIL:-owner@example.com}"
  echo "KOPPEL_FIRST_ACCOUNT_PASSWORD=$(word)"
} > secrets/koppel.env
{
  echo "KOPPEL_KEY_RING=k1:$(random)"
  echo "SMTP_URL=${SMTP_URL:?set it to your mail server (smtp://user:password@host:587) or to none}"
  echo "MAIL_FROM=${MAIL_FROM:-Koppel <koppel@localhost>}"
} > secrets/koppel-notifications.env
for user in GATEWAY CONNECTIONS CATALOG SETTINGS FLOW_RUNNER NOTIFICATIONS EVENTS OPERATOR; do
  echo "NATS_${user}_PASSWORD=$(word)"
done > secrets/koppel-nats.env
{
  echo "password=$password"
  echo "uri=postgres://koppel:$password@postgres:5432/koppel"
} > secrets/koppel-database.env
for login in connections flow-runner gateway notifications settings; do
  for kind in "" -system; do
    echo "uri=postgres://koppel_$(echo "$login$kind" | tr - _):$(word)@postgres:5432/koppel" > "secrets/koppel-database-$login$kind.env"
  done
done
echo "Written to $(pwd)/secrets. The first sign-in is in secrets/koppel.env."
