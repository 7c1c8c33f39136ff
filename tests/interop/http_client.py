# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""A member's client of a node, and patience."""
import json
import time
import urllib.error
import urllib.parse
import urllib.request

PATIENCE_S = 60  # for what happens after the answer; slow machines included


class Refused(AssertionError):
    """An answer that is not the wanted one."""

    def __init__(self, status, text):
        super().__init__(f"status {status}: {text}")
        self.status = status


def request(url, method="GET", body=None, headers=None, context=None):
    """One exchange; returns status, headers and text whatever the status is."""
    asked = urllib.request.Request(url, method=method, data=body, headers=headers or {})
    try:
        with urllib.request.urlopen(asked, timeout=40, context=context) as response:
            return response.status, response.headers, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read().decode()


def ask(url, method="GET", value=None, token=None):
    """JSON there and back; anything but a success is raised."""
    headers = {"Content-Type": "application/json"} if value is not None else {}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    body = json.dumps(value).encode() if value is not None else b"" if method == "POST" else None
    status, _, text = request(url, method, body, headers)
    if status // 100 != 2:
        raise Refused(status, f"{method} {url}: {text}")
    return json.loads(text) if text else None


def until(what, condition, patience_s=PATIENCE_S):
    """Waits until `condition` gives something that is true, and returns it."""
    end = time.monotonic() + patience_s
    while True:
        result = condition()
        if result:
            return result
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.1)


class Client:
    """Somebody who is signed in."""

    def __init__(self, base_url, token):
        self.base_url = base_url
        self.token = token

    def get(self, path, **query):
        query = "?" + urllib.parse.urlencode(query) if query else ""
        return ask(self.base_url + path + query, token=self.token)

    def post(self, path, **value):
        return ask(self.base_url + path, "POST", value, self.token)

    def put(self, path, **value):
        return ask(self.base_url + path, "PUT", value, self.token)

    def patch(self, path, **value):
        return ask(self.base_url + path, "PATCH", value, self.token)

    def delete(self, path):
        return ask(self.base_url + path, "DELETE", token=self.token)

    def find_account(self, what):
        """Looks it up where it lives."""
        found = self.get("/api/v2/search", q=what, resolve="true", type="accounts")["accounts"]
        return found[0] if found else None

    def find_status(self, uri):
        """What the node knows of it; looks it up where it lives."""
        found = self.get("/api/v2/search", q=uri, resolve="true", type="statuses")["statuses"]
        return found[0] if found else None

    def home(self):
        return self.get("/api/v1/timelines/home", limit=40)

    def in_home(self, uri):
        return next((status for status in self.home() if status["uri"] == uri), None)

    def notified(self, kind, acct=None):
        return [one for one in self.get("/api/v1/notifications", limit=40)
                if one["type"] == kind and (acct is None or one["account"]["acct"] == acct)]

    def relationship(self, account_id):
        return self.get("/api/v1/accounts/relationships", **{"id[]": account_id})[0]
