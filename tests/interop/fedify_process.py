# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""The server on Fedify in fedify/server.mjs, as a process."""
import os
import subprocess

import tap
from http_client import ask

FOLDER = tap.path("tests", "interop")


class Fedify:
    """A running server; use it in a `with`."""

    def __init__(self, first_knock):
        self.program = tap.need("node")
        if not os.path.exists(os.path.join(FOLDER, "node_modules", "@fedify", "fedify")):
            raise tap.Skip("the npm packages are not there: run 'npm ci' in tests/interop")
        self.process = subprocess.Popen([self.program, os.path.join(FOLDER, "fedify", "server.mjs"), first_knock],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.origin = self.process.stdout.readline().strip()
        if not self.origin.startswith("http://"):
            self.close()
            raise AssertionError("the server on Fedify does not start")
        self.actor = self.origin + "/users/alice"
        self.acct = "alice@" + self.origin.removeprefix("http://")

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def close(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(timeout=20)

    def do(self, verb, **value):
        """Tells it to do something; fails when what it sends is not taken."""
        return ask(f"{self.origin}/control/{verb}", "POST", value)

    def seen(self, kind, part=""):
        """What came in so far of one type; `part` must stand somewhere in it."""
        everything = ask(self.origin + "/control/seen")
        errors = [one["text"] for one in everything if one["type"] == "Error"]
        if errors:
            raise AssertionError(f"Fedify says: {errors[0]}")
        return [one for one in everything if one["type"] == kind and part in str(one)]
