#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""A node and a server on Fedify, which others wrote, do to each other what people do.

Usage: test-fedify.py FOLKMOOT-NODE FIRST-KNOCK
The second word is the signature with which Fedify begins: rfc9421 or draft-cavage-http-signatures-12.
"""
import json
import os
import sys

from fedify_process import Fedify
from http_client import Client, request, until
from node_process import Node
import tap

KNOCK = sys.argv[2]


class Stage:
    """The node with its members, and Fedify beside it; made by the first check."""
    node = None
    fedify = None
    ada = None
    bo = None
    alice = None  # alice as ada's node knows her
    ids = {}


def stage():
    if Stage.fedify is None:
        raise tap.Skip("there is no server on Fedify")
    return Stage


def start():
    """The node and the server on Fedify start"""
    Stage.fedify = Fedify(KNOCK)
    node = Stage.node = Node(os.path.abspath(sys.argv[1]))
    node.init()
    node.add("bo")
    node.add("cy")
    scopes = "read write follow"
    Stage.ada = Client(node.base_url, node.token("ada", scopes + " admin:read"))
    Stage.bo = Client(node.base_url, node.token("bo", scopes))
    Stage.cy = Client(node.base_url, node.token("cy", scopes))
    node.serve("--allow-private-addresses", "--authorized-fetch")
    Stage.ada_uri = actor_of("ada")
    Stage.bo_uri = actor_of("bo")
    Stage.cy_uri = actor_of("cy")


def actor_of(name):
    status, _, text = request(f"{Stage.node.base_url}/.well-known/webfinger?resource=acct:{name}@127.0.0.1:{Stage.node.port}")
    assert status == 200, text
    return next(link["href"] for link in json.loads(text)["links"] if link["rel"] == "self")


def documents():
    """Fedify understands our actors"""
    it = stage()
    person = it.fedify.do("lookup", uri=it.ada_uri)
    assert person["type"] == "Person" and person["preferredUsername"] == "ada", person
    assert person["publicKey"] and "z6Mk" in str(person), person


def they_follow():
    """s36 Fedify follows a member and is accepted"""
    it = stage()
    it.ids["follow"] = it.fedify.do("follow", target=it.ada_uri)
    until("Accept", lambda: it.fedify.seen("Accept"))
    assert until("follower", lambda: it.ada.notified("follow", it.fedify.acct))
    it.alice = it.ada.notified("follow", it.fedify.acct)[0]["account"]["id"]
    assert it.ada.relationship(it.alice)["followed_by"]


def we_follow():
    """A member follows Fedify and is accepted"""
    it = stage()
    it.ada.post(f"/api/v1/accounts/{it.alice}/follow")
    until("Follow", lambda: it.fedify.seen("Follow", it.ada_uri))
    until("accepted", lambda: it.ada.relationship(it.alice)["following"])
    assert it.ada_uri in it.fedify.do("followers")


def we_unfollow():
    """s38 An unfollow of a member reaches Fedify"""
    it = stage()
    it.ada.post(f"/api/v1/accounts/{it.alice}/unfollow")
    until("Undo", lambda: any("Follow" in str(one) for one in it.fedify.seen("Undo", it.ada_uri)))
    assert it.ada_uri not in it.fedify.do("followers")
    we_follow()


def we_answer():
    """s36 Whoever looks at their followers refuses Fedify, then lets it in"""
    it = stage()
    it.bo.patch("/api/v1/accounts/update_credentials", locked=True)
    for answer, kind in (("reject", "Reject"), ("authorize", "Accept")):
        before = len(it.fedify.seen(kind))
        it.fedify.do("follow", target=it.bo_uri)
        until("asked", lambda: [one["id"] for one in it.bo.get("/api/v1/follow_requests")] == [it.alice])
        assert len(it.fedify.seen(kind)) == before
        it.bo.post(f"/api/v1/follow_requests/{it.alice}/{answer}")
        until(kind, lambda kind=kind, before=before: len(it.fedify.seen(kind)) == before + 1)
    assert it.bo.relationship(it.alice)["followed_by"]


def we_block():
    """A block by a member ends the follow of Fedify, and is not told; unblocked, it may follow again"""
    it = stage()
    before = len(it.fedify.seen("Reject"))
    it.bo.post(f"/api/v1/accounts/{it.alice}/block")
    until("Reject", lambda: len(it.fedify.seen("Reject")) == before + 1)
    assert not it.bo.relationship(it.alice)["followed_by"] and not it.fedify.seen("Block")
    it.fedify.do("follow", target=it.bo_uri)
    until("Reject", lambda: len(it.fedify.seen("Reject")) == before + 2)
    it.bo.post(f"/api/v1/accounts/{it.alice}/unblock")
    it.fedify.do("follow", target=it.bo_uri)
    until("asked", lambda: it.bo.get("/api/v1/follow_requests"))


def find():
    """Search finds Fedify's actors and posts by their addresses"""
    it = stage()
    account = it.bo.find_account(it.fedify.origin + "/users/alice-new")
    assert account and account["username"] == "alice-new", account
    quiet = it.fedify.do("post", text="for who looks for it", direct=True, mentions=[[it.ada_uri, "@ada"]])
    until("direct", lambda: it.ada.notified("mention", it.fedify.acct))
    assert it.bo.find_status(quiet["uri"]) is None
    status = it.bo.find_status(it.ids["theirs"]["uri"])
    assert status and status["account"]["id"] == it.alice, status


def they_post():
    """A post of Fedify is read at home"""
    it = stage()
    it.ids["theirs"] = it.fedify.do("post", text="bread from Fedify")
    status = until("post", lambda: it.ada.in_home(it.ids["theirs"]["uri"]))
    assert "bread from Fedify" in status["content"] and status["account"]["acct"] == it.fedify.acct, status


def we_post():
    """A post of a member reaches Fedify"""
    it = stage()
    status = it.ada.post("/api/v1/statuses", status="bread from the moot #oven")
    it.ids["ours"] = status
    create = until("Create", lambda: it.fedify.seen("Create", "bread from the moot"))[0]
    assert create["object"]["id"] == status["uri"], create
    assert it.fedify.do("lookup", uri=status["uri"])["type"] == "Note"


def secure():
    """s29 Who does not sign sees who is there, but not what they say"""
    it = stage()
    asked = {"Accept": "application/activity+json"}
    status, _, text = request(it.ada_uri, headers=asked)
    stub = json.loads(text)
    assert status == 200 and stub["publicKey"] and stub["inbox"] and "followers" not in stub and "icon" not in stub, text
    assert request(it.ids["ours"]["uri"], headers=asked)[0] == 401
    assert it.fedify.do("lookup", uri=it.ids["ours"]["uri"])["type"] == "Note"
    among = it.ada.post("/api/v1/statuses", status="among us", visibility="private")
    mine = it.bo.post("/api/v1/statuses", status="nobody follows bo", visibility="private")
    until("Create", lambda: it.fedify.seen("Create", among["uri"]))
    assert it.fedify.do("lookup", uri=among["uri"])["type"] == "Note"
    assert it.fedify.do("lookup", uri=mine["uri"]) is None


def discovery():
    """s3 Who is here can be found without a signature, also where only few are spoken to"""
    it = stage()
    host = f"127.0.0.1:{it.node.port}"
    paths = (f"/.well-known/webfinger?resource=acct:ada@{host}", "/.well-known/host-meta", "/.well-known/nodeinfo",
             "/nodeinfo/2.0", "/nodeinfo/2.1", "/actor")
    for only in ("off", "on", "off"):
        it.node.command("domain-allow", "only", only, "--data", it.node.data)
        for path in paths:
            status, _, text = request(it.node.base_url + path, headers={"Accept": "application/activity+json, */*;q=0.1"})
            assert status == 200, (only, path, status, text)


def they_mention():
    """A mention by Fedify is told"""
    it = stage()
    post = it.fedify.do("post", text="hello bo", mentions=[[it.bo_uri, f"@bo@127.0.0.1:{it.node.port}"]])
    told = until("mention", lambda: it.bo.notified("mention", it.fedify.acct))
    assert told[0]["status"]["uri"] == post["uri"], told


def we_mention():
    """A mention by a member reaches Fedify"""
    it = stage()
    status = it.bo.post("/api/v1/statuses", status=f"hello @{it.fedify.acct}", visibility="direct")
    create = until("Create", lambda: it.fedify.seen("Create", status["uri"]))[0]
    assert it.fedify.actor in str(create["to"]) and "Mention" in str(create["object"]["tag"]), create


def they_reply():
    """A reply of Fedify hangs below the member's post"""
    it = stage()
    ours = it.ids["ours"]
    post = it.fedify.do("post", text="well baked", inReplyTo=ours["uri"], mentions=[[it.ada_uri, "@ada"]])
    until("reply", lambda: any(one["uri"] == post["uri"] for one in
                               it.ada.get(f"/api/v1/statuses/{ours['id']}/context")["descendants"]))


def we_reply():
    """A reply of a member reaches Fedify"""
    it = stage()
    theirs = it.ada.in_home(it.ids["theirs"]["uri"])
    status = it.ada.post("/api/v1/statuses", status=f"@{it.fedify.acct} thank you", in_reply_to_id=theirs["id"])
    create = until("Create", lambda: it.fedify.seen("Create", status["uri"]))[0]
    assert create["object"]["inReplyTo"] == it.ids["theirs"]["uri"], create


def they_like():
    """s44 A Like of Fedify, or a reaction, counts until it is undone"""
    it = stage()
    ours = it.ids["ours"]
    path = f"/api/v1/statuses/{ours['id']}"
    for verb, more in (("like", {}), ("react", {"emoji": "\N{BREAD}"})):
        like = it.fedify.do(verb, object=ours["uri"], author=it.ada_uri, **more)
        until("favourite", lambda: it.ada.get(path)["favourites_count"] == 1)
        until("told", lambda: it.ada.notified("favourite", it.fedify.acct))
        it.fedify.do("undo", what=like, author=it.ada_uri)
        until("no favourite", lambda: it.ada.get(path)["favourites_count"] == 0)


def we_like():
    """s38 A favourite of a member reaches Fedify, and its end"""
    it = stage()
    theirs = it.ada.in_home(it.ids["theirs"]["uri"])
    it.ada.post(f"/api/v1/statuses/{theirs['id']}/favourite")
    until("Like", lambda: it.fedify.seen("Like", theirs["uri"]))
    it.ada.post(f"/api/v1/statuses/{theirs['id']}/unfavourite")
    until("Undo", lambda: it.fedify.seen("Undo", theirs["uri"]))


def they_announce():
    """s43 A boost by Fedify counts until it is undone"""
    it = stage()
    ours = it.ids["ours"]
    path = f"/api/v1/statuses/{ours['id']}"
    announce = it.fedify.do("announce", object=ours["uri"], author=it.ada_uri)
    until("boost", lambda: it.ada.get(path)["reblogs_count"] == 1)
    it.fedify.do("undo", what=announce, author=it.ada_uri, everybody=True)
    until("no boost", lambda: it.ada.get(path)["reblogs_count"] == 0)


def we_announce():
    """A boost by a member reaches Fedify, and its end"""
    it = stage()
    theirs = it.ada.in_home(it.ids["theirs"]["uri"])
    it.ada.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    until("Announce", lambda: it.fedify.seen("Announce", theirs["uri"]))
    it.ada.post(f"/api/v1/statuses/{theirs['id']}/unreblog")
    until("Undo", lambda: any("Announce" in str(one) for one in it.fedify.seen("Undo")))


def they_poll():
    """s48 A member votes in a poll of Fedify"""
    it = stage()
    poll = it.fedify.do("post", text="rye or wheat?", options=["rye", "wheat"])
    status = until("poll", lambda: it.ada.in_home(poll["uri"]))
    assert [one["title"] for one in status["poll"]["options"]] == ["rye", "wheat"], status
    it.ada.post(f"/api/v1/polls/{status['poll']['id']}/votes", choices=[1])
    until("vote", lambda: it.fedify.do("votes", id=poll["id"]).get("wheat") == 1)
    it.fedify.do("tally", id=poll["id"])
    until("tally", lambda: it.bo.get(f"/api/v1/statuses/{status['id']}")["poll"]["options"][1]["votes_count"] == 1)


def we_poll():
    """s48 Fedify votes in a poll of a member, once"""
    it = stage()
    status = it.ada.post("/api/v1/statuses", status="seeds?", poll={"options": ["yes", "no"], "expires_in": 3600})
    until("Create", lambda: it.fedify.seen("Create", status["uri"]))
    path = f"/api/v1/statuses/{status['id']}"
    for choice in ("perhaps", "no", "yes"):
        it.fedify.do("vote", poll=status["uri"], author=it.ada_uri, choice=choice)
    until("vote", lambda: it.ada.get(path)["poll"]["votes_count"] == 1)
    assert [one["votes_count"] for one in it.ada.get(path)["poll"]["options"]] == [0, 1]
    assert it.ada.get(f"{path}/context")["descendants"] == []
    question = it.fedify.do("lookup", uri=status["uri"])
    assert question["type"] == "Question" and len(question["oneOf"]) == 2, question


def they_update():
    """s42 An edit of Fedify is read, with what was there before"""
    it = stage()
    theirs = it.ada.in_home(it.ids["theirs"]["uri"])
    it.fedify.do("edit", id=it.ids["theirs"]["id"], text="better bread from Fedify")
    path = f"/api/v1/statuses/{theirs['id']}"
    until("edit", lambda: "better bread" in it.ada.get(path)["content"])
    assert it.ada.get(path)["edited_at"]
    assert len(it.ada.get(path + "/history")) == 2


def we_update():
    """An edit of a member reaches Fedify"""
    it = stage()
    ours = it.ids["ours"]
    it.ada.put(f"/api/v1/statuses/{ours['id']}", status="even better bread")
    update = until("Update", lambda: it.fedify.seen("Update", "even better bread"))[0]
    assert update["object"]["id"] == ours["uri"] and update["object"]["updated"], update


def they_forge():
    """s39 What Fedify says in the name of others is not believed"""
    it = stage()
    victim = it.ids["ours"]["uri"]
    for uri, author in ((f"{it.node.base_url}/users/bo/notes/1", it.bo_uri), (victim + "-copy", it.ada_uri),
                        (it.fedify.origin + "/users/alice/notes/77777", it.ada_uri)):
        try:
            it.fedify.do("forge", object=uri, author=author, to=it.ada_uri)
        except AssertionError:
            pass  # it may say so at once
    last = it.fedify.do("post", text="after the forgeries")
    until("post", lambda: it.ada.in_home(last["uri"]))
    for client in (it.ada, it.bo):
        assert not [one for one in client.home() if "forged" in one["content"]]
        assert not [one for one in client.get("/api/v1/timelines/public", limit=40) if "forged" in one["content"]]


def they_delete():
    """s41 What Fedify deletes is gone"""
    it = stage()
    post = it.fedify.do("post", text="soon gone")
    status = until("post", lambda: it.ada.in_home(post["uri"]))
    it.fedify.do("delete", id=post["id"])
    until("gone", lambda: not it.ada.in_home(post["uri"]))
    assert request(f"{it.node.base_url}/api/v1/statuses/{status['id']}",
                   headers={"Authorization": f"Bearer {it.ada.token}"})[0] == 404


def we_delete():
    """What a member deletes is told to Fedify and gone"""
    it = stage()
    status = it.ada.post("/api/v1/statuses", status="a slip")
    until("Create", lambda: it.fedify.seen("Create", status["uri"]))
    it.ada.delete(f"/api/v1/statuses/{status['id']}")
    until("Delete", lambda: it.fedify.seen("Delete", status["uri"]))
    assert request(status["uri"], headers={"Accept": "application/activity+json"})[0] in (401, 410)


def they_quote():
    """s50 Fedify asks whether it may quote a member, and what was granted is taken back"""
    it = stage()
    ours = it.ada.post("/api/v1/statuses", status="quote this", quote_approval_policy="public")
    quote = it.fedify.do("quote", object=ours["uri"], of=it.ada_uri, text="well said")
    accept = until("Accept", lambda: it.fedify.seen("Accept", quote["uri"]))[0]
    stamp = it.fedify.do("lookup", uri=accept["result"])
    assert stamp["type"] == "QuoteAuthorization" and stamp["attributedTo"] == it.ada_uri, stamp
    assert [stamp["interactingObject"], stamp["interactionTarget"]] == [quote["uri"], ours["uri"]], stamp
    it.fedify.do("stamp", id=quote["id"], stamp=accept["result"])
    status = until("quote", lambda: it.ada.in_home(quote["uri"]))
    until("granted", lambda: quoted_by(status["id"]) == ["accepted", ours["id"]])
    it.ada.post(f"/api/v1/statuses/{ours['id']}/quotes/{status['id']}/revoke")
    until("Delete", lambda: it.fedify.seen("Delete", accept["result"]))
    assert quoted_by(status["id"])[0] == "revoked" and it.fedify.do("lookup", uri=accept["result"]) is None


def quoted_by(status_id):
    """What became of a quote, and what it shows."""
    quote = Stage.ada.get(f"/api/v1/statuses/{status_id}")["quote"]
    return [quote["state"], (quote.get("quoted_status") or {}).get("id")]


def we_quote():
    """s50 A member asks Fedify for leave to quote it, shows what it granted, and hides what it took back"""
    it = stage()
    post = it.fedify.do("post", text="quote me", quotable=True)
    theirs = until("post", lambda: it.ada.in_home(post["uri"]))
    ours = it.ada.post("/api/v1/statuses", status="indeed", quoted_status_id=theirs["id"])
    asked = until("QuoteRequest", lambda: it.fedify.seen("QuoteRequest", ours["uri"]))[0]
    assert asked["object"] == post["uri"] and asked["actor"] == it.ada_uri, asked
    until("granted", lambda: quoted_by(ours["id"]) == ["accepted", theirs["id"]])
    update = until("Update", lambda: it.fedify.seen("Update", "/stamps/"))[0]
    assert update["object"]["id"] == ours["uri"], update
    it.fedify.do("unstamp", stamp=update["object"]["quoteAuthorization"], author=it.ada_uri)
    until("hidden", lambda: quoted_by(ours["id"]) == ["revoked", None])


def they_flag():
    """s45 A report of Fedify reaches the moderators, with the post it is about"""
    it = stage()
    ours = it.ids["ours"]
    it.fedify.do("flag", objects=[it.ada_uri, ours["uri"]], author=it.ada_uri, text="too much flour")
    report = until("report", lambda: it.ada.get("/api/v1/admin/reports"))[0]
    assert report["comment"] == "too much flour" and report["target_account"]["username"] == "ada", report
    assert [one["id"] for one in report["statuses"]] == [ours["id"]], report


def we_flag():
    """s45 A report of a member that is passed on reaches Fedify, in the name of the node"""
    it = stage()
    theirs = it.ada.in_home(it.ids["theirs"]["uri"])
    it.bo.post("/api/v1/reports", account_id=it.alice, status_ids=[theirs["id"]], comment="stale", forward=True)
    flag = until("Flag", lambda: it.fedify.seen("Flag"))[0]
    assert flag["actor"] == it.node.base_url + "/actor" and flag["content"] == "stale", flag
    assert it.fedify.actor in flag["object"] and theirs["uri"] in flag["object"], flag


def they_rotate():
    """s25 New keys of Fedify are believed: told with the old ones, and found when nobody told"""
    it = stage()
    for tell in (True, False):
        it.fedify.do("rotate", tell=tell)
        post = it.fedify.do("post", text=f"signed anew, told: {tell}")
        until("post", lambda post=post: it.ada.in_home(post["uri"]))


def we_rotate():
    """s25 New keys of a member: Fedify hears of them by the old ones, and takes what the new ones sign"""
    it = stage()
    before = it.fedify.do("lookup", uri=it.ada_uri)["publicKey"]
    it.node.command("member", "rotate-keys", "ada", "--data", it.node.data)
    until("Update", lambda: it.fedify.seen("Update", "#main-key-2"))
    assert it.fedify.do("lookup", uri=it.ada_uri)["publicKey"] != before
    status = it.ada.post("/api/v1/statuses", status="signed anew")
    until("Create", lambda: it.fedify.seen("Create", status["uri"]))


def they_unfollow():
    """s38 An unfollow of Fedify ends the follow"""
    it = stage()
    it.fedify.do("undo", what=it.ids["follow"], author=it.ada_uri)
    until("unfollowed", lambda: not it.ada.relationship(it.alice)["followed_by"])


def they_block():
    """s38 A block by Fedify ends the follow; when it is undone, the follow may begin again"""
    it = stage()
    block = it.fedify.do("block", target=it.ada_uri)
    until("blocked", lambda: not it.ada.relationship(it.alice)["following"])
    assert it.ada.relationship(it.alice)["blocked_by"]
    it.fedify.do("undo", what=block, author=it.ada_uri)
    until("unblocked", lambda: not it.ada.relationship(it.alice)["blocked_by"])
    we_follow()


def they_move():
    """s46 A move of Fedify is seen, and its followers go along"""
    it = stage()
    it.fedify.do("move")
    moved = until("moved", lambda: it.ada.get(f"/api/v1/accounts/{it.alice}").get("moved"))
    assert moved["username"] == "alice-new", moved
    until("taken along", lambda: it.ada.relationship(moved["id"])["following"])
    assert it.fedify.seen("Follow", it.fedify.origin + "/users/alice-new")


def we_move():
    """s46 A member moves to Fedify, where they are expected, and its followers are told"""
    it = stage()
    it.fedify.do("follow", target=it.cy_uri)
    until("follower", lambda: it.cy.notified("follow", it.fedify.acct))
    it.fedify.do("expect", uri=it.cy_uri)
    it.cy.post("/api/folkmoot/v1/migration/move", acct=it.fedify.acct.replace("alice", "alice-new"),
               password="password of cy")
    move = until("Move", lambda: it.fedify.seen("Move", it.cy_uri))[0]
    assert move["object"] == it.cy_uri and move["target"] == it.fedify.origin + "/users/alice-new", move
    assert it.fedify.do("lookup", uri=it.cy_uri)["movedTo"] == move["target"]


def they_leave():
    """s41 Who leaves Fedify is gone here, with what they wrote"""
    it = stage()
    it.fedify.do("follow", target=it.bo_uri, **{"as": "carol"})
    post = it.fedify.do("post", text="farewell", author="carol", mentions=[[it.bo_uri, "@bo"]])
    told = until("mention", lambda: [one for one in it.bo.notified("mention") if one["status"]["uri"] == post["uri"]])
    carol = told[0]["account"]["id"]
    until("asked", lambda: carol in [one["id"] for one in it.bo.get("/api/v1/follow_requests")])
    it.fedify.do("leave", name="carol", also=[it.bo_uri])
    until("gone", lambda: carol not in [one["id"] for one in it.bo.get("/api/v1/follow_requests")])
    assert not [one for one in it.bo.notified("mention") if one["account"]["id"] == carol]
    assert it.bo.find_status(post["uri"]) is None


def we_leave():
    """s12 Fedify is told of a member who leaves, and finds nobody any more"""
    it = stage()
    it.node.command("member", "remove", "cy", "--data", it.node.data)
    farewell = until("Delete", lambda: [one for one in it.fedify.seen("Delete", it.cy_uri) if one["object"] == it.cy_uri])
    assert farewell[0]["actor"] == it.cy_uri, farewell
    asked = {"Accept": "application/activity+json"}
    until("gone", lambda: request(it.cy_uri, headers=asked)[0] == 410)


def stop():
    """Both end as they should"""
    it = stage()
    it.fedify.close()
    status, _ = it.node.stop()
    it.node.remove()
    assert status == 0, status


tap.main([start, documents, they_follow, we_follow, they_post, we_post, secure, discovery, they_mention, we_mention,
          they_reply, we_reply, they_like, we_like, they_announce, we_announce, they_poll, we_poll, they_update, we_update,
          they_forge, they_delete, we_delete, find, they_quote, we_quote, they_flag, we_flag, they_rotate, we_rotate,
          we_unfollow, we_answer, we_block, they_block, they_move, they_unfollow, they_leave, we_move, we_leave, stop])
