#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Adds up what './dev test' ran: sum-results.py STEPS

STEPS has one line a step: `ok NAME`, `failed NAME`, `skipped NAME` or `meson BUILD_DIR`.
A meson line is replaced by what BUILD_DIR/meson-logs/testlog.json says, counting every TAP
subtest where there are any.  The last line printed is 'N passed, N failed[, N skipped]'.
"""
import json
import os
import re
import sys

TAP = re.compile(r"^\s*(?P<not>not )?ok\b(?P<rest>.*)$")
GOOD = ("OK", "EXPECTEDFAIL")


def count_tap(stdout):
    """(passed, failed, skipped) of the top-level lines of a TAP stream."""
    counts = [0, 0, 0]
    for line in stdout.split("\n"):
        match = TAP.match(line)
        if not match or line.startswith("    "):
            continue
        directive = match["rest"].partition("#")[2].strip().upper()
        if directive.startswith("SKIP"):
            counts[2] += 1
        elif match["not"] and not directive.startswith("TODO"):
            counts[1] += 1
        else:
            counts[0] += 1
    return counts


def count_test(test):
    """One meson test; a program that died counts one failure even if all its lines were ok."""
    passed, failed, skipped = count_tap(test.get("stdout", ""))
    if test["result"] == "SKIP":
        return [0, 0, max(skipped, 1)]
    if test["result"] in GOOD:
        return [max(passed, 0 if skipped else 1), 0, skipped]
    return [passed, max(failed, 1), skipped]


def count_build(build, broken):
    log = os.path.join(build, "meson-logs", "testlog.json")
    counts = [0, 0, 0]
    if not os.path.exists(log):
        broken.append(f"{build}: no test ran")
        return [0, 1, 0]
    with open(log, encoding="utf-8") as file:
        for line in file:
            test = json.loads(line)
            result = count_test(test)
            counts = [a + b for a, b in zip(counts, result)]
            if result[1]:
                broken.append(f"{build}: {test['name']} ({test['result'].lower()})")
    if counts == [0, 0, 0]:
        broken.append(f"{build}: the test log is empty")
        counts[1] = 1
    return counts


def main():
    total, broken = [0, 0, 0], []
    with open(sys.argv[1], encoding="utf-8") as file:
        for line in file:
            kind, _, name = line.strip().partition(" ")
            if kind == "meson":
                counts = count_build(name, broken)
            else:
                counts = [int(kind == "ok"), int(kind == "failed"), int(kind == "skipped")]
                if kind == "failed":
                    broken.append(name)
            total = [a + b for a, b in zip(total, counts)]
    if broken:
        print("\nFailed:\n  " + "\n  ".join(broken))
    passed, failed, skipped = total
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
