#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""FEDERATION.md says what is there: the node's NodeInfo, the handlers of the inbox, the proven statements.

Usage: test-federation-md.py FOLKMOOT-NODE [--write]
With --write the parts of the page that are made of other files are made anew.
"""
import json
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "interop"))

from http_client import request  # noqa: E402
from node_process import Node  # noqa: E402
import tap  # noqa: E402

PAGE = tap.path("FEDERATION.md")


def page():
    with open(PAGE, encoding="utf-8") as file:
        return file.read()


def section(title):
    """What stands below a heading, down to the next one."""
    found = re.search(rf"^#+ {re.escape(title)}\n(.*?)(?=^#|\Z)", page(), re.M | re.S)
    assert found, f"there is no section '{title}'"
    return found[1].strip()


def words(text):
    return re.findall(r"`([^`]+)`", text)


def handled():
    """The activities that the table of the inbox has a handler for."""
    with open(tap.path("src", "federation", "moot-incoming.c"), encoding="utf-8") as file:
        names = re.findall(r"\[MOOT_ACTIVITY_([A-Z_]+)\] = &", file.read())
    return ["".join(part.capitalize() for part in name.split("_")) for name in names]


def sent():
    """The activities that the writer has a name for and somebody writes."""
    found = set()
    for name in os.listdir(tap.path("src", "federation")):
        if name.startswith("moot-publish") and name.endswith(".c") or name == "moot-follow-answer.c":
            with open(tap.path("src", "federation", name), encoding="utf-8") as file:
                found |= set(re.findall(r"MOOT_ACTIVITY_([A-Z_]+)", file.read()))
    return sorted("".join(part.capitalize() for part in name.split("_")) for name in found)


def statements():
    """Which statements of the checklist are proven, and why others are not."""
    proven, open_ = [], []
    with open(tap.path("tests", "federation", "statements.tsv"), encoding="utf-8") as file:
        for line in file:
            if line.startswith("#"):
                continue
            number, tests, reason = (line.rstrip("\n").split("\t") + [""])[:3]
            if tests.strip():
                proven.append(int(number))
            else:
                open_.append(f"- {number}: {reason}")
    return proven, open_


def ranges(numbers):
    """1, 2, 3, 5 -> 1–3, 5"""
    runs = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def made():
    proven, open_ = statements()
    return {
        "Activities received": ", ".join(f"`{name}`" for name in handled()) + ".\n\n"
                               "Others are answered with 202 and forgotten.",
        "Activities sent": ", ".join(f"`{name}`" for name in sent()) + ".",
        "Conformance": f"Proven by tests: {ranges(proven)}.\n\nNot proven, and why:\n\n" + "\n".join(open_),
    }


def lists():
    """s80 The activities and the statements are those of the source and of the table"""
    for title, text in made().items():
        assert section(title) == text, f"{title}: run this test with --write\n{section(title)}\n--\n{text}"


def nodeinfo():
    """s80 NodeInfo of a running node says the same"""
    node = Node(os.path.abspath(sys.argv[1]))
    node.init()
    node.serve()
    try:
        links = json.loads(request(node.base_url + "/.well-known/nodeinfo")[2])["links"]
        versions = sorted(link["rel"].rsplit("/", 1)[1] for link in links if "nodeinfo" in link["rel"])
        assert versions == re.findall(r"\d\.\d", re.search(r"NodeInfo\]\([^)]*\) (.*)", page())[1]), versions
        for link in links:
            if "nodeinfo" not in link["rel"]:
                continue
            info = json.loads(request(link["href"])[2])
            assert info["software"]["name"] == "folkmoot", info
            assert [name.lower() for name in re.findall(r"^- \[(ActivityPub)\]", page(), re.M)] == info["protocols"], info
        actor = json.loads(request(node.base_url + "/users/ada", headers={"Accept": "application/activity+json"})[2])
        for implemented in actor["generator"]["implements"]:
            number = re.search(r"rfc(\d+)", implemented["href"])
            assert (f"RFC {number[1]}" if number else implemented["href"]) in page(), implemented
        assert actor["webfinger"] and "FEP-2c59" in page()
        assert actor["assertionMethod"][0]["type"] == "Multikey" and "FEP-521a" in page()
        assert words(section("Actors"))[:2] == [actor["type"], "Application"]
    finally:
        node.stop()
        node.remove()


def proposals():
    """Every proposal that the source speaks of is in the list, or said not to be"""
    listed = set(re.findall(r"^- \[FEP-([0-9a-f]{4})\]", page(), re.M))
    assert len(listed) == len(re.findall(r"^- \[FEP-", page(), re.M))
    for name in listed:
        assert f"https://w3id.org/fep/{name})" in page(), name


def write():
    text = page()
    for title, body in made().items():
        text = re.sub(rf"(^#+ {re.escape(title)}\n)(.*?)(?=^#|\Z)", lambda found: f"{found[1]}\n{body}\n\n", text, flags=re.M | re.S)
    with open(PAGE, "w", encoding="utf-8") as file:
        file.write(text.rstrip("\n") + "\n")


if "--write" in sys.argv:
    write()
    sys.exit()
tap.main([lists, proposals, nodeinfo])
