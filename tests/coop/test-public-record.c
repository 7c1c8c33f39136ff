/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is decided in public is told in public: once, readable, signed, and never changed
 * afterwards. The paths carry the number of the statement that each test proves. */
#include "proposal-steps.h"

#include "moot-challenges.h"
#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-discussions.h"
#include "moot-integrity-proof.h"
#include "moot-json.h"
#include "moot-merkle.h"
#include "moot-object-writer.h"
#include "moot-own-actor.h"
#include "moot-own-status.h"
#include "moot-paper.h"
#include "moot-public-record.h"
#include "moot-public-wire.h"

#define LOCKED "{\"type\":\"task\",\"title\":\"Buy the oven\"}"
#define POSTS(part) "SELECT COUNT(*) FROM coop_post WHERE part = '" part "'"
#define HOMES(part)                                                                 \
  "SELECT COUNT(*) FROM home_entry h JOIN coop_post p ON p.status_id = h.status_id" \
  " JOIN member m ON m.account_id = h.account_id WHERE p.part = '" part "'"

static gboolean
discuss (const MootCoopContext  *context,
         const MootActor        *actor,
         gpointer                data,
         GError                **error)
{
  ProposalLife *life = data;
  const MootDiscussionDraft draft = { .title = "The oven",
                                      .context = "It is old.",
                                      .visibility = "public",
                                      .pinned = -1 };

  life->discussion = moot_discussions_create (context, actor, &draft, error);
  return life->discussion != 0;
}

static gboolean
withdraw (const MootCoopContext  *context,
          const MootActor        *actor,
          gpointer                data,
          GError                **error)
{
  ProposalLife *life = data;

  return moot_proposals_withdraw (context, actor, life->proposal, error);
}

/* Members who read the node's home timeline need an account they sign in with. */
static void
give_users (CoopFixture *coop)
{
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "INSERT INTO user (account_id, password_hash, created_at)"
                   " SELECT id, 'x', 1 FROM account WHERE id BETWEEN 100 AND 199");
}

static char *
get_text (CoopFixture *coop,
          const char  *sql)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = moot_site_database_path (coop->folder);
  g_autoptr (MootDb) db = moot_db_open (path, TRUE, &error);
  const MootSql statement = { "test-text", sql };
  g_autoptr (MootRows) rows = NULL;
  char *text = NULL;

  g_assert_no_error (error);
  rows = moot_db_query (db, &statement, NULL, &error);
  g_assert_no_error (error);
  if (moot_rows_next (rows, &error))
    text = g_strdup (moot_rows_text_at (rows, 0));
  g_assert_no_error (error);
  g_clear_pointer (&rows, moot_rows_free);
  return text;
}

/* The object that other servers get. */
static JsonNode *
read_object (CoopFixture *coop,
             const char  *part)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strdup_printf (
    "SELECT MAX(status_id) FROM coop_post WHERE part = '%s'", part);
  gint64 id = coop_fixture_get_int (coop, sql);
  MootDb *reader = moot_db_pool_borrow_reader (coop->pool, &error);
  g_autoptr (MootOwnStatus) status =
    moot_own_status_load (reader, coop->site, id, coop->now, &error);
  g_autofree char *json = NULL;
  JsonNode *node;

  g_assert_no_error (error);
  g_assert_nonnull (status);
  moot_db_pool_return_reader (coop->pool, reader);
  json = moot_object_to_json (status->object);
  node = moot_json_parse (json, -1, &error);
  g_assert_no_error (error);
  return node;
}

static const char *
text_of (JsonNode   *node,
         const char *name)
{
  return moot_json_get_string (json_node_get_object (node), name);
}

static JsonObject *
part_of (JsonNode   *node,
         const char *name)
{
  return moot_json_get_object (json_node_get_object (node), name);
}

/* Opening ------------------------------------------------------------------------------------- */

static void
test_question (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (ProposalLife) life = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) coop_member = NULL;
  g_autofree char *article = NULL;
  g_autofree char *hash = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *proposal;
  JsonArray *options;

  give_users (coop);
  coop_fixture_do (coop, 1, discuss, &life);
  proposal_vote_for (coop, &life, "large", LOCKED, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, POSTS ("proposal")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, HOMES ("proposal")), ==, 4);

  node = read_object (coop, "proposal");
  g_assert_cmpstr (text_of (node, "type"), ==, "Question");
  g_assert_nonnull (strstr (text_of (node, "content"), "What we do"));
  g_assert_nonnull (strstr (text_of (node, "content"), "advisory"));
  g_assert_nonnull (text_of (node, "endTime"));
  options = moot_json_get_array (json_node_get_object (node), "oneOf");
  proposal = part_of (node, "folkmoot:proposal");
  g_assert_cmpuint (json_array_get_length (options), ==,
                    json_array_get_length (moot_json_get_array (proposal, "options")));
  /* votes of members are not in it */
  for (guint i = 0; i < json_array_get_length (options); i++)
    g_assert_cmpint (moot_json_get_int (moot_json_get_object (json_array_get_object_element (
                                                                options, i),
                                                              "replies"),
                                        "totalItems"),
                     ==, 0);
  g_assert_cmpint (moot_json_get_int (proposal, "number"), ==, life.proposal);
  g_assert_cmpstr (moot_json_get_string (proposal, "externalVotes"), ==, "advisory");
  g_assert_cmpint (moot_json_get_int (moot_json_get_object (proposal, "roll"), "size"), ==, 4);

  article = get_text (coop, "SELECT document FROM coop_text");
  hash = moot_public_wire_hash (article, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (hash, ==, moot_json_get_string (proposal, "textHash"));
  g_assert_nonnull (strstr (article, moot_json_get_string (proposal, "text")));

  said = get_text (coop, "SELECT s.coop FROM status s JOIN coop_post p ON p.status_id = s.id");
  coop_member = moot_json_parse (said, -1, NULL);
  g_assert_cmpstr (text_of (coop_member, "type"), ==, "proposal");
  g_assert_cmpstr (text_of (coop_member, "state"), ==, "open");
  g_assert_true (moot_json_get_boolean (json_node_get_object (coop_member), "advisory"));

  coop_fixture_do (coop, 2, proposal_look, &life);
  g_assert_nonnull (life.shown->status_id);
  g_assert_nonnull (strstr (life.shown->outside_votes, "\"advisory\":true"));
  g_assert_nonnull (strstr (life.shown->outside_votes, "\"voters\":0"));
  g_assert_cmpint (life.shown->cast_count, ==, 4);
  coop_fixture_check (coop);
}

/* What is for members alone, or for a circle, is not told to anybody else. */
static void
test_closed (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 3);
  g_auto (ProposalLife) life = { 0 };

  proposal_decide (coop, &life, "large", LOCKED, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM outcome"), ==, 1);
  coop_fixture_do (coop, 1, discuss, &life);
  proposal_vote_for (coop, &life, "large", LOCKED, 0);
  /* the circle that took it over decides behind closed doors */
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "DELETE FROM status WHERE id IN (SELECT status_id FROM coop_post);"
                   "INSERT INTO circle (slug, name, created_at) VALUES ('kitchen', 'Kitchen', 1);"
                   "UPDATE discussion SET circle_id = 1 WHERE visibility = 'public'");
  coop_fixture_pass_days (coop, 8);
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM outcome"), ==, 2);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM coop_post"), ==, 0);
  coop_fixture_do (coop, 0, proposal_look, &life);
  g_assert_cmpstr (life.shown->circle_id, ==, "1");
  g_assert_null (life.shown->status_id);
}

/* What is taken back, or given more time, says so; the poll ends when the vote does. */
static void
test_changes (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 3);
  g_auto (ProposalLife) life = { 0 };
  g_autoptr (JsonNode) node = NULL;

  life.draft.class = "large";
  coop_fixture_do (coop, 1, discuss, &life);
  coop_fixture_do (coop, 1, proposal_propose, &life);
  coop_fixture_do (coop, 1, proposal_open, &life);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT q.closes_at = p.expires_at FROM poll p, proposal q"), ==,
    1);
  coop_fixture_pass_days (coop, 8); /* nobody voted: it is extended */
  coop_fixture_run_jobs (coop);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT extensions FROM proposal"), ==, 1);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT q.closes_at = p.expires_at FROM poll p, proposal q"), ==,
    1);
  coop_fixture_pass_days (coop, 1);
  coop_fixture_do (coop, 1, withdraw, &life);
  node = read_object (coop, "proposal");
  g_assert_nonnull (text_of (node, "closed"));
  g_assert_cmpint (coop_fixture_get_int (coop, POSTS ("outcome")), ==, 0);
  g_assert_cmpint (coop_fixture_get_int (coop, POSTS ("note")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM pin"), ==, 0);
  coop_fixture_check (coop);
}

/* Deciding ------------------------------------------------------------------------------------ */

typedef struct
{
  MootPublicKey *key;
  const char *id;
} GroupKey;

static const MootPublicKey *
find_key (const char  *key_id,
          gpointer     data,
          GError     **error)
{
  const GroupKey *group = data;

  g_assert_cmpstr (key_id, ==, group->id);
  return group->key;
}

/* The proof is by the key that the co-op's actor shows. */
static void
check_proof (CoopFixture *coop,
             JsonNode    *node)
{
  g_autofree char *point = get_text (
    coop, "SELECT a.ed25519_public FROM account a JOIN coop c ON c.account_id = a.id");
  g_autofree char *id = get_text (
    coop, "SELECT a.uri || '#ed25519-key' FROM account a JOIN coop c ON c.account_id = a.id");
  g_autoptr (GError) error = NULL;
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = moot_base64url_decode (point, &n_bytes);
  GroupKey group = { .key = moot_public_key_new_ed25519 (bytes, &error), .id = id };
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = moot_integrity_proof_authenticate (json_node_get_object (node), coop->now, find_key,
                                             &group, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, id);

  /* another word, and it holds no more */
  json_object_set_string_member (json_node_get_object (node), "content", "<p>Never.</p>");
  g_free (found);
  found = moot_integrity_proof_authenticate (json_node_get_object (node), coop->now, find_key,
                                             &group, &error);
  g_assert_nonnull (error);
  g_assert_null (found);
  moot_public_key_free (group.key);
}

/* Made in another way than the node makes it. */
static char *
fold_root (const char *const *texts)
{
  g_autoptr (GArray) level = g_array_new (FALSE, FALSE, sizeof (MootDigest));
  GString *text = g_string_new ("sha-256:");

  for (; *texts != NULL; texts++)
    {
      MootDigest leaf;
      guint k = 0;

      moot_merkle_hash_leaf (*texts, strlen (*texts), &leaf);
      while (k < level->len &&
             memcmp (&g_array_index (level, MootDigest, k), &leaf, sizeof leaf) < 0)
        k++;
      g_array_insert_val (level, k, leaf);
    }
  while (level->len > 1)
    {
      g_autoptr (GArray) above = g_array_new (FALSE, FALSE, sizeof (MootDigest));

      for (guint i = 0; i + 1 < level->len; i += 2)
        {
          MootDigest pair;

          moot_merkle_hash_pair (&g_array_index (level, MootDigest, i),
                                 &g_array_index (level, MootDigest, i + 1), &pair);
          g_array_append_val (above, pair);
        }
      if (level->len % 2 == 1)
        g_array_append_val (above, g_array_index (level, MootDigest, level->len - 1));
      g_clear_pointer (&level, g_array_unref);
      level = g_steal_pointer (&above);
    }
  for (guint i = 0; i < sizeof (MootDigest); i++)
    g_string_append_printf (text, "%02x", g_array_index (level, MootDigest, 0).bytes[i]);
  return g_string_free (text, FALSE);
}

/* From the log alone. */
static char *
recompute_root (CoopFixture *coop,
                gint64       proposal)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT group_concat(json_extract(body, '$.ballot_sha256')) FROM audit_entry"
    " WHERE type = 'vote.open' AND subject_id = %" G_GINT64_FORMAT,
    proposal);
  g_autofree char *list = get_text (coop, sql);
  g_auto (GStrv) commitments = g_strsplit (list, ",", -1);

  g_assert_cmpuint (g_strv_length (commitments), ==, 4);
  return fold_root ((const char *const *) commitments);
}

static void
check_decision (CoopFixture  *coop,
                ProposalLife *life,
                const char   *previous_hash)
{
  g_autoptr (JsonNode) node = read_object (coop, "outcome");
  g_autoptr (JsonNode) question = read_object (coop, "proposal");
  JsonObject *decision = part_of (node, "folkmoot:decision");
  JsonObject *tally = moot_json_get_object (decision, "tally");
  g_autofree char *root = recompute_root (coop, life->proposal);

  g_assert_cmpstr (text_of (node, "type"), ==, "Note");
  g_assert_cmpstr (text_of (node, "inReplyTo"), ==, text_of (question, "id"));
  g_assert_cmpstr (text_of (node, "context"), ==, text_of (question, "context"));
  g_assert_nonnull (text_of (question, "closed"));
  g_assert_cmpstr (moot_json_get_string (decision, "outcome"), ==, "adopted");
  coop_fixture_do (coop, 0, proposal_count, life);
  g_assert_cmpint (moot_json_get_int (decision, "turnout"), ==, life->tally->cast);
  g_assert_cmpint (moot_json_get_int (decision, "eligible"), ==, life->tally->eligible);
  g_assert_cmpint (moot_json_get_int (tally, "agree"), ==,
                   ((MootTallyOption *) g_ptr_array_index (life->tally->options, 0))->votes);
  g_assert_cmpint (moot_json_get_int (tally, "agree"), ==, 4);
  g_assert_cmpstr (moot_json_get_string (decision, "ballotsRoot"), ==, root);
  g_assert_cmpstr (moot_json_get_string (decision, "previousHash"), ==, previous_hash);
  check_proof (coop, node);
}

static void
test_decisions (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (ProposalLife) life = { 0 };
  g_autofree char *first = NULL;
  g_autofree char *again = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;

  give_users (coop);
  coop_fixture_do (coop, 1, discuss, &life);
  proposal_decide (coop, &life, "large", LOCKED, 0);
  check_decision (coop, &life, NULL);
  first = get_text (coop, "SELECT document FROM coop_post WHERE part = 'outcome'");
  hash = moot_public_wire_hash (first, &error);
  g_assert_no_error (error);

  /* whatever is done with the post, the statement stays to the byte */
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE status SET favourites_count = 3, content = '<p>Never.</p>'"
                   " WHERE id = (SELECT status_id FROM coop_post WHERE part = 'outcome')");
  {
    g_autoptr (JsonNode) node = read_object (coop, "outcome");

    again = moot_json_node_to_text (node);
    check_proof (coop, node);
  }
  {
    g_autoptr (JsonNode) node = moot_json_parse (first, -1, &error);
    g_autofree char *text = moot_json_node_to_text (node);

    g_assert_cmpstr (again, ==, text);
  }

  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
  proposal_decide (coop, &life, "large", LOCKED, 0);
  check_decision (coop, &life, hash);
  g_assert_cmpint (coop_fixture_get_int (coop, POSTS ("outcome")), ==, 2);
  g_assert_cmpint (coop_fixture_get_int (coop, HOMES ("outcome")), ==, 8);
  g_assert_cmpint (
    coop_fixture_get_int (coop, "SELECT COUNT(*) FROM outcome WHERE status_id IS NOT NULL"), ==, 2);

  /* it is at the top for its days */
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM pin"), >=, 1);
  g_assert_true (moot_public_record_run_due (
    coop->pool, coop->site, coop->now + (MOOT_PUBLIC_PIN_DAYS + 1) * MOOT_DAY, NULL, NULL,
    &error));
  g_assert_cmpint (coop_fixture_get_int (coop, "SELECT COUNT(*) FROM pin"), ==, 0);
}

/* Papers ------------------------------------------------------------------------------------- */

#define VOTERS 7
#define CAST 5

static void
cast_paper (CoopFixture  *coop,
            ProposalLife *life,
            guint         voter)
{
  const MootProposalOption *option =
    g_ptr_array_index (life->shown->options, voter == 0 ? 2 : 0);

  life->ballot = (MootBallotDraft){ .choices = { { g_ascii_strtoll (option->id, NULL, 10), 1 } },
                                    .n_choices = 1,
                                    .reason = "Because.",
                                    .proposal_version = 1 };
  proposal_draw_stamp (life, voter + 1);
  coop_fixture_do (coop, voter, proposal_cast_paper, life);
}

static gboolean
list_texts (const MootCoopContext  *context,
            const MootActor        *actor,
            gpointer                data,
            GError                **error)
{
  GPtrArray **texts = data;

  *texts = moot_papers_list_texts (context->db, 1, error);
  return *texts != NULL;
}

/* A vote without names commits to the papers that everybody can read, each of them. */
static void
test_papers (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("association", VOTERS);
  g_auto (ProposalLife) life = { .draft = { .class = "recall" } };
  g_autoptr (GPtrArray) texts = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *root = NULL;
  const char *said;

  coop_fixture_do (coop, 1, discuss, &life);
  coop_fixture_do (coop, 1, proposal_propose, &life);
  coop_fixture_pass_days (coop, 14);
  coop_fixture_do (coop, 1, proposal_open, &life);
  coop_fixture_do (coop, 1, proposal_look, &life);
  for (guint i = 0; i < CAST; i++)
    cast_paper (coop, &life, i);
  coop->now = life.shown->closes_at;
  moot_clock_set_fake (coop->now);
  coop_fixture_run_jobs (coop);
  node = read_object (coop, "outcome");
  said = moot_json_get_string (part_of (node, "folkmoot:decision"), "ballotsRoot");

  coop_fixture_do (coop, 0, list_texts, &texts);
  g_assert_cmpuint (texts->len, ==, CAST);
  g_ptr_array_add (texts, NULL);
  root = fold_root ((const char *const *) texts->pdata);
  g_assert_cmpstr (said, ==, root);
  for (guint i = 0; i < CAST; i++)
    {
      g_autofree char *secret = proposal_dup_secret (i + 1);
      g_autofree char *stamp = moot_paper_dup_stamp (secret);
      g_autofree char *number = moot_paper_dup_number (stamp);
      guint n_found = 0;

      for (guint j = 0; j < CAST; j++)
        n_found += strstr (g_ptr_array_index (texts, j), number) != NULL;
      g_assert_cmpuint (n_found, ==, 1);
    }
  coop_fixture_check (coop);
}

/* Corrections --------------------------------------------------------------------------------- */

#define GIVE_DAYS                                                                                 \
  "UPDATE bylaws SET rules = json_set(rules, '$.classes[' || (SELECT k.key FROM json_each(rules," \
  " '$.classes') k WHERE json_extract(k.value, '$.id') = 'large') || '].challenge_days', 7)"

static gboolean
challenge (const MootCoopContext  *context,
           const MootActor        *actor,
           gpointer                data,
           GError                **error)
{
  ProposalLife *life = data;

  return moot_challenges_raise (context, actor, life->proposal, "The roll was wrong.", error);
}

static gboolean
uphold (const MootCoopContext  *context,
        const MootActor        *actor,
        gpointer                data,
        GError                **error)
{
  ProposalLife *life = data;

  return moot_challenges_answer (context, actor, life->proposal, TRUE, "It was.", error);
}

/* What does not hold any more is not edited: a statement in its thread, signed and tied to it, says
 * so, and the next decision names that one as the one before it. */
static void
test_correction (void)
{
  g_autoptr (CoopFixture) coop = coop_fixture_new ("tiny", 4);
  g_auto (ProposalLife) life = { 0 };
  g_autoptr (JsonNode) outcome = NULL;
  g_autoptr (JsonNode) question = NULL;
  g_autoptr (JsonNode) correction = NULL;
  g_autoptr (JsonNode) next = NULL;
  g_autofree char *before = NULL;
  g_autofree char *document = NULL;
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;
  JsonObject *decision;

  give_users (coop);
  coop->edits_records = TRUE;
  coop_fixture_do (coop, 0, proposal_run_sql, GIVE_DAYS);
  coop_fixture_do (coop, 1, discuss, &life);
  proposal_decide (coop, &life, "large", LOCKED, 0);
  before = get_text (coop, "SELECT document FROM coop_post WHERE part = 'outcome'");
  hash = moot_public_wire_hash (before, &error);
  g_assert_no_error (error);
  coop_fixture_do (coop, 0, proposal_run_sql,
                   "UPDATE member SET state = 'active' WHERE state = 'lapsed'");
  coop_fixture_do (coop, 2, challenge, &life);
  coop_fixture_do (coop, 0, uphold, &life);

  outcome = read_object (coop, "outcome");
  question = read_object (coop, "proposal");
  correction = read_object (coop, "correction");
  decision = part_of (correction, "folkmoot:decision");
  g_assert_cmpint (coop_fixture_get_int (coop, POSTS ("correction")), ==, 1);
  g_assert_cmpstr (text_of (correction, "inReplyTo"), ==, text_of (question, "id"));
  g_assert_nonnull (strstr (text_of (correction, "content"), "set aside"));
  g_assert_nonnull (strstr (text_of (correction, "content"), "It was."));
  g_assert_cmpstr (moot_json_get_string (decision, "outcome"), ==, "set_aside");
  g_assert_cmpstr (moot_json_get_string (decision, "folkmoot:corrects"), ==,
                   text_of (outcome, "id"));
  g_assert_cmpstr (moot_json_get_string (decision, "previous"), ==, text_of (outcome, "id"));
  g_assert_cmpstr (moot_json_get_string (decision, "previousHash"), ==, hash);
  check_proof (coop, correction);
  g_assert_cmpint (coop_fixture_get_int (coop, POSTS ("outcome")), ==, 1);
  g_assert_cmpint (coop_fixture_get_int (coop, HOMES ("correction")), ==, 0);

  g_free (hash);
  document = get_text (coop, "SELECT document FROM coop_post WHERE part = 'correction'");
  hash = moot_public_wire_hash (document, &error);
  g_assert_no_error (error);
  proposal_decide (coop, &life, "large", LOCKED, 0);
  next = read_object (coop, "outcome");
  g_assert_cmpstr (moot_json_get_string (part_of (next, "folkmoot:decision"), "previousHash"), ==,
                   hash);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/public-record/s76-question", test_question);
  g_test_add_func ("/public-record/closed", test_closed);
  g_test_add_func ("/public-record/changes", test_changes);
  g_test_add_func ("/public-record/s78-s79-decisions", test_decisions);
  g_test_add_func ("/public-record/s78-correction", test_correction);
  g_test_add_func ("/public-record/s79-papers", test_papers);
  return g_test_run ();
}
