#!/bin/sh
# Installs those of the named Debian packages that are missing, where it can; else says what to run.
missing=""
for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
done
[ -z "$missing" ] && exit 0
if ! command -v apt-get >/dev/null; then
    echo "Not Debian: install the equivalents of$missing if pictures or tests fail." >&2
elif [ "$(id -u)" = 0 ]; then
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
else
    echo "Please run: sudo apt-get install --no-install-recommends$missing" >&2
fi
