#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev run': run-sample.sh BUILD.  Opens the app on a sample moot, a node in a throwaway folder that
# is filled through its own public API.  Without a display the same happens on a private X server,
# with a short session in the real window and pictures of it.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. tests/tools/shell-common.sh

build=$(readlink -f "${1:?build directory}")
export FOLKMOOT_NODE=$build/src/node/folkmoot-node
export GSETTINGS_SCHEMA_DIR=$build/data
for program in "$FOLKMOOT_NODE" "$build/src/app/folkmoot"; do
  if [ ! -x "$program" ]; then
    echo "run: $program was not built" >&2
    exit 1
  fi
done

if [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ]; then
  say 'opening the sample moot'
  exec "$build/src/app/folkmoot" --sample
fi

say "there is no display: a short session on a private one, pictures in $build/screenshots"
tests/tools/uirun "$build/tests/ui/sample-session" "$build/screenshots"
say 'run: the node started, was filled, and the session in the window went well'
