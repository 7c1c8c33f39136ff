/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What was said while the server was away: kept on disk before it is sent, sent in its order when
 * the server is back, and taken out once the server has it.  What it refuses stays with its reason
 * until its author has seen it.
 * Thread: workers only. */
#include "moot-unsent.h"

#include "moot-cache-private.h"
#include "moot-client-error.h"
#include "moot-clock.h"
#include "moot-json.h"
#include "moot-unsent-body.h"

/* clang-format off */
static const struct
{
  const char *kind;
  MootCall call;
  gboolean about_target; /* else about the place */
  gboolean has_key;      /* sending it twice would say it twice */
  const char *words;     /* (nullable): member with somebody's work, which is never dropped */
} kinds[] = {
  { "comment",    MOOT_CALL_CREATE_COMMENT,      FALSE, TRUE,  "body"    },
  { "context",    MOOT_CALL_CHANGE_DISCUSSION,   FALSE, TRUE,  "context" },
  { "discussion", MOOT_CALL_CREATE_DISCUSSION,   FALSE, TRUE,  "context" },
  { "edit",       MOOT_CALL_CHANGE_COMMENT,      TRUE,  TRUE,  "body"    },
  { "greet",      MOOT_CALL_REACT_TO_DISCUSSION, FALSE, TRUE,  NULL      },
  { "react",      MOOT_CALL_REACT_TO_COMMENT,    TRUE,  TRUE,  NULL      },
  { "read",       MOOT_CALL_READ_DISCUSSION,     FALSE, FALSE, NULL      },
  { "remove",     MOOT_CALL_DELETE_COMMENT,      TRUE,  FALSE, NULL      },
};
/* clang-format on */

G_LOCK_DEFINE_STATIC (sending); /* two at once would only say everything twice */

static gsize
find_kind (const char *kind)
{
  gsize i = 0;

  while (i + 1 < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[i].kind, kind))
    i++;
  return i;
}

/**
 * moot_unsent_item_new:
 * @kind: see #MootUnsentItem
 * @place: the discussion
 * @target: (nullable): the comment it is about
 * @key: (nullable): replaces what waits under the same name; %NULL for one of its own
 * @json: (transfer full): the body of the request
 *
 * Returns: (transfer full): something to be sent
 */
MootUnsentItem *
moot_unsent_item_new (const char *kind,
                      const char *place,
                      const char *target,
                      const char *key,
                      char       *json)
{
  MootUnsentItem *self = g_new0 (MootUnsentItem, 1);

  self->kind = g_strdup (kind);
  self->place = g_strdup (place);
  self->target = g_strdup (target != NULL ? target : "");
  self->key = key != NULL ? g_strdup (key) : g_uuid_string_random ();
  self->json = json;
  self->created_at = moot_clock_now ();
  return self;
}

/**
 * moot_unsent_item_free:
 * @self: (nullable): an item
 */
void
moot_unsent_item_free (MootUnsentItem *self)
{
  if (self == NULL)
    return;

  g_free (self->place);
  g_free (self->kind);
  g_free (self->target);
  g_free (self->key);
  g_free (self->json);
  g_free (self->problem);
  g_free (self);
}

/** moot_unsent_item_dup_text: (transfer full) (nullable): the words in it; %NULL for what has none
 */
char *
moot_unsent_item_dup_text (const MootUnsentItem *self)
{
  g_autoptr (JsonNode) node = moot_json_parse (self->json, -1, NULL);
  const char *words = kinds[find_kind (self->kind)].words;

  if (words == NULL || node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  return g_strdup (moot_json_get_string (json_node_get_object (node), words));
}

/** moot_unsent_item_dup_title: (transfer full) (nullable): what is above the words, if anything */
char *
moot_unsent_item_dup_title (const MootUnsentItem *self)
{
  g_autoptr (JsonNode) node = moot_json_parse (self->json, -1, NULL);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node)
           ? g_strdup (moot_json_get_string (json_node_get_object (node), "title"))
           : NULL;
}

/** moot_unsent_item_to_request: (transfer full): how the server is told */
MootRequest *
moot_unsent_item_to_request (const MootUnsentItem *self)
{
  const gsize kind = find_kind (self->kind);
  MootRequest *request =
    moot_request_new_for (kinds[kind].call, kinds[kind].about_target ? self->target : self->place);

  if (*self->json != '\0')
    moot_unsent_body_put (self->json, request);
  if (kinds[kind].has_key)
    moot_request_set_idempotency_key (request, self->key);
  return request;
}

typedef struct
{
  const MootSql *sql;
  const MootBind *binds;
} Statement;

static gboolean
run_statement (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  const Statement *statement = data;

  return moot_db_run (db, statement->sql, statement->binds, error);
}

static gboolean
write_one (MootCache       *cache,
           const MootSql   *sql,
           const MootBind  *binds,
           GError         **error)
{
  Statement statement = { sql, binds };

  return moot_db_pool_write (cache->pool, run_statement, &statement, error);
}

/** moot_unsent_put: keeps something before it is sent; the same key replaces what was there */
gboolean
moot_unsent_put (MootCache             *cache,
                 const char            *account,
                 const MootUnsentItem  *item,
                 GError               **error)
{
  return write_one (
    cache, &moot_cache_sql_outbox_put,
    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("place", item->place),
                MOOT_TEXT ("kind", item->kind), MOOT_TEXT ("target", item->target),
                MOOT_TEXT ("key", item->key), MOOT_TEXT ("json", item->json),
                MOOT_INT ("now", item->created_at)),
    error);
}

/** moot_unsent_remove: it was sent, or its author does not want it any more */
gboolean
moot_unsent_remove (MootCache   *cache,
                    const char  *account,
                    gint64       id,
                    GError     **error)
{
  return write_one (cache, &moot_cache_sql_outbox_remove,
                    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_INT ("id", id)), error);
}

static MootUnsentItem *
read_item (MootRows *rows)
{
  MootUnsentItem *item = g_new0 (MootUnsentItem, 1);

  item->id = moot_rows_get_int (rows, "id");
  item->place = g_strdup (moot_rows_get_text (rows, "place"));
  item->kind = g_strdup (moot_rows_get_text (rows, "kind"));
  item->target = g_strdup (moot_rows_get_text (rows, "target"));
  item->key = g_strdup (moot_rows_get_text (rows, "key"));
  item->json = g_strdup (moot_rows_get_text (rows, "json"));
  item->problem = g_strdup (moot_rows_get_text (rows, "problem"));
  item->created_at = moot_rows_get_int (rows, "created_at");
  return item;
}

static GPtrArray *
list (MootCache   *cache,
      const char  *account,
      const char  *place,
      const char  *key,
      GError     **error)
{
  MootDb *db = moot_db_pool_borrow_reader (cache->pool, error);
  g_autoptr (GPtrArray) items =
    g_ptr_array_new_with_free_func ((GDestroyNotify) moot_unsent_item_free);
  g_autoptr (GError) local = NULL;

  if (db == NULL)
    return NULL;
  {
    g_autoptr (MootRows) rows = moot_db_query (
      db, &moot_cache_sql_outbox_list,
      MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_TEXT ("place", place),
                  MOOT_TEXT ("key", key), MOOT_INT ("limit", MOOT_UNSENT_MAX)),
      &local);

    while (rows != NULL && moot_rows_next (rows, &local))
      g_ptr_array_add (items, read_item (rows));
  }
  moot_db_pool_return_reader (cache->pool, db);
  if (local == NULL)
    return g_steal_pointer (&items);
  g_propagate_error (error, g_steal_pointer (&local));
  return NULL;
}

/**
 * moot_unsent_list:
 * @cache: a cache
 * @account: whose
 * @place: (nullable): of this discussion; %NULL for all
 * @error: return location
 *
 * Returns: (transfer full) (element-type MootUnsentItem): what waits, oldest first
 */
GPtrArray *
moot_unsent_list (MootCache   *cache,
                  const char  *account,
                  const char  *place,
                  GError     **error)
{
  return list (cache, account, place != NULL ? place : "", "", error);
}

/** moot_unsent_find: (transfer full) (nullable): what waits under a key; %NULL without @error when
 * it was sent */
MootUnsentItem *
moot_unsent_find (MootCache   *cache,
                  const char  *account,
                  const char  *key,
                  GError     **error)
{
  g_autoptr (GPtrArray) found = list (cache, account, "", key, error);

  return found != NULL && found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

/* What will be another time, as far as one can tell from here. */
static gboolean
is_passing (const GError *error)
{
  static const MootClientError codes[] = { MOOT_CLIENT_ERROR_OFFLINE,
                                           MOOT_CLIENT_ERROR_UNAUTHORIZED,
                                           MOOT_CLIENT_ERROR_LIMITED, MOOT_CLIENT_ERROR_SERVER };

  if (error->domain != MOOT_CLIENT_ERROR)
    return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND); /* a file that is gone */
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (error->code == (int) codes[i])
      return TRUE;
  return FALSE;
}

/* The answer is settled: what nobody wrote is dropped, what somebody wrote stays with the reason.
 */
static gboolean
settle (MootCache             *cache,
        const char            *account,
        const MootUnsentItem  *item,
        const GError          *refusal,
        GError               **error)
{
  if (refusal == NULL || kinds[find_kind (item->kind)].words == NULL)
    return moot_unsent_remove (cache, account, item->id, error);
  return write_one (cache, &moot_cache_sql_outbox_refuse,
                    MOOT_BINDS (MOOT_TEXT ("account", account), MOOT_INT ("id", item->id),
                                MOOT_TEXT ("problem", refusal->message)),
                    error);
}

/**
 * moot_unsent_deliver:
 * @connection: the way to the server
 * @cache: (nullable): where @item waits
 * @account: (nullable): whose
 * @item: something to be sent
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Files go up first, each once: what the server has of them is kept before the next one.
 *
 * Errors: #MootClientError; those of GIO for a file that cannot be read.
 *
 * Returns: (transfer full): the server's answer
 */
MootReply *
moot_unsent_deliver (MootConnection  *connection,
                     MootCache       *cache,
                     const char      *account,
                     MootUnsentItem  *item,
                     GCancellable    *cancellable,
                     GError         **error)
{
  g_autoptr (MootRequest) request = NULL;
  char *json;

  while (moot_unsent_body_has_files (item->json))
    {
      json = moot_unsent_body_send_file (item->json, connection, cancellable, error);
      if (json == NULL)
        return NULL;
      g_free (item->json);
      item->json = json;
      if (cache != NULL && !moot_unsent_put (cache, account, item, error))
        return NULL;
    }
  request = moot_unsent_item_to_request (item);
  return moot_connection_call (connection, request, cancellable, error);
}

static gboolean
send_all (MootConnection  *connection,
          MootCache       *cache,
          const char      *account,
          GPtrArray       *items,
          const char      *key,
          MootReply      **out_reply,
          GCancellable    *cancellable,
          GError         **error)
{
  for (guint i = 0; i < items->len; i++)
    {
      MootUnsentItem *item = g_ptr_array_index (items, i);
      g_autoptr (MootReply) reply = NULL;
      g_autoptr (GError) local = NULL;

      if (item->problem != NULL)
        continue;
      reply = moot_unsent_deliver (connection, cache, account, item, cancellable, &local);
      if (local != NULL && is_passing (local))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (!settle (cache, account, item, local, error))
        return FALSE;
      if (out_reply != NULL && g_strcmp0 (item->key, key) == 0)
        *out_reply = g_steal_pointer (&reply);
    }
  return TRUE;
}

/**
 * moot_unsent_send:
 * @connection: the way to the server
 * @cache: where it waits
 * @account: whose
 * @key: (nullable): of the one whose answer is wanted
 * @out_reply: (out) (optional) (transfer full) (nullable): that answer; left alone without one
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Sends what waits, oldest first, until the server is away again.
 *
 * Errors: #MootClientError of what stopped it; all that was not sent waits on.
 *
 * Returns: whether nothing waits for the server any more
 */
gboolean
moot_unsent_send (MootConnection  *connection,
                  MootCache       *cache,
                  const char      *account,
                  const char      *key,
                  MootReply      **out_reply,
                  GCancellable    *cancellable,
                  GError         **error)
{
  g_autoptr (GPtrArray) items = NULL;
  gboolean sent = FALSE;

  G_LOCK (sending);
  items = moot_unsent_list (cache, account, NULL, error);
  if (items != NULL)
    sent = send_all (connection, cache, account, items, key, out_reply, cancellable, error);
  G_UNLOCK (sending);
  return sent;
}
