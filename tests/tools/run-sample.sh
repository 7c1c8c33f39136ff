#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev run': run-sample.sh BUILD.  Starts a node in a throwaway folder and waits until it answers.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. tests/tools/shell-common.sh

build=${1:?build directory}
node=$build/src/node/folkmoot-node
if [ ! -x "$node" ]; then
  echo "run: $node was not built" >&2
  exit 1
fi

work=$(mktemp -d "${TMPDIR:-/tmp}/folkmoot-sample.XXXXXX")
node_pid=
finish ()
{
  if [ -n "$node_pid" ]; then
    kill "$node_pid" 2>/dev/null && wait "$node_pid" 2>/dev/null
  fi
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
address=http://127.0.0.1:$port
say "making a moot in a throwaway folder, $address"
printf 'sample-password' >"$work/password"
"$node" init --data "$work/data" --base-url "$address" --name 'Sample moot' \
  --admin ada --password-file "$work/password"
"$node" serve --data "$work/data" --listen "127.0.0.1:$port" &
node_pid=$!
for _ in $(seq 50); do
  if curl -fs "$address/api/v2/instance" >"$work/instance.json" 2>/dev/null; then break; fi
  sleep 0.1
done
python3 - "$work/instance.json" <<'PYTHON'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    print("the node answers as", json.load(file)["title"])
PYTHON
kill "$node_pid"
wait "$node_pid"
node_pid=
"$node" check --data "$work/data"
say "run: the node started, answered, stopped and its data is sound"
