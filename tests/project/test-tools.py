#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""The tools that judge the rest are judged here."""
import importlib.machinery
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile

import tap


def load(name):
    loader = importlib.machinery.SourceFileLoader(name.replace("-", "_"), tap.path("tests", "tools", name))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


CHECK = load("check-all")
SUM = load("sum-results.py")

# rule, file, text that breaks it, text that does not
RULE_CASES = [
    ("thread", "src/base/a.c", "  g_task_run_in_thread (task, f);", "  moot_worker_run (w, task, f, NULL);"),
    ("getter", "src/app/a.c", "  g_object_get (self, \"x\", &x, NULL);", "  g_object_get_data (self, \"x\");"),
    ("goto", "src/base/a.c", "    goto out;", "    return;"),
    ("naked-todo", "src/base/a.c", "/* TODO: later */", "/* TODO(#12): later */"),
    ("tab", "src/base/a.c", "\tint x;", "  int x;"),
    ("sql-printf", "src/store/a.c", "  g_strdup_printf (\"SELECT %s\", x);", "  moot_db_query (db, MOOT_SQL_X);"),
    ("src-root", "src/db/meson.build", "include_directories('../../src')", "include_directories('.')"),
    ("src-root", "src/db/a.c", "#include \"base/moot-id.h\"", "#include \"moot-id.h\""),
    ("types", "src/base/a.h", "gint count;", "gint64 count;"),
    ("gtk-below", "src/client/a.c", "#include <gtk/gtk.h>", "#include <gio/gio.h>"),
    ("gtk-below", "src/node/a.c", "#include <adwaita.h>", "#include <glib.h>"),
    ("macro-semicolon", "src/base/a.h", "#define STOP (TRUE);", "#define STOP (TRUE)"),
    ("macro-semicolon", "src/base/a.h", "#define STOP \\\n  f ();", "#define STOP \\\n  f ()"),
    ("columns", "src/base/a.c", "x" * 101, "x" * 100),
    ("columns", "src/base/a.c", "/* clang-format on */\n" + "x" * 101, "/* clang-format off */\n" + "x" * 120),
    ("columns", "src/base/a.c", "  { " + "x" * 160, "  { " + "x" * 140),
    ("columns", "src/base/a.c", "  f (\"" + "x" * 100 + "\");", "    \"" + "x" * 110 + "\");"),
    ("pragma-once", "src/base/a.h", "int x;", "#pragma once"),
    ("spdx", "src/base/a.c", "int x;", "/* SPDX-License-Identifier: AGPL-3.0-or-later */"),
    ("file-size", "src/base/a.c", "\n" * 601, "\n" * 600),
    ("function-size", "src/base/a.c", "void\nlong_one (void)\n{\n" + "  f ();\n" * 101 + "}",
     "void\nlong_one (void)\n{\n" + "  f ();\n" * 100 + "}"),
    ("hint", "src/base/a.c", "void\nlong_one (void)\n{\n" + "  f ();\n" * 61 + "}",
     "void\nlong_one (void)\n{\n" + "  f ();\n" * 60 + "}"),
]

TAP_CASES = [
    ("ok 1 a\nok 2 b\nnot ok 3 c\n", [2, 1, 0]),
    ("ok 1 a # SKIP no display\nok 2\n", [1, 0, 1]),
    ("not ok 1 a # TODO later\n", [1, 0, 0]),
    ("    ok 1 nested\nok 1 outer\n", [1, 0, 0]),
    ("okay\n# ok\n", [0, 0, 0]),
    ("", [0, 0, 0]),
]

RESULT_CASES = [
    ({"result": "OK", "stdout": "ok 1\nok 2\n"}, [2, 0, 0]),
    ({"result": "OK", "stdout": "no tap"}, [1, 0, 0]),
    ({"result": "FAIL", "stdout": "ok 1\n"}, [1, 1, 0]),
    ({"result": "ERROR", "stdout": ""}, [0, 1, 0]),
    ({"result": "TIMEOUT", "stdout": "ok 1\nnot ok 2\n"}, [1, 1, 0]),
    ({"result": "SKIP", "stdout": ""}, [0, 0, 1]),
    ({"result": "OK", "stdout": "ok 1 # SKIP x\n"}, [0, 0, 1]),
    ({"result": "EXPECTEDFAIL"}, [1, 0, 0]),
]


def rules_found(path, text):
    lines = text.split("\n")
    checks = (CHECK.check_size, CHECK.check_columns, CHECK.check_functions, CHECK.check_header,
              CHECK.check_macros, CHECK.check_banned)
    return {rule for check in checks for _, rule, _ in check(path, lines)}


def house_rules():
    """check-all finds each fault, and only it."""
    for rule, path, bad, good in RULE_CASES:
        assert rule in rules_found(path, bad), (rule, bad)
        assert rule not in rules_found(path, good), (rule, good)


def rules_have_cases():
    """Each banned pattern has a case."""
    missing = {rule for rule, *_ in CHECK.BANNED} - {rule for rule, *_ in RULE_CASES} - {"server-above"}
    assert not missing, missing


def counting():
    """TAP lines and dead programs are counted right."""
    for text, expected in TAP_CASES:
        assert SUM.count_tap(text) == expected, (text, SUM.count_tap(text))
    for test, expected in RESULT_CASES:
        assert SUM.count_test(test) == expected, (test, SUM.count_test(test))


def last_line():
    """The last line sums steps and test logs; a build whose tests never ran is a failure."""
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "b", "meson-logs"))
        with open(os.path.join(folder, "b", "meson-logs", "testlog.json"), "w", encoding="utf-8") as file:
            file.write(json.dumps({"name": "x", "result": "OK", "stdout": "ok 1\nok 2 # SKIP\n"}) + "\n")
        steps = os.path.join(folder, "steps")
        with open(steps, "w", encoding="utf-8") as file:
            file.write(f"ok build\nmeson {folder}/b\nskipped npm\n")
        output = tap.run("python3", tap.path("tests/tools/sum-results.py"), steps)
        assert output.strip().split("\n")[-1] == "2 passed, 0 failed, 2 skipped", output
        with open(steps, "w", encoding="utf-8") as file:
            file.write(f"ok build\nmeson {folder}/never\n")
        output = tap.run("sh", "-c", f"! python3 {tap.path('tests/tools/sum-results.py')} {steps}")
        assert output.strip().split("\n")[-1] == "1 passed, 1 failed", output


def packages():
    """Every row of the package table has a purpose and three names."""
    purposes = set()
    with open(tap.path("tests", "tools", "packages.tsv"), encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if not line.startswith("#")]
    for row in rows:
        assert len(row) == 4 and all(row) and not any(" " in cell for cell in row), row
        purposes.add(row[0])
    assert len(rows) == len({tuple(r) if r[1] == "-" else (r[0], r[1]) for r in rows}), "a row stands twice"
    with open(tap.path("dev"), encoding="utf-8") as file:
        asked = {w for line in file if line.strip().startswith("need_packages") for w in line.split()[1:]}
    assert asked == purposes, asked ^ purposes


def other_distributions():
    """On Fedora, Arch and others nothing is installed; the command to type is printed, with the names used there."""
    with tempfile.TemporaryDirectory() as folder:
        for column, wanted, unwanted in (
                (3, ("sudo dnf install ", " libadwaita-devel ", " python3-Mastodon "), ("pacman", "libadwaita-1-dev")),
                (4, ("sudo pacman -S --needed ", " libadwaita ", " xorg-server-xvfb "), ("dnf", "-devel ")),
                (0, ("sudo dnf install ", "sudo pacman -S --needed ", "others"), ("libadwaita-1-dev",))):
            result = subprocess.run(
                ["bash", "-c", f". {tap.path('tests', 'tools', 'shell-common.sh')}\n"
                 f"package_table={tap.path('tests', 'tools', 'packages.tsv')}\ntell_packages {column} build app run test lint"],
                cwd=folder, capture_output=True, text=True, check=False)
            assert result.returncode == 1, result
            for part in wanted:
                assert part in result.stderr, (part, result.stderr)
            for part in (*unwanted, "|", " - "):
                assert part not in result.stderr.replace("glib2-devel ", ""), (part, result.stderr)
            assert "touch .dev/packages-told" in result.stderr, result.stderr


def help_lists_commands():
    """./dev help names every command, and an unknown one fails with status 2."""
    text = tap.run(tap.path("dev"), "help")
    for command in ("run", "test", "bench", "lint", "fuzz", "matrix", "format", "clean"):
        assert f"\n  {command}" in text, command
    tap.run("sh", "-c", f"{tap.path('dev')} dance >/dev/null 2>&1; test $? = 2")


def formatting_settles():
    """Formatting twice changes nothing the second time."""
    source = "#pragma once\n\n#include <glib.h>\n\nint moot_a (int x, const char *name);\n" \
             "gboolean moot_longer (GError **error);\n\n" \
             "typedef gpointer (*MootFunc) (gpointer data,\n  GError **error);\n"
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(tap.path(".clang-format"), folder)
        header = os.path.join(folder, "a.h")
        with open(header, "w", encoding="utf-8") as file:
            file.write(source)
        try:
            tap.run(tap.path("tests/tools/format"), header)
        except AssertionError as error:
            if "status 77" in str(error):
                raise tap.Skip("clang-format 14 is not installed") from None
            raise
        with open(header, encoding="utf-8") as file:
            once = file.read()
        tap.run(tap.path("tests/tools/format"), header)
        with open(header, encoding="utf-8") as file:
            assert file.read() == once
    assert "typedef gpointer (*MootFunc) (gpointer   data,\n" in once, once


def uirun():
    """uirun gives a private display and folders, and passes the status on."""
    tap.need("Xvfb")
    script = 'test -n "$DISPLAY" && test -n "$DBUS_SESSION_BUS_ADDRESS" && test -w "$XDG_DATA_HOME" && ' \
             'grep -q Cantarell "$XDG_CONFIG_HOME/gtk-4.0/settings.ini" && exit 7'
    tap.run("sh", "-c", f"{tap.path('tests/tools/uirun')} sh -c '{script}'; test $? = 7")


tap.main([house_rules, rules_have_cases, counting, last_line, packages, other_distributions, help_lists_commands,
          formatting_settles, uirun])
