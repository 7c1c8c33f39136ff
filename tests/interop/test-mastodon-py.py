#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Mastodon.py, a library for bots and scripts: signs in through the real pages and uses the API.

Usage: test-mastodon-py.py FOLKMOOT-NODE
"""
import datetime
import os
import queue
import sys
import threading
import time
import warnings

try:
    import mastodon
except ImportError:
    mastodon = None

from node_process import Browser, Node, picture
import tap

SCOPES = ["read", "write", "follow", "push"]
OOB = "urn:ietf:wg:oauth:2.0:oob"
CALLBACK = "http://127.0.0.1:53682/callback"
NODE = Node(os.path.abspath(sys.argv[1]))
SEEN = {}
warnings.simplefilter("ignore")  # of the library about itself


def client(token, **options):
    return mastodon.Mastodon(access_token=token, api_base_url=NODE.base_url, **options)


def sign_in(name, redirect):
    """Registers a client and signs in; returns the session, the client and its token."""
    client_id, client_secret = mastodon.Mastodon.create_app(
        "Script of " + name, scopes=SCOPES, redirect_uris=[OOB, CALLBACK], api_base_url=NODE.base_url)
    session = mastodon.Mastodon(client_id=client_id, client_secret=client_secret, api_base_url=NODE.base_url)
    url = session.auth_request_url(redirect_uris=redirect, scopes=SCOPES)
    token = session.log_in(code=Browser().authorize(url, name), redirect_uri=redirect, scopes=SCOPES)
    return session, token


def check_sign_in():
    """Sign in out of band and with a callback, with all scopes granted."""
    if mastodon is None:
        raise tap.Skip("python3-mastodon is not installed")
    SEEN["ada"], SEEN["ada token"] = sign_in("ada", OOB)
    SEEN["grace"], SEEN["grace token"] = sign_in("grace", CALLBACK)
    assert SEEN["ada"].me().acct == "ada"
    assert SEEN["grace"].account_verify_credentials().username == "grace"
    assert SEEN["ada"].app_verify_credentials().name == "Script of ada"


def need():
    if "grace" not in SEEN:
        raise tap.Skip("nobody signed in")
    return SEEN["ada"], SEEN["grace"]


def check_instance():
    """The instance and its version."""
    ada, _ = need()
    assert ada.instance().title == "Interop"
    assert ada.verify_minimum_version("3.5.0")
    assert ada.instance_nodeinfo().software.name == "folkmoot"


def check_post():
    """Post, with an idempotency key, a warning and a language; edit; delete."""
    ada, grace = need()
    first = ada.status_post("Hello from Python #moot", idempotency_key="one", language="en")
    again = ada.status_post("Hello from Python #moot", idempotency_key="one", language="en")
    assert first.id == again.id
    SEEN["post"] = first.id
    hidden = ada.status_post("Inside", spoiler_text="Outside", sensitive=True, visibility="unlisted")
    assert grace.status(hidden.id).spoiler_text == "Outside"
    edited = ada.status_update(hidden.id, "Inside, changed", spoiler_text="Outside")
    assert "changed" in edited.content and edited.edited_at is not None
    assert len(ada.status_history(hidden.id)) == 2
    ada.status_delete(hidden.id)
    try:
        grace.status(hidden.id)
    except mastodon.MastodonNotFoundError:
        pass
    else:
        raise AssertionError("a deleted post is still there")


def check_stream():
    """What is posted arrives in an open stream."""
    ada, grace = need()
    grace.account_follow(ada.me().id)
    events = queue.Queue()

    class Listener(mastodon.StreamListener):
        def on_update(self, status):
            events.put(("update", status.content))

        def on_notification(self, notification):
            events.put(("notification", notification.type))

        def on_delete(self, status_id):
            events.put(("delete", int(status_id)))

        def handle_heartbeat(self):
            events.put(("heartbeat", 0))

    def wait_for(kind, part):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                event = events.get(timeout=max(0.01, deadline - time.monotonic()))
            except queue.Empty:
                break
            if event[0] == kind and (part == event[1] or (isinstance(part, str) and part in event[1])):
                return
        raise AssertionError(f"no {kind} with {part} in the stream")

    assert grace.stream_healthy()
    handle = grace.stream_user(Listener(), run_async=True, timeout=120)  # a heartbeat comes every 15 s
    wait_for("heartbeat", 0)  # the first one says that the stream is open
    status = ada.status_post("Live, for @grace")
    wait_for("update", "Live, for")
    ada.status_favourite(grace.status_post("Please like this").id)
    wait_for("notification", "favourite")
    ada.status_delete(status.id)
    wait_for("delete", int(status.id))
    handle.close()


def check_thread():
    """Reply and context."""
    ada, grace = need()
    reply = grace.status_reply(ada.status(SEEN["post"]), "A reply")
    assert reply.in_reply_to_id == SEEN["post"]
    context = ada.status_context(SEEN["post"])
    assert [s.id for s in context.descendants] == [reply.id]
    assert [s.id for s in ada.status_context(reply.id).ancestors] == [SEEN["post"]]
    SEEN["reply"] = reply.id


def check_reactions():
    """Favourite, boost, bookmark, pin, mute, and the way back."""
    ada, grace = need()
    post = SEEN["post"]
    assert grace.status_favourite(post).favourited and grace.status(post).favourites_count == 1
    assert [a.acct for a in ada.status_favourited_by(post)] == ["grace"]
    assert not grace.status_unfavourite(post).favourited
    boost = grace.status_reblog(post)
    assert boost.reblog.id == post and boost.reblog.reblogged
    assert [a.acct for a in ada.status_reblogged_by(post)] == ["grace"]
    assert not grace.status_unreblog(post).reblogged
    assert grace.status_bookmark(post).bookmarked
    assert [s.id for s in grace.bookmarks()] == [post]
    assert not grace.status_unbookmark(post).bookmarked
    assert ada.status_pin(post).pinned
    assert [s.id for s in grace.account_statuses(ada.me().id, pinned=True)] == [post]
    assert not ada.status_unpin(post).pinned
    assert ada.status_mute(post).muted
    assert not ada.status_unmute(post).muted


def check_accounts():
    """Follow, relationships, search, profile with a picture."""
    ada, grace = need()
    ada_id = ada.me().id
    assert grace.account_follow(ada_id).following
    assert grace.account_relationships(ada_id)[0].following
    assert [a.acct for a in ada.account_followers(ada_id)] == ["grace"]
    assert [a.acct for a in grace.account_following(grace.me().id)] == ["ada"]
    assert [a.acct for a in grace.account_search("ada")] == ["ada"]
    assert grace.search("ada").accounts[0].acct == "ada"
    me = ada.account_update_credentials(display_name="Ada L", note="Counts & writes", avatar=picture(NODE.folder),
                                        fields=[("Pronouns", "she/her")])
    assert me.display_name == "Ada L" and me.source.note == "Counts & writes"
    assert me.fields[0].value == "she/her"
    assert "/media/" in me.avatar
    assert grace.account_lookup("ada").display_name == "Ada L"


def check_pagination():
    """Forty-five posts, page by page, both ways."""
    ada, grace = need()
    for number in range(45):
        ada.status_post(f"Number {number}")
    page = grace.timeline_home(limit=20)
    everything = grace.fetch_remaining(page)
    ids = [int(s.id) for s in everything]
    assert ids == sorted(set(ids), reverse=True), "not in strict order"
    assert len([s for s in everything if "Number " in s.content]) == 45
    oldest = page[-1].id
    newer = grace.timeline_home(min_id=oldest, limit=5)
    assert [s.id for s in newer] == [s.id for s in page[-6:-1]]
    assert [s.id for s in grace.timeline_home(since_id=oldest, limit=5)] == [s.id for s in page[:5]]


def check_timelines():
    """Public, local, tag and account timelines."""
    ada, grace = need()
    for statuses in (grace.timeline_hashtag("moot"), grace.fetch_remaining(grace.timeline_local()),
                     grace.fetch_remaining(grace.timeline_public()),
                     grace.fetch_remaining(grace.account_statuses(ada.me().id))):
        assert SEEN["post"] in [s.id for s in statuses]


def check_notifications():
    """Notifications by type, one by one, dismissed and cleared."""
    ada, grace = need()
    ada.status_reblog(grace.status_post("Please pass this on").id)
    assert {n.type for n in grace.notifications()} >= {"favourite", "reblog"}
    found = {n.type for n in ada.notifications()}
    assert found >= {"follow", "mention"}, found
    assert {n.type for n in ada.notifications(exclude_types=["follow"])} == found - {"follow"}
    first = ada.notifications(limit=1)[0]
    one = ada.notifications(id=first.id)  # Mastodon.py 2.0 makes a list of the names in it
    assert one.id == first.id if hasattr(one, "id") else "created_at" in one, one
    ada.notifications_dismiss(first.id)
    assert first.id not in [n.id for n in ada.notifications()]
    ada.notifications_clear()
    assert ada.notifications() == []


def check_media():
    """A picture with description and focus, its blurhash, and a post with it."""
    ada, grace = need()
    media = ada.media_post(picture(NODE.folder), description="A gradient", focus=(0.1, -0.5))
    assert media.type == "image" and media.description == "A gradient"
    assert len(media.blurhash) >= 6 and media.meta.original.width == 64
    media = ada.media_update(media.id, description="A finer gradient")
    status = ada.status_post("With a picture", media_ids=media)
    shown = grace.status(status.id).media_attachments[0]
    assert shown.description == "A finer gradient" and shown.id == media.id


def check_scheduled():
    """A post for later waits, moves and goes; its author sees it meanwhile."""
    ada, grace = need()
    at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=2)
    media = ada.media_post(picture(NODE.folder), description="For later")
    waiting = ada.status_post("Later", scheduled_at=at, visibility="unlisted", media_ids=media,
                              idempotency_key="later")
    again = ada.status_post("Later", scheduled_at=at, visibility="unlisted", media_ids=media,
                            idempotency_key="later")
    assert again.id == waiting.id and waiting.params.text == "Later", waiting
    assert waiting.media_attachments[0]["description"] == "For later"
    assert [item.id for item in ada.scheduled_statuses()] == [waiting.id]
    assert grace.scheduled_statuses() == []
    moved = ada.scheduled_status_update(waiting.id, at + datetime.timedelta(hours=1))
    assert moved.scheduled_at > ada.status_post("Much later", scheduled_at=at).scheduled_at
    assert ada.scheduled_status(waiting.id).scheduled_at == moved.scheduled_at
    for item in ada.scheduled_statuses():
        ada.scheduled_status_delete(item.id)
    assert ada.scheduled_statuses() == []


def check_markers():
    """Read positions are kept."""
    ada, _ = need()
    ada.markers_set("home", ada.status(SEEN["post"]))
    assert str(ada.markers_get("home").home.last_read_id) == str(SEEN["post"])
    assert ada.preferences()["posting:default:visibility"] == "public"
    assert ada.custom_emojis() == [] and ada.lists() == [] and ada.filters() == []


def check_lists():
    """A list of people, with its timeline."""
    ada, grace = need()
    ada.account_follow(grace.me().id)
    board = ada.list_create("Board")
    ada.list_accounts_add(board.id, [grace.me().id])
    assert [a.acct for a in ada.list_accounts(board.id)] == ["grace"]
    assert [one.id for one in ada.account_lists(grace.me().id)] == [board.id]
    post = grace.status_post("For the board")
    ada.status_post("Not for the board")
    assert ada.timeline_list(board.id)[0].id == post.id
    assert ada.list_update(board.id, "The board").title == "The board"
    ada.list_accounts_delete(board.id, [grace.me().id])
    assert ada.timeline_list(board.id) == []
    ada.list_delete(board.id)
    assert ada.lists() == []


def check_filters():
    """Filters of the old kind, as the library knows them."""
    ada, grace = need()
    made = ada.filter_create("wasps", ["home"], whole_word=True)
    assert made.phrase == "wasps" and made.context == ["home"] and not made.irreversible
    changed = ada.filter_update(made.id, phrase="hornets", context=["home", "public"], irreversible=True)
    assert changed.phrase == "hornets" and changed.irreversible and "public" in changed.context
    grace.status_post("Hornets again")
    seen = ada.timeline_home()[0]
    assert seen.filtered[0].keyword_matches == ["hornets"] and seen.filtered[0].filter.filter_action == "hide"
    assert [one.id for one in ada.filters()] == [made.id]
    ada.filter_delete(made.id)
    assert ada.filters() == [] and not ada.timeline_home()[0].get("filtered")


def check_errors():
    """Missing things, missing scopes and wrong tokens are told apart."""
    ada, _ = need()
    reader = client(NODE.token("ada", "read:statuses"))
    for call, error in (
            (lambda: ada.status(1), mastodon.MastodonNotFoundError),
            (lambda: reader.status_post("no"), mastodon.MastodonAPIError),
            (lambda: client("wrong").me(), mastodon.MastodonUnauthorizedError),
            (lambda: ada.status_post(""), mastodon.MastodonAPIError),
            (lambda: ada.status_post("x" * 6000), mastodon.MastodonAPIError)):
        try:
            call()
        except error:
            continue
        raise AssertionError(f"{error.__name__} was expected")


def check_sign_out():
    """A revoked token is of no more use."""
    need()
    session, token = SEEN["grace"], SEEN["grace token"]
    session.revoke_access_token()
    try:
        client(token).me()
    except mastodon.MastodonUnauthorizedError:
        return
    raise AssertionError("the token still works")


with NODE:
    NODE.init()
    NODE.add("grace")
    NODE.serve()
    tap.main([check_sign_in, check_instance, check_post, check_stream, check_thread, check_reactions, check_accounts,
              check_pagination, check_timelines, check_notifications, check_media, check_scheduled, check_markers, check_lists, check_filters, check_errors,
              check_sign_out])
