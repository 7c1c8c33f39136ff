#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""The command line of folkmoot-node, as processes: what it makes, refuses and leaves behind.

Usage: test-command-line.py FOLKMOOT-NODE
"""
import contextlib
import csv
import functools
import http.client
import json
import os
import pty
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request

from node_process import Node, assert_quick
import tap

PROGRAM = os.path.abspath(sys.argv[1])
INIT = ("--name", "Garden", "--admin", "ada", "--password-file", "-")


def node():
    return Node(PROGRAM)


def expect(text, part):
    assert part in text, f"'{part}' is not in: {text}"


def check_help():
    """--help names every command, and each command explains itself."""
    with node() as it:
        text = it.command("--help")
        for command in ("init", "serve", "member add", "member list", "token", "check",
                        "domain-block add", "domain-block remove", "domain-block import", "domain-block export",
                        "domain-allow add", "domain-allow remove", "domain-allow export", "domain-allow only"):
            expect(text, command)
            expect(it.command(*command.split(), "--help"), "--data")
        expect(text, "count FILE.blt")
        expect(text, "statement FILE")
        expect(text, "ledger export --data DIR")
        for command in (("statement",), ("ledger", "export")):
            expect(it.command(*command, "--help"), "--json" if command == ("statement",) else "--format")
        expect(text, "import loomio FILE")
        expect(it.command("--version"), "folkmoot-node ")


LOOMIO = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fuzz", "corpus", "loomio-export", "group.jsonl")


def check_import_loomio():
    """issue 4: the export of a Loomio group is brought in, once, and read over HTTP as a record."""
    with node() as it:
        it.init()
        data = ("--data", it.data)
        people = os.path.join(it.folder, "people")
        broken = os.path.join(it.folder, "broken.jsonl")
        with open(LOOMIO, encoding="utf-8") as file:
            lines = file.read().splitlines()
        expect(it.command("import", "loomio", LOOMIO, *data, status=2), "--as")
        expect(it.command("import", "loomio", "/nonexistent", *data, "--as", "ada", status=1), "cannot read")
        expect(it.command("import", "loomio", LOOMIO, *data, "--as", "nobody", status=1), "no account")
        for bad, part in (('{"table":"users"}', "line 3"), ("{", "line 3"), ("[]", "line 3"), ('{"x":1}', "line 3")):
            with open(broken, "w", encoding="utf-8") as file:
                file.write("\n".join(lines[:2] + [bad] + lines[2:]))
            expect(it.command("import", "loomio", broken, *data, "--as", "ada", status=1), part)
        with open(broken, "w", encoding="utf-8") as file:
            file.write(lines[1] + "\n")
        expect(it.command("import", "loomio", broken, *data, "--as", "ada", status=1), "has the group in it")
        with open(people, "w", encoding="utf-8") as file:
            file.write("# who is who\n\nbo@example.org\n")
        expect(it.command("import", "loomio", LOOMIO, *data, "--as", "ada", "--people", people, status=1), "line 3")
        check_suggestions(it, data, people)
        words = ("import", "loomio", LOOMIO, *data, "--as", "ada", "--people", people)
        expect(it.command(*words), "2 discussions, 5 comments and 2 polls are new")
        expect(it.command(*words), "0 discussions, 0 comments and 0 polls are new")
        expect(it.command("check", *data), "well")
        token = it.token("ada", "read read:governance")
        it.serve()
        check_imported(it, token)


def check_suggestions(it, data, people):
    """Who has the same name here is suggested, the others are left open; the list can be given as it is."""
    words = ("import", "loomio", LOOMIO, *data, "--suggest-people")
    expect(it.command(*words, "--as", "ada", status=2), "brings nothing in")
    text = it.command(*words)
    lines = text.splitlines()
    assert "Ada@Example.org = ada" in lines, text
    assert "# bo@example.org = " in lines, text
    assert all(line.startswith("#") or line == "Ada@Example.org = ada" for line in lines), text
    with open(people, "w", encoding="utf-8") as file:
        file.write(text)


def check_imported(it, token):
    def get(path):
        request = urllib.request.Request(it.base_url + path, headers={"Authorization": f"Bearer {token}"})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    found = {one["title"]: one for one in get("/api/coop/v1/discussions")}
    talk = found["Where do our backups live?"]
    assert talk["state"] == "locked" and talk["created_at"].startswith("2025-10-20"), talk
    assert talk["context"] == "<p>Two <strong>places</strong></p>", talk
    said = sorted(get(f"/api/coop/v1/discussions/{talk['id']}/comments"), key=lambda one: one["position"])
    first, answer, poll, why, older = said
    assert first["body"].startswith("<p><strong>Bo &lt;i&gt;L&lt;/i&gt;</strong></p>"), first
    assert "onerror" not in first["body"], first
    assert answer["parent_id"] == first["id"] and "<em>mine</em>" in answer["body"], answer
    expect(poll["body"], "Fund a second disk")
    expect(poll["body"], "Agree: 1 (1) · Ada Okafor")
    expect(poll["body"], "Disagree: 1 (1) · Bo &lt;i&gt;L&lt;/i&gt;")
    assert "Why not?" in why["body"] and "older" in older["body"], said
    alone = found["Paint the stairs"]
    expect(alone["context"], "Yes: 1 (1)</li>")
    expect(alone["context"], "We paint in <b>May</b>.")
    assert "<script" not in alone["context"], alone
    kinds = [one["type"] for one in get("/api/coop/v1/audit?type=loomio.imported")]
    assert kinds == ["loomio.imported"], kinds


def check_domain_blocks():
    """s72 The block list is kept, exported and imported as Mastodon's CSV."""
    with node() as it:
        it.init()
        data = ("--data", it.data)
        it.command("domain-block", "add", "Evil.Example.", *data, "--reject-media", "--public-comment", 'sells "lies", daily')
        it.command("domain-block", "add", "loud.example", *data, "--severity", "silence", "--obfuscate")
        lines = ("#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate\n"
                 'evil.example,suspend,true,false,"sells ""lies"", daily",false\n'
                 "loud.example,silence,false,false,,true\n")
        assert it.command("domain-block", "export", *data) == lines
        for words, part in ((("no host",), "not a valid domain name"), (("127.0.0.1",), "own"), (("",), "blank")):
            expect(it.command("domain-block", "add", *words, *data, status=1), part)
        path = os.path.join(it.folder, "list.csv")
        for text, part in (("#domain,#severity\nx.example,deadly\n", "line 2"), ("a.example\n\"b.example\n", "line 2"),
                           ("#severity\nsilence\n", "line 2"), ("a b\n", "line 1"), ("oneword\n", "line 1")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            expect(it.command("domain-block", "import", path, *data, status=1), part)
        with open(path, "w", encoding="utf-8") as file:
            file.write(lines.replace("silence", "suspend") + "\r\nthird.example,,,,\r\n127.0.0.1,suspend,,,\n")
        expect(it.command("domain-block", "import", path, *data), "1 of 4 are new")
        expect(it.command("domain-block", "import", path, *data), "0 of 4 are new")
        assert it.command("domain-block", "export", *data) == lines + "third.example,suspend,false,false,,false\n"
        it.command("domain-block", "remove", "LOUD.example", *data)
        expect(it.command("domain-block", "remove", "loud.example", *data, status=1), "not blocked")
        it.command("domain-allow", "add", "friend.example", *data)
        assert it.command("domain-allow", "export", *data) == "#domain\nfriend.example\n"
        expect(it.command("domain-allow", "only", "on", *data), "only allowed")
        expect(it.command("domain-allow", "only", "off", *data), "all servers")
        it.command("domain-allow", "remove", "friend.example", *data)
        expect(it.command("check", *data), "well")


STATEMENTS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "statements")


def check_statement():
    """issue 5: any file of a bank is printed, as JSON and as a table; a broken one is refused with its line."""
    with node() as it:
        keys = ["date", "amount_minor", "currency", "payer", "reference", "bank_ref"]
        for name, n, first in (
                ("camt-02.xml", 4, ["2026-11-01", 500, "EUR", "Ada Okafor", "RF49FM0042", "2026110100001"]),
                ("german.sta", 3, ["2026-11-01", 500, "EUR", "Ada Okafor", "RF49FM0042", "2026110100001"]),
                ("sgml.ofx", 2, ["2026-11-01", 500, "GBP", "ADA OKAFOR", "RF49FM0042", "2026110100001"]),
                ("xml.ofx", 2, ["2026-11-01", 500, "EUR", "Ada Okafor", "RF49FM0042", "A1"]),
                ("german.csv", 4, ["2026-11-01", 500, "EUR", "Jürgen Müller", "RF49FM0042", None]),
                ("american.csv", 2, ["2026-11-13", 500, "USD", None, "RF49FM0042", None])):
            path = os.path.join(STATEMENTS, name)
            lines = json.loads(it.command("statement", path, "--json"))
            assert len(lines) == n and list(lines[0]) == keys, lines
            for key, value in zip(keys, first):
                if (name, key) not in (("german.csv", "bank_ref"), ("american.csv", "bank_ref")):
                    assert lines[0][key] == value, (name, lines[0])
            assert all(line["bank_ref"] for line in lines), lines
            expect(it.command("statement", path), "RF49FM0042")
        table = os.path.join(it.folder, "table")
        with open(table, "w", encoding="utf-8") as file:
            file.write("Date,Amount\n03/04/2026,5.00\n")
        assert json.loads(it.command("statement", table, "--json"))[0]["currency"] is None
        line = json.loads(it.command("statement", table, "--json", "--currency", "EUR", "--dates", "mdy"))[0]
        assert (line["date"], line["currency"]) == ("2026-03-04", "EUR"), line
        with open(table, "a", encoding="utf-8") as file:
            file.write("31/02/2026,5.00\n")
        expect(it.command("statement", table, status=1), "line 3: '31/02/2026' is no day")
        expect(it.command("statement", os.path.join(it.folder, "none"), status=1), "none")


def export_books(it, form, *words):
    return it.command("ledger", "export", "--data", it.data, "--format", form, *words)


def ask_program(program, journal, *words):
    """What a program that keeps books says of a journal."""
    return tap.run(tap.need(program), "-f", "-", *words, input=journal, timeout=120, env={**os.environ, "LC_ALL": "C.UTF-8"})


EVIL = "Server; | \" (x\n2026-01-01 * gift\n    Assets:Cash  5 GBP\n    Income:Dues"


def keep_books(it):
    """Four payments of three members, one taken back, and an expense with an evil name."""
    it.serve()
    token = it.token("ada", "read write admin:dues read:governance")

    def post(path, **body):
        request = urllib.request.Request(f"{it.base_url}/api/coop/v1/{path}", json.dumps(body).encode(),
                                         {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)
    for amount in (300, 700):
        post("admin/payments", member_id="1", amount_minor=amount, payer_name="Ada Lovelace")
    last = post("admin/payments", member_id="1", amount_minor=50)
    post(f"admin/payments/{last['id']}/reverse")
    post("admin/ledger", description=EVIL, payee=EVIL, visibility="treasurer", postings=[
        {"account": "Expenses:Hosting", "amount_minor": 450}, {"account": "Assets:Bank:Current", "amount_minor": -450}])
    it.stop()


@functools.cache
def books():
    """The books of one node in every form."""
    with node() as it:
        it.init()
        keep_books(it)
        return {name: export_books(it, *words) for name, words in {
            "journal": ("hledger",), "public": ("hledger", "--public"), "beancount": ("beancount",), "csv": ("csv",)}.items()}


def check_ledger_export():
    """issue 5: the books are written down; nobody writes entries of their own, and the public form says nobody's dues."""
    rows = list(csv.DictReader(books()["csv"].splitlines()))
    assert len(rows) == 12 and "Assets:Cash" not in [row["account"] for row in rows], rows
    assert sum(round(float(row["amount"]) * 100) for row in rows) == 0, rows
    assert [row["member_ref"] for row in rows if row["account"] == "Assets:Receivable:Dues"] == ["0001"] * 5, rows
    for name in ("journal", "beancount"):
        assert len([line for line in books()[name].splitlines() if line[:2] == "20"]) == 6, books()[name]
    for text in books().values():
        assert "Lovelace" not in text, text
    public = books()["public"]
    for part in ("member:", "Server", "7.00", "3.00", "Dues received"):
        assert part not in public, public
    expect(public, "4.50 GBP")
    expect(public, "fewer than three members")


BALANCES = {"Assets:Bank:Current": "5.50", "Expenses:Hosting": "4.50", "Assets:Receivable:Dues": "-7.00", "Income:Dues": "-3.00"}


def check_balances(text):
    found = {line.split()[-1]: line.split()[0] for line in text.splitlines()}
    assert found == BALANCES, text


def check_hledger():
    """issue 5: hledger reads the books as strictly as it can, and finds the same balances."""
    check_balances(ask_program("hledger", books()["journal"], "balance", "--flat", "-N"))
    for name in ("journal", "public"):
        ask_program("hledger", books()[name], "check", "--strict")
        ask_program("hledger", books()[name], "check", "ordereddates")


def check_ledger():
    """issue 5: ledger reads the books as strictly as it can, and finds the same balances."""
    check_balances(ask_program("ledger", books()["journal"], "balance", "--flat", "--no-total"))
    for name in ("journal", "public"):
        ask_program("ledger", books()[name], "--pedantic", "register")


def check_beancount():
    """issue 5: beancount takes the books."""
    checker = tap.need("bean-check")
    with tempfile.NamedTemporaryFile("w", suffix=".beancount", encoding="utf-8") as file:
        file.write(books()["beancount"])
        file.flush()
        tap.run(checker, file.name, timeout=120)


def check_usage():
    """A command line without sense ends with 2 and says what is missing."""
    with node() as it:
        for words, part in (
                ((), "Usage"),
                (("dance",), "no command 'dance'"),
                (("member",), "no command 'member'"),
                (("init", *INIT), "init needs --data"),
                (("init", "--data", it.data, *INIT), "init needs --host or --base-url"),
                (("init", "--data", it.data, "--host", "a.example", "--base-url", "http://127.0.0.1:1", *INIT), "either"),
                (("init", "--data", it.data, "--host", "a.example", "--nonsense"), "nonsense"),
                (("serve",), "serve needs --data"),
                (("serve", "--data", it.data, "extra"), "extra"),
                (("member", "add", "--data", it.data), "one name"),
                (("token", "--data", it.data, "--account", "ada"), "--scopes"),
                (("token", "--data", it.data, "--account", "ada", "--scopes", "read fly"), "no scope 'fly'"),
                (("statement",), "statement needs one file"),
                (("statement", "a", "--dates", "dym"), "dmy, mdy or ymd"),
                (("statement", "a", "--currency", "pounds"), "no currency"),
                (("ledger", "export", "--data", it.data), "--data and --format"),
                (("ledger", "export", "--data", it.data, "--format", "excel"), "no format 'excel'"),
                (("domain-block", "add", "a.example"), "--data is needed"),
                (("domain-block", "add", "--data", it.data), "one word is needed"),
                (("domain-block", "add", "a.example", "--data", it.data, "--severity", "odd"), "no severity"),
                (("domain-allow", "only", "perhaps", "--data", it.data), "'on' or 'off'"),
                (("check",), "--data")):
            expect(it.command(*words, status=2), part)
        assert not os.path.exists(it.data), "something was made"


def check_init_refuses():
    """init refuses what cannot be, and leaves nothing behind."""
    with node() as it:
        start = ("init", "--data", it.data)
        for words, password, part in (
                ((*start, "--host", "laptop", *INIT), "correct horse", "full host name"),
                ((*start, "--host", "a.example/b", *INIT), "correct horse", "only the host"),
                ((*start, "--base-url", "http://a.example", *INIT), "correct horse", "this computer"),
                ((*start, "--base-url", "http://127.0.0.1:1/x", *INIT), "correct horse", "behind the host"),
                ((*start, "--host", "a.example", *INIT), "short", "too short"),
                ((*start, "--host", "a.example", *INIT), "\n", "no password"),
                ((*start, "--host", "a.example", *INIT, "--currency", "pound"), "correct horse", "no currency"),
                ((*start, "--host", "a.example", *INIT, "--bylaws", "mine"), "correct horse", "social-coop"),
                ((*start, "--host", "a.example", *INIT, "--admin", "Ada L"), "correct horse", "cannot be a name"),
                ((*start, "--host", "a.example", *INIT, "--name", ""), "correct horse", "1 to 100"),
                ((*start, "--host", "a.example", "--domain", "here", *INIT), "correct horse", "full host name"),
                ((*start, "--host", "a.example", *INIT, "--handle", "ada"), "correct horse", "is taken"),
                ((*start, "--host", "a.example", *INIT, "--handle", "The Moot"), "correct horse", "cannot be a name"),
                ((*start, "--host", "a.example", *INIT, "--password-file", it.data), "", "cannot read")):
            expect(it.command(*words, password=password, status=1), part)
            assert not os.path.exists(it.data), f"{part}: something was left behind"


def check_init_keeps_what_is_there():
    """init takes an empty folder, and touches neither a node nor a stranger's files."""
    with node() as it:
        os.mkdir(it.data)
        it.init()
        before = sorted(os.listdir(it.data))
        expect(it.command("init", "--data", it.data, "--host", "a.example", *INIT, password="correct horse", status=1),
               "already")
        assert sorted(os.listdir(it.data)) == before
        other = os.path.join(it.folder, "other")
        os.mkdir(other)
        with open(os.path.join(other, "thesis.txt"), "w", encoding="utf-8") as file:
            file.write("mine")
        expect(it.command("init", "--data", other, "--host", "a.example", *INIT, password="correct horse", status=1),
               "not empty")
        assert os.listdir(other) == ["thesis.txt"]


def check_files_are_private():
    """Nobody else on the machine can read the folder."""
    with node() as it:
        it.init()
        for path in (it.data, os.path.join(it.data, "node.sqlite3")):
            assert os.stat(path).st_mode & 0o077 == 0, f"{path} is open to others"


def check_typed_password():
    """At a terminal the password is asked for and not shown."""
    with node() as it:
        it.init()
        ours, theirs = pty.openpty()
        process = subprocess.Popen([PROGRAM, "member", "add", "grace", "--data", it.data, "--password-file", "-"],
                                   stdin=theirs, stdout=theirs, stderr=theirs)
        os.close(theirs)
        text = b""
        while b"Password: " not in text:
            text += os.read(ours, 1000)
        os.write(ours, b"correct horse\n")
        while True:
            try:
                part = os.read(ours, 1000)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            text += part
        os.close(ours)
        assert process.wait(timeout=60) == 0, text
        assert b"horse" not in text, text
        expect(it.command("member", "list", "--data", it.data), "grace")


def check_host():
    """--host fixes the public name, and the co-operative is founded with its first member."""
    with node() as it:
        it.command("init", "--data", it.data, "--host", "Moot.Example", *INIT, "--currency", "eur", "--bylaws", "tiny",
                   password="correct horse")
        it.add("grace")
        with sqlite3.connect(os.path.join(it.data, "node.sqlite3")) as db:
            settings = dict(db.execute("SELECT name, value FROM setting"))
            uri, = db.execute("SELECT uri FROM account WHERE username = 'ada'").fetchone()
            coop = db.execute("SELECT name, currency FROM coop").fetchall()
            preset, = db.execute("SELECT preset FROM bylaws").fetchone()
            members = db.execute("SELECT username FROM member JOIN account ON account.id = account_id ORDER BY member.id").fetchall()
        db.close()
        assert settings["base_url"] == "https://moot.example", settings
        assert settings["domain"] == "moot.example", settings
        assert uri == "https://moot.example/users/ada", uri
        assert coop == [("Garden", "EUR")] and preset == "tiny", (coop, preset)
        assert members == [("ada",), ("grace",)], members
        expect(it.command("check", "--data", it.data), "All is well")


def check_serve():
    """serve says when it is ready, in under a second, and stops cleanly within two."""
    with node() as it:
        expect(it.command("serve", "--data", it.data, status=1), "run 'folkmoot-node init' first")
        assert not os.path.exists(it.data)
        it.init()
        for number in (signal.SIGTERM, signal.SIGINT):
            line, _ = it.serve()
            expect(line, f"ready: {it.base_url} (listening on ")
            with urllib.request.urlopen(it.base_url + "/api/v2/instance", timeout=60) as response:
                assert json.load(response)["title"] == "Interop"
            expect(it.command("serve", "--data", it.data, status=1), "another node")
            assert it.stop(number)[0] == 0

        def start():
            took = it.serve()[1]
            assert it.stop()[0] == 0
            return took

        def stop():
            it.serve()
            status, took = it.stop()
            assert status == 0, status
            return took
        assert_quick(1, start)
        assert_quick(2, stop)
        assert not os.path.exists(os.path.join(it.data, "node.sqlite3-wal")), "the log was not folded in"


def check_stop_with_open_streams():
    """An open stream does not hold the node up."""
    with node() as it:
        it.init()
        token = it.token("ada", "read")

        def stop():
            it.serve()
            with socket.create_connection(("127.0.0.1", it.port), timeout=60) as stream:
                stream.sendall(f"GET /api/v1/streaming/user HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
                expect(stream.recv(4096).decode(), "200")
                status, took = it.stop()
            assert status == 0, status
            return took
        assert_quick(2, stop)


def check_notify():
    """systemd is told: READY=1, then STOPPING=1."""
    with node() as it, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        path = os.path.join(it.folder, "notify")
        manager.bind(path)
        manager.settimeout(60)
        it.init()
        it.serve(environment={"NOTIFY_SOCKET": path})
        assert manager.recv(100) == b"READY=1"
        it.stop()
        assert manager.recv(100) == b"STOPPING=1"


def check_listen():
    """--listen takes addresses and a socket in the file system."""
    with node() as it:
        it.init()
        path = os.path.join(it.folder, "node.sock")
        line, _ = it.serve("--listen", f"127.0.0.1:{it.port}", "--listen", f"unix:{path}")
        expect(line, f"unix:{path}")
        for request in (b"GET /nodeinfo/2.0 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b"GET /nodeinfo/2.0 HTTP/1.0\r\n\r\n"):
            with socket.socket(socket.AF_UNIX) as client:
                client.connect(path)
                client.sendall(request)
                expect(client.recv(4096).decode(), "200 OK")
        it.stop()
        assert not os.path.exists(path), "the socket was left behind"


def register(it, address):
    """Registers a client from an address; returns the status."""
    request = urllib.request.Request(it.base_url + "/api/v1/apps", b"client_name=x&redirect_uris=a%3A%2F%2Fb",
                                     {"X-Forwarded-For": "192.0.2.77, " + address})
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status
    except urllib.error.HTTPError as error:
        with error:
            expect(error.read().decode(), "Too many")
            return error.code


def check_strangers():
    """Strangers may not register clients without end; whose address it is, a trusted proxy says."""
    with node() as it:
        it.init()
        it.serve("--trust-proxy")
        statuses = [register(it, "203.0.113.5") for _ in range(125)]
        assert statuses[0] == 200 and statuses[-1] == 429, statuses
        assert register(it, "203.0.113.6") == 200, "somebody else is in the way"
        for number in range(125):
            last = register(it, f"2001:db8:1:2::{number:x}")
        assert last == 429, "every address of one network counts for itself"
        assert register(it, "127.0.0.1") == 200
        it.stop()
        it.serve()
        assert [register(it, "203.0.113.5") for _ in range(125)] == [200] * 125, "a header was believed"


def ask(it, path, token, address):
    """Asks from an address; returns the status and the headers."""
    request = urllib.request.Request(it.base_url + path, headers={"X-Forwarded-For": address})
    if token:
        request.add_header("Authorization", "Bearer " + token)
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return response.status, response.headers
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers


def check_limits():
    """A member may ask so much of all routes together, those of the co-op and those that are kept too."""
    with node() as it:
        it.init()
        token = it.token("ada", "read read:membership")
        it.serve("--trust-proxy")
        paths = ["/api/v1/timelines/home", "/api/coop/v1/memberships/me", "/api/v1/preferences"]
        for number in range(300):
            status, headers = ask(it, paths[number % 3], token, f"203.0.113.{number % 5}")
            assert status == 200, (number, status)
            assert headers["X-RateLimit-Limit"] == "300"
            # the bucket fills up again, one in a second
            assert 299 - number <= int(headers["X-RateLimit-Remaining"]) <= 299, (number, str(headers))
            expect(headers["X-RateLimit-Reset"], "T")
        refused = 0
        for number in range(1000):
            status, headers = ask(it, paths[number % 3], token, "203.0.113.9")
            if status == 429:
                refused += 1
                assert headers["X-RateLimit-Remaining"] == "0" and int(headers["Retry-After"]) >= 1
                assert headers["Access-Control-Allow-Origin"] == "*"
            if refused >= 6:
                break
        assert refused >= 6, "nobody was refused"
        assert ask(it, "/api/v2/instance", None, "203.0.113.9")[0] == 200, "a stranger pays for a member"
        status, headers = ask(it, paths[0], token, "127.0.0.1")
        assert status == 200 and headers["X-RateLimit-Limit"] is None, "who sits here is counted"


def check_beside():
    """member, token and check work while the node serves."""
    with node() as it:
        it.init()
        it.serve()
        expect(it.add("grace"), "@grace@")
        expect(it.command("member", "add", "grace", "--data", it.data, "--password-file", "-",
                          password="correct horse", status=1), "taken")
        expect(it.command("member", "add", "Grace", "--data", it.data, "--password-file", "-",
                          password="correct horse", status=1), "cannot be a name")
        members = json.loads(it.command("member", "list", "--data", it.data, "--json"))
        assert [(m["username"], m["admin"]) for m in members] == [("ada", True), ("grace", False)], members
        expect(it.command("member", "list", "--data", it.data), "grace")
        expect(it.command("token", "--data", it.data, "--account", "alan", "--scopes", "read", status=1), "nobody")
        request = urllib.request.Request(it.base_url + "/api/v1/accounts/verify_credentials",
                                         headers={"Authorization": "Bearer " + it.token("grace", "read write")})
        with urllib.request.urlopen(request, timeout=60) as response:
            assert json.load(response)["username"] == "grace"
        expect(it.command("check", "--data", it.data), "All is well")


def check_check():
    """check finds lost media, broken references, a forged log, unbalanced books and a damaged file."""
    with node() as it:
        it.init()
        database = os.path.join(it.data, "node.sqlite3")
        with sqlite3.connect(database) as db:
            db.execute("UPDATE account SET avatar = 'lost.png', header = '../../etc/passwd'")
            db.execute("INSERT INTO user (account_id, password_hash, created_at) VALUES (99, '*', 1)")
        db.close()
        text = it.command("check", "--data", it.data, status=1)
        expect(text, "avatar of @ada")
        expect(text, "outside the media folder")
        expect(text, "refers to a row of 'account' that is not there")
        with sqlite3.connect(database) as db:
            db.execute("PRAGMA foreign_keys = OFF")
            db.execute("DROP TRIGGER audit_entry_is_final")
            last, = db.execute("SELECT COALESCE(MAX(seq), -1) FROM audit_entry").fetchone()
            db.execute("INSERT INTO audit_entry (seq, type, at, subject_type, body, jcs, leaf) "
                       "VALUES (?, 'x', 1, 'x', '{}', '{}', 'forged')", (last + 1,))
            db.execute("INSERT INTO ledger_posting VALUES (1, 0, 'Assets:Cash', 500, 'GBP', NULL)")
        db.close()
        text = it.command("check", "--data", it.data, status=1)
        expect(text, f"log: entry {last + 1} was changed")
        expect(text, "ledger: entry 1 is out of balance by 500 (minor units of GBP)")
        with open(database, "r+b") as file:
            file.seek(4096)
            file.write(os.urandom(4096 * 8))
        expect(it.command("check", "--data", it.data, status=1), "database: ")


def leave(it, name, age_s):
    """A file of the media folder, as old as that."""
    path = os.path.join(it.data, "media", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(b"picture")
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def check_leftovers():
    """Files that nothing refers to are listed by check and removed by the node once no upload can still name them."""
    with node() as it:
        it.init()
        known = [leave(it, f"attachments/{name}.png", 7200) for name in ("shown", "small")]
        known += [leave(it, "avatars/ada.png", 7200), leave(it, "headers/ada.png", 7200), leave(it, "copies/other.png", 7200)]
        known.append(leave(it, "copies/still.png", 7200))
        database = os.path.join(it.data, "node.sqlite3")
        with sqlite3.connect(database) as db:
            db.execute("UPDATE account SET avatar = 'avatars/ada.png', header = 'headers/ada.png' WHERE kind = 'person'")
            db.execute("INSERT INTO attachment (id, account_id, type, mime, file, preview_file, created_at) SELECT 1, id, "
                       "'image', 'image/png', 'attachments/shown.png', 'attachments/small.png', ? FROM account WHERE kind = 'person'",
                       (int(time.time() * 1000),))
            now = int(time.time() * 1000)
            db.execute("INSERT INTO media_copy (url, domain, file, small_file, bytes, fetched_at, used_at) VALUES "
                       "('https://a.example/x', 'a.example', 'copies/other.png', 'copies/still.png', 14, ?, ?)", (now, now))
        db.close()
        # more than are looked for at once, a half-written one among them
        old = [leave(it, f"attachments/old{number}.png", 7200) for number in range(1100)]
        old.append(leave(it, "attachments/half.png.X2Q4A1", 7200))
        new = leave(it, "avatars/new.png", 60)
        other = leave(it, "attachments/the notes of ada", 7200)
        text = it.command("check", "--data", it.data)
        expect(text, "All is well")
        assert text.count("leftover: ") == 1000, text.count("leftover: ")
        it.serve()
        deadline = time.monotonic() + 60
        while any(os.path.exists(path) for path in old) and time.monotonic() < deadline:
            time.sleep(0.05)
        for path in old:
            assert not os.path.exists(path), path
        for path in (*known, new, other):
            assert os.path.exists(path), path
        text = it.command("check", "--data", it.data)
        assert text == ("leftover: nothing refers to the file 'avatars/new.png'; if that stays so, the node removes it\n"
                        "All is well.\n"), text
        it.stop()
        for path in known:
            os.remove(path)
        text = it.command("check", "--data", it.data, status=1)
        for part in ("avatar of @ada", "header of @ada", "attachment 1:", "preview of attachment 1", "copy of https://a.example/x"):
            expect(text, part)


def check_killed_init():
    """What a killed init left is no node, and the next init replaces it."""
    with node() as it:
        os.mkdir(it.data)
        for name in ("node.sqlite3.new", "node.sqlite3.new-wal", "node.lock"):
            with open(os.path.join(it.data, name), "wb") as file:
                file.write(b"half")
        expect(it.command("serve", "--data", it.data, status=1), "no node")
        it.init()
        assert sorted(os.listdir(it.data)) == ["node.lock", "node.sqlite3"], os.listdir(it.data)


def check_killed_serve():
    """A killed node starts again with everything that was acknowledged."""
    with node() as it:
        it.init()
        it.serve()
        it.add("grace")
        it.stop(signal.SIGKILL)
        it.serve()
        expect(it.command("member", "list", "--data", it.data), "grace")
        expect(it.command("check", "--data", it.data), "All is well")


def bring_file(it, token, name, text):
    """POSTs a file of the bank; returns the import."""
    body = (f'--B\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n{text}\r\n--B--\r\n').encode()
    request = urllib.request.Request(f"{it.base_url}/api/coop/v1/admin/imports", body,
                                     {"Authorization": f"Bearer {token}", "Content-Type": "multipart/form-data; boundary=B"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def ask_to(it, token, path):
    request = urllib.request.Request(f"{it.base_url}/api/coop/v1/{path}", b"{}",
                                     {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as response:
        return json.load(response)


def ask_and_kill(it, token, path, after_s):
    """Asks for something, and kills the node before, while or after it does it."""
    def ask():
        with contextlib.suppress(OSError, http.client.HTTPException):
            ask_to(it, token, path)
    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(after_s)
    it.stop(signal.SIGKILL)
    thread.join()
    expect(it.command("check", "--data", it.data), "All is well")


def assert_whole(it, counts):
    """All payments count or none, and the books and the lines say the same."""
    paid = it.select("SELECT COUNT(*) FROM payment WHERE state = 'confirmed'")
    booked = it.select("SELECT SUM(amount_minor) FROM ledger_posting WHERE account = 'Assets:Bank:Current'") or 0
    assert paid in counts and booked == paid * 300, (paid, booked)
    assert it.select("SELECT COUNT(*) FROM bank_line WHERE state = 'confirmed'") == paid


def check_killed_import():
    """issue 5: whenever the node is killed amid an import, all of its payments are made or none, and the books sum to zero."""
    with node() as it:
        it.init()
        it.serve()
        token = it.token("ada", "read write admin:dues")
        reference = it.select("SELECT payment_reference FROM member")
        rows = "".join(f"2026-01-{1 + n % 28:02},3.00,Ada,{reference},B{n}\n" for n in range(150))
        found = bring_file(it, token, "bank.csv", f"Date,Amount,Name,Reference,ID\n{rows}")
        assert (found["lines_count"], found["matched_count"]) == (150, 150), found
        for deed, wanted in (("confirm", 150), ("reverse", 0)):
            path = f"admin/imports/{found['id']}/{deed}"
            for delay in (0.02, 0.1, 0.3):
                ask_and_kill(it, token, path, delay)
                assert_whole(it, (0, 150))
                it.serve()
            ask_to(it, token, path)
            it.stop(signal.SIGKILL)
            assert_whole(it, (wanted,))
            it.serve()
        again = bring_file(it, token, "again.csv", f"Date,Amount,Name,Reference,ID\n{rows}")
        assert again["id"] == found["id"] and again["confirmed_count"] == 0, again


tap.main([check_help, check_usage, check_domain_blocks, check_import_loomio, check_statement, check_ledger_export, check_hledger, check_ledger,
          check_beancount, check_init_refuses, check_init_keeps_what_is_there, check_files_are_private, check_typed_password, check_host,
          check_serve, check_stop_with_open_streams, check_notify, check_listen, check_strangers, check_limits, check_beside, check_check,
          check_leftovers, check_killed_init, check_killed_serve, check_killed_import])
