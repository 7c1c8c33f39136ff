#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""What a node keeps when it is killed, when its disk is full and when it is told to stop at a bad moment.

Usage: test-robust.py FOLKMOOT-NODE
"""
import http.client
import json
import os
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from node_process import Node, assert_quick, picture
import tap

PROGRAM = os.path.abspath(sys.argv[1])
SCOPES = "read write"
KILL_AFTER_S = (0.15, 0.4, 0.7, 0.25, 0.55)  # one round each
WRITERS = 4
PATIENCE_S = 60

# A mount namespace of our own: what is mounted in it is gone when this program is.
INSIDE = "FOLKMOOT_TEST_OWN_MOUNTS"
if INSIDE not in os.environ:
    for words in (["unshare", "--mount", "--propagation", "private"],
                  ["unshare", "--user", "--map-root-user", "--mount", "--propagation", "private"]):
        if shutil.which("unshare") and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            os.environ[INSIDE] = "yes"
            os.execvp(words[0], [*words, sys.executable, *sys.argv])
    os.environ[INSIDE] = ""


def node():
    return Node(PROGRAM)


def ask(it, token, path, fields=None, method=None, headers=None, body=None):
    """Sends a request; returns status and what was answered."""
    data = body if body is not None else urllib.parse.urlencode(fields).encode() if fields is not None else None
    request = urllib.request.Request(it.base_url + path, data, {"Authorization": f"Bearer {token}", **(headers or {})},
                                     method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)


def post(it, token, text, key=None):
    return ask(it, token, "/api/v1/statuses", {"status": text}, headers={"Idempotency-Key": key or text[:80]})


def upload(it, token, path):
    """Sends a picture as a form does."""
    with open(path, "rb") as file:
        body = (b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n'
                b"Content-Type: image/png\r\n\r\n" + file.read() + b"\r\n--b--\r\n")
    return ask(it, token, "/api/v1/media", headers={"Content-Type": "multipart/form-data; boundary=b"}, body=body)


def own_statuses(it, token):
    """All that the account has written, page by page."""
    account = ask(it, token, "/api/v1/accounts/verify_credentials")[1]
    found = []
    bound = ""
    while True:
        _, page = ask(it, token, f"/api/v1/accounts/{account['id']}/statuses?limit=40{bound}")
        if not page:
            return found
        found += page
        bound = "&max_id=" + page[-1]["id"]


def plain(status):
    return status["content"].removeprefix("<p>").removesuffix("</p>")


class Writer(threading.Thread):
    """Posts, favourites and uploads until the node is gone; remembers what was acknowledged."""

    def __init__(self, it, token, name, image):
        super().__init__()
        self.it, self.token, self.name_, self.image = it, token, name, image
        self.statuses = {}
        self.favourites = []
        self.media = []
        self.asked = []
        self.wrong = []

    def run(self):
        number = 0
        try:
            while True:
                number += 1
                text = f"{self.name_} number {number}"
                self.asked.append(text)
                status, answer = post(self.it, self.token, text)
                if status != 200:
                    self.wrong.append(answer)
                    return
                self.statuses[text] = answer["id"]
                status, _ = ask(self.it, self.token, f"/api/v1/statuses/{answer['id']}/favourite", {})
                if status == 200:
                    self.favourites.append(answer["id"])
                if number % 4 == 0:
                    status, answer = upload(self.it, self.token, self.image)
                    if status == 200:
                        self.media.append(answer)
        except (OSError, ValueError, http.client.HTTPException):  # killed in the middle of an answer
            pass


def kill_under_load(it, token, image, number, after):
    """One round: returns the writers after the node was killed and has started again."""
    writers = [Writer(it, token, f"round {number} writer {n}", image) for n in range(WRITERS)]
    for writer in writers:
        writer.start()
    time.sleep(after)
    deadline = time.monotonic() + PATIENCE_S
    while not any(writer.statuses for writer in writers) and time.monotonic() < deadline:
        time.sleep(0.01)
    it.stop(signal.SIGKILL)
    for writer in writers:
        writer.join()
        assert not writer.wrong, writer.wrong
    text = it.command("check", "--data", it.data)
    assert "All is well" in text, text
    it.serve()
    return writers


def check_round(it, token, writers):
    """Everything acknowledged is there, and nothing is there by half or twice."""
    for writer in writers:
        for text, status_id in writer.statuses.items():
            status, answer = ask(it, token, f"/api/v1/statuses/{status_id}")
            assert status == 200 and plain(answer) == text, (text, status, answer)
        for status_id in writer.favourites:
            answer = ask(it, token, f"/api/v1/statuses/{status_id}")[1]
            assert answer["favourited"] and answer["favourites_count"] == 1, answer
        for media in writer.media:
            with urllib.request.urlopen(media["url"], timeout=PATIENCE_S) as response:
                assert response.read(4) == b"\x89PNG", media
        for text in writer.asked:  # a client that heard nothing asks again
            status, answer = post(it, token, text)
            assert status == 200 and plain(answer) == text, (status, answer)
            assert writer.statuses.get(text, answer["id"]) == answer["id"], f"'{text}' was posted twice"


def check_killed_under_load():
    """Killed while it writes, again and again: all that was acknowledged is there, once and whole."""
    with node() as it:
        it.init()
        image = picture(it.folder)
        it.serve()
        token = it.token("ada", SCOPES)
        asked = []
        for number, after in enumerate(KILL_AFTER_S):
            writers = kill_under_load(it, token, image, number, after)
            check_round(it, token, writers)
            asked += [text for writer in writers for text in writer.asked]
        assert len(asked) > len(KILL_AFTER_S) * WRITERS, f"too little was written: {asked}"
        texts = sorted(plain(status) for status in own_statuses(it, token))
        assert texts == sorted(asked), set(texts) ^ set(asked)
        home = ask(it, token, "/api/v1/timelines/home?limit=40")[1]
        assert [status["id"] for status in home] == [status["id"] for status in own_statuses(it, token)][:40]
        account = ask(it, token, "/api/v1/accounts/verify_credentials")[1]
        assert account["statuses_count"] == len(asked), account


def check_killed_between_file_and_row():
    """Killed when a picture is on disk and its row is not: check names what is left, and the node clears it up."""
    with node() as it:
        it.init()
        image = picture(it.folder)
        it.serve()
        token = it.token("ada", SCOPES)
        media = os.path.join(it.data, "media")
        kept = upload(it, token, image)[1]
        before = set(all_files(media))

        def lose():
            try:
                upload(it, token, image)
            except (OSError, ValueError, http.client.HTTPException):
                pass
        with sqlite3.connect(os.path.join(it.data, "node.sqlite3"), isolation_level=None) as db:
            db.execute("BEGIN IMMEDIATE")  # whoever wants to write has to wait
            client = threading.Thread(target=lose)
            client.start()
            deadline = time.monotonic() + PATIENCE_S
            while len(all_files(media)) < len(before) + 2 and time.monotonic() < deadline:
                time.sleep(0.01)
            it.stop(signal.SIGKILL)
            client.join()
            db.execute("ROLLBACK")
        db.close()
        left = set(all_files(media)) - before
        assert len(left) == 2, left
        text = it.command("check", "--data", it.data)
        assert "All is well" in text and text.count("leftover: ") == 2, text
        for name in left:
            assert f"'{os.path.relpath(name, media)}'" in text, (name, text)
            os.utime(name, (time.time() - 2 * 3600,) * 2)
        it.serve()
        deadline = time.monotonic() + PATIENCE_S
        while left & set(all_files(media)) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert set(all_files(media)) == before, all_files(media)
        assert it.command("check", "--data", it.data) == "All is well.\n"
        with urllib.request.urlopen(kept["url"], timeout=PATIENCE_S) as response:
            assert response.read(4) == b"\x89PNG"


N_DELIVERED = 3000
DELIVER = """
INSERT INTO account (id, username, domain, uri, url, created_at, inbox_uri, shared_inbox_uri, followers_uri, fetched_at)
VALUES (7, 'mira', '127.0.0.1:9', :mira, :mira, 1, :mira || '/inbox', :mira || '/inbox', :mira || '/followers', :now);
INSERT INTO follow (account_id, target_id, accepted, created_at) SELECT id, 7, 1, 1 FROM account WHERE username = 'ada';
"""


def deliver(path, base_url):
    """As if another server had delivered so much, and nothing was done about it yet."""
    mira, now = "http://127.0.0.1:9/users/mira", int(time.time() * 1000)
    ada = f"{base_url}/users/ada"
    with sqlite3.connect(path) as db:
        for statement in DELIVER.split(";")[:-1]:
            db.execute(statement, {"mira": mira, "now": now})
        for number in range(N_DELIVERED):
            note = {"id": f"{mira}/notes/{number:05}", "type": "Note", "attributedTo": mira, "to": [ada], "content": "x",
                    "tag": [{"type": "Mention", "href": ada}]}
            body = {"@context": "https://www.w3.org/ns/activitystreams", "id": f"{note['id']}#create", "type": "Create",
                    "actor": mira, "to": [ada], "object": note}
            db.execute("INSERT INTO inbox_entry (signer_uri, host, activity_id, body, received_at) VALUES (?, ?, ?, ?, ?)",
                       (mira, "127.0.0.1:9", body["id"], json.dumps(body).encode(), now))
    db.close()


def numbers(path):
    """How many deliveries are done, statuses there and members told; and statuses that come after a later one."""
    with sqlite3.connect(path, timeout=PATIENCE_S) as db:
        found = db.execute("SELECT (SELECT count(*) FROM inbox_entry WHERE state = 'done'), (SELECT count(*) FROM status),"
                           " (SELECT count(*) FROM notification WHERE type = 'mention'), (SELECT count(*) FROM (SELECT uri,"
                           " lag(uri) OVER (ORDER BY id) AS earlier FROM status) WHERE uri < earlier)").fetchone()
    db.close()
    return found


def kill_amid_deliveries():
    """Serves and kills until everything is done; returns how often it was killed in the middle."""
    n_done, n_kills = 0, 0
    with node() as it:
        it.init()
        it.serve()
        it.token("ada", SCOPES)
        it.stop()
        path = os.path.join(it.data, "node.sqlite3")
        deliver(path, it.base_url)
        deadline = time.monotonic() + PATIENCE_S
        while n_done < N_DELIVERED and time.monotonic() < deadline:
            it.serve("--allow-private-addresses")
            wanted = min(n_done + N_DELIVERED // 5, N_DELIVERED)
            while numbers(path)[0] < wanted and time.monotonic() < deadline:
                time.sleep(0.005)
            it.stop(signal.SIGKILL)
            found = numbers(path)
            assert found == (found[0], found[0], found[0], 0), found
            n_kills += n_done < found[0] < N_DELIVERED
            n_done = found[0]
        assert n_done == N_DELIVERED, n_done
        assert it.command("check", "--data", it.data) == "All is well.\n"
    return n_kills


def check_killed_amid_deliveries():
    """Killed while it does what was delivered: nothing is done by half, nothing twice, and all of it in its order."""
    assert any(kill_amid_deliveries() for _ in range(5)), "it was always faster than we were"


def all_files(folder):
    return [os.path.join(path, name) for path, _, names in os.walk(folder) for name in names]


def count_files(folder):
    return len(all_files(folder))


def fill_up(it, token, make_scarce):
    """Posts until there is no room; returns the posts that were acknowledged."""
    kept = {}
    for number in range(3):
        text = f"early {number}"
        kept[text] = post(it, token, text)[1]["id"]
    make_scarce()
    for number in range(100000):
        text = f"post {number} " + "x" * 450
        status, answer = post(it, token, text)
        if status != 200:
            return kept, status, answer
        kept[text] = answer["id"]
    raise AssertionError("the disk never became full")


def check_kept(it, token, kept):
    found = {plain(status): status["id"] for status in own_statuses(it, token)}
    assert found == kept, set(found) ^ set(kept)


def check_full_disk():
    """A full disk: a clear answer, reading goes on, nothing is lost, and with room again all is well."""
    if not os.environ[INSIDE]:
        raise tap.Skip("nothing can be mounted here")
    with node() as it:
        os.mkdir(it.data)
        tap.run("mount", "-t", "tmpfs", "-o", "size=24m,mode=0700", "tmpfs", it.data)
        filler = os.path.join(it.data, "filler")
        try:
            it.init()
            image = picture(it.folder)
            it.serve()
            token = it.token("ada", SCOPES)

            def fill():
                free = os.statvfs(it.data)
                with open(filler, "wb") as file:
                    file.write(b"\0" * (free.f_bavail * free.f_frsize - 300 * 1024))
            kept, status, answer = fill_up(it, token, fill)
            assert (status, answer) == (507, {"error": "The server has no room left"}), (status, answer)
            with open(filler, "ab", buffering=0) as file:
                try:
                    while file.write(b"\0" * 4096) == 4096:
                        pass
                except OSError:
                    pass
            n_files = count_files(it.data)
            assert upload(it, token, image)[0] == 507
            assert count_files(it.data) == n_files, "half a picture was left behind"
            check_kept(it, token, kept)
            assert ask(it, token, "/api/v1/timelines/home")[0] == 200
            os.remove(filler)
            text = "there is room again"
            status, answer = post(it, token, text)
            assert status == 200, answer
            kept[text] = answer["id"]
            assert upload(it, token, image)[0] == 200
            assert "All is well" in it.command("check", "--data", it.data)
            it.stop()
            it.serve()
            check_kept(it, token, kept)
            it.stop()
        finally:
            if it.process:
                it.stop(signal.SIGKILL)
            tap.run("umount", "--lazy", it.data)


def check_file_limit():
    """Files that may not grow: the node says so, stays, and goes on when they may."""
    with node() as it:
        it.init()
        it.serve()
        token = it.token("ada", SCOPES)

        def limit():
            size = max(os.path.getsize(os.path.join(it.data, name)) for name in os.listdir(it.data) if "sqlite" in name)
            resource.prlimit(it.process.pid, resource.RLIMIT_FSIZE, (size + 65536, resource.RLIM_INFINITY))
        kept, status, answer = fill_up(it, token, limit)
        assert status in (500, 507) and answer["error"], (status, answer)
        check_kept(it, token, kept)
        resource.prlimit(it.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        status, answer = post(it, token, "free again")
        assert status == 200, answer
        kept["free again"] = answer["id"]
        it.stop(signal.SIGKILL)
        assert "All is well" in it.command("check", "--data", it.data)
        it.serve()
        check_kept(it, token, kept)


def make_trouble(it, token):
    """Opens streams, large uploads and half requests; returns their sockets."""
    head = f"Host: x\r\nAuthorization: Bearer {token}\r\n"
    sockets = []
    for number in range(12):
        client = socket.create_connection(("127.0.0.1", it.port), timeout=PATIENCE_S)
        sockets.append(client)
        if number % 3 == 0:
            client.sendall(f"GET /api/v1/streaming/user HTTP/1.1\r\n{head}\r\n".encode())
            assert b"200" in client.recv(4096)
        elif number % 3 == 1:  # a large upload that is under way
            client.sendall(f"POST /api/v1/media HTTP/1.1\r\n{head}Content-Type: multipart/form-data; boundary=b\r\n"
                           f"Content-Length: {12 * 1024 * 1024}\r\n\r\n".encode() + b"\0" * (4 * 1024 * 1024))
        else:
            client.sendall(f"POST /api/v1/statuses HTTP/1.1\r\n{head}".encode())
    return sockets


def check_stop_at_a_bad_moment():
    """Told to stop amid streams, uploads and posts, it is gone within two seconds and has lost nothing."""
    with node() as it:
        it.init()
        image = picture(it.folder)
        token = it.token("ada", SCOPES)
        rounds = []

        def stop():
            it.serve()
            sockets = make_trouble(it, token)
            writers = [Writer(it, token, f"stop {len(rounds)} writer {n}", image) for n in range(WRITERS)]
            for writer in writers:
                writer.start()
            deadline = time.monotonic() + PATIENCE_S
            while not all(writer.statuses for writer in writers) and time.monotonic() < deadline:
                time.sleep(0.01)
            status, took = it.stop()
            for client in sockets:
                client.close()
            for writer in writers:
                writer.join()
            assert status == 0, status
            rounds.append(writers)
            return took
        assert_quick(2, stop)
        assert "All is well" in it.command("check", "--data", it.data)
        it.serve()
        for writers in rounds:
            check_round(it, token, writers)


def check_two_nodes():
    """The second node on a folder is turned away, and the first does not notice."""
    with node() as it:
        it.init()
        it.serve()
        token = it.token("ada", SCOPES)
        results = []

        def second():
            results.append(subprocess.run([PROGRAM, "serve", "--data", it.data, "--listen", "127.0.0.1:0"],
                                          capture_output=True, text=True, check=False, timeout=PATIENCE_S))
        threads = [threading.Thread(target=second) for _ in range(4)]
        for thread in threads:
            thread.start()
        for number in range(20):
            assert post(it, token, f"meanwhile {number}")[0] == 200
        for thread in threads:
            thread.join()
        for result in results:
            assert result.returncode == 1 and "another node" in result.stderr, result
        assert len(own_statuses(it, token)) == 20


def check_beside_under_load():
    """member, token and check work while others write, and nobody waits in vain."""
    with node() as it:
        it.init()
        image = picture(it.folder)
        it.serve()
        token = it.token("ada", SCOPES)
        writers = [Writer(it, token, f"writer {n}", image) for n in range(WRITERS)]
        for writer in writers:
            writer.start()
        try:
            for number in range(4):
                it.add(f"member{number}")
                other = it.token(f"member{number}", "read")
                assert ask(it, other, "/api/v1/accounts/verify_credentials")[1]["username"] == f"member{number}"
                assert "All is well" in it.command("check", "--data", it.data)
            members = json.loads(it.command("member", "list", "--data", it.data, "--json"))
            assert len(members) == 5, members
        finally:
            it.stop()
            for writer in writers:
                writer.join()
        assert not any(writer.wrong for writer in writers), [writer.wrong for writer in writers]
        it.serve()
        check_round(it, token, writers)


def check_clock_set_back():
    """What was made when the clock was ahead stays below what is made now."""
    with node() as it:
        it.init()
        it.serve()
        token = it.token("ada", SCOPES)
        media = upload(it, token, picture(it.folder))[1]
        first = post(it, token, "today")[1]
        it.stop()
        ahead = int(media["id"]) + (10 * 86400 * 1000 << 16)
        with sqlite3.connect(os.path.join(it.data, "node.sqlite3")) as db:
            assert db.execute("UPDATE attachment SET id = ? WHERE id = ?", (ahead, media["id"])).rowcount == 1
        db.close()
        it.serve()
        second = post(it, token, "today, the clock was mended")[1]
        assert int(second["id"]) > ahead > int(first["id"]), (first["id"], ahead, second["id"])
        assert [status["id"] for status in own_statuses(it, token)] == [second["id"], first["id"]]


def check_many_silent_connections():
    """Two thousand who say nothing do not keep anybody out."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2600
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise tap.Skip("not enough open files allowed")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    silent = []
    with node() as it:
        it.init()
        it.serve()
        token = it.token("ada", SCOPES)
        try:
            for _ in range(2300):
                client = socket.create_connection(("127.0.0.1", it.port), timeout=PATIENCE_S)
                client.sendall(b"GET /api/v1/")
                silent.append(client)
            for number in range(10):
                assert post(it, token, f"heard {number}")[0] == 200
            assert silent[0].recv(1) == b"", "the first of them is still there"
        finally:
            for client in silent:
                client.close()


if __name__ == "__main__":
    tap.main([check_killed_under_load, check_killed_amid_deliveries, check_killed_between_file_and_row, check_full_disk,
              check_file_limit, check_stop_at_a_bad_moment, check_two_nodes, check_beside_under_load, check_clock_set_back,
              check_many_silent_connections])
