#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
# SPDX-FileCopyrightText: The Folkmoot authors
"""Shows that the tests of vulnerabilities.tsv can fail: breaks one guard after the other, and looks.

Usage: break-guards.py BUILD-DIRECTORY [WORD]
Run by hand, in a clean clone of its own with a build directory that was configured once: it changes the sources and puts
them back.  It takes a quarter of an hour or more, so it is no part of ./dev test.  With WORD only guards with a test whose name
has it.  Guards of one round are broken together, which costs one build: those that only tests of single functions look at
share one; where a whole node is asked each has its own, so that no test fails for another's sake.  A test that passes
although its guard is broken is told; what is guarded twice is broken in both places at once.
"""
import fnmatch
import itertools
import json
import os
import subprocess
import sys

import tap

BUILD = os.path.abspath(sys.argv[1])
WORD = sys.argv[2] if len(sys.argv) > 2 else ""
PATIENCE_S = 150
F = "src/federation/"
SQL = "resources/sql/node/queries/"
N = itertools.count(1)
UNITS = 0


def alone(*rest):
    """A guard of a whole node."""
    return (next(N), *rest)


def unit(*rest):
    """One that can be broken beside others."""
    return (UNITS, *rest)


# A file, the guard, what stands there when it is broken; more of them where it is guarded twice; and the tests that must
# fail then.
GUARDS = (
    # who may speak for whom
    unit(F + "moot-acceptance.c", "    if (!moot_remote_object_is_by (g_ptr_array_index (activity->objects, i), activity->actor))",
         "    if (FALSE)",
         ("acceptance:/acceptance/create/39-other-author", "acceptance:/acceptance/create/39-object-elsewhere")),
    unit(F + "moot-acceptance.c", "  if (known->object_author != NULL && strcmp (known->object_author, activity->actor) != 0)",
         "  if (FALSE)", ("acceptance:/acceptance/update/42-other-author",)),
    unit(F + "moot-acceptance.c", "  return strcmp (known->object_author, activity->actor) == 0\n", "  return TRUE\n",
         ("acceptance:/acceptance/delete/41-other-author",)),
    unit(F + "moot-acceptance.c", "  if (known->request_from == NULL || known->request_to == NULL)", "  if (FALSE)",
         ("acceptance:/acceptance/accept/37-never-asked",)),
    unit(F + "moot-acceptance.c", "  if (strcmp (known->request_to, activity->actor) != 0)", "  if (FALSE)",
         ("acceptance:/acceptance/accept/37-neighbour",)),
    unit(F + "moot-acceptance.c", "  if (activity->result != NULL && !moot_uri_same_origin (activity->result, activity->actor))",
         "  if (FALSE)", ("acceptance:/acceptance/accept/50-result-elsewhere",)),
    unit(F + "moot-acceptance.c", "  gboolean by_actor = strcmp (terms->by, activity->actor) == 0;", "  gboolean by_actor = TRUE;",
         ("acceptance:/acceptance/like/17-*", "acceptance:/acceptance/create/s18-n8-*", "acceptance:/acceptance/create/s18-n9-*",
          "acceptance:/acceptance/delete/57-forwarded")),
    unit(F + "moot-remote-actor.c", "  return moot_uri_same_origin (uri, id) ? g_strdup (uri) : NULL;", "  return g_strdup (uri);",
         ("remote-actor:/remote-actor/shared-inbox-elsewhere", "remote-actor:/remote-actor/outbox-elsewhere")),
    unit(F + "moot-remote-actor.c", "    if (moot_uri_same_origin (uris[i], self->id))", "    if (uris[i] != NULL)",
         ("remote-actor:/remote-actor/page-elsewhere",)),
    unit(F + "moot-remote-actor.c", "      g_strcmp0 (moot_wild_get_id (object, owner_name), self->id) != 0)", "      FALSE)",
         ("remote-actor:/remote-actor/key/other-owner",)),
    unit(F + "moot-remote-actor.c", "!moot_uri_same_origin (id, self->id) ||\n", "\n",
         ("remote-actor:/remote-actor/key/other-server",)),
    unit(F + "moot-remote-object.c", "    if (moot_uri_same_origin (uris[i], id))\n      return g_strdup (uris[i]);\n  return NULL;",
         "    if (uris[i] != NULL)\n      return g_strdup (uris[i]);\n  return NULL;",
         ("reader-forms:/forms/object/page-elsewhere", "reader-forms:/forms/object/page-scheme")),
    unit(F + "moot-wild-json.c", "  return moot_uri_is_http (id) ? g_strdup (id) : NULL;", "  return g_strdup (id);",
         ("remote-actor:/remote-actor/icon-scheme", "reader-forms:/forms/object/reply-scheme",
          "reader-forms:/forms/attachment/data", "reader-forms:/forms/attachment/file")),
    unit(F + "moot-wild-json.c", "(one = nth (node, i)) != NULL && objects->len < max;", "(one = nth (node, i)) != NULL;",
         ("reader-forms:/forms/limits",)),
    # signatures
    unit(F + "moot-http-signature-cavage.c", "  if (value == NULL)\n    return moot_signature_refuse", "  if (value == NULL)\n"
         "    return TRUE;\n  if (FALSE)\n    return moot_signature_refuse", ("signature-cases:/signature/cavage/s21-n4-*",)),
    unit(F + "moot-http-signature-cavage.c", "  if (needs_digest (message) && !moot_signature_covers (self, \"digest\"))",
         "  if (FALSE)", ("signature-cases:/signature/cavage/s21-n3-*",)),
    unit(F + "moot-http-signature-cavage.c", "  if (!moot_signature_covers (self, \"(request-target)\") || "
         "!moot_signature_covers (self, \"host\"))", "  if (FALSE)",
         ("signature-cases:/signature/cavage/no-host", "signature-cases:/signature/cavage/no-target")),
    unit(F + "moot-http-signature-cavage.c", "      if (g_hash_table_contains (params, name) || (value = ",
         "      if ((value = ", ("signature-cases:/signature/cavage/repeated-parameter",)),
    unit(F + "moot-http-signature.c", "  return check_created (self, terms->now, error) && check_digests (self, message, error);",
         "  return check_created (self, terms->now, error);",
         ("signature-cases:/signature/cavage/s18-n2-*", "http-signature:/http-signature/s18-n1-body",
          "signature-cases:/signature/rfc9421/wrong-digest")),
    unit(F + "moot-http-signature.c", "  if (from < now - MOOT_SIGNATURE_PAST_MS)", "  if (FALSE)",
         ("signature-cases:/signature/cavage/s18-n5-*", "signature-cases:/signature/cavage/22-minus-70",
          "signature-cases:/signature/rfc9421/stale")),
    unit(F + "moot-http-signature.c", "  if (from > now + MOOT_SIGNATURE_FUTURE_MS)", "  if (FALSE)",
         ("signature-cases:/signature/cavage/22-plus-70", "signature-cases:/signature/rfc9421/future")),
    unit(F + "moot-http-signature.c", "  if (moot_signature_has_repeats (self))", "  if (FALSE)",
         ("signature-cases:/signature/cavage/repeated-cover", "signature-cases:/signature/rfc9421/s18-n12-*")),
    unit(F + "moot-http-signature.c", "  if (authority == NULL || !g_strv_contains (terms->hosts, authority))", "  if (FALSE)",
         ("signature-cases:/signature/cavage/s18-n7-*", "signature-cases:/signature/rfc9421/other-host")),
    # two signatures in one header are no list of parameters either
    unit(F + "moot-http-signature.c", "    if (moot_http_message_count_header (message, single_headers[i]) > 1)", "    if (FALSE)",
         ("signature-cases:/signature/cavage/20-two-dates", "signature-cases:/signature/cavage/20-two-hosts",
          "signature-cases:/signature/cavage/20-two-digests", "signature-cases:/signature/cavage/20-two-lengths")),
    unit(F + "moot-http-signature-rfc9421.c", "  if (self->created == 0)", "  if (FALSE)",
         ("signature-cases:/signature/rfc9421/s18-n10-*",)),
    unit(F + "moot-http-signature-rfc9421.c", "      !moot_signature_covers (self, \"content-digest\"))", "      FALSE)",
         ("signature-cases:/signature/rfc9421/s18-n11-*",)),
    unit(F + "moot-http-signature-rfc9421.c", "         (!has_query || moot_signature_covers (self, \"@query\"));", "         TRUE;",
         ("signature-cases:/signature/rfc9421/23-query-not-covered",)),
    unit(F + "moot-http-signature-rfc9421.c", "      if (item->params->len > 0)", "      if (FALSE)",
         ("signature-cases:/signature/rfc9421/component-parameter",)),
    alone(F + "moot-http-signature.c", "      if (moot_public_key_verify (key, base, strlen (base), signature, length))",
          "      if (TRUE)", ("http-signature:/http-signature/changed/s18-*",)),
    # proofs
    alone(F + "moot-integrity-proof.c", "         moot_public_key_verify (key, message, sizeof message, signature,\n"
          "                                 MOOT_ED25519_SIGNATURE_BYTES);", "         TRUE;",
          ("integrity-proof:/integrity-proof/s30-n15-*", "integrity-proof:/integrity-proof/s30-changed",
           "integrity-proof:/integrity-proof/s30-removed", "integrity-proof:/integrity-proof/s30-n14-known-key")),
    unit(F + "moot-integrity-proof.c", "      if (!is_beginning (own, theirs))", "      if (FALSE)",
         ("integrity-proof:/integrity-proof/s30-other-context", "integrity-proof:/integrity-proof/s30-less-context")),
    unit(F + "moot-integrity-proof.c", "      !is_text (proof, \"cryptosuite\", \"eddsa-jcs-2022\") ||\n"
         "      !is_text (proof, \"proofPurpose\", \"assertionMethod\"))", "      FALSE)",
         ("integrity-proof:/integrity-proof/s30-terms/purpose", "integrity-proof:/integrity-proof/s30-terms/suite")),
    unit(F + "moot-integrity-proof.c", "      created > now + MOOT_PROOF_FUTURE_MS)", "      FALSE)",
         ("integrity-proof:/integrity-proof/s30-terms/future",)),
    unit(F + "moot-integrity-proof.c", " || expires <= now))", "))", ("integrity-proof:/integrity-proof/s30-terms/expired",)),
    # documents
    unit(F + "moot-document.c", "  if (!g_hash_table_add (names, g_strdup (name->str)))", "  if (FALSE)",
         "src/base/moot-json.c", "  if (count_members (json_parser_get_root (parser)) != n_colons)", "  if (FALSE)",
         ("document:/document/s75-twice", "document:/document/s75-twice-escaped")),
    unit(F + "moot-document.c", "  if (g_strv_contains (forbidden_names, name->str))", "  if (FALSE)",
         ("document:/document/s75-graph", "document:/document/s75-reverse-inside", "document:/document/s75-included-escaped")),
    unit(F + "moot-document.c", "  if (++scan->depth > MOOT_JSON_MAX_DEPTH)", "  if (++scan->depth > G_MAXINT)",
         "src/base/moot-json.c", "      if (depth > MOOT_JSON_MAX_DEPTH || depth < 0)", "      if (depth < 0)",
         F + "moot-document.c", "  if (++scan->n_tokens > MOOT_DOCUMENT_MAX_TOKENS)", "  if (++scan->n_tokens == 0)", ("document:/document/s34-s75-deep",)),
    unit(F + "moot-document.c", "      if (++n > MOOT_DOCUMENT_MAX_ELEMENTS)", "      if (++n == 0)",
         ("document:/document/limit/s75-elements",)),
    unit(F + "moot-document.c", "      if (text->len > MOOT_DOCUMENT_MAX_STRING)", "      if (FALSE)",
         ("document:/document/limit/s75-string",)),
    unit(F + "moot-document.c", "  if (length > MOOT_JSON_MAX_BYTES)", "  if (FALSE)",
         "src/base/moot-json.c", "  if (size > max_bytes)", "  if (FALSE)", ("document:/document/s75-large",)),
    unit(F + "moot-document.c", "  if (unit <= 0 ||", "  if (unit < 0 ||",
         "src/base/moot-json.c", "  if (unit <= 0 ||", "  if (unit < 0 ||", ("document:/document/s75-nul-*",)),
    unit(F + "moot-document.c", "      if ((guchar) *scan->at < 0x20)", "      if (FALSE)",
         "src/base/moot-json.c", "      if ((guchar) *at < 0x20)\n        return NULL;", "", ("document:/document/s75-control-character",)),
    # the fetcher
    unit(F + "moot-fetcher-body.c", "  if (type != NULL && is_accepted (fetch->kind, type, params))", "  if (type != NULL)",
         ("fetcher:/fetcher/68-text", "fetcher:/fetcher/68-json", "fetcher:/fetcher/68-html", "fetcher:/fetcher/68-image",
          "fetcher:/fetcher/68-bytes", "fetcher:/fetcher/ld-without-profile")),
    unit(F + "moot-fetcher-body.c", "  return fetch->fetcher->options.total_ms * MAX",
         "  return 1000 * fetch->fetcher->options.total_ms * MAX", ("fetcher:/fetcher/s7-slow",)),
    unit(F + "moot-fetcher-body.c", "  if (n_bytes > kinds[fetch->kind].max_bytes)", "  if (FALSE)",
         ("fetcher:/fetcher/large",)),
    unit(F + "moot-fetcher.c", "fetch->n_redirects >= fetch->max_redirects", "FALSE",
         ("fetcher:/fetcher/s7-s68-redirects",)),
    unit(F + "moot-fetcher.c", "  else if (strcmp (next, fetch->uri) == 0)", "  else if (FALSE)", ("fetcher:/fetcher/to-itself",)),
    unit(F + "moot-fetcher.c", "  return strlen (uri) == length && strncmp (uri, id, length) == 0;", "  return length > 0;",
         ("fetcher:/fetcher/s68-documents",)),
    unit(F + "moot-fetcher-knock.c", "  if (self->options.is_blocked == NULL || host == NULL ||", "  if (TRUE || host == NULL ||",
         ("fetcher:/fetcher/s72-*",)),
    alone(F + "moot-fetcher-body.c", ": NULL;\n\n  if (type != NULL && is_accepted (", ": g_strdup (\"application/activity+json\");\n\n"
          "  if (params == NULL || is_accepted (", ("fetcher:/fetcher/68-nothing",)),
    unit(F + "moot-fetcher.c", "  if (next == NULL || !moot_uri_is_http (next))", "  if (next == NULL)",
         ("fetcher:/fetcher/to-file", "fetcher:/fetcher/to-data", "fetcher:/fetcher/to-user")),
    unit(F + "moot-guarded-address.c", "!moot_own_addresses_has (self->own, address, cancellable));", "TRUE);",
         ("guarded-address:/guarded-address/s67-own",)),
    unit(F + "moot-own-addresses.c", "         (is_of_this_computer (address) ||", "         (FALSE ||",
         ("guarded-address:/guarded-address/s67-interfaces",)),
    unit(F + "moot-guarded-address.c", "(moot_address_is_public (address) &&", "(address != NULL &&",
         ("guarded-address:/guarded-address/s67-forbidden", "guarded-address:/guarded-address/s67-rebinding",
          "fetcher:/fetcher/s67-public-only")),
    # handles
    unit(F + "moot-webfinger-client.c", "if (strcmp (actor->id, found->self) != 0)", "if (FALSE)",
         ("webfinger-client:/webfinger/s6-other-actor",)),
    unit(F + "moot-webfinger-client.c", "if (first == NULL || moot_handle_equal (first->subject, handle))", "if (TRUE)",
         ("webfinger-client:/webfinger/s6-impostor", "webfinger-client:/webfinger/s7-chain")),
    unit(F + "moot-webfinger.c", "  if (length > 0 && !has_declaration (text, length))", "  if (length > 0)",
         ("webfinger-client:/webfinger/host-meta/doctype", "webfinger-client:/webfinger/host-meta/entity",
          "webfinger-client:/webfinger/host-meta/laughs")),
    unit(F + "moot-domain-policy.c", "  host = moot_host_normalise (text);\n  if (host != NULL)",
         "  host = g_strdup (text);\n  if (host != NULL)", ("domain-policy:/federation/s72-block-whatever-the-spelling",)),
    # HTML
    # what the parser does not read as a scheme (-entity, -control, -space) is none for browsers either
    unit("src/base/moot-html-escape.c", '"http", "https", "dat",', '"http", "https", "javascript", "dat",',
         ("html:/base/html/sanitise/s70-javascript", "html:/base/html/sanitise/s70-javascript-case",
          "html:/base/html/sanitise/s70-javascript-tab", "html:/base/html/sanitise/s70-javascript-newline",
          "html:/base/html/sanitise/s70-javascript-numeric")),
    unit("src/base/moot-html-parser.c", '  "script", "style", "svg",', '  "svg",',
         ("html:/base/html/sanitise/s70-script", "html:/base/html/sanitise/s70-style")),
    unit("src/base/moot-html.c", "  return !writer->full && writer->n_open + n_elements <= MOOT_HTML_MAX_DEPTH &&\n"
         "         writer->n_elements + n_elements <= MOOT_HTML_MAX_ELEMENTS;",
         "  return !writer->full && writer->n_open + n_elements <= MOOT_HTML_MAX_DEPTH;", ("html:/base/html/limits",)),
    unit("src/base/moot-html-parser.c", "  if (reading->depth > MOOT_HTML_MAX_OPEN)", "  if (FALSE)",
         ("html:/base/html/too-deep",)),
    # what is shown to whom
    alone("src/node/moot-activity-reply.c", "  return status->visibility == MOOT_VISIBILITY_PRIVATE && peer->account_id != 0 &&\n",
          "  return TRUE || peer->account_id != 0 &&\n", ("documents:/federation/s14-s55-follower",)),
    alone("src/node/moot-activity-reply.c", "  if (peer->actor == NULL)\n    return FALSE;\n  if (is_named",
          "  if (peer->actor == NULL)\n    return TRUE;\n  if (is_named",
          ("leaks:/leaks/s55-posts", "documents:/federation/s12-s71-gone")),
    alone("src/node/moot-activity-reply.c", "    max_age > 0 && !is_signed (exchange) ?", "    TRUE ?",
          ("documents:/federation/s14-s55-follower",)),
    alone("src/node/moot-router.c", "  else if (moot_auth_check (exchange, route->scope) && is_in_limits (exchange))",
          "  else if (is_in_limits (exchange))", ("doors:/doors/s74-spellings-of-a-path",)),
    alone("src/node/moot-activity-reply.c", "  return exchange->services->authorized_fetch ||\n"
          "         !moot_domain_store_get_allowlist (exchange->db, &allowlist, NULL) || allowlist;", "  return FALSE;",
          ("doors:/doors/s74-documents", "documents:/federation/s3-s29-*")),
    alone("src/node/moot-media-routes.c", "  const char *type = ours ? moot_media_file_get_type (file) : NULL;",
          "  const char *type = ours ? \"application/activity+json\" : NULL;", ("doors:/doors/s69-uploads-*",)),
    alone("src/node/moot-media-routes.c", "\"default-src 'none'; sandbox\"", "\"\"", ("doors:/doors/s69-uploads-*",)),
    alone("src/store/moot-media-files.c", "  return n_slashes == 1 && *file != '/' && *file != '.' && strstr (file, \"..\") == NULL &&\n"
          "         strstr (file, \"/.\") == NULL;", "  return TRUE;", "src/store/moot-media-files.c",
          "        return FALSE;\n    }\n", "        break;\n    }\n", ("doors:/doors/s69-names-of-files",)),
    # the inbox
    alone(F + "moot-inbox-door.c", "  if (strcmp (signer, activity->actor) == 0 ||", "  if (TRUE ||",
          ("inbox:/federation/s18-signed-by-somebody-else",)),
    alone(F + "moot-remote-actor.c", "      g_strcmp0 (moot_wild_get_id (object, owner_name), self->id) != 0)", "      FALSE)",
          ("inbox:/federation/s24-foreign-keys",)),
    alone(F + "moot-inbox-door.c", "  if (!is_activity_type (post->content_type))", "  if (FALSE)", ("inbox:/federation/s34-door",)),
    alone(F + "moot-acceptance.c", "    return decide (MOOT_ACCEPT_REFETCH, \"it was passed on by somebody else\", out_why);",
          "    return decide (MOOT_ACCEPT, NULL, out_why);", ("inbox:/federation/s57-forwarded",)),
    alone(F + "moot-incoming-status.c", "      if (object->audience.to[0] == NULL && object->audience.cc[0] == NULL)", "      if (TRUE)",
          ("inbox-cases:/federation/s54-wider-wrapper",)),
    alone(F + "moot-incoming-status.c", "  if (!may || visibility == MOOT_VISIBILITY_DIRECT)", "  if (visibility == MOOT_VISIBILITY_DIRECT)",
          ("inbox-cases:/federation/s43-announce-of-private",)),
    alone(SQL + "remote.sql", "WHERE s.id = :status AND s.reblog_of_id IS NULL AND a.suspended = 0",
          "WHERE s.id = :status AND s.reblog_of_id IS NULL", ("inbox-cases:/federation/s43-announce-of-suspended",)),
    alone(F + "moot-posts-fetch.c", "  if (author.suspended)", "  if (FALSE)", SQL + "remote.sql",
          "WHERE s.id = :status AND s.reblog_of_id IS NULL AND a.suspended = 0", "WHERE s.id = :status AND s.reblog_of_id IS NULL",
          ("inbox-cases:/federation/s43-announce-fetches-suspended",)),
    alone(F + "moot-incoming-reaction.c", "n_reactions < MAX_REACTIONS", "n_reactions < 100000", ("inbox-limits:/inbox-limits/reactions",)),
    # who decides in groups elsewhere, who comes to ours, and what stands on profiles
    alone(F + "moot-incoming-moderation.c", "  if (!may)\n", "  if (FALSE)\n",
          ("passed-on:/federation/s43-no-moderator-locks", "passed-on:/federation/s47-moderators-come-and-go")),
    alone(F + "moot-incoming-moderation.c", "  if (status.id == 0 || (shared == 0 && deed != PUT_BACK))", "  if (status.id == 0)",
          ("passed-on:/federation/s43-group-locks-what-it-never-shared",)),
    alone(F + "moot-incoming-moderation.c", "  if (incoming->announce == NULL)\n    return moot_incoming_ignore (incoming, "
          "\"no group passed it on\");\n", "", F + "moot-incoming-moderation.c", "incoming->activity->actor, incoming->announce->actor) == 0",
          "incoming->activity->actor, incoming->activity->actor) == 0", F + "moot-incoming-moderation.c",
          "  if (status.id == 0 || (shared == 0 && deed != PUT_BACK))", "  incoming->group.id = incoming->actor.id;\n  if (status.id == 0)",
          ("passed-on:/federation/s43-lock-that-nobody-passed-on",)),
    alone(F + "moot-incoming-moderation.c", "  *out_moderates = status.id != 0 && strcmp (status.author_uri, incoming->activity->actor) != 0;",
          "  *out_moderates = status.id != 0;", ("passed-on:/federation/s43-group-passes-on-a-delete",)),
    alone(F + "moot-incoming-moderation.c", "  return status->local || followed != 0 || moot", "  return status->local || moot",
          ("passed-on:/federation/s41-group-takes-out-what-is-followed-elsewhere",)),
    alone(SQL + "moderation.sql", "m.group_id = :group) < :limit", "m.group_id = :group) < :limit + 1000",
          ("passed-on:/federation/s47-moderators-are-few",)),
    alone(F + "moot-incoming-status.c", "  *out_wanted = closed_by == 0 || closed_by == incoming->group.id;", "  *out_wanted = TRUE;",
          ("passed-on:/federation/s43-group-locks-a-thread",)),
    alone(F + "moot-incoming-group.c", "  if (!is_for (incoming->object, add))", "  if (FALSE)",
          ("passed-on:/federation/s47-added-to-a-wall-it-was-not-written-for",)),
    alone(F + "moot-incoming-invitation.c", "  if (!moot_group_is_named (incoming->federation->site, incoming->activity->object_id))",
          "  if (FALSE)", ("passed-on:/federation/s4-joins-no-group",)),
    alone(F + "moot-incoming-invitation.c", "  if (moot_group_is_named (incoming->federation->site, group) &&\n", "  if (TRUE &&\n",
          ("passed-on:/federation/s4-joins-no-group",)),
    alone(F + "moot-incoming-invitation.c", "  if (id == 0)\n    *out_uri = NULL;\n", "",
          ("passed-on:/federation/s4-invitation-of-somebody-else",)),
    alone(F + "moot-incoming-invitation.c", "  return g_markup_printf_escaped (", "  return g_strdup_printf (",
          ("passed-on:/federation/s4-invitation",)),
    alone(F + "moot-incoming-invitation.c", "g_utf8_strlen (words, -1) > MAX_INVITATION", "FALSE",
          ("passed-on:/federation/s4-invitation-that-says-much",)),
    alone(SQL + "tag.sql", "d.account_id = :account) < :limit", "d.account_id = :account) < :limit + 1000",
          ("passed-on:/federation/s47-tags-are-few",)),
    alone(F + "moot-incoming-reaction.c", "text != NULL ? moot_tag_dup_name (text) : NULL;", "g_strdup (text);",
          ("passed-on:/federation/s47-tags-on-a-profile",)),
    # what is done in crowds
    unit(F + "moot-inbox-shelf.c", "g_bytes_equal (letter->body, body))", "TRUE)", ("inbox-memories:/inbox-memories/shelf",)),
    unit(F + "moot-inbox-shelf.c", "  if (self->letters.length >= MOOT_INBOX_SHELF_MAX)", "  if (FALSE)",
         ("inbox-memories:/inbox-memories/shelf-limits",)),
    unit(F + "moot-host-verdicts.c", "    moot_db_version_equal (&self->version, version) && g_hash", "    g_hash",
         ("inbox-memories:/inbox-memories/verdicts",)),
    alone(F + "moot-incoming.c", "          !moot_incoming_hold_strangers (db, incoming, error))", "          FALSE)",
          ("inbox-limits:/inbox-limits/held/together",)),
    alone(F + "moot-incoming.c", "      *out_fails = crowd.n_done;", "      *out_fails = n;\n      return crowd.n;",
          ("inbox-limits:/inbox-limits/together",)),
    # floods
    alone(F + "moot-inbox-gate.c", "  return take (self->actors, signer, now, \"too much of\", error) &&\n"
          "         take (self->hosts, host, now, \"too much from\", error);", "  return host != NULL;",
          ("inbox-limits:/inbox-limits/actor", "inbox-limits:/inbox-limits/host")),
    alone(F + "moot-inbox-gate.c", "  return take (self->newcomers, host, now, \"too many new people of\", error);", "  return TRUE;",
          ("inbox-limits:/inbox-limits/s73-newcomers",)),
    alone(F + "moot-inbox-door.c", "  if (!known && !is_change && n_waiting >= MOOT_INBOX_SHED_STRANGERS)", "  if (FALSE)",
          ("inbox-limits:/inbox-limits/shedding",)),
    alone(F + "moot-inbox-door.c", "activity->type == MOOT_ACTIVITY_ANNOUNCE && n_waiting >= MOOT_INBOX_SHED_BOOSTS)", "FALSE)",
          ("inbox-limits:/inbox-limits/shedding",)),
    alone(F + "moot-inbox-door.c", " || n_waiting >= MOOT_INBOX_SHED_CHANGES);", ");", ("inbox-limits:/inbox-limits/shedding",)),
    alone(F + "moot-inbox-door.c", "moot_remote_actor_store_is_suspended, actors[i], &suspended, error))", "moot_remote_actor_store_is_known, \"\", &suspended, error))",
          ("host-health:/federation/s14-suspended-actor",)),
    alone(F + "moot-inbox-door.c", "  if (n_waiting > MOOT_INBOX_MAX_WAITING)", "  if (FALSE)", ("inbox-limits:/inbox-limits/s33-waiting",)),
    alone(F + "moot-inbox.c", "self->counted + id - self->counted_id;", "self->counted;", ("inbox-limits:/inbox-limits/s33-waiting",)),
    alone(F + "moot-incoming-hold.c", "  if (is_wave (incoming, object))", "  if (FALSE)", ("inbox-limits:/inbox-limits/held/wave",)),
    alone(F + "moot-incoming-hold.c", "  if (birth > 0 && incoming->received_at - birth < MOOT_HELD_YOUNG_MS)", "  if (FALSE)",
          ("inbox-limits:/inbox-limits/held/newcomer",)),
    alone(SQL + "notification-raise.sql", "        < :stranger\n", "        >= 0\n", ("inbox-limits:/inbox-limits/strangers",)),
    alone("src/store/moot-status-store.c", "  return (draft->n_named > MOOT_NOTIFICATION_CROWD && follows == 0) ||", "  return FALSE ||",
          ("inbox-limits:/inbox-limits/crowd",)),
    alone(F + "moot-keyring-fetch.c", "  if (!may_fetch (search, key_id, host, error))", "  if (FALSE)", ("made-up-keys:/federation/s73-random-keys",)),
    # collections
    alone(F + "moot-collection-walk.c", "  if (!g_hash_table_add (self->seen, g_strdup (uri)))", "  if (FALSE)",
          ("threads:/federation/s58-astray",)),
    alone(F + "moot-collection-walk.c", "  if (self->has_root && self->n_pages >= self->max_pages)", "  if (FALSE)",
          ("threads:/federation/s58-pages",)),
    alone(F + "moot-thread-fetch.c", "  for (guint i = 0; i < max_fetches && next != NULL; i++)", "  while (next != NULL)",
          ("threads:/federation/s58-long-chain",)),
    # quotes
    alone(F + "moot-stamps.c", "          g_strcmp0 (stamp->attributed_to, claim->author) == 0 &&\n", "", ("consent:/consent/s50-stamp-of-another-author",)),
    alone(F + "moot-stamps.c", "          names (stamp, \"interactingObject\", \"object\", claim->interacting) &&\n", "",
          ("consent:/consent/s50-stamp-for-another-quote",)),
    alone(F + "moot-stamps.c", " &&\n          names (stamp, \"interactionTarget\", \"target\", claim->target))", ")",
          ("consent:/consent/s50-stamp-on-another-target",)),
    alone(F + "moot-stamps.c", " &&\n      moot_uri_same_origin (claim->uri, claim->author))", ")",
          F + "moot-acceptance.c", "      !moot_uri_same_origin (object->attributed_to, object->id))", "      FALSE)",
          ("consent:/consent/s50-stamp-on-another-host",)),
    # media of others
    alone(F + "moot-media-film.c", "      self->extension = find_extension (self->head);", "      self->extension = \"mp4\";",
          ("remote-films:/remote-films/body/html-as-mp4", "remote-films:/remote-films/body/script-as-bytes")),
    alone(F + "moot-media-cache.c", "  if (!may_ask (self, address->url, now, error) || !enter", "  if (!enter",
          ("remote-films:/remote-films/body/gone", "remote-media:/remote-media/body/html-as-png")),
    alone("src/store/moot-media-address.c", "  if (wanted == NULL || !moot_secret_equal (signature, wanted))", "  if (wanted == NULL)",
          ("remote-media:/remote-media/forged",)),
    unit("src/base/moot-image.c", "                    pixels > MOOT_IMAGE_MAX_PIXELS;", "                    FALSE;", "src/base/moot-image.c",
         "width > MOOT_IMAGE_MAX_SIDE || height > MOOT_IMAGE_MAX_SIDE", "FALSE", ("image:/base/image/promises",)),
    alone("src/node/moot-remote-media-routes.c", "\"default-src 'none'; sandbox\"", "\"\"", ("remote-media:/remote-media/headers",)),
    alone(F + "moot-media-cache.c", "         moot_media_make_room (db, keep->max_bytes, keep->files, error);", "         TRUE;",
          ("media-budget:/media-budget/budget",)),
)


def edits(guard):
    """What is to be broken for it: files, guards and what stands there then."""
    words = guard[1:-1]
    return [words[i:i + 3] for i in range(0, len(words), 3)]


def break_all(guards):
    """Breaks them; returns what the files were."""
    before = {}
    for path, guard, broken in (edit for entry in guards for edit in edits(entry)):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        assert text.count(guard) >= 1, f"{path}: no guard '{guard}'"
        before.setdefault(path, text)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text.replace(guard, broken, 1))
    return before


def put_back(before):
    for path, text in before.items():
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def passing(tests, wanted):
    """Which of the tests that a glob stands for pass."""
    program, _, glob = wanted.partition(":")
    command = tests[program]["cmd"]
    environment = {**os.environ, **tests[program]["env"]}
    listed = subprocess.run([*command, "-l"], capture_output=True, text=True, check=True, env=environment).stdout
    names = [line.removeprefix("# ") for line in listed.split("\n")]
    found = [name for name in names if fnmatch.fnmatchcase(name, glob)]
    assert found, f"no test '{wanted}'"
    return [f"{program}:{name}" for name in found if succeeds([*command, "-p", name], environment)]


def succeeds(command, environment):
    try:
        return subprocess.run(command, capture_output=True, check=False, env=environment,
                              timeout=PATIENCE_S).returncode == 0
    except subprocess.TimeoutExpired:
        print(f"did not end in {PATIENCE_S} s, which counts as a failure: {command[-1]}", flush=True)
        return False


def survivors_of(guards, tests):
    """Breaks these guards and no others; the tests that see nothing."""
    names = [name for guard in guards for name in guard[-1]]
    targets = {os.path.relpath(tests[name.partition(":")[0]]["cmd"][0], BUILD) for name in names}
    before = break_all(guards)
    try:
        subprocess.run(["ninja", "-C", BUILD, *sorted(targets)], stdout=subprocess.DEVNULL, check=True)
        return [found for name in names for found in passing(tests, name)]
    finally:
        put_back(before)


def main():
    with open(os.path.join(BUILD, "meson-info", "intro-tests.json"), encoding="utf-8") as file:
        tests = {test["name"]: test for test in json.load(file)}
    os.chdir(tap.path())
    chosen = [guard for guard in GUARDS if any(WORD in name for name in guard[-1])]
    n_survivors = 0
    for number in sorted({guard[0] for guard in chosen}):
        for name in survivors_of([guard for guard in chosen if guard[0] == number], tests):
            print(f"passes although its guard is broken: {name}", flush=True)
            n_survivors += 1
    print(f"{len(chosen)} guards, {sum(len(guard[-1]) for guard in chosen)} tests, {n_survivors} of them see nothing")
    return 1 if n_survivors else 0


if __name__ == "__main__":
    sys.exit(main())
