#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev test': every gate of a change, one after the other.  A step that fails does not stop the
# next one; tests/tools/sum-results.py adds everything up at the end.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.." || exit
. tests/tools/shell-common.sh

started=$SECONDS
steps=$(mktemp)
trap 'rm -f "$steps"' EXIT
number=0

# step NAME COMMAND…: runs it, notes whether it worked; status 77 means skipped.
step ()
{
  local name=$1 status=0 begun=$SECONDS
  shift
  number=$((number + 1))
  say "step $number: $name"
  "$@" || status=$?
  case $status in
    0) echo "ok $name" >>"$steps" ;;
    77) echo "skipped $name" >>"$steps" ;;
    *) echo "failed $name" >>"$steps" ;;
  esac
  printf -- '-- step %d: %s: %s after %d s\n' \
    "$number" "$name" "$([ $status = 0 ] && echo ok || echo "status $status")" $((SECONDS - begun))
  return $status
}

# tests NAME BUILD ARGUMENT…: meson's tests; counted from their log, one TAP line each.
tests ()
{
  local name=$1 build=$2 begun=$SECONDS status=0
  shift 2
  number=$((number + 1))
  say "step $number: $name"
  rm -f "$build/meson-logs/testlog.json"
  # Many programs wait more than they work: one more than there are cores keeps those busy.
  meson test -C "$build" --no-rebuild --print-errorlogs \
    --num-processes $(($(nproc) + 1)) "$@" || status=$?
  echo "meson $build" >>"$steps"
  printf -- '-- step %d: %s: %s after %d s\n' \
    "$number" "$name" "$([ $status = 0 ] && echo ok || echo "status $status")" $((SECONDS - begun))
}

# build COMPILER DIR OPTION…: a warning is an error.
build ()
{
  local compiler=$1
  shift
  CC=$compiler build_in "$@" -Dwerror=true
}

build_headless ()
{
  local -a targets=(src/node/folkmoot-node "${headless[@]/#/tests/node/test-}")
  build gcc build-headless -Dapp=disabled
}

# Programs of others that talk to the node, at the versions of the lock: kept in place, so offline
# later.  Without them and without a network their tests are skipped.
npm_packages ()
{
  local folder=tests/interop sum
  command -v npm >/dev/null || return 77
  sum=$(sha256sum "$folder/package-lock.json" | cut -d' ' -f1)
  [ "$(cat "$folder/node_modules/.lock-sum" 2>/dev/null)" = "$sum" ] && return 0
  if npm ci --no-audit --no-fund --omit=optional --ignore-scripts --prefix "$folder"; then
    echo "$sum" >"$folder/node_modules/.lock-sum"
  elif npm ping >/dev/null 2>&1; then
    return 1
  else
    return 77
  fi
}

if [ -e tests/interop/package.json ]; then
  step 'npm packages that talk to the node' npm_packages
fi
if step 'build with gcc, warnings are errors' build gcc build; then
  tests 'tests' build
fi
step 'lint' tests/tools/lint.sh
# The node and its sources are the same with and without the app: what is new here is what links.
headless=(coop-proposals instance-routes web-page)
if step 'build without the app' build_headless; then
  tests 'tests without the app' build-headless command-line "${headless[@]}"
fi
# One build for clang's warnings and for the sanitizers, whose part in clang sees a little more than
# gcc's.  Some optimizing takes longer to compile and saves more in the tests.
if step 'build with clang, ASan and UBSan, warnings are errors' build clang build-clang \
  -Db_sanitize=address,undefined -Db_lundef=false -Ddebug=true -Doptimization=1; then
  tests 'tests under ASan and UBSan' build-clang --no-suite project --no-suite walks \
    --timeout-multiplier 4
fi

say "all steps done after $((SECONDS - started)) s"
python3 tests/tools/sum-results.py "$steps"
