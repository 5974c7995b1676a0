#!/bin/sh
# Checks rendered pages: tests/web/check.sh FILE.html...
# Needs Node 20, Java 17 and Chromium.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
    echo "usage: $0 FILE.html..." >&2
    exit 2
fi

. "$here/tools.sh"
need java "apt-get install default-jre-headless"
exec node "$here/check.mjs" "$@"
