#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""`toot`, a client for the terminal: signs in through the real pages, then does what people do.

Usage: test-toot.py FOLKMOOT-NODE
"""
import os
import re
import shutil
import subprocess
import sys
import urllib.request

from node_process import Browser, Node, picture
import tap

NODE = Node(os.path.abspath(sys.argv[1]))


# Since 0.39 it has other options: an address says by itself whether it is https, colours are off by themselves.
OLD = "--disable-https" in subprocess.run([tap.need("toot"), "login", "--help"], capture_output=True, text=True,
                                          check=False).stdout if shutil.which("toot") else False
PLAIN = ("--no-color",) if OLD else ()
HTTP = ("--disable-https",) if OLD else ()
INSTANCE = f"127.0.0.1:{NODE.port}" if OLD else NODE.base_url


class Toot:
    """The program with the configuration of one person."""

    def __init__(self, name):
        self.name = name
        self.environment = {**os.environ, "XDG_CONFIG_HOME": os.path.join(NODE.folder, "toot-" + name),
                            "HOME": NODE.folder, "PYTHONIOENCODING": "utf-8"}

    def run(self, *words, status=0):
        result = subprocess.run([tap.need("toot"), *words, *PLAIN], capture_output=True, text=True, check=False,
                                env=self.environment, timeout=120)
        if result.returncode != status:
            raise AssertionError(f"toot {' '.join(words)}: status {result.returncode}\n{result.stdout}{result.stderr}")
        return result.stdout + result.stderr

    def login(self):
        """Answers its questions, with the code that the pages give."""
        process = subprocess.Popen([tap.need("toot"), "login", *HTTP, "-i", INSTANCE, *PLAIN],
                                   stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                   env={**self.environment, "PYTHONUNBUFFERED": "1"})
        text = ""
        url = None
        while url is None:
            line = process.stdout.readline()
            if not line:
                raise AssertionError(f"toot login ended: {text}")
            text += line
            if line.startswith("http"):
                url = line.strip()
        code = Browser().authorize(url, self.name)
        rest, _ = process.communicate(f"n\n{code}\n", timeout=120)
        if process.returncode != 0 or "Successfully logged in" not in rest:
            raise AssertionError(f"toot login: {text}{rest}")


ADA = Toot("ada")
GRACE = Toot("grace")
SEEN = {}


def post(who, *words):
    """Posts; returns the id that toot prints as the end of the address."""
    text = who.run("post", *words)
    match = re.search(r"/(\d+)\s*$", text, re.M)
    if not match:
        raise AssertionError(f"no address of a post in: {text}")
    return match[1]


def expect(text, part):
    assert part in text, f"'{part}' is not in: {text}"


def check_login():
    """Two people sign in through the pages."""
    ADA.login()
    GRACE.login()
    expect(ADA.run("auth"), "ada@127.0.0.1")
    expect(ADA.run("whoami"), "@ada")


def check_instance():
    """The instance describes itself."""
    expect(ADA.run("instance", *HTTP, INSTANCE), "Interop")


def check_post():
    """Post, read at home, delete."""
    SEEN["post"] = post(ADA, "Hello from toot #moot")
    expect(ADA.run("timeline", "--once"), "Hello from toot #moot")
    gone = post(ADA, "To be deleted")
    expect(ADA.run("delete", gone), "deleted")
    assert "To be deleted" not in ADA.run("timeline", "--once")


def check_follow():
    """Follow, and what they post comes home."""
    expect(GRACE.run("follow", "ada"), "now following")
    expect(GRACE.run("following", "grace"), "@ada")
    expect(ADA.run("followers", "ada"), "@grace")
    post(ADA, "News for my followers")
    expect(GRACE.run("timeline", "--once"), "News for my followers")


def check_reply():
    """Reply, and see the thread."""
    reply = post(GRACE, "--reply-to", SEEN["post"], "@ada And hello from me")
    thread = ADA.run("thread", reply)
    expect(thread, "Hello from toot")
    expect(thread, "And hello from me")


def check_reactions():
    """Favourite, boost, bookmark, pin and the way back."""
    for do, undo in (("favourite", "unfavourite"), ("reblog", "unreblog"), ("bookmark", "unbookmark")):
        expect(GRACE.run(do, SEEN["post"]), "✓")
        if do == "reblog":
            expect(ADA.run("reblogged_by", SEEN["post"]), "grace")
        if do == "bookmark":
            expect(GRACE.run("bookmarks", "--once"), "Hello from toot")
        expect(GRACE.run(undo, SEEN["post"]), "✓")
    expect(ADA.run("pin", SEEN["post"]), "✓")
    expect(ADA.run("unpin", SEEN["post"]), "✓")
    assert "grace" not in ADA.run("reblogged_by", SEEN["post"])


def check_notifications():
    """Follow and reply have arrived as notifications."""
    text = ADA.run("notifications")
    expect(text, "grace")
    expect(text, "And hello from me")


def check_upload():
    """A picture with its description, and a post with it."""
    path = picture(NODE.folder)
    text = ADA.run("upload", path, "--description", "A gradient")
    url = re.search(r"^URL: (\S+)", text, re.M)[1]
    with urllib.request.urlopen(url, timeout=10) as response:
        assert response.headers["Content-Type"].startswith("image/"), response.headers
        assert len(response.read()) > 0
    post(ADA, "With a picture", "--media", path, "--description", "A gradient")
    expect(ADA.run("timeline", "--once"), "/media/")


def check_timelines():
    """Public, local and tag timelines."""
    for words in (("--public",), ("--public", "--local"), ("--tag", "moot")):
        expect(GRACE.run("timeline", "--once", *words), "Hello from toot")


def check_search():
    """People and tags are found."""
    expect(ADA.run("search", "grace"), "@grace")
    expect(ADA.run("search", "moot"), "#moot")


def check_relations():
    """Mute, block and unfollow, and the way back."""
    for do, undo in (("mute", "unmute"), ("block", "unblock")):
        expect(ADA.run(do, "grace"), "✓")
        expect(ADA.run(undo, "grace"), "✓")
    expect(GRACE.run("follow", "ada"), "✓")
    expect(GRACE.run("unfollow", "ada"), "✓")
    assert "@ada" not in GRACE.run("following", "grace")


with NODE:
    NODE.init()
    NODE.add("grace")
    NODE.serve()
    tap.main([check_login, check_instance, check_post, check_follow, check_reply, check_reactions,
              check_notifications, check_upload, check_timelines, check_search, check_relations])
