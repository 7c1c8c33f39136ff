#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""folkmoot-node verify, as a process: the archive of an election that holds, and some that do not.

Usage: test-verify.py FOLKMOOT-NODE
"""
import json
import os
import subprocess
import sys
import tempfile

import tap

PROGRAM = os.path.abspath(sys.argv[1])
ARCHIVE = tap.path("tests", "fixtures", "ballots", "archive.jsonl")


def verify(*arguments, status=0):
    result = subprocess.run([PROGRAM, "verify", *arguments], capture_output=True, text=True, timeout=300, check=False)
    assert result.returncode == status, (arguments, result)
    return result.stderr if status == 2 else result.stdout


def edited(content):
    """What is said of an archive that was changed."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "archive.jsonl")
        with open(path, "wb") as file:
            file.write(content)
        return json.loads(verify("--json", path, status=1))["failure"]


def holds():
    """An archive that holds is counted again, in JSON and in words."""
    found = json.loads(verify(ARCHIVE, "--json"))
    assert found["ok"] and found["failure"] is None and found["misdeeds"] == [], found
    assert set(found["checks"].values()) == {"holds"}, found["checks"]
    assert found["result"]["elected"] == ["c1", "c2"] and found["heads"] == 1, found
    text = verify(ARCHIVE)
    assert text.startswith("Steering 2026\n") and "\n  1. Ada\n  2. Bo\n" in text, text


def does_not_hold():
    """What was changed is found, and nobody is accused who did not sign it."""
    with open(ARCHIVE, "rb") as file:
        content = file.read()
    for change, check in (((b'"name":"Ada"', b'"name":"Eve"'), "manifest"),
                          ((b'"elected":["c1","c2"]', b'"elected":["c2","c1"]'), "result"),
                          ((b'"v":1}', b'"v":2}'), "format")):
        failure = edited(content.replace(*change, 1))
        assert failure["check"] == check and failure["by"] == "archive" and failure["reason"], failure
    for other in (b"", b"\0\xff", content[:-1], content + b"[1]\n", b"[" * 100000 + b"\n"):
        assert edited(other)["check"] == "format", other[:20]


def bad_usage():
    """A command line that makes no sense ends with 2, a file that is not there with 1."""
    for arguments in ((), (ARCHIVE, ARCHIVE), ("--wrong", ARCHIVE)):
        assert "Try 'folkmoot-node --help'" in verify(*arguments, status=2), arguments
    verify(os.path.join(tap.path(), "nowhere"), status=1)


tap.main([holds, does_not_hold, bad_usage])
