#!/bin/sh
# Goes a clerk's ways through the page of `nianbao serve`: tests/web/walk.sh PROGRAM EXAMPLE [DISTRICT]
# Needs Node 20 and Chromium.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 2 ]; then
    echo "usage: $0 PROGRAM EXAMPLE [DISTRICT]" >&2
    exit 2
fi
. "$here/tools.sh"
node "$here/whole.mjs" "$@"
exec node "$here/walk.mjs" "$@"
