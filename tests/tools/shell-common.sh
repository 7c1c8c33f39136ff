# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# Shared by ./dev and tests/tools/*.sh: messages, packages, builds.  Sourced from the top folder.
# shellcheck shell=bash

package_table=tests/tools/packages.tsv
targets=()

say ()
{
  printf '\n== %s\n' "$*"
}

# Column of the package table for this machine: 2 Debian and its children, 3 Fedora, 4 Arch, 0 unknown.
package_column ()
{
  local ids
  ids=$(. /etc/os-release 2>/dev/null && echo " ${ID:-} ${ID_LIKE:-} ") || ids=' '
  case $ids in
    *" debian "* | *" ubuntu "*) echo 2 ;;
    *" fedora "* | *" rhel "*) echo 3 ;;
    *" arch "*) echo 4 ;;
    *) echo 0 ;;
  esac
}

# packages_for COLUMN PURPOSE…: the names in that column, each once.
packages_for ()
{
  local column=$1 purpose
  shift
  for purpose in "$@"; do
    awk -F '\t' -v column="$column" -v purpose="$purpose" \
      '!/^#/ && $1 == purpose && $column != "-" { print $column }' "$package_table"
  done | awk '!seen[$0]++'
}

is_installed ()
{
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# Prints what is missing on a Debian system; "a|b" counts as there when either is.
missing_packages ()
{
  local entry name found
  for entry in $(packages_for 2 "$@"); do
    found=
    for name in ${entry//|/ }; do
      if is_installed "$name"; then found=yes; fi
    done
    [ -n "$found" ] || echo "$entry"
  done
}

# The first alternative that apt knows.
choose_package ()
{
  local name
  for name in ${1//|/ }; do
    if apt-cache show "$name" >/dev/null 2>&1; then
      echo "$name"
      return
    fi
  done
  echo "${1%%|*}"
}

as_root ()
{
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_on_debian ()
{
  local missing=$1 entry
  local -a names=()
  say "installing from Debian: ${missing//$'\n'/ }"
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    echo "dev: neither root nor sudo here.  Ask an administrator for:" >&2
    echo "  apt-get install ${missing//$'\n'/ }" >&2
    exit 1
  fi
  as_root apt-get update -q
  for entry in $missing; do
    names+=("$(choose_package "$entry")")
  done
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${names[@]}"
  mkdir -p .dev
  touch .dev/installed
}

# Other distributions: say what is needed under its name there, and carry on only if it builds.
tell_packages ()
{
  local column=$1 purpose_stamp
  shift
  purpose_stamp=.dev/packages-told
  [ -e "$purpose_stamp" ] && return
  echo "dev: this is not Debian, so nothing is installed for you.  Needed for '$*':" >&2
  case $column in
    3) echo "  sudo dnf install $(packages_for 3 "$@" | tr '\n' ' ')" >&2 ;;
    4) echo "  sudo pacman -S --needed $(packages_for 4 "$@" | tr '\n' ' ')" >&2 ;;
    *)
      echo "  Fedora:  sudo dnf install $(packages_for 3 "$@" | tr '\n' ' ')" >&2
      echo "  Arch:    sudo pacman -S --needed $(packages_for 4 "$@" | tr '\n' ' ')" >&2
      echo "  others:  the same things under their own names" >&2
      ;;
  esac
  echo "Then say so once with: mkdir -p .dev && touch $purpose_stamp" >&2
  exit 1
}

# need_packages PURPOSE…: installs what is missing, without touching the network when nothing is.
need_packages ()
{
  local column missing
  column=$(package_column)
  if [ "$column" != 2 ]; then
    tell_packages "$column" "$@"
    return
  fi
  missing=$(missing_packages "$@")
  [ -z "$missing" ] && return
  if [ -n "${FOLKMOOT_NO_INSTALL:-}" ]; then
    echo "dev: missing packages: ${missing//$'\n'/ }" >&2
    exit 1
  fi
  install_on_debian "$missing"
}

# build_in DIR [OPTION…]: configures when that is new, the options are, or packages were installed
# since, then builds everything, or what the array 'targets' names.
build_in ()
{
  local dir=$1
  shift
  if [ ! -e "$dir/build.ninja" ]; then
    say "configuring $dir"
    meson setup "$dir" "$@" || return 1
    echo "$*" >"$dir/.options"
  elif [ $# -gt 0 ] && [ "$(cat "$dir/.options" 2>/dev/null)" != "$*" ]; then
    meson configure "$dir" "$@" || return 1
    echo "$*" >"$dir/.options"
  fi
  if [ .dev/installed -nt "$dir/build.ninja" ]; then
    say "configuring $dir again: packages were installed"
    meson setup --reconfigure "$dir" || return 1
  fi
  say "building $dir"
  ninja -C "$dir" "${targets[@]}"
}
