#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Turns named statements of .sql files into C: one constant per statement and a table of all.

Usage: sql-catalogue.py PREFIX OUT.h OUT.c FILE.sql...
In the files a line `-- name: status_by_id` starts a statement; other comment lines describe it.
`-- part: hidden` starts a piece that statements of every file take in by writing @hidden@; it may
hold other parts itself.
"""
import pathlib
import re
import sys

NAME = re.compile(r"^-- (name|part): ([a-z][a-z0-9_]*)$")
PART = re.compile(r"@([a-z][a-z0-9_]*)@")


def read(path):
    kind, name, lines = None, None, []
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        match = NAME.match(line)
        if match:
            if name:
                yield kind, name, lines
            kind, name, lines = match[1], match[2], []
        elif name and line.strip() and not line.lstrip().startswith("--"):
            lines.append(line.rstrip())
        elif not name and line.strip() and not line.startswith("--"):
            sys.exit(f"{path}: a statement without a name: {line}")
    if name:
        yield kind, name, lines


def expand(text, parts, path):
    """Puts the parts in the places where they are named."""
    for _ in range(8):
        if not PART.search(text):
            return text
        text = PART.sub(lambda match: parts.get(match[1]) or sys.exit(f"{path}: no part '{match[1]}'"), text)
    sys.exit(f"{path}: parts go in circles")


def main():
    prefix, header, source, *files = sys.argv[1:]
    found = {"name": {}, "part": {}}
    homes = {}
    for path in sorted(files):
        for kind, name, lines in read(path):
            if name in found[kind]:
                sys.exit(f"{path}: '{name}' is there twice")
            if not lines:
                sys.exit(f"{path}: '{name}' is empty")
            found[kind][name] = "\n".join(lines).rstrip(";")
            homes[name] = path
    statements = {name: expand(text, found["part"], homes[name]) for name, text in found["name"].items()}
    guard = pathlib.Path(header).name
    with open(header, "w", encoding="utf-8") as out:
        out.write(f"/* Made by sql-catalogue.py; do not edit. */\n#pragma once\n\n#include \"moot-db.h\"\n\n")
        for name in statements:
            out.write(f"extern const MootSql {prefix}_{name};\n")
        out.write(f"\nextern const MootSql *const {prefix}_all[];\nextern const guint {prefix}_n_all;\n")
    with open(source, "w", encoding="utf-8") as out:
        out.write(f"/* Made by sql-catalogue.py; do not edit. */\n#include \"{guard}\"\n\n")
        for name, text in statements.items():
            quoted = "\n".join('  "' + line.replace("\\", "\\\\").replace('"', '\\"') + '\\n"' for line in text.splitlines())
            out.write(f'const MootSql {prefix}_{name} = {{ "{name}",\n{quoted} }};\n\n')
        out.write(f"const MootSql *const {prefix}_all[] = {{\n")
        for name in statements:
            out.write(f"  &{prefix}_{name},\n")
        out.write(f"}};\n\nconst guint {prefix}_n_all = {len(statements)};\n")


main()
