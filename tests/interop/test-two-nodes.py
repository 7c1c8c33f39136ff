#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Two nodes, and a member of each: what one does the other sees, also after a sleep.

Usage: test-two-nodes.py FOLKMOOT-NODE http|tls
"""
import http.server
import json
import os
import signal
import sys
import threading
import time
import urllib.request

from http_client import PATIENCE_S, Client, Refused, request, until
from node_process import Node, picture
from tls_proxy import TlsProxy, make_authority
import tap

SECURE = sys.argv[2] == "tls"
SCOPES = "read write follow"
# In proportion to the minutes and hours that others wait.
PATIENCE = ("--retry-after", "200", "--sleep-after", "3000", "--release-over", "500",
            "--give-up-after", "2500", "--catch-up-after", "3000")


class Front:
    """The server of the domain that handles say: it only leads to the node."""

    def __init__(self, base_url):
        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(301 if self.path.startswith("/.well-known/") else 404)
                self.send_header("Location", base_url + self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *unused):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever)
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


class Place:
    """A node with one member, and the member's client."""

    def __init__(self, member):
        self.member = member
        self.node = Node(os.path.abspath(sys.argv[1]))
        self.proxy = None
        self.front = None
        self.api = self.node.base_url
        self.words = ["--allow-private-addresses", *PATIENCE]

    def secure(self, host, authority, certificate, key):
        """Puts TLS in front of it."""
        self.proxy = TlsProxy(self.node.port, certificate, key)
        self.node.base_url = f"https://{host}:{self.proxy.port}"
        self.words += ["--trust-proxy", "--tls-authorities", authority, "--listen", f"127.0.0.1:{self.node.port}"]

    def split(self):
        """Lets its handles say another domain."""
        self.front = Front(self.node.base_url)

    def start(self):
        words = ("--domain", self.front.domain) if self.front else ()
        self.node.init(*words, admin=self.member, password=f"password of {self.member}")
        self.client = Client(self.api, self.node.token(self.member, SCOPES))
        self.node.serve(*self.words)
        self.acct = f"{self.member}@{self.front.domain if self.front else self.node.base_url.split('//')[1]}"
        self.id = self.client.get("/api/v1/accounts/verify_credentials")["id"]

    def post(self, text, **more):
        return self.client.post("/api/v1/statuses", status=text, **more)

    def status(self, uri):
        """What it knows of a status, without asking anybody."""
        found = self.client.get("/api/v2/search", q=uri, type="statuses")["statuses"]
        return found[0] if found else None

    def stop(self):
        status, _ = self.node.stop()
        if self.proxy:
            self.proxy.close()
        if self.front:
            self.front.close()
        self.node.remove()
        return status


A = Place("ada")
B = Place("bo")
SEEN = {}


def ready():
    if "ready" not in SEEN:
        raise tap.Skip("the two nodes did not start")


def refused(status, what, *words, **more):
    """Whether it is refused just so."""
    try:
        what(*words, **more)
    except Refused as error:
        return error.status == status
    return False


def start():
    """Two nodes start"""
    if SECURE:
        files = make_authority(A.node.folder, "a.localhost", "b.localhost")
        A.secure("a.localhost", *files)
        B.secure("b.localhost", *files)
    else:
        B.split()
    A.start()
    B.start()
    SEEN["ready"] = True


def follow():
    """s6 Each finds the other by handle and follows, also where handles say another domain than the host"""
    ready()
    for one, other in ((A, B), (B, A)):
        account = one.client.find_account(other.acct)
        assert account and account["acct"] == other.acct, account
        one.other = account["id"]
        one.client.post(f"/api/v1/accounts/{one.other}/follow")
        until("followed", lambda: one.client.relationship(one.other)["following"])
        until("told", lambda: other.client.notified("follow", one.acct))
    until("both", lambda: A.client.relationship(A.other)["followed_by"])


def post():
    """A post arrives at home with its words, tags and warning"""
    ready()
    SEEN["post"] = A.post("rye <b>and</b> wheat #Oven", spoiler_text="flour", language="de")
    got = until("post", lambda: B.client.in_home(SEEN["post"]["uri"]))
    assert got["content"].replace(B.node.base_url, "") and "&lt;b&gt;" in got["content"], got["content"]
    assert got["spoiler_text"] == "flour" and got["language"] == "de" and got["visibility"] == "public", got
    assert [tag["name"].lower() for tag in got["tags"]] == ["oven"], got["tags"]
    SEEN["at b"] = got["id"]


def reply():
    """A reply hangs below the post on both sides"""
    ready()
    answer = B.post(f"@{A.acct} both", in_reply_to_id=SEEN["at b"])
    assert [one["acct"] for one in answer["mentions"]] == [A.acct], answer
    for place, status_id in ((A, SEEN["post"]["id"]), (B, SEEN["at b"])):
        until("reply", lambda: [one["uri"] for one in
                                place.client.get(f"/api/v1/statuses/{status_id}/context")["descendants"]] == [answer["uri"]])
    told = until("mention", lambda: A.client.notified("mention", B.acct))
    assert told[0]["status"]["uri"] == answer["uri"]


def interactions():
    """Boosts and favourites count until they are taken back"""
    ready()
    for verb, undo, count in (("favourite", "unfavourite", "favourites_count"), ("reblog", "unreblog", "reblogs_count")):
        path = f"/api/v1/statuses/{SEEN['post']['id']}"
        B.client.post(f"/api/v1/statuses/{SEEN['at b']}/{verb}")
        until(verb, lambda: A.client.get(path)[count] == 1)
        until("told", lambda: A.client.notified(verb, B.acct))
        B.client.post(f"/api/v1/statuses/{SEEN['at b']}/{undo}")
        until(undo, lambda: A.client.get(path)[count] == 0)


def poll():
    """s49 A vote is counted where the poll is, and the tally comes back without an edit"""
    ready()
    ours = A.post("seeds?", poll={"options": ["yes", "no"], "expires_in": 3600})
    theirs = until("poll", lambda: B.client.in_home(ours["uri"]))
    B.client.post(f"/api/v1/polls/{theirs['poll']['id']}/votes", choices=[1])
    until("vote", lambda: A.client.get(f"/api/v1/statuses/{ours['id']}")["poll"]["votes_count"] == 1)
    counted = A.client.get(f"/api/v1/statuses/{ours['id']}")
    assert [option["votes_count"] for option in counted["poll"]["options"]] == [0, 1]
    seen = until("tally", lambda: (lambda status: status["poll"]["votes_count"] == 1 and status)(
        B.client.get(f"/api/v1/statuses/{theirs['id']}")))
    assert [option["title"] for option in seen["poll"]["options"]] == ["yes", "no"] and not seen["edited_at"], seen


def edit():
    """An edit replaces what was there and keeps the history"""
    ready()
    A.client.put(f"/api/v1/statuses/{SEEN['post']['id']}", status="rye only", spoiler_text="", language="de")
    path = f"/api/v1/statuses/{SEEN['at b']}"
    until("edit", lambda: "rye only" in B.client.get(path)["content"])
    assert B.client.get(path)["edited_at"] and B.client.get(path)["spoiler_text"] == ""
    assert len(B.client.get(path + "/history")) == 2


def private():
    """A post for followers stays one, and nobody can boost it"""
    ready()
    ours = A.post("among us", visibility="private")
    got = until("private", lambda: B.client.in_home(ours["uri"]))
    assert got["visibility"] == "private", got


def load(url):
    """What is there: type and bytes."""
    with urllib.request.urlopen(url, timeout=PATIENCE_S) as response:
        return response.headers["Content-Type"], response.read()


def media():
    """A picture is shown by the viewer's own node, which asks for it once, also while its author's sleeps"""
    ready()
    with open(picture(A.node.folder), "rb") as file:
        body = (b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
                b"Content-Type: image/png\r\n\r\n" + file.read() + b"\r\n--b--\r\n")
    status, _, text = request(A.api + "/api/v2/media", "POST", body, {
        "Content-Type": "multipart/form-data; boundary=b", "Authorization": f"Bearer {A.client.token}"})
    assert status == 200, text
    ours = A.post("look", media_ids=[json.loads(text)["id"]])
    got = until("post", lambda: B.client.in_home(ours["uri"]))
    shown = got["media_attachments"][0]
    assert shown["remote_url"].startswith(A.node.base_url + "/media/"), shown
    paths = [shown[name].removeprefix(B.node.base_url) for name in ("url", "preview_url")]
    assert all(path.startswith("/media/remote/") for path in paths), shown
    first = [load(B.api + path) for path in paths]
    assert all(kind.startswith("image/") for kind, _ in first) and first[0][1].startswith(b"\x89PNG"), first
    os.kill(A.node.process.pid, signal.SIGSTOP)
    try:
        assert [load(B.api + path) for path in paths] == first
    finally:
        os.kill(A.node.process.pid, signal.SIGCONT)
    assert B.node.count("media_copy") == 1, B.node.count("media_copy")


def delete():
    """What is deleted here is gone there"""
    ready()
    ours = A.post("a slip")
    until("post", lambda: B.client.in_home(ours["uri"]))
    A.client.delete(f"/api/v1/statuses/{ours['id']}")
    until("gone", lambda: not B.client.in_home(ours["uri"]))


def group():
    """s56 The co-op passes on what its members address to it, until that is deleted"""
    ready()
    handle = "interop@" + A.acct.split("@")[1]
    account = B.client.find_account(handle)
    assert account and account["group"] and account["acct"] == handle, account
    B.client.post(f"/api/v1/accounts/{account['id']}/follow")
    until("followed", lambda: B.client.relationship(account["id"])["following"])
    ours = A.post("@interop rye for all")

    def passed_on():
        return [one["reblog"]["uri"] for one in B.client.get(f"/api/v1/accounts/{account['id']}/statuses")]

    until("passed on", lambda: passed_on() == [ours["uri"]])
    A.client.delete(f"/api/v1/statuses/{ours['id']}")
    until("taken back", lambda: passed_on() == [])


def own(place, other):
    """The addresses of what somebody wrote, as another node knows them, newest first."""
    statuses = place.client.get(f"/api/v1/accounts/{place.other if other else place.id}/statuses", limit=40)
    return sorted(status["uri"] for status in statuses if not status["reblog"])


def sleep():
    """One sleeps while the other tries again and again; then both know the same"""
    ready()
    os.kill(B.node.process.pid, signal.SIGSTOP)
    try:
        written = [A.post(f"while you sleep {number}")["uri"] for number in range(3)]
        time.sleep(8)  # how long the sleep is, not how long something takes
    finally:
        os.kill(B.node.process.pid, signal.SIGCONT)
    for uri in written:
        until("caught up", lambda: B.client.in_home(uri), 90)
    awake = B.post("good morning")
    until("morning", lambda: A.client.in_home(awake["uri"]))
    until("the same", lambda: own(A, False) == own(B, True) and own(B, False) == own(A, True))


def outlast(sleeper, other):
    """What is written while nobody can be reached, until it is given up."""
    stopped = time.monotonic()
    sleeper.proxy.asleep = True
    os.kill(sleeper.node.process.pid, signal.SIGSTOP)
    try:
        written = [other.post(f"in vain {number}")["uri"] for number in range(3)]
        written.append(other.post("only for you who follow", visibility="private")["uri"])
        written.append(other.post(f"@{sleeper.acct} are you there?")["uri"])
        until("given up", lambda: other.node.count("delivery") == 0)
        time.sleep(max(0, 4 - (time.monotonic() - stopped)))  # how long the sleep is
    finally:
        os.kill(sleeper.node.process.pid, signal.SIGCONT)
        sleeper.proxy.asleep = False
    return written


def catch_up():
    """s64 Who slept through all tries of the other asks for what was missed, and both know the same"""
    ready()
    if not SECURE:
        raise tap.Skip("only where something stands between the nodes that can hang up")
    for sleeper, other in ((A, B), (B, A)):
        told = len(sleeper.client.notified("mention"))
        for uri in outlast(sleeper, other):
            got = until("caught up", lambda: sleeper.client.in_home(uri))
            assert got["created_at"][:19] == other.status(uri)["created_at"][:19], got  # to the second
        until("the same", lambda: own(A, False) == own(B, True) and own(B, False) == own(A, True))
        assert len(sleeper.client.notified("mention")) == told + 1


def unfollow():
    """An unfollow is seen on both sides"""
    ready()
    B.client.post(f"/api/v1/accounts/{B.other}/unfollow")
    until("unfollowed", lambda: not A.client.relationship(A.other)["followed_by"])


def document(path, accept="application/activity+json"):
    """What A answers to another server that does not sign: status and JSON."""
    status, _, text = request(A.api + path, headers={"Accept": accept})
    return status, json.loads(text) if text.startswith("{") else None


def rotate():
    """s25 New keys: what was known before signs that there are others, and those are believed at once"""
    ready()
    before = document("/users/ada")[1]["publicKey"]
    A.node.command("member", "rotate-keys", "ada", "--data", A.node.data)
    after = document("/users/ada")[1]["publicKey"]
    assert after["id"] != before["id"] and after["publicKeyPem"] != before["publicKeyPem"], after
    for words in ("with a new key", "and once more"):
        ours = A.post(words)
        until("signed anew", lambda uri=ours["uri"]: B.client.in_home(uri))


def move():
    """s46 Whoever moves where they are expected takes their followers along, once in seven days"""
    ready()
    B.node.add("cy")
    cy = Client(B.api, B.node.token("cy", SCOPES))
    cy.post(f"/api/v1/accounts/{B.other}/follow")
    until("followed", lambda: cy.relationship(B.other)["following"])
    go = {"acct": B.acct, "password": "password of ada"}
    assert refused(422, A.client.post, "/api/folkmoot/v1/migration/move", **go), "moved without being expected"
    B.client.post("/api/folkmoot/v1/migration/aliases", acct=A.acct)
    moved = A.client.post("/api/folkmoot/v1/migration/move", **go)
    assert moved["moved_to"]["acct"] == B.acct and moved["may_move_at"], moved
    until("taken along", lambda: cy.relationship(B.id)["following"] and not cy.relationship(B.other)["following"])
    until("shown", lambda: (B.client.get(f"/api/v1/accounts/{B.other}").get("moved") or {}).get("id") == B.id)
    assert document("/users/ada")[1]["movedTo"].endswith("/users/bo")
    assert refused(403, A.post, "from the old place")
    A.client.delete("/api/folkmoot/v1/migration/move")
    assert refused(422, A.client.post, "/api/folkmoot/v1/migration/move", **go), "moved again at once"


def remove():
    """s12 Whoever deletes their account is gone here and there, and the address stays empty"""
    ready()
    ours = A.post("farewell")
    seen = B.client.find_status(ours["uri"])
    assert seen
    in_an_hour = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3600))
    A.client.post("/api/v1/statuses", status="never", scheduled_at=in_an_hour)
    assert A.node.count("scheduled_status") == 1
    said = A.node.command("member", "remove", "ada", "--data", A.node.data, status=1)
    assert "only admin" in said and A.client.get("/api/v1/accounts/verify_credentials"), said
    assert refused(422, A.client.delete, "/api/folkmoot/v1/account?password=password+of+ada"), "the only admin went"
    A.node.add("dan")
    A.node.command("member", "promote", "dan", "--data", A.node.data)
    A.node.command("member", "remove", "ada", "--data", A.node.data)
    assert A.node.count("scheduled_status") == 0
    until("gone there", lambda: refused(404, B.client.get, f"/api/v1/statuses/{seen['id']}"))
    status, tombstone = until("gone here", lambda: (lambda got: got[0] == 410 and got)(document("/users/ada")))
    assert tombstone["type"] == "Tombstone" and tombstone["formerType"] == "Person", tombstone
    handle = A.acct.split("@")[1]
    assert document(f"/.well-known/webfinger?resource=acct:ada@{handle}", "application/jrd+json")[0] == 410
    assert document(ours["uri"].split(handle)[1])[0] == 410
    assert refused(401, A.client.get, "/api/v1/accounts/verify_credentials")


def stop():
    """Both end as they should"""
    ready()
    assert [A.stop(), B.stop()] == [0, 0]


ALL = [start, follow, post, reply, interactions, poll, edit, private, media, delete, group, sleep, catch_up, rotate, move, unfollow, remove, stop]
tap.main(ALL)
