#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""folkmoot-node count, as a process: a real election by every rule, as JSON and as text, and bad files.

Usage: test-count.py FOLKMOOT-NODE
"""
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

import tap

PROGRAM = os.path.abspath(sys.argv[1])
ELECTIONS = tap.path("tests", "fixtures", "elections")
LINN = os.path.join(ELECTIONS, "linn-2007.blt")


def count(*arguments, status=0):
    result = subprocess.run([PROGRAM, "count", *arguments], capture_output=True, text=True, timeout=300,
                            check=False)
    assert result.returncode == status, (arguments, result)
    return result.stdout if status == 0 else result.stderr


def json_stages():
    """The JSON of a Scottish count has every official stage, and no vote is lost."""
    result = json.loads(count(LINN, "--rule", "stv-scottish", "--json"))
    with open(os.path.join(ELECTIONS, "linn-2007-stages.tsv"), encoding="utf-8") as file:
        head, *rows = (line.rstrip("\n").split("\t") for line in file)
    assert result["elected"] == ["David Ritchie", "Sadie Docherty", "John McKenzie", "Margot Clark"]
    assert result["valid"] == 9567 and result["seats"] == 4 and result["quota"] == "1914.00000"
    assert len(result["stages"]) == len(rows)
    for stage, row in zip(result["stages"], rows):
        assert stage["votes"] == dict(zip(head[2:], row[2:])), row[0]
        assert stage["non_transferable"] == row[1]
        assert sum(map(Decimal, [*stage["votes"].values(), stage["non_transferable"]])) == 9567
    assert [stage["excluded"] for stage in result["stages"]][:3] == [[], [], ["Gordon Thomson"]]
    assert result["stages"][1]["surplus"] == "David Ritchie"
    assert result["stages"][9]["elected"] == ["John McKenzie", "Margot Clark"]


def every_rule():
    """Every rule fills the seats that are asked for."""
    for rule in ("stv-scottish", "meek", "irv", "schulze", "borda", "approval"):
        result = json.loads(count("--json", "--seats=1", f"--rule={rule}", LINN))
        assert len(result["elected"]) == 1 and result["stages"], rule
        assert result["elected"] == sum((stage["elected"] for stage in result["stages"]), [])


def plain_text():
    """Without --json people can read it."""
    text = count("--rule", "meek", os.path.join(ELECTIONS, "ers97.blt"))
    assert text.startswith("ERS97 Model Election\n753 valid papers, 6 to elect, rule meek\n"), text
    for line in ("Stage 9", "  excluded: Baron", "  1. Smith", "  6. Vicar"):
        assert f"\n{line}\n" in text, line


def bad_files():
    """A malformed file is told by line and reason; nothing is printed that looks like a result."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bad.blt")
        for content, reason in ((b"2 1\n1 2 0\n1 3 0\n0\n\"A\"\n\"B\"\n\"T\"\n", "line 3: there is no candidate 3"),
                                (b"2 1\n1 2\n", "line 3: the file ends within a paper"),
                                (b"", "line 1: here should be a number from 1 to 500"),
                                (b"\0\xff\0", "line 1: here should be a number from 1 to 500")):
            with open(path, "wb") as file:
                file.write(content)
            assert f"{path}: {reason}" in count("--json", "--rule=meek", path, status=1), content
        assert "No such file" in count("--rule=irv", os.path.join(folder, "none.blt"), status=1)
    assert "more seats (12) than candidates (11)" in count("--rule=meek", "--seats=12", LINN, status=1)
    assert "elects one" in count("--rule=irv", LINN, status=1)


def bad_usage():
    """A command line that makes no sense ends with 2."""
    for arguments in ((), (LINN,), ("--rule=meek",), ("--rule=dice", LINN), ("--rule=irv", LINN, LINN),
                      ("--rule=meek", "--seats=0", LINN), ("--rule=meek", "--seats=x", LINN)):
        assert "Try 'folkmoot-node --help'" in count(*arguments, status=2), arguments


tap.main([json_stages, every_rule, plain_text, bad_files, bad_usage])
