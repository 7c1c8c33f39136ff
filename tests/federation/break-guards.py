#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Shows that the tests of vulnerabilities.tsv can fail: breaks one guard after the other, and looks.

Usage: break-guards.py BUILD-DIRECTORY
Run by hand, in a clean clone of its own: it changes the sources and puts them back.  Guards of different files are broken
together, so that each round costs one build; a test that passes although its guard is broken is told.
"""
import fnmatch
import json
import os
import subprocess
import sys

import tap

BUILD = sys.argv[1]
PATIENCE_S = 60
F = "src/federation/"
# A file, the guard, what stands there when it is broken, and the tests that must fail then.
GUARDS = (
    (F + "moot-acceptance.c", "      if (object == NULL || g_strcmp0 (object->attributed_to, activity->actor) != 0 ||\n"
     "          !moot_uri_same_origin (object->id, activity->actor))", "      if (object == NULL)",
     ("acceptance:/acceptance/create/39-other-author", "acceptance:/acceptance/create/39-object-elsewhere")),
    (F + "moot-acceptance.c", "  if (known->object_author != NULL && strcmp (known->object_author, activity->actor) != 0)",
     "  if (FALSE)", ("acceptance:/acceptance/update/42-other-author",)),
    (F + "moot-acceptance.c", "  return strcmp (known->object_author, activity->actor) == 0\n", "  return TRUE\n",
     ("acceptance:/acceptance/delete/41-other-author",)),
    (F + "moot-acceptance.c", "  if (known->request_from == NULL || known->request_to == NULL)", "  if (FALSE)",
     ("acceptance:/acceptance/accept/37-never-asked",)),
    (F + "moot-acceptance.c", "  if (strcmp (known->request_to, activity->actor) != 0)", "  if (FALSE)",
     ("acceptance:/acceptance/accept/37-neighbour",)),
    (F + "moot-acceptance.c", "  gboolean by_actor = strcmp (terms->by, activity->actor) == 0;", "  gboolean by_actor = TRUE;",
     ("acceptance:/acceptance/like/17-*", "acceptance:/acceptance/create/s18-n8-*", "acceptance:/acceptance/create/s18-n9-*")),
    (F + "moot-fetcher-body.c", "  if (type != NULL && is_accepted (fetch->kind, type, params))", "  if (type != NULL)",
     ("fetcher:/fetcher/68-text", "fetcher:/fetcher/68-json", "fetcher:/fetcher/68-html", "fetcher:/fetcher/68-image")),
    (F + "moot-fetcher-body.c", "  return fetch->fetcher->options.total_ms * MAX",
     "  return 1000 * fetch->fetcher->options.total_ms * MAX", ("fetcher:/fetcher/s7-slow",)),
    (F + "moot-fetcher.c", "fetch->n_redirects >= fetch->max_redirects", "fetch->n_redirects >= 10",
     ("fetcher:/fetcher/s7-s68-redirects",)),
    (F + "moot-fetcher.c", "  return strlen (uri) == length && strncmp (uri, id, length) == 0;", "  return length > 0;",
     ("fetcher:/fetcher/s68-documents",)),
    (F + "moot-guarded-address.c", "moot_address_is_public (l->data))", "l->data != NULL)",
     ("guarded-address:/guarded-address/s67-forbidden", "guarded-address:/guarded-address/s67-rebinding",
      "fetcher:/fetcher/s67-public-only")),
    (F + "moot-webfinger-client.c", "if (strcmp (actor->id, found->self) != 0)", "if (FALSE)",
     ("webfinger-client:/webfinger/s6-other-actor",)),
    (F + "moot-webfinger-client.c", "if (first == NULL || moot_handle_equal (first->subject, handle))", "if (TRUE)",
     ("webfinger-client:/webfinger/s6-impostor", "webfinger-client:/webfinger/s7-chain")),
    (F + "moot-domain-policy.c", "  host = moot_host_normalise (text);\n  if (host != NULL)",
     "  host = g_strdup (text);\n  if (host != NULL)", ("domain-policy:/federation/s72-block-whatever-the-spelling",)),
    (F + "moot-remote-object.c", "    if (moot_uri_same_origin (uris[i], id))", "    if (uris[i] != NULL)",
     ("reader-forms:/forms/object/page-elsewhere",)),
    (F + "moot-media-film.c", "      self->extension = find_extension (self->head);", "      self->extension = \"mp4\";",
     ("remote-films:/remote-films/body/html-as-mp4", "remote-films:/remote-films/body/script-as-bytes")),
    (F + "moot-media-cache.c", "  if (!may_ask (self, address->url, now, error) || !enter", "  if (!enter",
     ("remote-films:/remote-films/body/gone", "remote-media:/remote-media/body/html-as-png")),
    ("src/store/moot-media-address.c", "  if (wanted == NULL || !moot_secret_equal (signature, wanted))", "  if (wanted == NULL)",
     ("remote-media:/remote-media/forged",)),
    ("src/base/moot-html-escape.c", '"http", "https", "dat",', '"http", "https", "javascript", "dat",',
     ("html:/base/html/sanitise/s70-javascript",)),
)


def break_all():
    """Breaks them; returns what the files were."""
    before = {}
    for path, guard, broken, _ in GUARDS:
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert text.count(guard) >= 1, f"{path}: no guard '{guard}'"
        before.setdefault(path, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(guard, broken, 1))
    return before


def put_back(before):
    for path, text in before.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def passing(tests, wanted):
    """Which of the tests that a glob stands for pass."""
    program, _, glob = wanted.partition(":")
    command = tests[program]["cmd"]
    environment = {**os.environ, **tests[program]["env"]}
    listed = subprocess.run([*command, "-l"], capture_output=True, text=True, check=True, env=environment).stdout
    names = [line.removeprefix("# ") for line in listed.split("\n")]
    found = [name for name in names if fnmatch.fnmatchcase(name, glob)]
    assert found, f"no test '{wanted}'"
    return [name for name in found if succeeds([*command, "-p", name], environment)]


def succeeds(command, environment):
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment,
                              timeout=PATIENCE_S).returncode == 0
    except subprocess.TimeoutExpired:
        return False


def main():
    with open(os.path.join(BUILD, "meson-info", "intro-tests.json"), encoding="utf-8") as file:
        tests = {test["name"]: test for test in json.load(file)}
    programs = {wanted.partition(":")[0] for _, _, _, names in GUARDS for wanted in names}
    targets = sorted(os.path.relpath(tests[name]["cmd"][0], BUILD) for name in programs)
    os.chdir(tap.path())
    before = break_all()
    try:
        subprocess.run(["ninja", "-C", BUILD, *targets], stdout=subprocess.DEVNULL, check=True)
        survivors = [name for _, _, _, names in GUARDS for wanted in names for name in passing(tests, wanted)]
    finally:
        put_back(before)
    for name in survivors:
        print(f"passes although its guard is broken: {name}")
    print(f"{len(GUARDS)} guards, {sum(len(names) for _, _, _, names in GUARDS)} tests, {len(survivors)} of them see nothing")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
