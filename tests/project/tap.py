# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""A small TAP writer for the tests in Python: each check is a function, its docstring its name."""
import os
import shutil
import subprocess
import sys
import traceback

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


class Skip(Exception):
    """Raised by a check that cannot be done on this machine."""


def path(*parts):
    return os.path.join(TOP, *parts)


def need(program):
    """Path of a program, or the check is skipped."""
    found = shutil.which(program)
    if found is None:
        raise Skip(f"{program} is not installed")
    return found


def run(*words, **options):
    """Runs a command; a failure becomes the failure of the check, with what it printed."""
    result = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=False, **options)
    if result.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, words))}: status {result.returncode}\n"
                             f"{result.stdout}{result.stderr}")
    return result.stdout


def main(checks):
    failed = 0
    print(f"1..{len(checks)}", flush=True)
    for number, check in enumerate(checks, 1):
        name = (check.__doc__ or check.__name__).strip().split("\n")[0].rstrip(".")
        try:
            check()
            print(f"ok {number} - {name}", flush=True)
        except Skip as reason:
            print(f"ok {number} - {name} # SKIP {reason}", flush=True)
        except Exception as error:  # any failure is a failure of this check only
            failed += 1
            if not isinstance(error, AssertionError):
                traceback.print_exc()
            print(f"not ok {number} - {name}")
            for line in str(error).split("\n"):
                print(f"# {line}", flush=True)
            print(f"{name}: {error}", file=sys.stderr, flush=True)
    sys.exit(1 if failed else 0)
