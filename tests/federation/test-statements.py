#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""statements.tsv: each statement of the conformance checklist has a test, or a reason why it has none here;
activities.tsv: so has each activity, in both directions; delivery.tsv and hostile.tsv: so has each promise about what
becomes of mail and about what strangers may do; promises.tsv of the moot: so has each of its sentences;
vulnerabilities.tsv: so has each hole that others had.

Usage: test-statements.py BUILD-DIRECTORY [--suggest]
A row: number, tests as PROGRAM:GLOB separated by blanks, reason.  A test of the table must exist and carry the number
in its name: `/webfinger/s6-html-only`, `/signature/cavage/22-minus-59`, `s36 Fedify follows a member`.
"""
import ast
import fnmatch
import functools
import json
import os
import re
import subprocess
import sys

import tap

BUILD = sys.argv[1]
N_STATEMENTS = 80
N_HOLES = 35
N_ACTIVITIES = 73
N_PROMISES = {"delivery.tsv": 56, "hostile.tsv": 64, "../coop/promises.tsv": 55}


def lines_of(table):
    """The rows of a table, as they are written"""
    with open(tap.path("tests", "federation", table), encoding="utf-8") as file:
        return [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]


def rows():
    for line in lines_of("statements.tsv"):
        number, tests, reason = (line.split("\t") + ["", ""])[:3]
        yield int(number), tests.split(), reason.strip()


@functools.lru_cache(maxsize=None)
def programs():
    with open(os.path.join(BUILD, "meson-info", "intro-tests.json"), encoding="utf-8") as file:
        return {test["name"]: test for test in json.load(file)}


def scripted(path):
    """The checks of a test in Python: the docstrings of its functions that main() names."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read())
    waiting = next(({name.id for name in node.value.elts} for node in tree.body if isinstance(node, ast.Assign)
                    and getattr(node.targets[0], "id", "") == "WAITING"), set())
    return [ast.get_docstring(node).split("\n")[0].rstrip(".") for node in tree.body
            if isinstance(node, ast.FunctionDef) and ast.get_docstring(node) and node.name not in waiting]


@functools.lru_cache(maxsize=None)
def names_of(program):
    test = programs().get(program)
    assert test, f"there is no test program '{program}'"
    script = next((word for word in test["cmd"] if word.endswith(".py")), None)
    if script:
        return scripted(script)
    listed = subprocess.run([*test["cmd"], "-l"], capture_output=True, text=True, check=True, timeout=60,
                            env={**os.environ, **test["env"]})
    lines = [line.removeprefix("# ") for line in listed.stdout.split("\n")]  # newer GLib lists in comments
    return [line for line in lines if line.startswith("/")]


def carries(name, number):
    return re.search(rf"(^|[/ -])s{number}([ -]|$)|/{number}-", name) is not None


def complete():
    """The table has each statement once, in order"""
    assert [number for number, _, _ in rows()] == list(range(1, N_STATEMENTS + 1))


def proven():
    """Each statement has tests that carry its number, or a reason"""
    wrong = []
    for number, tests, reason in rows():
        if not tests and len(reason) < 20:
            wrong.append(f"{number}: neither a test nor a reason")
        for test in tests:
            program, _, glob = test.partition(":")
            if program not in programs():
                wrong.append(f"{number}: no test program '{program}'")
                continue
            found = [name for name in names_of(program) if fnmatch.fnmatchcase(name.replace(" ", "-"), glob)]
            if not found:
                wrong.append(f"{number}: no test '{test}'")
            elif not any(carries(name, number) for name in found):
                wrong.append(f"{number}: no test of '{test}' carries the number: {found[0]}")
    assert not wrong, "\n".join(wrong)


def lacking(what, cell):
    """What is wrong with the tests, or the reason, that a row has for something"""
    if cell.startswith("- "):
        return [f"{what}: a reason that says nothing"] if len(cell) < 20 else []
    if not cell:
        return [f"{what}: neither a test nor a reason"]
    return [f"{what}: no test '{test}'" for test in cell.split() if not found(*test.split(":", 1))]


def found(program, glob):
    if glob == "*":  # a program of the app: it is built only where the app is
        return program in programs() or not any("folkmoot:ui" in test["suite"] for test in programs().values())
    return any(fnmatch.fnmatchcase(name.replace(" ", "-"), glob) for name in names_of(program))


def holes():
    """Each hole that others had has a test that would have found it, or a reason"""
    lines = lines_of("vulnerabilities.tsv")
    wrong = [words for line in lines for words in lacking(*line.split("\t"))]
    assert len(lines) == N_HOLES, len(lines)
    assert not wrong, "\n".join(wrong)


def activities():
    """Each activity has tests of what is sent and what is received, or reasons"""
    wrong, sent, received = [], set(), set()
    lines = lines_of("activities.tsv")
    for line in lines:
        rule, types, what, *ways = line.split("\t")
        for way, known in zip(ways, (sent, received), strict=True):
            wrong += lacking(f"{rule} {what}", way)
            if not way.startswith("- "):
                known.update(types.split())
    for which, known in (("sent", sent), ("received", received)):
        for name in written_types(which) - known:
            wrong.append(f"no row says that '{name}' is {which}")
    assert len(lines) == N_ACTIVITIES, len(lines)
    assert not wrong, "\n".join(wrong)


def promises():
    """Each promise about delivery, sleep and strangers has a test, or a reason"""
    wrong = []
    for table, n_promises in N_PROMISES.items():
        lines = lines_of(table)
        for line in lines:
            rule, what, cell = line.split("\t")
            wrong += lacking(f"{table} {rule} {what}", cell)
        if len(lines) != n_promises:
            wrong.append(f"{table}: {len(lines)} rows, not {n_promises}")
    assert not wrong, "\n".join(wrong)


def written_types(which):
    """The activities that FEDERATION.md says are sent or received: test-federation-md.py holds it to the source."""
    with open(tap.path("FEDERATION.md"), encoding="utf-8") as file:
        found = re.search(rf"^### Activities {which}\n+(.*)$", file.read(), re.M)
    return set(re.findall(r"`(\w+)`", found[1]))


def suggested():
    """The table as it would be with every test that carries a number: for whoever changes it"""
    found = {}
    for program, test in programs().items():
        if any(suite.split(":")[-1] in ("federation", "interop", "node", "base") for suite in test["suite"]):
            for name in names_of(program):
                for number in re.findall(r"(?:^|[/ -])s(\d+)(?=[ -]|$)|/(\d+)-", name):
                    found.setdefault(int(number[0] or number[1]), set()).add(f"{program}:{name.replace(' ', '-')}")
    for number in sorted(found):
        print(number, *sorted(found[number]), sep="\t")


if "--suggest" in sys.argv:
    suggested()
    sys.exit()
tap.main([complete, proven, holes, activities, promises])
