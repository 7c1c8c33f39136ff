/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The durable queue of what is to be delivered.
 *
 * A deed and its deliveries are one write: whoever does something calls moot_outbox_put() in the
 * same transaction, and the delivery loop hears of it after the commit.  What is stored are the
 * bytes; date, digest and signature are made anew with each attempt. Thread: the writer's. */
#include "moot-outbox.h"

#include "moot-clock.h"
#include "moot-sql.h"
#include "moot-uri.h"

/* Types of which only the newest word about a thing matters. */
static gboolean
is_state (MootActivityType type)
{
  return type == MOOT_ACTIVITY_UPDATE;
}

/* What must arrive even late: else one side keeps what the other side took back. */
static gboolean
is_lasting (MootActivityType type)
{
  return type == MOOT_ACTIVITY_FOLLOW || type == MOOT_ACTIVITY_ACCEPT ||
         type == MOOT_ACTIVITY_REJECT || type == MOOT_ACTIVITY_UNDO ||
         type == MOOT_ACTIVITY_DELETE || type == MOOT_ACTIVITY_MOVE ||
         type == MOOT_ACTIVITY_BLOCK;
}

/* Types that end what they are about.  They are sent in any case: whether what they end was heard
 * is not known as long as it is under way. */
static gboolean
is_end (MootActivityType type)
{
  return type == MOOT_ACTIVITY_UNDO || type == MOOT_ACTIVITY_DELETE;
}

/* What waits for the same inbox and means nothing beside @posting goes; what would come later than
 * what ends it would even be believed. */
static gboolean
clear_way (MootDb             *db,
           const MootPosting  *posting,
           gint64              outgoing_id,
           const char         *inbox,
           GError            **error)
{
  if (posting->about == NULL)
    return TRUE;
  if (is_end (posting->type))
    return moot_db_run (db, &moot_sql_outbox_take_back,
                        MOOT_BINDS (MOOT_TEXT ("inbox", inbox),
                                    MOOT_TEXT ("about", posting->about)),
                        error);
  return !is_state (posting->type) ||
         moot_db_run (db, &moot_sql_outbox_supersede,
                      MOOT_BINDS (MOOT_TEXT ("inbox", inbox),
                                  MOOT_TEXT ("about", posting->about),
                                  MOOT_TEXT ("type", moot_activity_type_to_text (posting->type)),
                                  MOOT_INT ("outgoing_id", outgoing_id)),
                      error);
}

static gboolean
add_delivery (MootDb             *db,
              const MootPosting  *posting,
              gint64              outgoing_id,
              const char         *inbox,
              gint64              now,
              GError            **error)
{
  g_autofree char *host = moot_uri_dup_authority (inbox);
  gint64 patience = posting->rank == MOOT_RANK_DECISION || is_lasting (posting->type)
                      ? MOOT_OUTBOX_LASTING_MS
                      : MOOT_OUTBOX_PATIENCE_MS;

  if (host == NULL)
    return TRUE; /* no address that could be delivered to */
  if (!clear_way (db, posting, outgoing_id, inbox, error))
    return FALSE;
  return moot_db_run (
    db, &moot_sql_outbox_add_delivery,
    MOOT_BINDS (MOOT_INT ("outgoing_id", outgoing_id), MOOT_TEXT ("host", host),
                MOOT_TEXT ("inbox", inbox), MOOT_INT ("rank", posting->rank),
                MOOT_INT ("next_at", MAX (posting->not_before, now)),
                MOOT_INT ("expires_at", now + patience)),
    error);
}

/**
 * moot_outbox_put:
 * @db: the writer, inside the transaction of what was done
 * @site: the node
 * @posting: what was done
 * @inboxes: where it is to go; repetitions and our own are left out
 * @now: UTC milliseconds
 * @error: return location
 *
 * Queues one POST of @posting for each of @inboxes.
 *
 * Returns: whether it was written
 */
gboolean
moot_outbox_put (MootDb             *db,
                 const MootSite     *site,
                 const MootPosting  *posting,
                 const char *const  *inboxes,
                 gint64              now,
                 GError            **error)
{
  gint64 outgoing_id;

  if (inboxes[0] == NULL)
    return TRUE;
  if (!moot_db_run (
        db, &moot_sql_outbox_add,
        MOOT_BINDS (MOOT_INT ("account_id", posting->account_id),
                    MOOT_TEXT ("actor", posting->actor),
                    MOOT_TEXT ("type", moot_activity_type_to_text (posting->type)),
                    MOOT_TEXT ("uri", posting->id),
                    MOOT_TEXT ("about", posting->about != NULL ? posting->about : posting->id),
                    MOOT_INT ("synchronise", posting->synchronise),
                    MOOT_INT ("key_number", posting->key_number),
                    MOOT_TEXT ("body", posting->json), MOOT_INT ("now", now)),
        error))
    return FALSE;
  outgoing_id = moot_db_get_last_id (db);
  for (guint i = 0; inboxes[i] != NULL; i++)
    if (!moot_uri_same_origin (inboxes[i], site->base_url) &&
        !add_delivery (db, posting, outgoing_id, inboxes[i], now, error))
      return FALSE;
  moot_db_announce (db, MOOT_NEWS_OUTBOX, outgoing_id, 0);
  return moot_db_run (db, &moot_sql_outbox_drop_empty, MOOT_BINDS (MOOT_INT ("id", outgoing_id)),
                      error);
}

/**
 * moot_outbox_heard_from:
 * @db: the writer
 * @host: with its port if there is one, as moot_uri_dup_authority() gives it
 * @error: return location
 *
 * A request of @host was verified: whatever was wrong with it is over.  Costs nothing if nothing
 * was.
 *
 * Returns: whether it was written
 */
gboolean
moot_outbox_heard_from (MootDb      *db,
                        const char  *host,
                        GError     **error)
{
  gint64 n_changed = 0;

  if (!moot_db_run_counted (db, &moot_sql_outbox_host_heard,
                            MOOT_BINDS (MOOT_TEXT ("host", host)), &n_changed, error))
    return FALSE;
  if (n_changed > 0)
    moot_db_announce (db, MOOT_NEWS_OUTBOX, 0, 0);
  return TRUE;
}

static gboolean
hear (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  return moot_outbox_heard_from (db, data, error);
}

/**
 * moot_outbox_hear:
 * @pool: the database
 * @actor: who signed a request that was verified
 *
 * moot_outbox_heard_from() for requests that write nothing else: nothing is written if nothing was
 * wrong.
 */
void
moot_outbox_hear (MootDbPool *pool,
                  const char *actor)
{
  g_autofree char *host = moot_uri_dup_authority (actor);
  MootDb *reader = host != NULL ? moot_db_pool_borrow_reader (pool, NULL) : NULL;
  g_autoptr (GError) error = NULL;
  gint64 wrong = 0;

  if (reader != NULL &&
      !moot_db_get_int (reader, &moot_sql_outbox_host_is_bad, MOOT_BINDS (MOOT_TEXT ("host", host)),
                        &wrong, &error))
    wrong = 0;
  moot_db_pool_return_reader (pool, reader);
  if (wrong != 0 && !moot_db_pool_write (pool, hear, host, &error))
    g_debug ("it cannot be kept that '%s' is back: %s", host, error->message);
}
