#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Translations can be made, are complete where they exist, and the pseudo-locale works."""
import gettext
import importlib.util
import os
import re
import tempfile

import tap

SPEC = importlib.util.spec_from_file_location("pseudo_locale", tap.path("tests", "tools", "pseudo-locale.py"))
PSEUDO = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(PSEUDO)

PSEUDO_CASES = [
    ("Home", "[Ĥöɱé]"),
    ("_Vote", "[_Ṽöţé]"),
    ("%s of %'d", "[%s öƒ %'d]"),
    ("%1$s owes %2$.2f", "[%1$s öŵéš %2$.2f]"),
    ("100 %%", "[100 %%]"),
    ("<b>Due</b> &amp; paid", "[<b>Đûé</b> &amp; þåîđ]"),
    (" and \n", " [åñđ] \n"),
    ("", ""),
    ("see https://example.org/a", "[šéé https://example.org/a]"),
]


def make_pot(folder):
    tap.need("xgettext")
    pot = os.path.join(folder, "folkmoot.pot")
    PSEUDO.make_pot(pot)
    return pot


def languages():
    with open(tap.path("po", "LINGUAS"), encoding="utf-8") as file:
        return [word for line in file if not line.startswith("#") for word in line.split()]


def pot_builds():
    """The .pot builds from POTFILES.in and has the texts of every kind of file."""
    with tempfile.TemporaryDirectory() as folder:
        entries = PSEUDO.read_pot(make_pot(folder))
        with open(os.path.join(folder, "folkmoot.pot"), encoding="utf-8") as file:
            text = file.read()
    singles = {singular for _, singular, _ in entries}
    assert "Width of the window" in singles, "the schema"
    assert "A social space its members own and govern together" in singles, "the desktop file"
    assert any(s.startswith("Folkmoot is a social space that its members own.") for s in singles), "the metainfo"
    for suffix in (".c", ".ui"):
        with open(tap.path("po", "POTFILES.in"), encoding="utf-8") as file:
            listed = any(line.rstrip().endswith(suffix) for line in file)
        assert not listed or re.search(r"^#: .*\%s:\d" % suffix, text, re.M), f"no text from any {suffix} file"


def complete():
    """Each language in LINGUAS is complete, well-formed and in step with the sources."""
    if not languages():
        raise tap.Skip("no language yet")
    with tempfile.TemporaryDirectory() as folder:
        pot = make_pot(folder)
        for language in languages():
            po = tap.path("po", language + ".po")
            tap.run("msgfmt", "--check", "--check-accelerators=_", "-o", os.devnull, po)
            merged = os.path.join(folder, language + ".po")
            tap.run("msgmerge", "-q", "--no-fuzzy-matching", "-o", merged, po, pot)
            missing = tap.run("msgattrib", "--untranslated", "--no-obsolete", merged)
            texts = [e[1] for e in PSEUDO.read_pot_text(missing)] if missing.strip() else []
            assert not texts, f"{language}: {len(texts)} texts are not translated: {texts[:5]}"


def pseudo_texts():
    """The pseudo-locale keeps directives, markup, mnemonics and outer white space."""
    for text, expected in PSEUDO_CASES:
        assert PSEUDO.pseudo(text) == expected, (text, PSEUDO.pseudo(text), expected)


def pseudo_mo():
    """The pseudo-locale's .mo is read by gettext, with plurals and contexts."""
    with tempfile.TemporaryDirectory() as folder:
        pot = os.path.join(folder, "x.pot")
        with open(pot, "w", encoding="utf-8") as file:
            file.write('msgid ""\nmsgstr ""\n\nmsgid "Home"\nmsgstr ""\n\n'
                       'msgctxt "verb"\nmsgid "Vote"\nmsgstr ""\n\n'
                       'msgid "%d member"\nmsgid_plural "%d members"\nmsgstr[0] ""\nmsgstr[1] ""\n\n'
                       'msgid ""\n"two "\n"lines"\nmsgstr ""\n')
        tap.run("python3", tap.path("tests/tools/pseudo-locale.py"), "--pot", pot, folder)
        with open(os.path.join(folder, "en_XA/LC_MESSAGES/folkmoot.mo"), "rb") as file:
            catalog = gettext.GNUTranslations(file)
        assert catalog.gettext("Home") == "[Ĥöɱé]"
        assert catalog.pgettext("verb", "Vote") == "[Ṽöţé]"
        assert catalog.ngettext("%d member", "%d members", 1) == "[%d ɱéɱƀéŕ]"
        assert catalog.ngettext("%d member", "%d members", 2) == "[%d ɱéɱƀéŕš]"
        assert catalog.gettext("two lines") == "[ţŵö ļîñéš]"
        with open(os.path.join(folder, "environment"), encoding="utf-8") as file:
            environment = dict(line.rstrip("\n").split("=", 1) for line in file)
        result = tap.run("gettext", "-d", "folkmoot", "Home", env={**os.environ, **environment})
        if result == "Home" and environment["LC_ALL"] == "C.UTF-8":
            raise tap.Skip("no localedef here, and this C library ignores LANGUAGE in C.UTF-8")
        assert result == "[Ĥöɱé]", result


tap.main([pot_builds, complete, pseudo_texts, pseudo_mo])
