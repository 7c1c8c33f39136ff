/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Sealed elections: the node carries what voters and scrutineers sign, and writes the log.
 * Spec: src/ballots/README.md, routes in src/node/README.md.
 * Thread: a request worker. */
#include "moot-sealed-routes.h"

#include <string.h>

#include "moot-clock.h"
#include "moot-coop-request.h"
#include "moot-crypto.h"
#include "moot-member-store.h"
#include "moot-message.h"
#include "moot-sealed-archive.h"
#include "moot-sealed-boxes.h"
#include "moot-sealed-store.h"

#define JSON_TYPE "application/json; charset=utf-8"
#define LINES_TYPE "application/jsonl; charset=utf-8"
#define LINES_MAX 1000                /* of one answer */
#define LINES_BYTES_MAX (1024 * 1024) /* after which no line is added */
#define DRAFT_AGE_MAX (14 * MOOT_DAY) /* after that nobody opens it */

/* One message on its way to an election, and what comes back. */
typedef struct
{
  char *text;
  const char *kind;
  gint64 from;
  GString *answer;
} Carried;

static void
carried_clear (Carried *self)
{
  g_clear_pointer (&self->text, g_free);
  if (self->answer != NULL)
    g_string_free (self->answer, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Carried, carried_clear)

/* The body as it came: what is signed must not be spelt anew. */
static void
carried_init (Carried            *self,
              const MootExchange *exchange)
{
  gsize size = 0;
  const char *body = exchange->body != NULL ? g_bytes_get_data (exchange->body, &size) : NULL;

  self->text = g_strndup (body != NULL ? body : "", size);
  self->answer = g_string_new (NULL);
}

/* Whether @text is of @kind and says that @member wrote it. */
static gboolean
is_by_member (const char  *text,
              const char  *kind,
              const char  *name,
              gint64       member,
              GError     **error)
{
  g_autoptr (JsonObject) object =
    moot_message_parse (text, MOOT_SEALED_DOCUMENT_MAX, kind, error);
  const char *said = object != NULL ? moot_message_get_word (object, name, error) : NULL;
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, member);

  if (said == NULL)
    return FALSE;
  return strcmp (said, id) == 0 ||
         moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, name,
                           "this message is of another member");
}

static gboolean
require_steward (const MootActor  *actor,
                 GError          **error)
{
  return moot_actor_require (actor, MOOT_RIGHT_SERVE, error) &&
         (actor->is_admin || actor->is_facilitator ||
          moot_coop_refuse (error, MOOT_COOP_ERROR_FORBIDDEN, NULL,
                            "facilitators and admins call elections"));
}

/* Making ------------------------------------------------------------------------------------- */

/* Members without a device cannot take part, and are not on the roll. */
static MootSealedRoll *
make_roll (MootDb  *db,
           GError **error)
{
  g_autoptr (MootSealedRoll) roll = moot_sealed_roll_new ();
  g_autoptr (MootRows) rows = moot_sealed_store_query_roll (db, error);
  GError *local = NULL;

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      g_autofree char *member =
        g_strdup_printf ("%" G_GINT64_FORMAT, moot_rows_get_int (rows, "id"));
      MootDigest key;

      if (!moot_rows_is_null (rows, "ed25519") &&
          moot_digest_from_hex (moot_rows_get_text (rows, "ed25519"), &key))
        moot_sealed_roll_add (roll, member, key.bytes);
    }
  if (local != NULL)
    {
      g_propagate_error (error, local);
      return NULL;
    }
  return g_steal_pointer (&roll);
}

static gboolean
make_draft (const MootCoopContext  *context,
            const MootActor        *actor,
            MootExchange           *exchange,
            gint64                 *out_id,
            GError                **error)
{
  g_autoptr (MootSealedRoll) roll = NULL;
  g_auto (MootSealedRow) row = { 0 };
  MootDigest seed, log_id;

  if (!require_steward (actor, error) ||
      !moot_sealed_store_forget_drafts (context->db, context->now - DRAFT_AGE_MAX, error))
    return FALSE;
  roll = make_roll (context->db, error);
  if (roll == NULL)
    return FALSE;
  if (moot_sealed_roll_get_count (roll) < MOOT_SEALED_VOTERS_MIN)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_BALLOT_LEVEL, NULL,
                             "a sealed vote needs %d members with devices: with %u, the count "
                             "would tell who voted how",
                             MOOT_SEALED_VOTERS_MIN, moot_sealed_roll_get_count (roll));
  moot_random_bytes (seed.bytes, sizeof seed.bytes);
  moot_random_bytes (log_id.bytes, sizeof log_id.bytes);
  row.seed = moot_digest_to_hex (&seed);
  row.log_id = moot_digest_to_hex (&log_id);
  row.roll = moot_sealed_roll_dup_text (roll);
  explicit_bzero (&seed, sizeof seed);
  return moot_sealed_store_add (context->db, &row, context->now, out_id, error);
}

static char *
dup_host (const MootSealedRow *row)
{
  MootDigest seed, host;

  if (!moot_digest_from_hex (row->seed, &seed))
    return NULL;
  moot_message_get_public (seed.bytes, host.bytes);
  explicit_bzero (&seed, sizeof seed);
  return moot_digest_to_hex (&host);
}

static void
reply_election (MootExchange *exchange,
                gint64        id)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_auto (MootSealedRow) row = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;

  if (!moot_sealed_store_load (exchange->db, id, &row, &error))
    {
      moot_coop_request_fail (exchange, error);
      return;
    }
  host = dup_host (&row);
  moot_json_begin_object (&json);
  moot_json_put_id (&json, "id", id);
  moot_json_put_string (&json, "state", row.state);
  moot_json_put_string (&json, "host", host);
  moot_json_put_string (&json, "log_id", row.log_id);
  moot_json_put_raw (&json, "roll", row.roll);
  moot_json_end_object (&json);
  moot_exchange_reply (exchange, &json);
}

typedef struct
{
  MootExchange *exchange;
  gint64 id;
} Draft;

static gboolean
write_draft (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  Draft *draft = data;
  MootExchange *exchange = draft->exchange;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  if (!moot_coop_context_init (&context, db, exchange->services->site, moot_clock_now (), error))
    return FALSE;
  actor = moot_actor_load (&context, exchange->viewer_id, error);
  return actor != NULL && make_draft (&context, actor, exchange, &draft->id, error);
}

static void
draft_election (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  Draft draft = { exchange, 0 };

  if (moot_exchange_write (exchange, write_draft, &draft, &error))
    reply_election (exchange, draft.id);
  else
    moot_coop_request_fail (exchange, error);
}

static void
show_election (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error) &&
      moot_actor_require (viewer, MOOT_RIGHT_READ, &error))
    reply_election (exchange, moot_exchange_get_id (exchange));
  else
    moot_coop_request_fail (exchange, error);
}

/* Opening ------------------------------------------------------------------------------------ */

static gboolean
are_members (MootDb              *db,
             const MootManifest  *manifest,
             GError             **error)
{
  for (guint i = 0; i < manifest->n_scrutineers; i++)
    {
      const char *name = manifest->scrutineers[i].member;
      g_autoptr (MootMemberRecord) member = NULL;
      gint64 id;

      if (g_ascii_string_to_signed (name, 10, 1, G_MAXINT64, &id, NULL))
        member = moot_member_store_find (db, id, error);
      if (error != NULL && *error != NULL)
        return FALSE;
      if (member == NULL || !(moot_member_state_get_rights (member->state) & MOOT_RIGHT_SERVE))
        return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "scrutineers",
                                 "'%s' is no member who can be a scrutineer", name);
    }
  return TRUE;
}

/* The scrutineers have signed what it says; that this is its host and its log they cannot know. */
static gboolean
check_opening (MootExchange  *exchange,
               const char    *text,
               GError       **error)
{
  g_auto (MootSealedRow) row = { 0 };
  g_autoptr (MootManifest) manifest = NULL;
  g_autofree char *host = NULL;
  MootDigest log_id, key;

  if (!moot_sealed_store_load (exchange->db, moot_exchange_get_id (exchange), &row, error))
    return FALSE;
  manifest = moot_manifest_parse_opening (text, error);
  if (manifest == NULL)
    return FALSE;
  host = dup_host (&row);
  if (host == NULL || !moot_digest_from_hex (host, &key) ||
      !moot_digest_from_hex (row.log_id, &log_id) ||
      memcmp (manifest->host, key.bytes, sizeof key.bytes) != 0 ||
      memcmp (&manifest->log_id, &log_id, sizeof log_id) != 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "host",
                             "the manifest names another host or another log");
  return are_members (exchange->db, manifest, error);
}

static gboolean
open_box (MootSealedHost  *host,
          gint64           now,
          gpointer         data,
          GError         **error)
{
  const Carried *carried = data;

  return moot_sealed_host_open (host, carried->text, now, error);
}

/* Carrying ----------------------------------------------------------------------------------- */

static gboolean
take_request (MootSealedHost  *host,
              gint64           now,
              gpointer         data,
              GError         **error)
{
  const Carried *carried = data;

  return moot_sealed_host_take_request (host, carried->text, now, error);
}

static gboolean
take_reply (MootSealedHost  *host,
            gint64           now,
            gpointer         data,
            GError         **error)
{
  const Carried *carried = data;

  return moot_sealed_host_take_reply (host, carried->text, now, error);
}

static gboolean
take_end (MootSealedHost  *host,
          gint64           now,
          gpointer         data,
          GError         **error)
{
  const Carried *carried = data;

  return moot_sealed_host_take_end (host, carried->kind, carried->text, now, error);
}

static gboolean
take_ballot (MootSealedHost  *host,
             gint64           now,
             gpointer         data,
             GError         **error)
{
  Carried *carried = data;
  g_autofree char *receipt = NULL;

  if (!moot_sealed_record_get_manifest (moot_sealed_host_get_record (host)))
    return moot_message_refuse (error, "this election is not open yet");
  receipt = moot_sealed_host_take_ballot (host, carried->text, now, error);
  if (receipt != NULL)
    g_string_append (carried->answer, receipt);
  return receipt != NULL;
}

/**
 * Kind:
 *
 * Which message a route takes: of whom, and what is done with it.
 */
typedef struct
{
  const char *kind;
  const char *author; /* member of the message that says who wrote it */
  MootSealedDeed take;
} Kind;

/* From a member, in their own name. */
static void
carry (MootExchange *exchange,
       const Kind   *kind)
{
  g_auto (Carried) carried = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  carried_init (&carried, exchange);
  carried.kind = kind->kind;
  if (moot_coop_request_begin (exchange, &context, &actor, &error) &&
      is_by_member (carried.text, kind->kind, kind->author, actor->id, &error) &&
      moot_sealed_boxes_do (exchange->services->sealed_boxes, moot_exchange_get_id (exchange),
                            kind->take, NULL, &carried, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_coop_request_fail (exchange, error);
}

static void
open_election (MootExchange *exchange)
{
  g_auto (Carried) carried = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) actor = NULL;
  MootCoopContext context;

  carried_init (&carried, exchange);
  if (moot_coop_request_begin (exchange, &context, &actor, &error) &&
      require_steward (actor, &error) && check_opening (exchange, carried.text, &error) &&
      moot_sealed_boxes_do (exchange->services->sealed_boxes, moot_exchange_get_id (exchange),
                            open_box, NULL, &carried, &error))
    moot_exchange_reply_empty (exchange);
  else
    moot_coop_request_fail (exchange, error);
}

static void
post_request (MootExchange *exchange)
{
  static const Kind kind = { "token_request", "member", take_request };

  carry (exchange, &kind);
}

static void
post_reply (MootExchange *exchange)
{
  static const Kind kind = { "token_reply", "scrutineer", take_reply };

  carry (exchange, &kind);
}

static void
post_agreement (MootExchange *exchange)
{
  static const Kind kind = { "close_ok", "scrutineer", take_end };

  carry (exchange, &kind);
}

static void
post_release (MootExchange *exchange)
{
  static const Kind kind = { "release", "scrutineer", take_end };

  carry (exchange, &kind);
}

/* Answers with what @deed writes; nobody is asked who they are. */
static void
answer (MootExchange   *exchange,
        MootSealedDeed  deed,
        const char     *type,
        gboolean        is_ballot)
{
  g_auto (Carried) carried = { 0 };
  g_autoptr (GError) error = NULL;

  carried_init (&carried, exchange);
  moot_coop_request_read_int (exchange, "from", FALSE, &carried.from, &error);
  if (error == NULL && moot_sealed_boxes_do (
                         exchange->services->sealed_boxes, moot_exchange_get_id (exchange), deed,
                         is_ballot ? carried.text : NULL, &carried, &error))
    moot_exchange_reply_text (exchange, 200, type, carried.answer->str);
  else
    moot_coop_request_fail (exchange, error);
}

static void
post_ballot (MootExchange *exchange)
{
  answer (exchange, take_ballot, JSON_TYPE, TRUE);
}

/* Reading ------------------------------------------------------------------------------------ */

static gboolean
write_head (MootSealedHost  *host,
            gint64           now,
            gpointer         data,
            GError         **error)
{
  Carried *carried = data;
  g_autofree char *head = NULL;

  if (moot_sealed_record_get_manifest (moot_sealed_host_get_record (host)) == NULL)
    return moot_message_refuse (error, "this election is not open yet");
  head = moot_sealed_host_dup_head (host, now);
  g_string_append (carried->answer, head);
  return TRUE;
}

static void
show_head (MootExchange *exchange)
{
  answer (exchange, write_head, JSON_TYPE, FALSE);
}

static gboolean
write_lines (MootSealedHost  *host,
             gint64           now,
             gpointer         data,
             GError         **error)
{
  Carried *carried = data;
  const MootSealedLog *log = moot_sealed_record_get_log (moot_sealed_host_get_record (host));
  const gint64 size = moot_sealed_log_get_size (log);

  if (carried->from < 0)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_INVALID, "from", "no line is before the first");
  for (gint64 i = carried->from; i < size && i - carried->from < LINES_MAX &&
                                 carried->answer->len < LINES_BYTES_MAX;
       i++)
    moot_sealed_archive_write_line (carried->answer, moot_sealed_log_get_line (log, i), TRUE);
  return TRUE;
}

static void
index_lines (MootExchange *exchange)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootActor) viewer = NULL;
  MootCoopContext context;

  if (moot_coop_request_begin (exchange, &context, &viewer, &error) &&
      moot_actor_require (viewer, MOOT_RIGHT_READ, &error))
    answer (exchange, write_lines, LINES_TYPE, FALSE);
  else
    moot_coop_request_fail (exchange, error);
}

static gboolean
write_archive (MootSealedHost  *host,
               gint64           now,
               gpointer         data,
               GError         **error)
{
  Carried *carried = data;
  const MootSealedRecord *record = moot_sealed_host_get_record (host);
  g_autofree char *head = NULL;

  if (moot_sealed_record_get_phase (record) != MOOT_SEALED_PHASE_DONE)
    return moot_coop_refuse (error, MOOT_COOP_ERROR_TOO_EARLY, NULL,
                             "the archive is published with the result");
  head = moot_sealed_host_dup_head (host, now);
  moot_sealed_archive_write (carried->answer, record, NULL, (const char *const[]){ head, NULL },
                             FALSE);
  return TRUE;
}

static void
show_archive (MootExchange *exchange)
{
  answer (exchange, write_archive, LINES_TYPE, FALSE);
}

static const MootRoute routes[] = {
  { "POST", "/api/coop/v1/sealed", "write:governance", draft_election },
  { "GET", "/api/coop/v1/sealed/:id", "read:governance", show_election },
  { "GET", "/api/coop/v1/sealed/:id/archive", NULL, show_archive },
  { "POST", "/api/coop/v1/sealed/:id/agreements", "write:governance", post_agreement },
  { "POST", "/api/coop/v1/sealed/:id/ballots", MOOT_SCOPE_NOBODY, post_ballot },
  { "GET", "/api/coop/v1/sealed/:id/head", NULL, show_head },
  { "GET", "/api/coop/v1/sealed/:id/lines", "read:governance", index_lines },
  { "PUT", "/api/coop/v1/sealed/:id/opening", "write:governance", open_election },
  { "POST", "/api/coop/v1/sealed/:id/releases", "write:governance", post_release },
  { "POST", "/api/coop/v1/sealed/:id/replies", "write:governance", post_reply },
  { "POST", "/api/coop/v1/sealed/:id/requests", "write:votes", post_request },
};

const MootRouteTable moot_sealed_routes = { routes, G_N_ELEMENTS (routes) };
