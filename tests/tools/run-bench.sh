#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev bench': run-bench.sh BUILD [ARGUMENT…] runs tests/bench/run on an optimised build.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."

build=${1:?build directory}
shift
for program in tests/bench/run tests/bench/run.py tests/bench/run.sh; do
  if [ -x "$program" ]; then
    exec "$program" "$build" "$@"
  fi
done
echo "bench: there is no tests/bench/run" >&2
exit 1
