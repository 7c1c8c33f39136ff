/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Devices and what they sign, over real HTTP. */
#include "coop-node.h"

#include "moot-ballot-signature.h"
#include "moot-clock.h"
#include "moot-crypto.h"
#include "moot-keys.h"
#include "moot-paper.h"

#include <string.h>

typedef struct
{
  MootPrivateKey *key;
  char hex[2 * MOOT_ED25519_BYTES + 1];
  char *id; /* once it is registered */
} Device;

static Device *
device_new (void)
{
  Device *self = g_new0 (Device, 1);
  g_autoptr (MootKeyPair) pair = moot_key_pair_new_ed25519 (NULL);
  gsize n_bytes = 0;
  g_autofree guint8 *point = moot_base64url_decode (pair->public_key, &n_bytes);

  g_assert_cmpuint (n_bytes, ==, MOOT_ED25519_BYTES);
  self->key = moot_private_key_new_from_base64url (pair->private_key, NULL);
  for (guint i = 0; i < MOOT_ED25519_BYTES; i++)
    g_snprintf (self->hex + 2 * i, 3, "%02x", point[i]);
  return self;
}

static void
device_free (Device *self)
{
  moot_private_key_free (self->key);
  g_free (self->id);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Device, device_free)

static char *
dup_log_id (CoopNode *coop)
{
  g_autoptr (MootTestReply) head = coop_node_get (coop, NULL, "/log/sth");

  return g_strdup (moot_test_reply_string (head, "log_id"));
}

/* What a device sends to be registered for @member; @member_id is what it claims. */
static char *
dup_claim (CoopNode *coop,
           Device   *device,
           gint64    member_id)
{
  g_autofree char *log_id = dup_log_id (coop);
  g_autofree char *claim = moot_device_key_dup_claim (log_id, member_id, device->hex);
  g_autoptr (GBytes) signature =
    moot_private_key_sign (device->key, claim, strlen (claim), NULL);
  g_autofree char *text =
    moot_base64url_encode (g_bytes_get_data (signature, NULL), g_bytes_get_size (signature));

  return g_strdup_printf ("{\"ed25519\":\"%s\",\"name\":\"Laptop\",\"signature\":\"%s\"}",
                          device->hex, text);
}

static void
register_device (CoopNode *coop,
                 guint     member,
                 Device   *device)
{
  g_autofree char *claim = dup_claim (coop, device, member + 1);
  g_autoptr (MootTestReply) reply = coop_node_send (coop, coop->tokens[member], "POST",
                                                    "/memberships/me/device_keys", claim);
  JsonArray *keys;
  JsonObject *key;

  moot_test_assert_status (reply, 200);
  keys = json_object_get_array_member (moot_test_reply_object (reply), "device_keys");
  key = json_array_get_object_element (keys, json_array_get_length (keys) - 1);
  g_assert_cmpstr (json_object_get_string_member (key, "ed25519"), ==, device->hex);
  g_free (device->id);
  device->id = g_strdup (json_object_get_string_member (key, "id"));
}

/* A ballot for option 1 of proposal 1, signed as the member's @number th. */
static char *
dup_ballot (Device *device,
            gint64  number)
{
  const MootBallotStatement statement = { .proposal_id = 1,
                                          .version = 1,
                                          .choices = { { 1, 1 } },
                                          .n_choices = 1,
                                          .number = number,
                                          .at = moot_clock_now () };
  g_autofree char *signature =
    moot_ballot_statement_sign (&statement, device->key, device->id, NULL);

  return g_strdup_printf ("{\"choices\":[{\"option_id\":\"1\",\"value\":1}],\"proposal_version\":1,"
                          "\"signature\":%s}",
                          signature);
}

static void
vote (CoopNode   *coop,
      guint       member,
      Device     *device,
      gint64      number,
      guint       status,
      const char *word)
{
  g_autofree char *ballot = dup_ballot (device, number);

  coop_node_expect (coop, coop->tokens[member], "PUT", "/proposals/1/ballot", ballot, status, word);
}

static void
test_registering (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (Device) device = device_new ();
  g_autofree char *of_another = dup_claim (coop, device, 2);
  g_autofree char *claim = dup_claim (coop, device, 1);
  g_autoptr (MootTestReply) entry = NULL;
  g_autoptr (MootTestReply) seen = NULL;
  g_autofree char *path = NULL;

  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/me/device_keys", "{}", 422,
                    "ERR_INVALID");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/me/device_keys", of_another, 422,
                    "ERR_SIGNATURE");
  register_device (coop, 0, device);
  /* again is the same; another member's it can never be */
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/me/device_keys", claim, 200, NULL);
  coop_node_expect (coop, coop->tokens[1], "POST", "/memberships/me/device_keys", of_another, 409,
                    "ERR_EXISTS");
  entry = coop_node_get (coop, coop->tokens[1], "/audit?type=membership.device_added");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (entry)), ==, 1);
  g_assert_nonnull (strstr (entry->text, device->hex));
  seen = coop_node_get (coop, coop->tokens[1], "/memberships/1");
  g_assert_nonnull (strstr (seen->text, device->hex));
  g_assert_null (strstr (seen->text, "Laptop"));

  path = g_strconcat ("/memberships/me/device_keys/", device->id, NULL);
  coop_node_expect (coop, coop->tokens[1], "DELETE", path, NULL, 404, "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[0], "DELETE", path, NULL, 200, NULL);
  coop_node_expect (coop, coop->tokens[0], "DELETE", path, NULL, 404, "ERR_NOT_FOUND");
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/me/device_keys", claim, 409,
                    "ERR_EXISTS");
}

/* No member has more devices than can be looked through. */
static void
test_too_many (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (Device) last = device_new ();
  g_autofree char *claim = dup_claim (coop, last, 1);

  for (guint i = 0; i < 8; i++)
    {
      g_autoptr (Device) device = device_new ();

      register_device (coop, 0, device);
    }
  coop_node_expect (coop, coop->tokens[0], "POST", "/memberships/me/device_keys", claim, 422,
                    "ERR_TOO_MANY");
}

/* Two devices of one member: the later ballot counts, and neither can be played again. */
static void
test_two_devices (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (Device) laptop = device_new ();
  g_autoptr (Device) phone = device_new ();
  g_autofree char *path = NULL;
  g_autoptr (MootTestReply) proposal = NULL;
  g_autoptr (MootTestReply) ballots = NULL;

  coop_node_prepare_proposal (coop, "large");
  register_device (coop, 0, laptop);
  register_device (coop, 0, phone);
  vote (coop, 0, laptop, 1, 200, NULL);
  vote (coop, 0, phone, 1, 422, "ERR_SIGNATURE"); /* it did not know of the first one */
  vote (coop, 0, phone, 2, 200, NULL);
  vote (coop, 0, laptop, 1, 422, "ERR_SIGNATURE");
  proposal = coop_node_get (coop, coop->tokens[0], "/proposals/1");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (
                                                 moot_test_reply_object (proposal), "my"),
                                               "next_ballot"),
                   ==, 3);
  /* a device that was lost */
  path = g_strconcat ("/memberships/me/device_keys/", phone->id, NULL);
  coop_node_expect (coop, coop->tokens[0], "DELETE", path, NULL, 200, NULL);
  vote (coop, 0, phone, 3, 422, "ERR_SIGNATURE");
  vote (coop, 0, laptop, 3, 200, NULL);
  vote (coop, 1, laptop, 1, 422, "ERR_SIGNATURE"); /* not the key of this member */
  ballots = coop_node_get (coop, coop->tokens[0], "/proposals/1/ballots");
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (ballots)), ==, 1);
}

/* Bylaws in which one class wants its ballots signed. */
static gboolean
require_signatures (MootDb    *db,
                    gpointer   data,
                    GError   **error)
{
  return moot_db_execute (
    db,
    "UPDATE bylaws SET rules = replace (rules, '\"ballot\":\"L0\"', "
    "'\"ballot\":\"L0\",\"signed_ballots\":true')",
    error);
}

static void
test_required (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("tiny");
  g_autoptr (Device) device = device_new ();

  moot_test_node_write (coop->node, require_signatures, NULL);
  coop_node_prepare_proposal (coop, "large");
  coop_node_expect (coop, coop->tokens[0], "PUT", "/proposals/1/ballot",
                    "{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":1}", 422,
                    "ERR_SIGNATURE_REQUIRED");
  register_device (coop, 0, device);
  vote (coop, 0, device, 1, 200, NULL);
}

/* Without names ------------------------------------------------------------------------------- */

static char *
dup_stamp (guint secret)
{
  g_autofree char *text = g_strdup_printf ("%064x", secret);

  return moot_paper_dup_stamp (text);
}

static char *
dup_paper (guint       secret,
           const char *rest)
{
  g_autofree char *stamp = dup_stamp (secret);

  return g_strdup_printf ("{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":1,"
                          "\"stamp\":\"%s\"%s}",
                          stamp, rest);
}

static void
cast_paper (CoopNode   *coop,
            guint       member,
            guint       secret,
            const char *rest,
            guint       status,
            const char *word)
{
  g_autofree char *paper = dup_paper (secret, rest);

  coop_node_expect (coop, coop->tokens[member], "PUT", "/proposals/1/paper", paper, status, word);
}

static void
check_receipt (CoopNode *coop)
{
  g_autofree char *paper = dup_paper (1, "");
  g_autoptr (MootTestReply) first =
    coop_node_send (coop, coop->tokens[0], "PUT", "/proposals/1/paper", paper);
  g_autoptr (MootTestReply) again =
    coop_node_send (coop, coop->tokens[0], "PUT", "/proposals/1/paper", paper);
  g_autoptr (MootTestReply) log = coop_node_get (coop, coop->tokens[1], "/audit?type=vote.paper");
  g_autofree char *stamp = dup_stamp (1);

  moot_test_assert_status (first, 200);
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (first), "tree_size"), ==,
                   json_object_get_int_member (moot_test_reply_object (first), "log_seq") + 1);
  g_assert_cmpstr (first->text, ==, again->text);
  /* it repeats nothing that could be written down on the way, and the log names nobody */
  g_assert_null (strstr (first->text, stamp));
  g_assert_null (strstr (first->text, "choices"));
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (log)), ==, 1);
  g_assert_nonnull (strstr (log->text, "\"actor_id\":null"));
  g_assert_null (strstr (log->text, stamp));
}

static const struct
{
  const char *method;
  const char *path;
  const char *body;
  guint status;
  const char *word;
} hidden[] = {
  { "GET", "/proposals/1/papers", NULL, 403, "ERR_HIDDEN" },
  { "GET", "/proposals/1/voters", NULL, 403, "ERR_HIDDEN" },
  { "GET", "/proposals/1/tally", NULL, 403, "ERR_HIDDEN" },
  { "GET", "/proposals/1/ballots", NULL, 403, "ERR_HIDDEN" },
  { "GET", "/proposals/1/ballot", NULL, 404, "ERR_NOT_FOUND" },
  { "DELETE", "/proposals/1/ballot", NULL, 422, "ERR_BALLOT_LEVEL" },
  { "PUT", "/proposals/1/ballot", "{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":1}",
    422, "ERR_BALLOT_LEVEL" },
  { "PUT", "/proposals/1/paper", "{\"choices\":[{\"option_id\":\"1\"}],\"proposal_version\":1}",
    422, "ERR_BLANK" },
};

static guint
count_of (CoopNode   *coop,
          const char *path)
{
  g_autoptr (MootTestReply) reply = coop_node_get (coop, coop->tokens[2], path);

  moot_test_assert_status (reply, 200);
  return json_array_get_length (moot_test_reply_array (reply));
}

static void
test_papers (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("association");
  g_autoptr (MootTestReply) proposal = NULL;
  g_autoptr (MootTestReply) voters = NULL;

  coop_node_prepare_papers (coop);
  check_receipt (coop);
  for (guint i = 0; i < G_N_ELEMENTS (hidden); i++)
    coop_node_expect (coop, coop->tokens[0], hidden[i].method, hidden[i].path, hidden[i].body,
                      hidden[i].status, hidden[i].word);
  cast_paper (coop, 0, 2, "", 409, "ERR_VOTED");
  moot_test_node_restart (coop->node);
  cast_paper (coop, 0, 2, "", 409, "ERR_VOTED");
  cast_paper (coop, 0, 2,
              ",\"secret\":\"0000000000000000000000000000000000000000000000000000000000000001\"",
              200, NULL);
  cast_paper (coop, 1, 3, "", 200, NULL);
  coop_node_expect (coop, coop->stranger, "GET", "/proposals/1/papers", NULL, 403,
                    "ERR_NOT_MEMBER");
  coop_node_close_vote (coop);
  cast_paper (coop, 2, 4, "", 410, "ERR_CLOSED");
  g_assert_cmpuint (count_of (coop, "/proposals/1/papers"), ==, 2);
  g_assert_cmpuint (count_of (coop, "/proposals/1/papers?limit=1"), ==, 1);
  g_assert_cmpuint (count_of (coop, "/proposals/1/papers?max_id=2"), ==, 1);
  voters = coop_node_get (coop, coop->tokens[2], "/proposals/1/voters");
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (voters), "count"), ==, 2);
  g_assert_nonnull (strstr (voters->text, "[\"1\",\"2\"]"));
  proposal = coop_node_get (coop, coop->tokens[2], "/proposals/1");
  g_assert_nonnull (strstr (proposal->text, "\"anonymous\":true"));
  g_assert_nonnull (strstr (proposal->text, "\"ballot_level\":\"L1\""));
}

typedef struct
{
  CoopNode *coop;
  guint secret;
  guint status;
} Racer;

static gpointer
race (gpointer data)
{
  Racer *racer = data;
  g_autofree char *paper = dup_paper (racer->secret, "");
  g_autoptr (MootTestReply) reply = coop_node_send (racer->coop, racer->coop->tokens[3], "PUT",
                                                    "/proposals/1/paper", paper);

  racer->status = reply->status;
  return NULL;
}

/* Two devices of one member at the same moment: one of them is late. */
static void
test_at_once (void)
{
  g_autoptr (CoopNode) coop = coop_node_new ("association");
  Racer racers[4];
  GThread *threads[G_N_ELEMENTS (racers)];
  g_autoptr (MootTestReply) proposal = NULL;
  guint n_taken = 0;

  coop_node_prepare_papers (coop);
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      racers[i] = (Racer){ coop, i + 10, 0 };
      threads[i] = g_thread_new ("race", race, &racers[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (racers); i++)
    {
      g_thread_join (threads[i]);
      g_assert_true (racers[i].status == 200 || racers[i].status == 409);
      n_taken += racers[i].status == 200;
    }
  g_assert_cmpuint (n_taken, ==, 1);
  proposal = coop_node_get (coop, coop->tokens[2], "/proposals/1");
  g_assert_cmpint (json_object_get_int_member (moot_test_reply_object (proposal), "cast_count"), ==,
                   1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/coop-ballots/registering", test_registering);
  g_test_add_func ("/coop-ballots/too-many", test_too_many);
  g_test_add_func ("/coop-ballots/s77-two-devices", test_two_devices);
  g_test_add_func ("/coop-ballots/s77-required", test_required);
  g_test_add_func ("/coop-ballots/papers", test_papers);
  g_test_add_func ("/coop-ballots/at-once", test_at_once);

  return g_test_run ();
}
