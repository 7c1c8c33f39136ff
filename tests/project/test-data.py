#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""What is installed beside the programs is valid: test-data.py BUILD_DIR."""
import configparser
import os
import re
import sys
import tempfile
import xml.etree.ElementTree

import tap

ID = "coop.folkmoot.Folkmoot"
BUILD = os.path.abspath(sys.argv[1])
SVG = "{http://www.w3.org/2000/svg}"


def metainfo():
    """appstreamcli validates the metainfo."""
    tap.run(tap.need("appstreamcli"), "validate", "--no-net", os.path.join(BUILD, "data", ID + ".metainfo.xml"))


def desktop():
    """desktop-file-validate accepts the desktop file."""
    output = tap.run(tap.need("desktop-file-validate"), os.path.join(BUILD, "data", ID + ".desktop"))
    assert output == "", output


def schema():
    """glib-compile-schemas is strict and content."""
    tap.run(tap.need("glib-compile-schemas"), "--strict", "--dry-run", tap.path("data"))


def same_name():
    """One application id in desktop file, metainfo, schema, service and icons."""
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(os.path.join(BUILD, "data", ID + ".desktop"), encoding="utf-8")
    assert entry["Desktop Entry"]["Icon"] == ID
    root = xml.etree.ElementTree.parse(os.path.join(BUILD, "data", ID + ".metainfo.xml")).getroot()
    assert root.findtext("id") == ID
    assert root.findtext("launchable") == ID + ".desktop"
    schemas = xml.etree.ElementTree.parse(tap.path("data", ID + ".gschema.xml")).getroot()
    assert schemas.find("schema").get("id") == ID
    service = configparser.ConfigParser()
    service.read(os.path.join(BUILD, "data", ID + ".service"), encoding="utf-8")
    assert service["D-BUS Service"]["Name"] == ID


def release():
    """The newest release in the metainfo is meson's version."""
    root = xml.etree.ElementTree.parse(tap.path("data", ID + ".metainfo.xml.in")).getroot()
    version = re.search(r"^  version: '([^']+)'", open(tap.path("meson.build"), encoding="utf-8").read(), re.M)[1]
    assert root.find("releases/release").get("version") == version


def icons():
    """Both icons are square, of the size the icon theme expects, and self-contained."""
    for name, size in ((f"scalable/{ID}.svg", "128"), (f"symbolic/{ID}-symbolic.svg", "16")):
        root = xml.etree.ElementTree.parse(tap.path("data", "icons", name)).getroot()
        assert (root.tag, root.get("width"), root.get("height")) == (SVG + "svg", size, size), name
        assert not root.findall(f".//{SVG}image") and not root.findall(f".//{SVG}text"), name


def units():
    """systemd-analyze verifies the user unit and the server template."""
    analyze = tap.need("systemd-analyze")
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, "folkmoot-node")
        with open(program, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\n")
        os.chmod(program, 0o755)
        for name, instance, scope in (("folkmoot-node.service", "folkmoot-node.service", "--user"),
                                      ("folkmoot-node@.service", "folkmoot-node@garden.service", "--system")):
            with open(os.path.join(BUILD, "data", name), encoding="utf-8") as file:
                text = re.sub(r"^ExecStart=\S+/folkmoot-node", "ExecStart=" + program, file.read(), flags=re.M)
            assert "ExecStart=" + program in text, name
            with open(os.path.join(folder, instance), "w", encoding="utf-8") as file:
                file.write(text)
            output = tap.run(analyze, scope, "--man=no", "verify", os.path.join(folder, instance),
                             env={**os.environ, "XDG_RUNTIME_DIR": folder, "SYSTEMD_LOG_LEVEL": "warning"})
            assert output == "", output


def manuals():
    """The man pages format without a warning and name every command."""
    man = tap.need("man")
    for page, words in (("folkmoot-node.1", ("init", "serve", "member add", "member list", "token", "check", "count")),
                        ("folkmoot.1", ("folkmoot-node",))):
        result = tap.run("sh", "-c", f"{man} --warnings -E UTF-8 -l -Tutf8 '{tap.path('data/man', page)}' 2>&1 >/dev/null")
        assert result == "", result
        with open(tap.path("data", "man", page), encoding="utf-8") as file:
            text = file.read().replace("\\-", "-")
        for word in words:
            assert word in text, (page, word)


def manual_and_help():
    """The man page of the node has every command and option that --help has, and no other option."""
    program = os.path.join(BUILD, "src", "node", "folkmoot-node")
    helps = tap.run(program, "--help")
    for command in (["init"], ["serve"], ["member", "add"], ["member", "list"], ["token"], ["check"], ["count"]):
        assert f"\n  {' '.join(command)} " in helps, command
        helps += tap.run(program, *command, "--help")
    with open(tap.path("data", "man", "folkmoot-node.1"), encoding="utf-8") as file:
        manual = file.read().replace("\\-", "-")
    in_help, in_manual = (set(re.findall(r"--[a-z][a-z-]*[a-z]", text)) for text in (helps, manual))
    in_manual -= {"--user"}
    assert in_help == in_manual, in_help ^ in_manual
    for preset in re.search(r"Rules to start with: ([a-z, -]+)", helps)[1].split(", "):
        assert preset.strip() in manual, preset


tap.main([manual_and_help, metainfo, desktop, schema, same_name, release, icons, units, manuals])
