#!/usr/bin/env bash
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
#
# './dev matrix [--keep] [--ccache] [SUITE…] [-- COMMAND…]' (default: bookworm trixie): a fresh root of
# Debian, a clean clone in it, the two commands of the README run there as a newcomer would, then the
# first of them once more without any network.  Fails on a failed command and on any compiler or meson
# warning.
#
#   --keep        goes on in the root that is there, brought up to this clone's commit with its builds
#                 kept, and leaves it there: proves less than a fresh one, in a fraction of the time
#   --ccache      compiles through ccache, whose objects are kept from one run to the next
#   -- COMMAND…   runs only that, say: ./dev matrix --keep trixie -- meson test -C build keyring
#
# Roots and downloads are in .dev/matrix.  Everything is mounted in a mount namespace of its own, so
# nothing stays mounted however this ends.  Needs root (or sudo).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/../.."
. tests/tools/shell-common.sh

top=$PWD
area=$top/.dev/matrix

if [ "${1:-}" = --clean ]; then
  if [ -d "$area" ]; then as_root rm -rf --one-file-system "$area"; fi
  exit
fi
if [ "$(id -u)" != 0 ]; then
  exec sudo "$0" "$@"
fi
if [ -z "${FOLKMOOT_MATRIX_INSIDE:-}" ]; then
  FOLKMOOT_MATRIX_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
fi

# The mirror this machine itself uses for Debian's own packages, from either format of sources.
machine_mirror ()
{
  python3 - <<'PYTHON'
import glob
import re

candidates = []
for path in ["/etc/apt/sources.list", *glob.glob("/etc/apt/sources.list.d/*.list")]:
    try:
        lines = open(path, encoding="utf-8").read().split("\n")
    except OSError:
        continue
    for line in lines:
        match = re.match(r"deb\s+(?:\[[^]]*\]\s+)?(\S+)\s+(\S+)\s+main\b", line)
        if match:
            candidates.append((match[1], match[2]))
for path in glob.glob("/etc/apt/sources.list.d/*.sources"):
    for stanza in open(path, encoding="utf-8").read().split("\n\n"):
        fields = dict(re.findall(r"^([A-Za-z-]+):\s*(.*)$", stanza, re.M))
        if "deb" in fields.get("Types", "").split() and "main" in fields.get("Components", "").split():
            candidates += [(uri, suite) for uri in fields["URIs"].split() for suite in fields["Suites"].split()]
for uri, suite in candidates:
    if "security" not in suite + uri and re.match(r"https?://|file:/", uri):
        print(uri)
        break
else:
    raise SystemExit("matrix: no Debian mirror in /etc/apt")
PYTHON
}

# What apt needs to reach the mirror from inside as it does from here.
copy_network_settings ()
{
  local root=$1
  cp -L /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
  cp -L /etc/hosts "$root/etc/hosts" 2>/dev/null || true
  apt-config dump | grep -E '^Acquire::(https?|Check-)[^ ]* ' >"$root/etc/apt/apt.conf.d/10machine" || true
  if [ -d /etc/ssl/certs ] && [ "${mirror%%:*}" = https ]; then
    mkdir -p "$root/etc/ssl"
    cp -aL /etc/ssl/certs "$root/etc/ssl/"
  fi
}

# What a root needs from the kernel while something runs in it.
mount_root ()
{
  local suite=$1 root=$2
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount --rbind /dev "$root/dev"
  mount -t tmpfs tmpfs "$root/run"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$area/apt/$suite"
  mount --bind "$area/apt/$suite" "$root/var/cache/apt/archives"
  if [ -n "$ccache" ]; then
    mkdir -p "$area/ccache/$suite" "$root/root/.cache/ccache"
    mount --bind "$area/ccache/$suite" "$root/root/.cache/ccache"
  fi
}

# Lazily: something a test started may still hold a file there for a moment.
unmount_root ()
{
  local root=$1
  if [ -n "$ccache" ]; then umount -l "$root/root/.cache/ccache"; fi
  umount -l -R "$root/dev" && umount -l "$root"/{proc,sys,run,tmp,var/cache/apt/archives}
}

# The commit of this clone, in the clone inside; what was built there stays.
update_root ()
{
  local suite=$1 root=$2
  say "$suite: the root that is there, at $(git -C "$top" rev-parse --short HEAD)"
  mount_root "$suite" "$root"
  git -C "$root/root/folkmoot" fetch -q "$top" HEAD
  git -C "$root/root/folkmoot" reset -q --hard FETCH_HEAD
}

make_root ()
{
  local suite=$1 root=$2
  say "$suite: a fresh root"
  rm -rf --one-file-system "$root"
  mkdir -p "$root" "$area/debs/$suite"
  debootstrap --variant=minbase --include=ca-certificates,git$ccache --cache-dir="$area/debs/$suite" \
    --keyring=/usr/share/keyrings/debian-archive-keyring.gpg "$suite" "$root" "$mirror" \
    >"$area/$suite-debootstrap.log" 2>&1 || { tail -20 "$area/$suite-debootstrap.log"; return 1; }
  echo "deb $mirror $suite main" >"$root/etc/apt/sources.list"
  copy_network_settings "$root"
  mount_root "$suite" "$root"
  rm -f "$root/etc/apt/apt.conf.d/docker-clean"
  git clone -q --no-hardlinks "$top" "$root/root/folkmoot"
}

# inside ROOT COMMAND…: as a newcomer's shell would run it, in the clone.
inside ()
{
  local root=$1
  shift
  chroot "$root" env -i HOME=/root PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    TERM=dumb LANG=C.UTF-8 sh -c 'cd /root/folkmoot && exec "$@"' sh "$@"
}

# try SUITE WHAT COMMAND…: runs it with a log of its own and judges the log too.
try ()
{
  local suite=$1 what=$2 log status=0 begun=$SECONDS
  shift 2
  log=$area/$suite-${what// /-}.log
  say "$suite: $what (log: $log)"
  "$@" >"$log" 2>&1 || status=$?
  tail -3 "$log"
  if [ $status != 0 ]; then
    echo "$suite: $what: failed with status $status after $((SECONDS - begun)) s"
    tail -40 "$log"
    failed=$((failed + 1))
    return
  fi
  # From the first build on: what the package manager says about itself is not ours.
  if awk '/^== (configuring|building|step)/ { on = 1 } on' "$log" |
    grep -nE '(^|[^-[:alnum:]])warning: |WARNING:|DEPRECATION:' >"$log.warnings"; then
    echo "$suite: $what: warnings"
    head -20 "$log.warnings"
    failed=$((failed + 1))
    return
  fi
  echo "$suite: $what: ok, no warnings, $((SECONDS - begun)) s"
  passed=$((passed + 1))
}

mirror=$(machine_mirror)
failed=0
passed=0
mkdir -p "$area"
keep=
ccache=
suites=()
while [ $# -gt 0 ]; do
  case $1 in
    --keep) keep=yes ;;
    --ccache) ccache=,ccache ;;
    --) shift; break ;;
    *) suites+=("$1") ;;
  esac
  shift
done
[ ${#suites[@]} -gt 0 ] || suites=(bookworm trixie)
export -f inside
for suite in "${suites[@]}"; do
  root=$area/$suite
  prepare=make_root
  if [ -n "$keep" ] && [ -d "$root/root/folkmoot" ]; then prepare=update_root; fi
  if ! "$prepare" "$suite" "$root"; then
    failed=$((failed + 1))
    continue
  fi
  if [ $# -gt 0 ]; then
    try "$suite" "$(basename "$1")" inside "$root" "$@"
  else
    try "$suite" 'dev run' inside "$root" ./dev run
    try "$suite" 'dev test' inside "$root" ./dev test
    try "$suite" 'dev run offline' unshare --net bash -c "ip link set lo up 2>/dev/null || true; \
      inside '$root' ./dev run"
  fi
  unmount_root "$root"
  if [ -z "$keep" ]; then rm -rf --one-file-system "$root"; fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
