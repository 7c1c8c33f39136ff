#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Makes a language in which every translatable text is accented and in brackets: [Ĥöɱé].

pseudo-locale.py [--pot FILE] OUTPUT_DIR

Writes OUTPUT_DIR/en_XA/LC_MESSAGES/folkmoot.mo from FILE, or from what xgettext finds in
po/POTFILES.in, and OUTPUT_DIR/environment with the variables that switch to it (a locale of its
own, since newer C libraries ignore LANGUAGE in C.UTF-8).  A program that binds its text domain to
OUTPUT_DIR and runs with these shows brackets round every text that goes through gettext; a text on
screen without them cannot be translated.
"""
import argparse
import ast
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile

TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DOMAIN = "folkmoot"
LOCALE = "en_XA"
OPEN, CLOSE = "[", "]"
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ACCENTED = "ÅɃÇĐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçđéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
TABLE = str.maketrans(PLAIN, ACCENTED)
# What a translator must leave alone: printf directives, markup, entities, {names}, URLs.
KEEP = re.compile(r"%(?:\d+\$)?[-+ #0']*(?:\*|\d+)?(?:\.(?:\*|\d+))?(?:hh|h|ll|l|z|j|t|L)?[A-Za-z%]"
                  r"|<[^<>]+>|&[a-z#0-9]+;|\{[a-z_]+\}|https?://\S+")


def pseudo(text):
    """'_Vote on %s' -> '[_Ṽöţé öñ %s]'; white space at the ends stays outside the brackets."""
    core = text.strip()
    if not core:
        return text
    before, after = text[:text.index(core)], text[text.index(core) + len(core):]
    out, end = [], 0
    for match in KEEP.finditer(core):
        out += [core[end:match.start()].translate(TABLE), match[0]]
        end = match.end()
    out.append(core[end:].translate(TABLE))
    return before + OPEN + "".join(out) + CLOSE + after


def make_pot(target):
    """What the `folkmoot-pot` target of meson makes, without touching the sources."""
    with open(os.path.join(TOP, "po", "POTFILES.in"), encoding="utf-8") as file:
        files = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    subprocess.run(
        ["xgettext", "--package-name=folkmoot", f"--default-domain={DOMAIN}", "--from-code=UTF-8",
         "--add-comments", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2",
         "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
         "--flag=N_:1:pass-c-format", "--flag=C_:2:pass-c-format", "--flag=g_dngettext:2:pass-c-format",
         "--flag=g_strdup_printf:1:c-format", "--flag=g_string_printf:2:c-format",
         "--flag=g_string_append_printf:2:c-format", "--flag=g_error_new:3:c-format",
         "--flag=g_set_error:4:c-format", "--flag=g_markup_printf_escaped:1:c-format",
         "-o", target, *files],
        cwd=TOP, check=True)


def read_pot(path):
    """The entries of a .pot file."""
    with open(path, encoding="utf-8") as file:
        return read_pot_text(file.read())


def read_pot_text(text):
    """The entries of a .pot: (context or None, singular, plural or None)."""
    entries, entry, field = [], {}, None

    def finish():
        if entry.get("msgid"):
            entries.append((entry.get("msgctxt"), entry["msgid"], entry.get("msgid_plural")))
        entry.clear()

    for line in text.split("\n"):
        line = line.strip()
        match = re.match(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")$', line)
        if match:
            field = match[1]
            if field == "msgctxt" or (field == "msgid" and "msgid" in entry):
                finish()
            entry[field] = ast.literal_eval(match[2])
        elif line.startswith('"') and field:
            entry[field] += ast.literal_eval(line)
    finish()
    return entries


def write_mo(path, entries):
    """The binary format of GNU gettext: sorted originals, then translations."""
    header = ("Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
              f"Language: {LOCALE}\nPlural-Forms: nplurals=2; plural=(n != 1);\n")
    messages = {"": header}
    for context, singular, plural in entries:
        key = (context + "\x04" if context is not None else "") + singular
        text = pseudo(singular)
        if plural is not None:
            key, text = key + "\0" + plural, text + "\0" + pseudo(plural)
        messages[key] = text
    pairs = sorted((k.encode(), v.encode()) for k, v in messages.items())
    n = len(pairs)
    originals, translations, data = [], [], b""
    start = 28 + 16 * n
    for index, table in ((0, originals), (1, translations)):
        for pair in pairs:
            table.append(struct.pack("<II", len(pair[index]), start + len(data)))
            data += pair[index] + b"\0"
    head = struct.pack("<IIIIIII", 0x950412DE, 0, n, 28, 28 + 8 * n, 0, start)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(head + b"".join(originals) + b"".join(translations) + data)


def make_environment(folder):
    """The variables that make gettext look for LOCALE, written to a file and returned."""
    values = {"LANGUAGE": LOCALE, "LC_ALL": "C.UTF-8", "TEXTDOMAINDIR": folder}
    if shutil.which("localedef") and os.path.exists("/usr/share/i18n/locales/en_GB"):
        locales = os.path.join(folder, "locales")
        os.makedirs(locales, exist_ok=True)
        subprocess.run(["localedef", "--no-archive", "-c", "-i", "en_GB", "-f", "UTF-8",
                        os.path.join(locales, "en_GB.UTF-8")], check=False, stderr=subprocess.DEVNULL)
        if os.path.exists(os.path.join(locales, "en_GB.UTF-8")):
            values.update({"LC_ALL": "en_GB.UTF-8", "LOCPATH": locales})
    with open(os.path.join(folder, "environment"), "w", encoding="utf-8") as file:
        file.write("".join(f"{name}={value}\n" for name, value in values.items()))
    return values


def main():
    parser = argparse.ArgumentParser(description="Makes a pseudo-locale.")
    parser.add_argument("--pot", help="use this .pot instead of running xgettext")
    parser.add_argument("output_dir")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pot = arguments.pot or os.path.join(folder, "folkmoot.pot")
        if not arguments.pot:
            make_pot(pot)
        entries = read_pot(pot)
    target = os.path.join(arguments.output_dir, LOCALE, "LC_MESSAGES", DOMAIN + ".mo")
    write_mo(target, entries)
    make_environment(os.path.abspath(arguments.output_dir))
    print(f"{len(entries)} texts in {target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
