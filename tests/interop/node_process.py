# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""A real `folkmoot-node`, made and served as a person would, and a browser for its pages."""
import contextlib
import html.parser
import http.cookiejar
import os
import select
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
import zlib

READY_S = 60  # slow machines included


def assert_quick(limit_s, attempt, tries=4):
    """attempt() returns the seconds it took; one try within the limit proves it, on a busy machine too."""
    took = []
    while not took or (took[-1] >= limit_s and len(took) < tries):
        took.append(attempt())
    assert took[-1] < limit_s, f"took {', '.join(f'{seconds:.2f}' for seconds in took)} s, not {limit_s} s"


def reserve_port():
    """A socket that keeps a port ours; the node binds beside it, as both allow."""
    reservation = socket.socket()
    reservation.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    reservation.bind(("127.0.0.1", 0))
    return reservation


class Node:
    """A node in a temporary folder; use it in a `with`."""

    def __init__(self, program):
        self.program = program
        self.folder = tempfile.mkdtemp(prefix="moot-interop-")
        self.data = os.path.join(self.folder, "data")
        self.reservation = reserve_port()
        self.port = self.reservation.getsockname()[1]
        self.base_url = f"http://127.0.0.1:{self.port}"
        self.process = None

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        status = self.stop()[0] if self.process else 0
        self.remove()
        if status != 0:
            raise AssertionError(f"the node ended with status {status}")

    def remove(self):
        self.reservation.close()
        shutil.rmtree(self.folder)

    def command(self, *words, password=None, status=0):
        """Runs a command; returns what it printed."""
        result = subprocess.run([self.program, *words], capture_output=True, text=True, check=False,
                                input=password, timeout=120)
        if result.returncode != status:
            raise AssertionError(f"folkmoot-node {' '.join(words)}: status {result.returncode}, not {status}\n"
                                 f"{result.stdout}{result.stderr}")
        return result.stdout + (result.stderr if status else "")

    def init(self, *words, admin="ada", password="password of ada"):
        return self.command("init", "--data", self.data, "--base-url", self.base_url, "--name", "Interop",
                            *words, "--admin", admin, "--password-file", "-", password=password + "\n")

    def add(self, name):
        return self.command("member", "add", name, "--data", self.data, "--password-file", "-",
                            password=f"password of {name}\n")

    def token(self, name, scopes):
        return self.command("token", "--data", self.data, "--account", name, "--scopes", scopes).strip()

    def select(self, sql):
        """The one value that its database answers with."""
        with contextlib.closing(sqlite3.connect(f"file:{self.data}/node.sqlite3?mode=ro", uri=True)) as database:
            return database.execute(sql).fetchone()[0]

    def count(self, table):
        """How many rows a table of its database has."""
        return self.select(f"SELECT count(*) FROM {table}")

    def serve(self, *words, environment=None):
        """Starts it; returns the line in which it says that it is ready, and after how long."""
        started = time.monotonic()
        self.process = subprocess.Popen([self.program, "serve", "--data", self.data, *words],
                                        stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, "G_DEBUG": "fatal-criticals", **(environment or {})})
        readable, _, _ = select.select([self.process.stdout], [], [], READY_S)
        line = self.process.stdout.readline() if readable else ""
        if not line.startswith("ready: "):
            raise AssertionError(f"the node does not say it is ready: '{line}'")
        return line.strip(), time.monotonic() - started

    def stop(self, signal_number=signal.SIGTERM):
        """Ends it; returns its status and how long it took."""
        started = time.monotonic()
        self.process.send_signal(signal_number)
        try:
            status = self.process.wait(timeout=60)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            self.process.stdout.close()
            self.process = None
        return status, time.monotonic() - started


class Form:
    def __init__(self, attributes):
        self.action = attributes.get("action", "")
        self.fields = {}
        self.buttons = []


class Forms(html.parser.HTMLParser):
    """The forms of a page."""

    def __init__(self, text):
        super().__init__()
        self.forms = []
        self.code = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.forms.append(Form(attributes))
        elif tag == "input" and attributes.get("id") == "code":
            self.code = attributes.get("value")
        elif tag == "input" and self.forms and "name" in attributes:
            self.forms[-1].fields[attributes["name"]] = attributes.get("value") or ""
        elif tag == "button" and self.forms and "name" in attributes:
            self.forms[-1].buttons.append((attributes["name"], attributes.get("value")))


class KeepRedirect(urllib.request.HTTPRedirectHandler):
    """Follows redirects on the node and stops at those that lead elsewhere."""

    def redirect_request(self, request, fp, code, msg, headers, newurl):
        here = urllib.parse.urlsplit(request.full_url)
        there = urllib.parse.urlsplit(newurl)
        if (here.scheme, here.netloc) != (there.scheme, there.netloc):
            return None
        return super().redirect_request(request, fp, code, msg, headers, newurl)


class Browser:
    """Fills in the pages of a node as a person does, without scripts."""

    def __init__(self):
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()), KeepRedirect())
        self.url = None
        self.text = ""
        self.location = None

    def open(self, url, fields=None):
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        try:
            response = self.opener.open(url, data, timeout=20)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            self.url = response.geturl()
            self.text = response.read().decode()
            self.location = response.headers.get("Location")

    def submit(self, action, button=None, **fields):
        for form in Forms(self.text).forms:
            if form.action == action:
                values = {**form.fields, **fields}
                if button:
                    if button not in form.buttons:
                        raise AssertionError(f"there is no button {button}: {form.buttons}")
                    values[button[0]] = button[1]
                self.open(urllib.parse.urljoin(self.url, action), values)
                return
        raise AssertionError(f"there is no form '{action}' on {self.url}:\n{self.text}")

    def authorize(self, url, name):
        """Signs in and allows what the page asks; returns the code, wherever it went."""
        self.open(url)
        self.submit("/auth/sign_in", username=name, password=f"password of {name}")
        self.submit("/oauth/authorize", button=("decision", "authorize"))
        if self.location:
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.location).query)
            return query["code"][0]
        return Forms(self.text).code


def picture(folder):
    """A small PNG file, made here so that no binary lies among the sources."""
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    rows = b"".join(b"\0" + b"".join(bytes((x * 4, y * 6, 128)) for x in range(64)) for y in range(40))
    path = os.path.join(folder, "picture.png")
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 64, 40, 8, 2, 0, 0, 0)) +
                   chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
    return path
