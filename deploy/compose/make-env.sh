#!/bin/sh
# Makes .env from .env.example with secrets of its own. An .env that is there already is left alone.
#   sh make-env.sh [sandbox] [observe]    also switches these profiles on
set -eu
cd "$(dirname "$0")"
umask 077

if [ -e .env ]; then
  echo "There is an .env already, so nothing was changed. Remove it to make new secrets: what was encrypted with the old ones is lost then." >&2
  exit 1
fi

# 32 random bytes; in hexadecimal with a letter in front where it becomes part of an address or of NATS' configuration.
in_base64() { head -c 32 /dev/urandom | base64; }
in_hex() { printf 'k%s' "$(head -c 32 /dev/urandom | od -An -v -tx1 | tr -d ' \n')"; }

profiles=$(echo "$*" | tr ' ' ',')
while IFS= read -r line; do
  case "$line" in
    KOPPEL_KEY_RING=*'<secret>' | KOPPEL_NOTIFICATIONS_KEY_RING=*'<secret>' | KOPPEL_INTERNAL_KEY=*'<secret>') line="${line%<secret>}$(in_base64)" ;;
    \#*) ;;
    *'<secret>') line="${line%<secret>}$(in_hex | head -c 33)" ;;
    SMTP_URL=*) case ",$profiles," in *,sandbox,*) line='SMTP_URL=smtp://mailbox:8025' ;; esac ;;
    KOPPEL_ALLOW_PRIVATE_ADDRESSES=*) case ",$profiles," in *,sandbox,*) line='KOPPEL_ALLOW_PRIVATE_ADDRESSES=true' ;; esac ;;
    KOPPEL_APPLICATION_HOSTS=*)
      case ",$profiles," in *,sandbox,*) line='KOPPEL_APPLICATION_HOSTS={"exact-online":"http://exact-online.localhost:8201"}' ;; esac ;;
    OTEL_EXPORTER_OTLP_ENDPOINT=*) case ",$profiles," in *,observe,*) line='OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318' ;; esac ;;
  esac
  printf '%s\n' "$line"
done < .env.example > .env.new
if [ -n "$profiles" ]; then printf '\n# Switched on without --profile.\nCOMPOSE_PROFILES=%s\n' "$profiles" >> .env.new; fi
mv .env.new .env
echo "Made .env. Sign in as $(sed -n 's/^KOPPEL_FIRST_ACCOUNT_EMAIL=//p' .env) with the password in KOPPEL_FIRST_ACCOUNT_PASSWORD."
case ",$profiles," in *,sandbox,*) ;; *) echo "Before you start: set SMTP_URL in .env, to your mail server or to none." ;; esac
