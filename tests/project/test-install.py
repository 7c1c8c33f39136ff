#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""`meson install` puts everything where it belongs: test-install.py BUILD_DIR app|headless."""
import json
import os
import re
import sys
import tempfile

import tap

ID = "coop.folkmoot.Folkmoot"
BUILD, KIND = os.path.abspath(sys.argv[1]), sys.argv[2]
NODE_FILES = {
    "bin/folkmoot-node",
    "lib/systemd/system/folkmoot-node@.service",
    "lib/systemd/user/folkmoot-node.service",
    "lib/sysusers.d/folkmoot-node.conf",
    "share/man/man1/folkmoot-node.1",
}
APP_FILES = {
    "bin/folkmoot",
    f"share/applications/{ID}.desktop",
    f"share/dbus-1/services/{ID}.service",
    f"share/glib-2.0/schemas/{ID}.gschema.xml",
    f"share/icons/hicolor/scalable/apps/{ID}.svg",
    f"share/icons/hicolor/symbolic/apps/{ID}-symbolic.svg",
    "share/man/man1/folkmoot.1",
    f"share/metainfo/{ID}.metainfo.xml",
}


def installed():
    """(folder, prefix inside it, files below the prefix)."""
    options = json.loads(tap.run("meson", "introspect", "--buildoptions", BUILD))
    prefix = next(o["value"] for o in options if o["name"] == "prefix")
    folder = tempfile.TemporaryDirectory()
    tap.run("meson", "install", "-C", BUILD, "--no-rebuild", env={**os.environ, "DESTDIR": folder.name})
    root = folder.name + prefix
    files = {os.path.relpath(os.path.join(path, name), root)
             for path, _, names in os.walk(root) for name in names}
    return folder, prefix, root, files


def files():
    """Exactly the files that belong there, and the translations."""
    folder, _, _, found = installed()
    with folder:
        expected = NODE_FILES | (APP_FILES if KIND == "app" else set())
        if os.path.exists(tap.path("po", "LINGUAS")):
            with open(tap.path("po", "LINGUAS"), encoding="utf-8") as file:
                expected |= {f"share/locale/{word}/LC_MESSAGES/folkmoot.mo"
                             for line in file if not line.startswith("#") for word in line.split()}
        assert found == expected, f"missing {sorted(expected - found)}, unexpected {sorted(found - expected)}"


def paths():
    """Units and services name the programs that were installed."""
    folder, prefix, root, found = installed()
    with folder:
        for name in sorted(found):
            if not name.endswith(".service"):
                continue
            with open(os.path.join(root, name), encoding="utf-8") as file:
                text = file.read()
            assert not re.search(r"@\w+@", text), f"{name}: a name was not filled in"
            program = re.search(r"^Exec(?:Start)?=(\S+)", text, re.M)[1]
            assert program.startswith(prefix + "/"), (name, program)
            assert os.access(root + program[len(prefix):], os.X_OK), (name, program)


def runs():
    """The installed node starts and says its version."""
    folder, _, root, _ = installed()
    with folder:
        output = tap.run(os.path.join(root, "bin", "folkmoot-node"), "--version")
        version = re.search(r"^  version: '([^']+)'", open(tap.path("meson.build"), encoding="utf-8").read(), re.M)[1]
        assert version in output, output


tap.main([files, paths, runs])
