/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Servers that knocked where only allowed ones are spoken to, for whoever may let them in.
 *
 * Nothing is asked of a server that is not spoken to, so what it is called is what it said: a list
 * of wishes, bounded in every way, and nothing else.
 * Spec: Mastodon's limited federation mode.
 * Thread: noting from any, everything else the connection's. */
#include "moot-pending-hosts.h"

#include "moot-clock.h"
#include "moot-domain-policy.h"
#include "moot-domain-store.h"
#include "moot-http-signature.h"
#include "moot-json.h"
#include "moot-pacing.h"
#include "moot-records.h"
#include "moot-sql.h"
#include "moot-uri.h"

#include <string.h>

#define MAX_NAME 253

struct _MootPendingHosts
{
  MootDbPool *pool;
  MootPacing *each;
  MootPacing *total;
};

/** moot_pending_hosts_new: (transfer full): keeps what knocks in @pool, which must outlive it */
MootPendingHosts *
moot_pending_hosts_new (MootDbPool *pool)
{
  MootPendingHosts *self = g_new0 (MootPendingHosts, 1);

  self->pool = pool;
  self->each = moot_pacing_new (1, MOOT_PENDING_HOST_EVERY, 2 * MOOT_PENDING_HOSTS_MAX);
  self->total = moot_pacing_new (MOOT_PENDING_HOSTS_MINUTE, MOOT_MINUTE, 1);
  return self;
}

/** moot_pending_hosts_free: frees @self, which may be %NULL */
void
moot_pending_hosts_free (MootPendingHosts *self)
{
  if (self == NULL)
    return;

  moot_pacing_unref (self->each);
  moot_pacing_unref (self->total);
  g_free (self);
}

/* Whose key it says the request was signed with. */
static char *
dup_host (const MootHttpMessage *message)
{
  g_autoptr (GPtrArray) claims = moot_http_signatures_parse (message, NULL);
  const MootHttpSignature *first =
    claims != NULL && claims->len > 0 ? g_ptr_array_index (claims, 0) : NULL;
  g_autofree char *host = first != NULL ? moot_uri_dup_host (first->key_id) : NULL;

  return moot_domain_dup_normal (host);
}

typedef struct
{
  const char *host;
  gint64 now;
} Knock;

static gboolean
put (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  const Knock *knock = data;

  return moot_db_run (db, &moot_sql_pending_host_put,
                      MOOT_BINDS (MOOT_TEXT ("host", knock->host), MOOT_INT ("now", knock->now)),
                      error) &&
         moot_db_run (db, &moot_sql_pending_host_trim,
                      MOOT_BINDS (MOOT_TEXT ("host", knock->host),
                                  MOOT_INT ("limit", MOOT_PENDING_HOSTS_MAX - 1)),
                      error);
}

/* Whether it is only for want of an allowance that @host is not spoken to. */
static gboolean
is_wanting (MootPendingHosts *self,
            const char       *host)
{
  MootDb *db = moot_db_pool_borrow_reader (self->pool, NULL);
  gboolean wanting = FALSE;

  if (db != NULL && !moot_domain_policy_is_pending (db, host, &wanting, NULL))
    wanting = FALSE;
  moot_db_pool_return_reader (self->pool, db);
  return wanting;
}

/**
 * moot_pending_hosts_note:
 * @self: pending hosts
 * @message: a signed request that was refused because of where it is from
 * @now: UTC milliseconds
 *
 * Nothing happens unless only allowed servers are spoken to, and this one was not decided about.
 *
 * Limits: %MOOT_PENDING_HOST_EVERY for each, %MOOT_PENDING_HOSTS_MINUTE for all.
 */
void
moot_pending_hosts_note (MootPendingHosts      *self,
                         const MootHttpMessage *message,
                         gint64                 now)
{
  g_autofree char *host = message != NULL ? dup_host (message) : NULL;
  Knock knock = { host, now };
  g_autoptr (GError) error = NULL;

  if (host == NULL || strlen (host) > MAX_NAME ||
      !moot_pacing_take (self->total, "", now, NULL) || !is_wanting (self, host) ||
      !moot_pacing_take (self->each, host, now, NULL))
    return;
  if (!moot_db_pool_write (self->pool, put, &knock, &error))
    g_debug ("it cannot be kept that '%s' knocked: %s", host, error->message);
}

/** moot_pending_hosts_settle: it was decided about @domain and what is below it; returns whether
 * that was written */
gboolean
moot_pending_hosts_settle (MootDb      *db,
                           const char  *domain,
                           GError     **error)
{
  return moot_db_run (db, &moot_sql_pending_host_settle,
                      MOOT_BINDS (MOOT_TEXT ("host", domain)), error);
}

static void
write_host (MootRows       *rows,
            MootJsonWriter *json)
{
  moot_json_put_string (json, "id", moot_rows_get_text (rows, "host"));
  moot_json_put_string (json, "domain", moot_rows_get_text (rows, "host"));
  moot_json_put_int (json, "times", moot_rows_get_int (rows, "n_times"));
  moot_json_put_time (json, "first_seen_at", moot_rows_get_int (rows, "first_at"));
  moot_json_put_time (json, "last_seen_at", moot_rows_get_int (rows, "last_at"));
}

/**
 * moot_pending_hosts_write:
 * @db: a connection
 * @json: gets an array of objects: `id`, the same as `domain`, `times`, `first_seen_at`,
 * `last_seen_at`
 * @error: return location
 *
 * Those that knocked last come first.
 *
 * Returns: whether the database answered
 */
gboolean
moot_pending_hosts_write (MootDb          *db,
                          MootJsonWriter  *json,
                          GError         **error)
{
  return moot_records_write (db, &moot_sql_pending_host_list, NULL, write_host, json, error);
}

/** moot_pending_hosts_prune: forgets those that did not come back */
gboolean
moot_pending_hosts_prune (MootDb  *db,
                          gint64   now,
                          GError **error)
{
  return moot_db_run (db, &moot_sql_pending_host_prune,
                      MOOT_BINDS (MOOT_INT ("before", now - MOOT_PENDING_HOST_KEEP_MS)), error);
}
