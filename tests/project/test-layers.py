#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Layers hold: test-layers.py BUILD_DIR.  No layer can include a header of one above or beside it, and the
node configures where GTK is not installed.
"""
import concurrent.futures
import glob
import json
import os
import shlex
import subprocess
import sys
import tempfile

import tap

BUILD = os.path.abspath(sys.argv[1])

# What each layer may use directly; everything below comes with it.
USES = {
    "base": [],
    "model": ["base"],
    "rules": ["base"],
    "ballots": ["rules"],
    "db": ["model"],
    "store": ["db"],
    "federation": ["store"],
    "coop": ["federation", "rules"],
    "node": ["coop", "ballots"],
    "client": ["db", "rules"],
    "app": ["client"],
}


def closure(layer):
    found = {layer}
    for below in USES[layer]:
        found |= closure(below)
    return found


def compilers():
    """A compile command of each layer that is built, without its input and output."""
    with open(os.path.join(BUILD, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    found = {}
    for entry in entries:
        source = os.path.normpath(os.path.join(entry["directory"], entry["file"]))
        layer = os.path.basename(os.path.dirname(source))
        if os.path.dirname(os.path.dirname(source)) != tap.path("src") or layer in found:
            continue
        words = shlex.split(entry["command"])
        if "ccache" in words[0]:
            words = words[1:]
        kept = [word for word in words[1:] if word.startswith(("-I", "-D", "-std", "-f", "-pthread"))]
        found[layer] = (entry["directory"], [words[0], *kept])
    return found


def includes(directory, compiler, header):
    """Whether a file of one line that includes the header compiles; the compiler's words too."""
    result = subprocess.run([*compiler, "-fsyntax-only", "-x", "c", "-"], input=f'#include "{header}"\n', text=True,
                            capture_output=True, cwd=directory, check=False)
    return result.returncode == 0, result.stderr


def a_header(layer):
    headers = sorted(glob.glob(tap.path("src", layer, "moot-*.h")))
    plain = [header for header in headers if "private" not in header]
    return os.path.basename(plain[0])


def check_upward_includes():
    """An upward or sideways include does not compile, and one downwards does."""
    found = compilers()
    assert set(USES) - set(found) <= {"app"}, f"layers that are not built: {set(USES) - set(found)}"
    pairs = [(layer, other) for layer in found for other in USES]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        results = pool.map(lambda pair: includes(*found[pair[0]], a_header(pair[1])), pairs)
    for (layer, other), (compiled, words) in zip(pairs, results):
        header = a_header(other)
        if other in closure(layer):
            assert compiled, f"{layer} cannot include {other}/{header}:\n{words}"
        else:
            assert not compiled, f"{layer} can include {other}/{header}"
            assert f"{header}: No such file" in words or f"'{header}' file not found" in words, words


def check_all_layers_are_known():
    """Every folder of C below src is a layer."""
    folders = {os.path.basename(os.path.dirname(path)) for path in glob.glob(tap.path("src", "*", "*.c"))}
    assert folders == set(USES), folders ^ set(USES)


def without_gtk(folder):
    """A folder of pkg-config files that has everything but the window's libraries."""
    paths = tap.run("pkg-config", "--variable=pc_path", "pkg-config").strip().split(":")
    hidden = ("gtk4", "libadwaita", "libsecret", "gtk+")
    for path in reversed(paths):
        for file in glob.glob(os.path.join(path, "*.pc")):
            link = os.path.join(folder, os.path.basename(file))
            if not os.path.basename(file).startswith(hidden):
                if os.path.lexists(link):
                    os.unlink(link)
                os.symlink(file, link)
    return {**os.environ, "PKG_CONFIG_LIBDIR": folder, "PKG_CONFIG_PATH": ""}


def check_without_gtk():
    """Without GTK, libadwaita and libsecret the node configures, and says so when the app is wanted."""
    with tempfile.TemporaryDirectory() as folder:
        files = os.path.join(folder, "pkgconfig")
        os.mkdir(files)
        environment = without_gtk(files)
        build = os.path.join(folder, "build")
        tap.run("meson", "setup", "-Dapp=disabled", build, tap.path(), env=environment)
        with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
            text = file.read()
        assert "node-main.c" in text and "src/app" not in text
        for word in ("gtk-4", "libadwaita", "libsecret"):
            assert word not in text, f"{word} is in a compile command"
        wanted = subprocess.run(["meson", "setup", "-Dapp=enabled", os.path.join(folder, "app"), tap.path()],
                                env=environment, capture_output=True, text=True, check=False)
        assert wanted.returncode != 0 and 'gtk4' in wanted.stdout, wanted.stdout[-500:]


tap.main([check_all_layers_are_known, check_upward_includes, check_without_gtk])
