/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A sealed election over real HTTP: voters and scrutineers have their keys, the node has the log,
 * and is started anew between the messages. */
#include "coop-node.h"
#include "sealed-room.h"

#include "moot-clock.h"
#include "moot-coop-founding.h"
#include "moot-json.h"
#include "moot-message.h"

#include <string.h>

#define N_VOTERS 5
#define N_SCRUTINEERS 3
#define SCOPES "read:governance write:governance write:votes"

typedef struct
{
  CoopNode *coop;
  char *tokens[N_VOTERS];
  guint8 seeds[N_VOTERS][32];
  MootSealedRoll *roll;
  MootManifest *manifest;
  MootSealedScrutineer *scrutineers[N_SCRUTINEERS];
  MootSealedVoter *voters[N_VOTERS];
} Stage;

static gboolean
write_sql (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  return moot_db_execute (db, data, error);
}

typedef struct
{
  CoopNode *coop;
  gint64 account;
} Joining;

static gboolean
join (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Joining *joining = data;

  return moot_coop_add_member (db, moot_node_get_services (joining->coop->node->node)->site,
                               joining->account, moot_clock_now (), NULL, error);
}

static void
add_device (Stage *stage,
            guint  voter)
{
  MootDigest key;
  g_autofree char *hex = NULL;
  g_autofree char *sql = NULL;

  memset (stage->seeds[voter], (int) voter + 1, sizeof stage->seeds[voter]);
  moot_message_get_public (stage->seeds[voter], key.bytes);
  hex = moot_digest_to_hex (&key);
  sql = g_strdup_printf ("INSERT INTO device_key (member_id, ed25519, added_at, log_seq) "
                         "VALUES (%u, '%s', 1, 1)",
                         voter + 1, hex);
  moot_test_node_write (stage->coop->node, write_sql, sql);
}

/* Five members, the first of whom calls elections; the first four have devices. */
static Stage *
stage_new (void)
{
  Stage *stage = g_new0 (Stage, 1);
  Joining joining;

  moot_clock_set_fake (ROOM_BEGIN);
  stage->coop = coop_node_new ("tiny");
  joining = (Joining){ stage->coop, moot_test_node_add_user (stage->coop->node, "fay") };
  moot_test_node_write (stage->coop->node, join, &joining);
  for (guint i = 0; i < COOP_NODE_MEMBERS; i++)
    {
      stage->tokens[i] = g_strdup (stage->coop->tokens[i]);
      add_device (stage, i);
    }
  stage->tokens[4] = moot_test_node_add_token (stage->coop->node, joining.account, SCOPES);
  return stage;
}

static void
stage_free (Stage *stage)
{
  for (guint i = 0; i < N_VOTERS; i++)
    {
      moot_sealed_voter_free (stage->voters[i]);
      g_free (stage->tokens[i]);
    }
  for (guint i = 0; i < N_SCRUTINEERS; i++)
    moot_sealed_scrutineer_free (stage->scrutineers[i]);
  moot_manifest_unref (stage->manifest);
  moot_sealed_roll_unref (stage->roll);
  coop_node_free (stage->coop);
  g_free (stage);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Stage, stage_free)

static void
expect (Stage      *stage,
        const char *token,
        const char *method,
        const char *path,
        const char *text,
        guint       status)
{
  coop_node_expect (stage->coop, token, method, path, text, status, NULL);
}

/* Opening ------------------------------------------------------------------------------------ */

static void
read_draft (Stage         *stage,
            MootTestReply *draft)
{
  JsonArray *list = moot_json_get_array (moot_test_reply_object (draft), "roll");

  stage->roll = moot_sealed_roll_new ();
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonArray *pair = json_array_get_array_element (list, i);
      MootDigest key;

      g_assert_true (moot_digest_from_hex (json_array_get_string_element (pair, 1), &key));
      moot_sealed_roll_add (stage->roll, json_array_get_string_element (pair, 0), key.bytes);
    }
  g_assert_cmpuint (moot_sealed_roll_get_count (stage->roll), ==, N_VOTERS);
}

/* The manifest for that draft; @host and @log_id (nullable) are the draft's. */
static void
make_manifest (Stage      *stage,
               const char *host,
               const char *log_id)
{
  static const guint8 nobody[32] = { 1 };
  g_autofree char *text = sealed_room_make_manifest (
    &sealed_room_usual, stage->roll, nobody,
    (MootSealedScrutineer *const *) stage->scrutineers);
  g_autoptr (JsonObject) object =
    moot_message_parse (text, MOOT_MANIFEST_BYTES_MAX, NULL, NULL);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (object, "host", host);
  json_object_set_string_member (object, "log_id", log_id);
  again = moot_message_dup_text (object);
  g_clear_pointer (&stage->manifest, moot_manifest_unref);
  stage->manifest = moot_manifest_parse (again, &error);
  g_assert_no_error (error);
}

static char *
make_opening (Stage *stage)
{
  GString *opening = g_string_new (NULL);

  g_string_append_printf (opening, "{\"manifest\":%s,\"ok\":[", stage->manifest->text);
  for (guint i = 0; i < N_SCRUTINEERS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *word = moot_sealed_scrutineer_sign_manifest (
        stage->scrutineers[i], stage->manifest->text, stage->roll, &error);

      g_assert_no_error (error);
      g_string_append_printf (opening, "%s%s", i > 0 ? "," : "", word);
    }
  g_string_append (opening, "],\"t\":\"opening\"}");
  return g_string_free (opening, FALSE);
}

static void
make_voters (Stage *stage)
{
  for (guint i = 0; i < N_VOTERS; i++)
    {
      g_autofree char *member = g_strdup_printf ("%u", i + 1);
      const guint8 secret[32] = { (guint8) (50 + i) };
      g_autoptr (GError) error = NULL;

      stage->voters[i] = moot_sealed_voter_new (member, stage->seeds[i], secret, stage->manifest,
                                                stage->roll, &error);
      g_assert_no_error (error);
    }
}

static void
open_election (Stage *stage)
{
  g_autoptr (MootTestReply) draft = NULL;
  g_autofree char *other = NULL;
  g_autofree char *opening = NULL;

  coop_node_expect (stage->coop, stage->tokens[0], "POST", "/sealed", "{}", 422,
                    "ERR_BALLOT_LEVEL"); /* the fifth has no device yet */
  add_device (stage, 4);
  expect (stage, stage->tokens[1], "POST", "/sealed", "{}", 403);
  draft = coop_node_send (stage->coop, stage->tokens[0], "POST", "/sealed", "{}");
  moot_test_assert_status (draft, 200);
  g_assert_cmpstr (moot_test_reply_string (draft, "id"), ==, "1");
  expect (stage, NULL, "GET", "/sealed/1/head", NULL, 422);
  read_draft (stage, draft);
  for (guint i = 0; i < N_SCRUTINEERS; i++)
    {
      g_autofree char *member = g_strdup_printf ("%u", i + 1);
      const guint8 secret[32] = { (guint8) (20 + i) };

      stage->scrutineers[i] =
        moot_sealed_scrutineer_new (member, secret, sealed_room_load_key (i));
    }
  make_manifest (stage, moot_test_reply_string (draft, "host"),
                 "1111111111111111111111111111111111111111111111111111111111111111");
  other = make_opening (stage);
  expect (stage, stage->tokens[0], "PUT", "/sealed/1/opening", other, 422);
  make_manifest (stage, moot_test_reply_string (draft, "host"),
                 moot_test_reply_string (draft, "log_id"));
  opening = make_opening (stage);
  expect (stage, stage->tokens[1], "PUT", "/sealed/1/opening", opening, 403);
  expect (stage, stage->tokens[0], "PUT", "/sealed/1/opening", opening, 200);
  expect (stage, stage->tokens[0], "PUT", "/sealed/1/opening", opening, 422); /* once */
  make_voters (stage);
}

/* Following ---------------------------------------------------------------------------------- */

static const MootSealedRecord *
get_record (Stage *stage)
{
  return moot_sealed_scrutineer_get_record (stage->scrutineers[0]);
}

/* What a scrutineer's device does when it is awake. */
static void
follow (Stage *stage)
{
  for (guint i = 0; i < N_SCRUTINEERS; i++)
    {
      const MootSealedLog *log =
        moot_sealed_record_get_log (moot_sealed_scrutineer_get_record (stage->scrutineers[i]));
      g_autofree char *path =
        g_strdup_printf ("/sealed/1/lines?from=%" G_GINT64_FORMAT, moot_sealed_log_get_size (log));
      g_autoptr (MootTestReply) reply = coop_node_get (stage->coop, stage->tokens[i], path);
      g_autoptr (MootTestReply) head = coop_node_get (stage->coop, NULL, "/sealed/1/head");
      g_auto (GStrv) lines = g_strsplit (reply->text, "\n", -1);
      g_autoptr (GError) error = NULL;

      moot_test_assert_status (reply, 200);
      for (guint k = 0; lines[k] != NULL && *lines[k] != '\0'; k++)
        {
          g_autoptr (MootSealedLine) line = moot_sealed_archive_read_line (lines[k], &error);

          g_assert_no_error (error);
          moot_sealed_scrutineer_follow (stage->scrutineers[i], line, moot_clock_now (), &error);
          g_assert_no_error (error);
        }
      moot_sealed_scrutineer_take_head (stage->scrutineers[i], head->text, &error);
      g_assert_no_error (error);
    }
}

/* Tokens ------------------------------------------------------------------------------------- */

static void
ask (Stage *stage)
{
  for (guint i = 0; i < N_VOTERS; i++)
    for (guint k = 0; k < N_SCRUTINEERS; k++)
      {
        g_autofree char *request =
          moot_sealed_voter_dup_request (stage->voters[i], k, moot_clock_now ());

        expect (stage, stage->tokens[(i + 1) % N_VOTERS], "POST", "/sealed/1/requests", request,
                403); /* nobody asks for another */
        expect (stage, stage->tokens[i], "POST", "/sealed/1/requests", request, 200);
      }
  expect (stage, stage->tokens[0], "POST", "/sealed/1/requests", "{\"t\":\"close_ok\"}", 422);
}

static void
give_tokens (Stage *stage)
{
  follow (stage);
  for (guint k = 0; k < N_SCRUTINEERS; k++)
    {
      g_autoptr (GPtrArray) replies = moot_sealed_scrutineer_answer (stage->scrutineers[k], NULL);

      g_assert_cmpuint (replies->len, ==, N_VOTERS);
      for (guint i = 0; i < replies->len; i++)
        expect (stage, stage->tokens[k], "POST", "/sealed/1/replies",
                g_ptr_array_index (replies, i), 200);
    }
  follow (stage);
  for (guint i = 0; i < N_VOTERS; i++)
    {
      g_autofree char *member = g_strdup_printf ("%u", i + 1);

      for (guint k = 0; k < N_SCRUTINEERS; k++)
        moot_sealed_voter_take_reply (
          stage->voters[i], moot_sealed_record_find_reply (get_record (stage), member, k), NULL);
      g_assert_true (moot_sealed_voter_is_ready (stage->voters[i]));
    }
}

/* Ballots ------------------------------------------------------------------------------------ */

static void
vote (Stage      *stage,
      guint       voter,
      const char *picks)
{
  MootSealedVoter *device = stage->voters[voter];
  g_autoptr (MootTestReply) receipt = NULL;
  g_autoptr (MootTestReply) again = NULL;
  g_autoptr (GError) error = NULL;
  MootSealedChoice choice;

  sealed_room_choose (picks, &choice);
  g_assert_true (
    moot_sealed_voter_vote (device, &choice, 0, moot_clock_now (), TRUE, NULL, &error));
  receipt = coop_node_send (stage->coop, NULL, "POST", "/sealed/1/ballots",
                            moot_sealed_voter_get_ballot (device));
  moot_test_assert_status (receipt, 200);
  moot_sealed_voter_take_receipt (device, receipt->text,
                                  moot_sealed_record_get_host (get_record (stage)), &error);
  g_assert_no_error (error);
  again = coop_node_send (stage->coop, NULL, "POST", "/sealed/1/ballots",
                          moot_sealed_voter_get_ballot (device));
  moot_test_assert_status (again, 200); /* a receipt that was lost on the way */
}

static void
assert_fates (Stage          *stage,
              MootSealedFate  fate)
{
  for (guint i = 0; i < N_VOTERS; i++)
    g_assert_cmpint (
      moot_sealed_voter_get_fate (stage->voters[i], get_record (stage), moot_clock_now ()), ==,
      fate);
}

/* The end ------------------------------------------------------------------------------------ */

static void
end (Stage *stage)
{
  follow (stage);
  for (guint i = 0; i < N_SCRUTINEERS; i++)
    {
      g_autofree char *word =
        moot_sealed_scrutineer_agree (stage->scrutineers[i], moot_clock_now (), NULL);

      g_assert_nonnull (word);
      expect (stage, stage->tokens[4], "POST", "/sealed/1/agreements", word, 403);
      expect (stage, stage->tokens[i], "POST", "/sealed/1/agreements", word, 200);
    }
  moot_test_node_restart (stage->coop->node);
  follow (stage);
  for (guint i = 0; i < 2; i++) /* the third is away: two are enough */
    {
      g_autofree char *release =
        moot_sealed_scrutineer_release (stage->scrutineers[i], moot_clock_now (), NULL);

      g_assert_nonnull (release);
      coop_node_expect (stage->coop, NULL, "GET", "/sealed/1/archive", NULL, 409, NULL);
      expect (stage, stage->tokens[i], "POST", "/sealed/1/releases", release, 200);
    }
  follow (stage);
}

static void
test_election (void)
{
  g_autoptr (Stage) stage = stage_new ();
  g_autoptr (MootTestReply) archive = NULL;
  g_auto (MootSealedVerdict) verdict = { 0 };

  open_election (stage);
  moot_test_node_restart (stage->coop->node);
  ask (stage);
  give_tokens (stage);
  expect (stage, NULL, "POST", "/sealed/1/ballots", "{}", 422);
  moot_clock_set_fake (ROOM_OPENS + MOOT_MINUTE);
  for (guint i = 0; i < N_VOTERS; i++)
    vote (stage, i, "43");
  vote (stage, 0, "12"); /* changed */
  assert_fates (stage, MOOT_SEALED_FATE_PROMISED);
  moot_test_node_restart (stage->coop->node); /* what was promised is kept */
  moot_clock_set_fake (ROOM_OPENS + 5 * MOOT_HOUR);
  follow (stage);
  assert_fates (stage, MOOT_SEALED_FATE_INCLUDED);
  vote (stage, 1, "12");
  moot_clock_set_fake (ROOM_CLOSES);
  end (stage);

  archive = coop_node_get (stage->coop, NULL, "/sealed/1/archive");
  moot_test_assert_status (archive, 200);
  moot_sealed_archive_verify (archive->text, strlen (archive->text), &verdict);
  g_assert_cmpstr (verdict.reason, ==, NULL);
  g_assert_true (verdict.ok);
  g_assert_nonnull (strstr (archive->text, "\"opened\":5"));
  for (guint i = 0; i < N_VOTERS; i++)
    {
      const MootSealedTicks ticks =
        moot_sealed_voter_check (stage->voters[i], get_record (stage));

      g_assert_true (ticks.same_manifest && ticks.included && ticks.as_cast && ticks.counted);
    }
}

/* What has no place here is refused, and nothing is known of what is not there. */
static void
test_refusals (void)
{
  g_autoptr (Stage) stage = stage_new ();

  add_device (stage, 4);
  expect (stage, stage->tokens[0], "GET", "/sealed/7", NULL, 404);
  expect (stage, NULL, "GET", "/sealed/7/head", NULL, 404);
  expect (stage, NULL, "GET", "/sealed/7/archive", NULL, 404);
  expect (stage, NULL, "POST", "/sealed/7/ballots", "{}", 404);
  expect (stage, stage->tokens[0], "POST", "/sealed", "{}", 200);
  expect (stage, stage->coop->stranger, "GET", "/sealed/1", NULL, 403);
  expect (stage, stage->coop->stranger, "GET", "/sealed/1/lines", NULL, 403);
  expect (stage, stage->tokens[0], "GET", "/sealed/1/lines?from=-1", NULL, 422);
  expect (stage, stage->tokens[0], "GET", "/sealed/1/lines?from=x", NULL, 422);
  expect (stage, stage->tokens[0], "GET", "/sealed/1/lines?from=99", NULL, 200);
  expect (stage, stage->tokens[0], "PUT", "/sealed/1/opening", "[]", 400);
  expect (stage, NULL, "POST", "/sealed/1/ballots", "{}", 422);
  expect (stage, stage->tokens[0], "POST", "/sealed/1/releases", "{\"t\":\"release\"}", 422);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sealed-routes/election", test_election);
  g_test_add_func ("/sealed-routes/refusals", test_refusals);
  return g_test_run ();
}
