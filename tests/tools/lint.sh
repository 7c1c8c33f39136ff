#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev lint [--tidy]': everything that reads the sources without running them.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.." || exit
. tests/tools/shell-common.sh

failed=0

# gate NAME COMMAND…: 77 is "cannot be done here".
gate ()
{
  local name=$1 status=0
  shift
  say "lint: $name"
  "$@" || status=$?
  case $status in
    0) echo "$name: ok" ;;
    77) echo "$name: skipped" ;;
    *)
      echo "$name: FAILED"
      failed=$((failed + 1))
      ;;
  esac
}

# Each version of cppcheck has false positives of its own; the gate is the one of the floor, Debian 12.
cppcheck_sources ()
{
  if ! cppcheck --version | grep -q ' 2\.10'; then
    echo "cppcheck 2.10 is not here, nothing done"
    return 77
  fi
  mkdir -p build/cppcheck
  # ctunullpointer: without a reason to refuse an address, moot-site-name.c has a host
  cppcheck --quiet --library=gtk --enable=warning,performance,portability --inline-suppr \
    --suppress=unknownMacro --suppress=nullPointerRedundantCheck --suppress=internalAstError \
    --suppress=varFuncNullUB --suppress=arrayIndexThenCheck \
    --suppress=ctunullpointer:src/store/moot-site-name.c --error-exitcode=1 \
    --cppcheck-build-dir=build/cppcheck -j 2 \
    -D'G_DEFINE_AUTOPTR_CLEANUP_FUNC(a,b)=' -D'G_BEGIN_DECLS=' -D'G_END_DECLS=' src
}

shell_scripts ()
{
  local -a scripts
  mapfile -t scripts < <(grep -rlE '^#!/usr/bin/env bash' dev .ci tests --include='*' | grep -v node_modules)
  shellcheck -x --severity=warning "${scripts[@]}"
}

tidy ()
{
  # Headers without a compile command are read through the sources that include them.
  mapfile -t sources < <(find src -name '*.c' | sort)
  printf '%s\n' "${sources[@]}" | xargs -P 2 -n 4 clang-tidy -p build --quiet 2>/dev/null
}

[ -e build/compile_commands.json ] || (set -e; build_in build)
gate 'format' tests/tools/format --check
gate 'house rules' tests/tools/check-all
gate 'cppcheck' cppcheck_sources
if command -v shellcheck >/dev/null; then gate 'shellcheck' shell_scripts; fi
if [ "${1:-}" = --tidy ]; then gate 'clang-tidy' tidy; fi

say "lint: $([ $failed = 0 ] && echo clean || echo "$failed gates failed")"
[ "$failed" = 0 ]
