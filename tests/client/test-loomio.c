/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A Loomio group read and answered as a co-op, against a server of its documented API. */
#include "loomio-case.h"

#include "moot-ballot.h"
#include "moot-client-error.h"
#include "moot-coop.h"
#include "moot-discussion.h"
#include "moot-member.h"
#include "moot-outcome.h"
#include "moot-proposal.h"
#include "moot-tally.h"

#include <string.h>

static gpointer
ask_entity (LoomioCase *self,
            MootCall    call,
            const char *id)
{
  g_autoptr (MootReply) reply = loomio_case_ask (self, call, id, NULL, -1);

  return moot_reply_take_entity (reply);
}

static GPtrArray *
ask_list (LoomioCase *self,
          MootCall    call,
          const char *id)
{
  g_autoptr (MootReply) reply = loomio_case_ask (self, call, id, NULL, -1);

  return moot_reply_take_items (reply);
}

/* Reading ------------------------------------------------------------------------------------ */

static void
test_link (LoomioCase    *self,
           gconstpointer  data)
{
  g_autoptr (MootCoop) coop = ask_entity (self, MOOT_CALL_COOP, NULL);
  g_autoptr (MootMember) me = ask_entity (self, MOOT_CALL_MY_MEMBERSHIP, NULL);
  g_autoptr (GPtrArray) members = ask_list (self, MOOT_CALL_MEMBERSHIPS, NULL);
  MootMember *nameless = g_ptr_array_index (members, 2);

  g_assert_cmpstr (self->link->name, ==, "Meadow Housing");
  g_assert_cmpstr (self->link->group_id, ==, "3");
  g_assert_cmpstr (self->link->user_id, ==, "2");
  g_assert_true (g_str_has_prefix (self->link->key, "loomio-3@127.0.0.1:"));
  g_assert_cmpstr (coop->name, ==, "Meadow Housing");
  g_assert_cmpint (coop->members_count, ==, 3);
  g_assert_cmpstr (me->id, ==, "2");
  g_assert_true (me->can->comment);
  g_assert_false (me->can->vote);
  g_assert_cmpuint (members->len, ==, 3);
  g_assert_cmpstr (nameless->name, ==, "cyrus");
}

static void
test_bad_key (LoomioCase    *self,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = moot_loomio_list_groups (
    loomio_server_get_address (self->server), "not-the-key", NULL, &error);

  g_assert_null (links);
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED);
}

static void
test_discussions (LoomioCase    *self,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) all = ask_list (self, MOOT_CALL_DISCUSSIONS, NULL);
  g_autoptr (MootDiscussion) one = ask_entity (self, MOOT_CALL_DISCUSSION, "21");
  g_autoptr (MootDiscussion) by_key = ask_entity (self, MOOT_CALL_DISCUSSION, "tB5wveTb");
  MootDiscussion *party;
  g_autofree char *uri =
    g_strconcat (loomio_server_get_address (self->server), "/d/tB5wveTb", NULL);

  g_assert_cmpuint (all->len, ==, 2); /* neither the discarded one nor another group's */
  party = g_ptr_array_index (all, 1);
  g_assert_cmpstr (party->state, ==, "locked");
  g_assert_cmpstr (party->context, ==, "<p>It was <strong>lovely</strong>.</p>");
  g_assert_cmpstr (one->title, ==, "Where do our backups live?");
  g_assert_cmpstr (one->uri, ==, uri);
  g_assert_cmpstr (one->author_id, ==, "2");
  g_assert_cmpstr (one->state, ==, "open");
  g_assert_true (one->pinned);
  g_assert_cmpstr (one->tags[0], ==, "cellar");
  g_assert_cmpint (one->comments_count, ==, 3);
  g_assert_cmpint (one->read->unread_count, ==, 3); /* 4, 5 and 6 */
  g_assert_nonnull (strstr (one->context, "<strong>never one</strong>"));
  g_assert_nonnull (strstr (one->context, "☐ @bo buy a disk"));
  g_assert_nonnull (strstr (one->context, "☑ label the old ones"));
  g_assert_cmpstr (by_key->id, ==, "21");
}

static void
test_comments (LoomioCase    *self,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) all = ask_list (self, MOOT_CALL_COMMENTS, "21");
  MootComment *reason;
  MootComment *gone;
  MootComment *answer;
  MootComment *first;
  MootReaction *thumbs;

  g_assert_cmpuint (all->len, ==, 4); /* the poll is a proposal and no comment */
  reason = g_ptr_array_index (all, 0);
  gone = g_ptr_array_index (all, 1);
  answer = g_ptr_array_index (all, 2);
  first = g_ptr_array_index (all, 3);
  g_assert_cmpstr (reason->id, ==, "stance-78");
  g_assert_cmpstr (reason->author_id, ==, "5");
  g_assert_cmpstr (reason->body, ==, "<p>Disks are <em>cheap</em>.</p>");
  g_assert_cmpint (gone->deleted_at, !=, 0);
  g_assert_cmpstr (gone->body, ==, "");
  g_assert_cmpstr (answer->parent_id, ==, "55");
  g_assert_cmpint (answer->edited_at, !=, 0);
  g_assert_nonnull (strstr (answer->body, "☐ carry it there"));
  g_assert_null (strstr (answer->body, "onclick"));
  g_assert_cmpint (first->position, ==, 1);
  g_assert_null (strstr (first->body, "<script"));
  g_assert_null (strstr (first->body, "onerror"));
  g_assert_null (strstr (first->body, "javascript:"));
  g_assert_cmpuint (first->reactions->len, ==, 1);
  thumbs = g_ptr_array_index (first->reactions, 0);
  g_assert_cmpint (thumbs->count, ==, 2);
  g_assert_true (thumbs->me);
}

static GPtrArray *
ask_part (LoomioCase *self,
          const char *bound,
          const char *id)
{
  g_autoptr (MootRequest) request = moot_request_new_for (MOOT_CALL_COMMENTS, "21");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = NULL;

  moot_request_add_int (request, "limit", 2);
  if (bound != NULL)
    moot_request_add (request, bound, id);
  reply = moot_connection_call (self->connection, request, NULL, &error);
  g_assert_no_error (error);
  return moot_reply_take_items (reply);
}

/* clang-format off */
static const struct
{
  const char *bound;
  const char *id;
  const char *expected; /* newest first */
} parts[] = {
  { NULL,     NULL,        "stance-78 57 " },
  { "max_id", "57",        "56 55 " },
  { "max_id", "55",        "" },
  { "min_id", "0",         "56 55 " },
  { "min_id", "56",        "stance-78 57 " },
  { "min_id", "stance-78", "" },
};
/* clang-format on */

static void
test_parts (LoomioCase    *self,
            gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr (GPtrArray) part = ask_part (self, parts[i].bound, parts[i].id);
      g_autoptr (GString) ids = g_string_new (NULL);

      for (guint j = 0; j < part->len; j++)
        g_string_append_printf (ids, "%s ", MOOT_COMMENT (g_ptr_array_index (part, j))->id);
      g_assert_cmpstr (ids->str, ==, parts[i].expected);
    }
  /* the server gives a thread whole: one look at it serves the pages of a moment */
  g_assert_cmpuint (loomio_server_count (self->server, "GET /api/b2/threads/40/items"), ==, 1);
}

static void
test_polls (LoomioCase    *self,
            gconstpointer  data)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_PROPOSALS);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) open = NULL;
  g_autoptr (MootProposal) poll = ask_entity (self, MOOT_CALL_PROPOSAL, "7");
  MootProposalOption *first = g_ptr_array_index (poll->options, 0);
  g_autofree char *uri =
    g_strconcat (loomio_server_get_address (self->server), "/p/Kwl1mPCi", NULL);

  moot_request_add (request, "state", "open,scheduled,discussion,draft");
  open = moot_connection_call (self->connection, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (open->items->len, ==, 1);
  g_assert_cmpstr (poll->uri, ==, uri);
  g_assert_cmpstr (poll->kind, ==, "proposal");
  g_assert_cmpstr (poll->state, ==, "open");
  g_assert_cmpstr (poll->discussion_id, ==, "21");
  g_assert_cmpint (poll->eligible_count, ==, 3);
  g_assert_cmpint (poll->cast_count, ==, 1);
  g_assert_true (poll->my->eligible);
  g_assert_false (poll->my->voted); /* the vote is there since the invitation, and not cast */
  g_assert_cmpstr (first->key, ==, "agree");
  g_assert_cmpstr (first->meaning, ==, "I like it");
  g_assert_null (
    loomio_case_ask (self, MOOT_CALL_MY_BALLOT, "7", NULL, MOOT_CLIENT_ERROR_NOT_FOUND));
}

static void
test_results (LoomioCase    *self,
              gconstpointer  data)
{
  g_autoptr (MootProposal) poll = ask_entity (self, MOOT_CALL_PROPOSAL, "8");
  g_autoptr (MootTally) tally = ask_entity (self, MOOT_CALL_TALLY, "8");
  g_autoptr (MootBallot) mine = ask_entity (self, MOOT_CALL_MY_BALLOT, "8");
  g_autoptr (MootOutcome) outcome = ask_entity (self, MOOT_CALL_OUTCOME, "61");
  g_autoptr (GPtrArray) talk = ask_list (self, MOOT_CALL_COMMENTS, "poll-8");
  MootTallyOption *agree = g_ptr_array_index (tally->options, 0);
  MootTallyCheck *quorum = g_ptr_array_index (tally->checks, 0);
  MootTallyCheck *share = g_ptr_array_index (tally->checks, 1);
  MootTallyCheck *veto = g_ptr_array_index (tally->checks, 2);

  g_assert_cmpstr (poll->state, ==, "decided");
  g_assert_cmpstr (poll->discussion_id, ==, "poll-8");
  g_assert_cmpstr (poll->outcome_id, ==, "61");
  g_assert_true (tally->final);
  g_assert_cmpint (agree->votes, ==, 2);
  g_assert_cmpstr (agree->percent_cast, ==, "100.00");
  g_assert_cmpint (tally->quorum->required, ==, 2); /* 60 % of 3, rounded up */
  g_assert_true (tally->quorum->reached);
  g_assert_cmpstr (quorum->key, ==, "quorum");
  g_assert_true (quorum->ok);
  /* 2 of 3 is no 67 %, whatever 66.7 is cut or rounded to */
  g_assert_cmpstr (share->text, ==, "Agree: 2/3 ≥ 67 %");
  g_assert_false (share->ok);
  g_assert_true (veto->ok);
  g_assert_cmpstr (mine->reason, ==, "Green is kind.");
  g_assert_cmpstr (mine->via, ==, "loomio");
  g_assert_cmpstr (outcome->statement, ==, "We paint in May.");
  g_assert_cmpstr (outcome->author_id, ==, "5");
  g_assert_cmpint (outcome->review_on, !=, 0);
  g_assert_cmpuint (talk->len, ==, 2);
  g_assert_cmpstr (MOOT_COMMENT (g_ptr_array_index (talk, 0))->parent_id, ==, "outcome-61");
}

static void
test_stages (LoomioCase    *self,
             gconstpointer  data)
{
  g_autoptr (MootProposal) poll = ask_entity (self, MOOT_CALL_PROPOSAL, "9");
  g_autoptr (MootTally) tally = ask_entity (self, MOOT_CALL_TALLY, "9");
  MootTallyOption *bo = g_ptr_array_index (tally->options, 0);

  g_assert_cmpstr (poll->kind, ==, "stv");
  g_assert_true (poll->anonymous);
  g_assert_cmpint (poll->seats, ==, 1);
  g_assert_true (bo->chosen);
  g_assert_nonnull (strstr (tally->stv, "\"first\""));
  g_assert_nonnull (strstr (tally->stv, "\"elected\":[\"16\"]"));
}

static void
test_search (LoomioCase    *self,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found =
    moot_loomio_search (self->connection, "backups & co", NULL, &error);
  MootLoomioFind *find;

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 0);
  g_clear_pointer (&found, g_ptr_array_unref);
  found = moot_loomio_search (self->connection, "backups", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  find = g_ptr_array_index (found, 0);
  g_assert_cmpstr (find->kind, ==, "discussion");
  g_assert_cmpstr (find->id, ==, "21");
  g_assert_cmpstr (find->title, ==, "Where do our backups live?");
  g_assert_cmpstr (find->author, ==, "Ada Okafor");
}

/* What was read before is found while the server is away; what was never read is not. */
static void
test_search_copies (LoomioCase    *self,
                    gconstpointer  data)
{
  static const struct
  {
    const char *query;
    const char *found;
  } rows[] = {
    { "BACKUPS where", "discussion 21 Where do our backups live?" },
    { "attic", "discussion 21 One in the attic." },
    { "stairs", "proposal 8 Paint the stairs" },
    { "backups nowhere", NULL },
    { "secret", NULL },
  };
  const char *key = self->link->key;

  g_assert_true (
    moot_cache_put_document (self->cache, key, "discussions",
                             "[{\"id\":\"21\",\"title\":\"Where do our backups live?\","
                             "\"context\":\"<p>Two <b>places</b></p>\"}]",
                             NULL));
  g_assert_true (moot_cache_put_document (
    self->cache, key, "comments-21-last",
    "[{\"id\":\"55\",\"discussion_id\":\"21\",\"body\":\"<p>One in the attic.</p>\"}]", NULL));
  g_assert_true (moot_cache_put_document (
    self->cache, key, "proposal-8", "{\"id\":\"8\",\"title\":\"Paint the stairs\"}", NULL));
  g_assert_true (moot_cache_put_document (self->cache, "somebody-else", "proposal-9",
                                          "{\"id\":\"9\",\"title\":\"Secret\"}", NULL));
  g_assert_true (moot_cache_put_document (self->cache, key, "members", "[{\"name\":\"secret\"}]",
                                          NULL));
  loomio_server_set_down (self->server, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) found =
        moot_loomio_search (self->connection, rows[i].query, NULL, &error);
      g_autofree char *text = NULL;
      MootLoomioFind *find;

      g_assert_no_error (error);
      g_test_message ("%s", rows[i].query);
      g_assert_cmpuint (found->len, ==, rows[i].found != NULL);
      if (found->len == 0)
        continue;
      find = g_ptr_array_index (found, 0);
      text = g_strjoin (" ", find->kind, find->id, find->title, NULL);
      g_assert_cmpstr (text, ==, rows[i].found);
      g_assert_true (find->is_copy);
    }
}

/* More than its documentation gives at once: page by page, to the end and not beyond. */
static void
test_long_lists (LoomioCase    *self,
                 gconstpointer  data)
{
  static const MootCall calls[] = { MOOT_CALL_DISCUSSIONS, MOOT_CALL_PROPOSALS };

  loomio_server_fill (self->server, 130);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_autofree char *max_id = NULL;
      guint n_pages = 0;

      do
        {
          g_autoptr (MootRequest) request = moot_request_new (calls[i]);
          g_autoptr (GError) error = NULL;
          g_autoptr (MootReply) reply = NULL;

          moot_request_add_int (request, "limit", 80);
          if (max_id != NULL)
            moot_request_add (request, "max_id", max_id);
          reply = moot_connection_call (self->connection, request, NULL, &error);
          g_assert_no_error (error);
          for (guint j = 0; j < reply->items->len; j++)
            {
              GObject *one = g_ptr_array_index (reply->items, j);

              g_assert_true (g_hash_table_add (seen, g_strdup (MOOT_IS_PROPOSAL (one)
                                                                 ? MOOT_PROPOSAL (one)->id
                                                                 : MOOT_DISCUSSION (one)->id)));
            }
          g_free (max_id);
          max_id = g_steal_pointer (&reply->next_max_id);
        }
      while (max_id != NULL && ++n_pages < 10);
      g_assert_cmpuint (n_pages, ==, 1);
      g_assert_cmpuint (g_hash_table_size (seen), >=, 130);
    }
}

/* Answering ---------------------------------------------------------------------------------- */

/* clang-format off */
static const struct
{
  const char *place;
  const char *json;
  const char *parent; /* as it is sent */
} answers[] = {
  { "21", "{\"body\":\"To all\"}", "\"parent_type\":\"Discussion\",\"parent_id\":21" },
  { "tB5wveTb", "{\"body\":\"By key\"}", "\"parent_type\":\"Discussion\",\"parent_id\":21" },
  { "21", "{\"body\":\"To one\",\"parent_id\":\"55\"}", "\"parent_type\":\"Comment\",\"parent_id\":55" },
  { "21", "{\"body\":\"To a vote\",\"parent_id\":\"stance-78\"}", "\"parent_type\":\"Stance\",\"parent_id\":78" },
  { "poll-8", "{\"body\":\"To a poll\"}", "\"parent_type\":\"Poll\",\"parent_id\":8" },
  { "poll-8", "{\"body\":\"Well done\",\"parent_id\":\"outcome-61\"}", "\"parent_type\":\"Outcome\",\"parent_id\":61" },
};
/* clang-format on */

static void
test_answer (LoomioCase    *self,
             gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr (MootReply) reply =
        loomio_case_ask (self, MOOT_CALL_CREATE_COMMENT, answers[i].place, answers[i].json, -1);
      MootComment *comment = reply->entity;
      g_autofree char *written = loomio_server_dup_written (self->server);
      g_autoptr (GPtrArray) all = ask_list (self, MOOT_CALL_COMMENTS, answers[i].place);

      g_assert_nonnull (strstr (written, answers[i].parent));
      g_assert_nonnull (strstr (written, "\"body_format\":\"md\""));
      g_assert_cmpstr (comment->author_id, ==, "2");
      /* what was remembered of the thread is forgotten with it */
      g_assert_cmpstr (MOOT_COMMENT (g_ptr_array_index (all, 0))->id, ==, comment->id);
    }
}

static void
test_change (LoomioCase    *self,
             gconstpointer  data)
{
  g_autoptr (MootReply) made =
    loomio_case_ask (self, MOOT_CALL_CREATE_COMMENT, "21", "{\"body\":\"Frist\"}", -1);
  const char *id = MOOT_COMMENT (made->entity)->id;
  g_autoptr (MootReply) changed =
    loomio_case_ask (self, MOOT_CALL_CHANGE_COMMENT, id, "{\"body\":\"First\"}", -1);
  g_autoptr (MootReply) removed = loomio_case_ask (self, MOOT_CALL_DELETE_COMMENT, id, NULL, -1);
  g_autoptr (GPtrArray) all = ask_list (self, MOOT_CALL_COMMENTS, "21");

  g_assert_cmpstr (MOOT_COMMENT (changed->entity)->body, ==, "<p>First</p>");
  g_assert_cmpint (MOOT_COMMENT (g_ptr_array_index (all, 0))->deleted_at, !=, 0);
  g_assert_nonnull (removed);
}

/* clang-format off */
static const struct
{
  MootCall call;
  const char *id;
  const char *json;
  int code;
} refusals[] = {
  { MOOT_CALL_CAST_BALLOT,        "7",         "{\"choices\":[]}", MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_REACT_TO_COMMENT,   "55",        "{\"name\":\"👍\"}", MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_FOLLOW_DISCUSSION,  "21",        "{\"notify\":\"mute\"}", MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_CREATE_DISCUSSION,  NULL,        "{\"title\":\"x\"}", MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_CHANGE_COMMENT,     "stance-78", "{\"body\":\"x\"}", MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_CHANGE_COMMENT,     "55",        "{\"body\":\"not mine\"}", MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_CREATE_COMMENT,     "21",        "{\"body\":\"\"}", MOOT_CLIENT_ERROR_REFUSED },
  { MOOT_CALL_DISCUSSION,         "99",        NULL, MOOT_CLIENT_ERROR_NOT_FOUND },
  { MOOT_CALL_DISCUSSION,         "31",        NULL, MOOT_CLIENT_ERROR_FORBIDDEN },
  { MOOT_CALL_PROPOSAL,           "../groups", NULL, MOOT_CLIENT_ERROR_NOT_FOUND },
  { MOOT_CALL_OUTCOME,            "62",        NULL, MOOT_CLIENT_ERROR_NOT_FOUND },
  { MOOT_CALL_BALLOTS,            "8",         NULL, MOOT_CLIENT_ERROR_FORBIDDEN },
};
/* clang-format on */

static void
test_refusals (LoomioCase    *self,
               gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    g_assert_null (
      loomio_case_ask (self, refusals[i].call, refusals[i].id, refusals[i].json, refusals[i].code));
}

/* What its server says is told to the person. */
static void
test_reasons (LoomioCase    *self,
              gconstpointer  data)
{
  g_autoptr (MootRequest) request = moot_request_new_for (MOOT_CALL_CREATE_COMMENT, "21");
  g_autoptr (GError) error = NULL;

  moot_request_set_json (request, g_strdup ("{\"body\":\"\"}"));
  g_assert_null (moot_connection_call (self->connection, request, NULL, &error));
  g_assert_cmpstr (error->message, ==, "body can't be blank");
}

static void
test_read_here (LoomioCase    *self,
                gconstpointer  data)
{
  g_autoptr (MootReply) reply =
    loomio_case_ask (self, MOOT_CALL_READ_DISCUSSION, "21", "{\"ranges\":[[1,3],[5,5]]}", -1);
  g_autoptr (MootDiscussion) later = NULL;

  g_assert_cmpint (MOOT_DISCUSSION (reply->entity)->read->unread_count, ==, 1);
  loomio_case_renew (self);
  later = ask_entity (self, MOOT_CALL_DISCUSSION, "21");
  g_assert_cmpint (later->read->unread_count, ==, 1);
  g_assert_cmpuint (loomio_server_count (self->server, "POST"), ==, 0);
}

/* clang-format off */
static const struct
{
  const char *path;
  void (*run) (LoomioCase *self, gconstpointer data);
} tests[] = {
  { "/loomio/link", test_link },
  { "/loomio/bad-key", test_bad_key },
  { "/loomio/discussions", test_discussions },
  { "/loomio/comments", test_comments },
  { "/loomio/parts", test_parts },
  { "/loomio/polls", test_polls },
  { "/loomio/results", test_results },
  { "/loomio/stages", test_stages },
  { "/loomio/search", test_search },
  { "/loomio/search-copies", test_search_copies },
  { "/loomio/long-lists", test_long_lists },
  { "/loomio/answer", test_answer },
  { "/loomio/change", test_change },
  { "/loomio/refusals", test_refusals },
  { "/loomio/reasons", test_reasons },
  { "/loomio/read-here", test_read_here },
  { "/loomio/rotation", loomio_test_rotation },
  { "/loomio/not-rotated", loomio_test_not_rotated },
  { "/loomio/limited", loomio_test_limited },
  { "/loomio/pace", loomio_test_pace },
  { "/loomio/down", loomio_test_down },
  { "/loomio/cancelled", loomio_test_cancelled },
  { "/loomio/odd", loomio_test_odd },
  { "/loomio/links", loomio_test_links },
};
/* clang-format on */

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, LoomioCase, NULL, loomio_case_set_up, tests[i].run,
                loomio_case_tear_down);
  return g_test_run ();
}
