#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev fuzz [SECONDS]': every target of tests/fuzz under libFuzzer for SECONDS each (default 60).
# What it finds goes to build-fuzz/found/TARGET, never into the sources; a crash is printed and kept.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. tests/tools/shell-common.sh

seconds=${1:-60}
only=${2:-}
export CC=clang
build_in build-fuzz -Dfuzzing=true -Dapp=disabled -Db_lundef=false -Db_sanitize=address,undefined \
  -Dc_args=-fsanitize=fuzzer-no-link
export G_SLICE=always-malloc
export ASAN_OPTIONS=detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1:halt_on_error=1
export LSAN_OPTIONS=suppressions=$PWD/tests/lsan.supp

failed=0
count=0
for program in build-fuzz/tests/fuzz/fuzz-*; do
  [ -x "$program" ] && [ -f "$program" ] || continue
  target=${program##*/fuzz-}
  if [ -n "$only" ] && [ "$only" != "$target" ]; then continue; fi
  found=build-fuzz/found/$target
  mkdir -p "$found"
  say "fuzzing $target for $seconds s"
  dictionary=()
  if [ -e "tests/fuzz/$target.dict" ]; then dictionary=("-dict=tests/fuzz/$target.dict"); fi
  count=$((count + 1))
  if ! "$program" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -print_final_stats=0 \
    -artifact_prefix="$found/crash-" "${dictionary[@]}" "$found" "tests/fuzz/corpus/$target" \
    2>"$found.log"; then
    failed=$((failed + 1))
    tail -40 "$found.log"
  else
    tail -2 "$found.log"
  fi
done
say "fuzz: $count targets, $failed with findings (logs and inputs in build-fuzz/found)"
[ "$failed" = 0 ] && [ "$count" -gt 0 ]
