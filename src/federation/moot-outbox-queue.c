/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What of the outbox is due, and what became of it.
 *
 * One node has the database, so what is under way is known in its memory alone: after a crash
 * everything that was not settled is due again, with the same bytes, and peers know it by its id.
 * Spec: FEP-8fcf. Thread: that of the delivery loop; settling inside a transaction. */
#include "moot-outbox-queue.h"

#include "moot-actor-uri.h"
#include "moot-host-memory.h"
#include "moot-sql.h"
#include "moot-uri.h"

#include <string.h>

#define DIGEST_BYTES 32

static void
delivery_free (gpointer data)
{
  MootDelivery *self = data;

  g_free (self->actor);
  g_free (self->uri);
  g_free (self->inbox);
  g_free (self->synchronisation);
  g_free (self->moved_to);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->signer, moot_signer_unref);
  g_free (self);
}

/** moot_host_visit_new: (transfer full): a visit of @host with nothing to bring yet */
MootHostVisit *
moot_host_visit_new (const char           *host,
                     const MootHostHealth *health)
{
  MootHostVisit *self = g_new0 (MootHostVisit, 1);

  self->host = g_strdup (host);
  self->health = *health;
  self->deliveries = g_ptr_array_new_with_free_func (delivery_free);
  return self;
}

/** moot_host_visit_free: frees @self, which may be %NULL */
void
moot_host_visit_free (MootHostVisit *self)
{
  if (self == NULL)
    return;

  g_free (self->host);
  g_ptr_array_unref (self->deliveries);
  g_free (self);
}

static MootHostHealth
read_health (MootRows *rows)
{
  return (MootHostHealth){
    .failures = (guint) moot_rows_get_int (rows, "failures"),
    .failing_days = (guint) moot_rows_get_int (rows, "failing_days"),
    .last_failing_day = moot_rows_get_int (rows, "last_failing_day"),
    .paused = moot_rows_get_int (rows, "paused") != 0,
    .held_until = moot_rows_get_int (rows, "held_until"),
  };
}

/**
 * moot_outbox_list_due:
 * @db: a connection
 * @now: UTC milliseconds
 * @out_next_at: (out): when to look again if nothing else happens, 0 for never
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootHostVisit): hosts with something to do that are not
 *   held, the most urgent first, of those the quickest, with nothing in them
 */
GPtrArray *
moot_outbox_list_due (MootDb  *db,
                      gint64   now,
                      gint64  *out_next_at,
                      GError **error)
{
  g_autoptr (GPtrArray) hosts =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_host_visit_free);
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows = NULL;
  gint64 next_at = 0;

  if (!moot_db_get_int (db, &moot_sql_outbox_next_at, MOOT_BINDS (MOOT_INT ("now", now)), &next_at,
                        error))
    return NULL;
  rows = moot_db_query (
    db, &moot_sql_outbox_due_hosts,
    MOOT_BINDS (MOOT_INT ("now", now), MOOT_INT ("unknown", MOOT_HOST_HASTE_UNKNOWN)), error);
  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    {
      MootHostHealth health = read_health (rows);

      if (health.held_until <= now)
        {
          MootHostVisit *visit =
            moot_host_visit_new (moot_rows_get_text (rows, "host"), &health);

          visit->haste = (guint) moot_rows_get_int (rows, "haste");
          g_ptr_array_add (hosts, visit);
        }
      else if (next_at == 0 || health.held_until < next_at)
        next_at = health.held_until;
    }
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  *out_next_at = next_at;
  return g_steal_pointer (&hosts);
}

static MootDelivery *
read_delivery (MootRows *rows)
{
  MootDelivery *self = g_new0 (MootDelivery, 1);
  const char *body = moot_rows_get_text (rows, "body");

  self->id = moot_rows_get_int (rows, "id");
  self->attempts = (guint) moot_rows_get_int (rows, "attempts");
  self->account_id = moot_rows_get_int (rows, "account_id");
  self->key_number = moot_rows_get_int (rows, "key_number");
  self->synchronise = moot_rows_get_int (rows, "synchronise") != 0;
  self->actor = g_strdup (moot_rows_get_text (rows, "actor"));
  self->uri = g_strdup (moot_rows_get_text (rows, "uri"));
  self->inbox = g_strdup (moot_rows_get_text (rows, "inbox"));
  self->body = g_bytes_new (body, strlen (body));
  return self;
}

/**
 * moot_outbox_fill_visit:
 * @db: a connection
 * @visit: of which host
 * @now: UTC milliseconds
 * @limit: how many deliveries at most
 * @in_flight: (element-type gint64): deliveries that are under way already
 * @error: return location
 *
 * Returns: whether @visit has what is due there
 */
gboolean
moot_outbox_fill_visit (MootDb         *db,
                        MootHostVisit  *visit,
                        gint64          now,
                        guint           limit,
                        GHashTable     *in_flight,
                        GError        **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_outbox_of_host,
                   MOOT_BINDS (MOOT_TEXT ("host", visit->host), MOOT_INT ("now", now),
                               MOOT_INT ("limit", limit + g_hash_table_size (in_flight))),
                   error);

  while (rows != NULL && visit->deliveries->len < limit && moot_rows_next (rows, &local))
    {
      gint64 id = moot_rows_get_int (rows, "id");

      if (!g_hash_table_contains (in_flight, &id))
        g_ptr_array_add (visit->deliveries, read_delivery (rows));
    }
  g_clear_pointer (&rows, moot_rows_free);
  for (guint i = 0; local == NULL && i < visit->deliveries->len; i++)
    {
      MootDelivery *delivery = g_ptr_array_index (visit->deliveries, i);

      if (delivery->synchronise)
        delivery->synchronisation = moot_followers_synchronisation (
          db, delivery->account_id, delivery->actor, delivery->inbox, &local);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return error == NULL || *error == NULL;
}

/* Settling ------------------------------------------------------------------------------------ */

static gboolean
is_same (const MootHostHealth *a,
         const MootHostHealth *b)
{
  return a->failures == b->failures && a->failing_days == b->failing_days &&
         a->paused == b->paused && a->held_until == b->held_until;
}

static gboolean
keep_health (MootDb                *db,
             const char            *host,
             const MootHostHealth  *health,
             GError               **error)
{
  return moot_db_run (db, &moot_sql_outbox_host_put,
                      MOOT_BINDS (MOOT_TEXT ("host", host), MOOT_INT ("failures", health->failures),
                                  MOOT_INT ("failing_days", health->failing_days),
                                  MOOT_INT ("last_failing_day", health->last_failing_day),
                                  MOOT_INT ("paused", health->paused),
                                  MOOT_INT ("held_until", health->held_until)),
                      error);
}

static gboolean
try_again (MootDb                 *db,
           const MootDelivery     *delivery,
           gint64                  next_at,
           const MootSettleTerms  *terms,
           GError                **error)
{
  gint64 patience = terms->give_up_ms != 0 ? terms->give_up_ms : G_MAXINT32 * MOOT_SECOND;
  const MootBind *id =
    MOOT_BINDS (MOOT_INT ("id", delivery->id), MOOT_INT ("patience", patience));

  return moot_db_run (db, &moot_sql_outbox_again,
                      MOOT_BINDS (MOOT_INT ("id", delivery->id), MOOT_INT ("next_at", next_at),
                                  MOOT_INT ("status", delivery->answer.status)),
                      error) &&
         moot_db_run (db, &moot_sql_outbox_give_up, id, error);
}

static gboolean
move (MootDb              *db,
      const MootDelivery  *delivery,
      gint64               now,
      GError             **error)
{
  g_autofree char *host = moot_uri_dup_authority (delivery->moved_to);
  gint64 moved = 0;

  if (!moot_db_run (db, &moot_sql_outbox_move,
                    MOOT_BINDS (MOOT_INT ("id", delivery->id),
                                MOOT_TEXT ("inbox", delivery->moved_to), MOOT_TEXT ("host", host),
                                MOOT_INT ("now", now)),
                    error) ||
      !moot_db_get_int (
        db, &moot_sql_outbox_moved,
        MOOT_BINDS (MOOT_INT ("id", delivery->id), MOOT_TEXT ("inbox", delivery->moved_to)), &moved,
        error))
    return FALSE;
  return moved != 0 || moot_db_run (db, &moot_sql_outbox_done,
                                    MOOT_BINDS (MOOT_INT ("id", delivery->id)), error);
}

static gboolean
settle_one (MootDb                 *db,
            const MootDelivery     *delivery,
            const MootHostHealth   *health,
            const MootSettleTerms  *terms,
            GError                **error)
{
  guint n_attempts = delivery->attempts + 1;
  gint64 delay = moot_delivery_delay (n_attempts, terms->first_ms, g_random_double ());

  if (delivery->moved_to != NULL)
    return move (db, delivery, terms->now, error);
  if (moot_delivery_judge (&delivery->answer, n_attempts) != MOOT_DELIVERY_RETRY)
    return moot_db_run (db, &moot_sql_outbox_done, MOOT_BINDS (MOOT_INT ("id", delivery->id)),
                        error);
  /* What only tells of the host waits with it, not longer. */
  if (moot_delivery_is_silence (&delivery->answer))
    return try_again (db, delivery, health->held_until, terms, error);
  return try_again (db, delivery, terms->now + MAX (delay, delivery->answer.retry_after_ms), terms,
                    error);
}

static void
note (MootHostHealth        *health,
      const MootDelivery    *delivery,
      const MootSettleTerms *terms)
{
  gint64 wait = moot_delivery_delay (1, terms->first_ms, g_random_double ());

  if (terms->offline && delivery->answer.status == 0)
    health->held_until = MAX (health->held_until, terms->now + wait);
  else
    moot_host_health_note (health, &delivery->answer, terms->now, terms->first_ms,
                           g_random_double ());
}

/* Only what makes a difference: most hosts are as quick as they were. */
static gboolean
keep_haste (MootDb               *db,
            const MootHostVisit  *visit,
            gint64                now,
            GError              **error)
{
  guint haste = visit->took_ms > 0 ? moot_host_haste_of (visit->took_ms) : 0;
  gboolean is_news = haste > visit->haste + 1 || visit->haste > haste + 1 || visit->haste == 0;

  return haste == 0 || !is_news ||
         moot_db_run (db, &moot_sql_host_set_haste,
                      MOOT_BINDS (MOOT_TEXT ("host", visit->host), MOOT_INT ("haste", haste),
                                  MOOT_INT ("now", now)),
                      error);
}

/**
 * moot_outbox_settle:
 * @db: the writer, inside a transaction
 * @visit: that is over
 * @terms: how patient we are
 * @error: return location
 *
 * Keeps what became of each delivery that was tried, and how the host was doing.
 *
 * Returns: whether it was written
 */
gboolean
moot_outbox_settle (MootDb                 *db,
                    MootHostVisit          *visit,
                    const MootSettleTerms  *terms,
                    GError                **error)
{
  MootHostHealth before = visit->health;

  for (guint i = 0; i < visit->deliveries->len; i++)
    {
      const MootDelivery *delivery = g_ptr_array_index (visit->deliveries, i);

      if (!delivery->tried)
        continue;
      note (&visit->health, delivery, terms);
      if (!settle_one (db, delivery, &visit->health, terms, error))
        return FALSE;
    }
  if (terms->give_up_ms != 0 && visit->health.failures > 0 &&
      !moot_db_run (db, &moot_sql_outbox_give_up_host,
                    MOOT_BINDS (MOOT_TEXT ("host", visit->host),
                                MOOT_INT ("before", terms->now - terms->give_up_ms)),
                    error))
    return FALSE;
  if (!keep_haste (db, visit, terms->now, error))
    return FALSE;
  if (is_same (&before, &visit->health))
    return TRUE;
  if (visit->health.failures == 0 && visit->health.held_until == 0)
    return moot_db_run (db, &moot_sql_outbox_host_heard,
                        MOOT_BINDS (MOOT_TEXT ("host", visit->host)), error);
  return keep_health (db, visit->host, &visit->health, error);
}

/**
 * moot_outbox_prolong:
 * @db: the writer, inside a transaction
 * @by_ms: how long this node was asleep
 * @now: UTC milliseconds
 * @error: return location
 *
 * Returns: whether everything may be tried that much longer, and what had no answer at once
 */
gboolean
moot_outbox_prolong (MootDb  *db,
                     gint64   by_ms,
                     gint64   now,
                     GError **error)
{
  return moot_db_run (db, &moot_sql_outbox_prolong, MOOT_BINDS (MOOT_INT ("by", by_ms)), error) &&
         moot_db_run (db, &moot_sql_outbox_release_hosts, NULL, error) &&
         moot_db_run (db, &moot_sql_outbox_release, MOOT_BINDS (MOOT_INT ("now", now)), error);
}

/* Followers synchronisation ------------------------------------------------------------------- */

static void
mix (guint8      digest[DIGEST_BYTES],
     const char *follower)
{
  guint8 one[DIGEST_BYTES];
  gsize length = sizeof one;
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (checksum, (const guchar *) follower, -1);
  g_checksum_get_digest (checksum, one, &length);
  for (guint i = 0; i < DIGEST_BYTES; i++)
    digest[i] ^= one[i];
}

static char *
dup_hex (const guint8 digest[DIGEST_BYTES])
{
  GString *hex = g_string_sized_new (2 * DIGEST_BYTES);

  for (guint i = 0; i < DIGEST_BYTES; i++)
    g_string_append_printf (hex, "%02x", digest[i]);
  return g_string_free (hex, FALSE);
}

/**
 * moot_followers_digest:
 * @followers: (array zero-terminated=1): ids of actors, in any order
 *
 * Spec: FEP-8fcf; conformance 16.
 *
 * Returns: (transfer full): the partial digest, in hexadecimal
 */
char *
moot_followers_digest (const char *const *followers)
{
  guint8 digest[DIGEST_BYTES] = { 0 };

  for (guint i = 0; followers[i] != NULL; i++)
    mix (digest, followers[i]);
  return dup_hex (digest);
}

/**
 * moot_followers_synchronisation:
 * @db: a connection
 * @account_id: whose followers
 * @actor: the id of that account
 * @inbox: where it is told
 * @error: return location
 *
 * Returns: (transfer full): the value of `Collection-Synchronization` for the server of @inbox
 */
char *
moot_followers_synchronisation (MootDb      *db,
                                gint64       account_id,
                                const char  *actor,
                                const char  *inbox,
                                GError     **error)
{
  g_autofree char *origin = moot_uri_dup_origin (inbox);
  g_autofree char *followers = moot_actor_uri_part (actor, MOOT_PART_FOLLOWERS, 0);
  g_autofree char *list = moot_actor_uri_part (actor, MOOT_PART_FOLLOWERS_SYNCHRONIZATION, 0);
  g_autofree char *hex = NULL;
  g_autoptr (GError) local = NULL;
  guint8 digest[DIGEST_BYTES] = { 0 };
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_followers_at,
    MOOT_BINDS (MOOT_INT ("account_id", account_id), MOOT_TEXT ("origin", origin)), error);

  if (rows == NULL)
    return NULL;
  while (moot_rows_next (rows, &local))
    mix (digest, moot_rows_get_text (rows, "uri"));
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  hex = dup_hex (digest);
  return g_strdup_printf ("collectionId=\"%s\", url=\"%s\", digest=\"%s\"", followers, list, hex);
}
