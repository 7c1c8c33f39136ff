#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Films of other servers when something goes wrong here: the node is killed, the disk is full, memory.

Usage: test-films.py FOLKMOOT-NODE
"""
import base64
import contextlib
import hashlib
import hmac
import http.client
import http.server
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

from node_process import Node
import tap

PROGRAM = os.path.abspath(sys.argv[1])
PATIENCE_S = 60
MIB = 1024 * 1024
HEAD = b"\0\0\0\x18ftypisom"

# A mount namespace of our own: what is mounted in it is gone when this program is.
INSIDE = "FOLKMOOT_TEST_OWN_MOUNTS"
if INSIDE not in os.environ:
    for words in (["unshare", "--mount", "--propagation", "private"],
                  ["unshare", "--user", "--map-root-user", "--mount", "--propagation", "private"]):
        if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            os.environ[INSIDE] = "yes"
            os.execvp(words[0], [*words, sys.executable, *sys.argv])
    os.environ[INSIDE] = ""


class Cinema:
    """Another server: a film of some size, which stops after a part of it while `held`."""

    def __init__(self, size):
        self.go_on = threading.Event()
        self.go_on.set()
        self.asked = 0
        cinema = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                cinema.asked += 1
                self.send_response(200)
                self.send_header("Content-Type", "video/mp4")
                self.send_header("Content-Length", str(size))
                self.end_headers()
                with contextlib.suppress(OSError):
                    self.wfile.write(HEAD + b"f" * (MIB - len(HEAD)))
                    cinema.go_on.wait(PATIENCE_S)
                    for _ in range(size // MIB - 1):
                        self.wfile.write(b"f" * MIB)

            def log_message(self, *unused):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/film.mp4"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self):
        self.go_on.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


def short(digest):
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def address(it, url):
    """Where the node shows the film, as it would tell a member."""
    with contextlib.closing(sqlite3.connect(f"file:{it.data}/node.sqlite3?mode=ro", uri=True)) as database:
        key = database.execute("SELECT value FROM setting WHERE name = 'media_key'").fetchone()[0]
    what = short(f"fo far.example {url}".encode())
    signature = short(hmac.new(key.encode(), what.encode(), hashlib.sha256).digest()[:16])
    return f"{it.base_url}/media/remote/{what}/{signature}"


def watch(url, part=None):
    """Gets it; returns status and how much came, also when it breaks off."""
    request = urllib.request.Request(url, headers={"Range": part} if part else {})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
            try:
                return response.status, len(response.read())
            except http.client.IncompleteRead as error:
                return response.status, len(error.partial)
            except ConnectionResetError:
                return response.status, 0
    except urllib.error.HTTPError as error:
        with error:
            return error.code, 0


def films(it):
    folder = os.path.join(it.data, "media", "remote")
    return sorted(os.listdir(folder)) if os.path.isdir(folder) else []


def until(what, condition):
    deadline = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


@contextlib.contextmanager
def cinema(size):
    it = Cinema(size)
    try:
        yield it
    finally:
        it.close()


def check_killed():
    """Killed in the middle of a film: what is left of it is found and goes, and the film comes when it is asked for."""
    with Node(PROGRAM) as it, cinema(3 * MIB) as far:
        it.init()
        it.serve("--allow-private-addresses")
        url = address(it, far.url)
        far.go_on.clear()

        def lose():
            with contextlib.suppress(OSError, http.client.HTTPException):
                watch(url)
        viewer = threading.Thread(target=lose)
        viewer.start()
        until("a part", lambda: any(os.path.getsize(os.path.join(it.data, "media", "remote", name)) > 0
                                    for name in films(it)))
        it.stop(signal.SIGKILL)
        viewer.join()
        far.go_on.set()
        left = films(it)
        assert len(left) == 1 and left[0].endswith(".part"), left
        text = it.command("check", "--data", it.data)
        assert "All is well" in text and text.count("leftover: ") == 1, text
        os.utime(os.path.join(it.data, "media", "remote", left[0]), (time.time() - 2 * 3600,) * 2)
        it.serve("--allow-private-addresses")
        until("cleared up", lambda: left[0] not in films(it))
        assert watch(url) == (200, 3 * MIB)
        assert watch(url, "bytes=-5") == (206, 5)
        assert far.asked == 2 and len(films(it)) == 1, (far.asked, films(it))
        assert it.command("check", "--data", it.data) == "All is well.\n"
        it.stop()


def check_full_disk():
    """A film for which the disk has no room: said so or broken off, nothing is left of it, everything else goes on."""
    if not os.environ[INSIDE]:
        raise tap.Skip("nothing can be mounted here")
    with Node(PROGRAM) as it, cinema(40 * MIB) as far:
        os.mkdir(it.data)
        tap.run("mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", it.data)
        try:
            it.init()
            it.serve("--allow-private-addresses")
            url = address(it, far.url)
            for _ in range(2):  # it is not the film's fault: it is tried again
                status, n_bytes = watch(url)
                assert status == 507 or (status == 200 and n_bytes < 40 * MIB), (status, n_bytes)
                assert films(it) == [] and it.count("media_copy") == 0, films(it)
            assert far.asked == 2
            assert watch(it.base_url + "/api/v2/instance")[0] == 200
            assert it.command("check", "--data", it.data) == "All is well.\n"
            it.stop()
        finally:
            if it.process:
                it.stop(signal.SIGKILL)
            tap.run("umount", "--lazy", it.data)


def own_memory(process):
    """What it has of its own, in bytes: not what it looks at in files."""
    with open(f"/proc/{process.pid}/status", encoding="ascii") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("RssAnon:"))


def check_memory():
    """A large film is never in memory, neither when it comes nor when it is shown."""
    # a sanitizer would keep what is freed
    os.environ["ASAN_OPTIONS"] = os.environ.get("ASAN_OPTIONS", "") + ":quarantine_size_mb=1"
    with Node(PROGRAM) as it, cinema(90 * MIB) as far:
        it.init()
        it.serve("--allow-private-addresses")
        url = address(it, far.url)
        assert watch(it.base_url + "/api/v2/instance")[0] == 200
        before = own_memory(it.process)
        with urllib.request.urlopen(url, timeout=PATIENCE_S) as response:
            assert len(response.read(MIB)) == MIB
            grown = own_memory(it.process) - before
        assert grown < 40 * MIB, grown
        assert watch(url, f"bytes={80 * MIB}-") == (206, 10 * MIB)
        assert own_memory(it.process) - before < 40 * MIB
        it.stop()


if __name__ == "__main__":
    tap.main([check_killed, check_full_disk, check_memory])
