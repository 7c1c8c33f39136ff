/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Follows that end because of a decision, not because somebody unfollowed: the members whom it
 * concerns are told once, and can read which.
 * Spec: Mastodon client API, RelationshipSeveranceEvent.
 * Thread: the connection's. */
#include "moot-severance-store.h"

#include "moot-clock.h"
#include "moot-notification-store.h"
#include "moot-sql.h"

#define MAX_TARGETS 3

/* What one member loses. */
typedef struct
{
  gint64 account_id;
  gint64 n[2]; /* followed, followers */
  GPtrArray *accts[2];
  GString *target_name;
  guint n_targets;
} Loss;

struct _MootSevering
{
  const char *type;
  GPtrArray *losses; /* few: of one decision */
  GHashTable *by_account;
};

static void
loss_free (Loss *loss)
{
  g_ptr_array_unref (loss->accts[0]);
  g_ptr_array_unref (loss->accts[1]);
  g_string_free (loss->target_name, TRUE);
  g_free (loss);
}

/**
 * moot_severing_new:
 * @type: `domain_block`, `user_domain_block` or `account_suspension`; static
 *
 * Returns: (transfer full): follows that end together
 */
MootSevering *
moot_severing_new (const char *type)
{
  MootSevering *self = g_new0 (MootSevering, 1);

  self->type = type;
  self->losses = g_ptr_array_new_with_free_func ((GDestroyNotify) loss_free);
  self->by_account = g_hash_table_new (g_int64_hash, g_int64_equal);
  return self;
}

/** moot_severing_free: frees @self, which may be %NULL */
void
moot_severing_free (MootSevering *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_account);
  g_ptr_array_unref (self->losses);
  g_free (self);
}

static Loss *
ensure_loss (MootSevering *self,
             gint64        account_id)
{
  Loss *loss = g_hash_table_lookup (self->by_account, &account_id);

  if (loss != NULL)
    return loss;
  loss = g_new0 (Loss, 1);
  loss->account_id = account_id;
  loss->accts[0] = g_ptr_array_new_with_free_func (g_free);
  loss->accts[1] = g_ptr_array_new_with_free_func (g_free);
  loss->target_name = g_string_new (NULL);
  g_ptr_array_add (self->losses, loss);
  g_hash_table_insert (self->by_account, &loss->account_id, loss);
  return loss;
}

/* Of many servers the first few are named. */
static void
name_target (Loss       *loss,
             const char *name)
{
  if (loss->n_targets > 0 && g_str_has_suffix (loss->target_name->str, name))
    return;
  loss->n_targets++;
  if (loss->n_targets > MAX_TARGETS + 1)
    return;
  if (loss->n_targets > 1)
    g_string_append (loss->target_name, ", ");
  g_string_append (loss->target_name, loss->n_targets <= MAX_TARGETS ? name : "…");
}

/**
 * moot_severing_note:
 * @self: follows that end
 * @db: the writer, before the follow ends
 * @target_name: the server or account because of which it ends; those of one after the other
 * @pair: who follows whom
 * @except_id: who is not told, 0 for nobody
 * @error: return location
 *
 * Requests that were never answered are no loss.
 *
 * Returns: whether the database answered
 */
gboolean
moot_severing_note (MootSevering          *self,
                    MootDb                *db,
                    const char            *target_name,
                    const MootFollowPair  *pair,
                    gint64                 except_id,
                    GError               **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_severance_sides,
    MOOT_BINDS (MOOT_INT ("account", pair->account_id), MOOT_INT ("target", pair->target_id),
                MOOT_INT ("except", except_id)),
    error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    {
      Loss *loss = ensure_loss (self, moot_rows_get_int (rows, "id"));
      guint side = moot_rows_get_int (rows, "is_follower") != 0 ? 1 : 0;

      loss->n[side]++;
      name_target (loss, target_name);
      if (loss->accts[side]->len < MOOT_SEVERANCE_MAX_NAMES)
        g_ptr_array_add (loss->accts[side], g_strdup (moot_rows_get_text (rows, "acct")));
    }
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
write_names (MootDb      *db,
             gint64       id,
             const Loss  *loss,
             GError     **error)
{
  for (guint side = 0; side < G_N_ELEMENTS (loss->accts); side++)
    for (guint i = 0; i < loss->accts[side]->len; i++)
      if (!moot_db_run (db, &moot_sql_severed_follow_add,
                        MOOT_BINDS (MOOT_INT ("severance", id),
                                    MOOT_TEXT ("acct", g_ptr_array_index (loss->accts[side], i)),
                                    MOOT_INT ("is_follower", side)),
                        error))
        return FALSE;
  return TRUE;
}

static gboolean
write_loss (const MootSevering  *self,
            MootDb              *db,
            const Loss          *loss,
            gint64               now,
            GError             **error)
{
  gint64 id;

  if (!moot_db_run (db, &moot_sql_severance_add,
                    MOOT_BINDS (MOOT_INT ("account", loss->account_id),
                                MOOT_TEXT ("type", self->type),
                                MOOT_TEXT ("target", loss->target_name->str),
                                MOOT_INT ("following", loss->n[0]),
                                MOOT_INT ("followers", loss->n[1]), MOOT_INT ("now", now)),
                    error))
    return FALSE;
  id = moot_db_get_last_id (db);
  if (!write_names (db, id, loss, error) ||
      !moot_db_run (db, &moot_sql_severance_notify,
                    MOOT_BINDS (MOOT_INT ("account", loss->account_id),
                                MOOT_INT ("severance", id), MOOT_INT ("now", now)),
                    error))
    return FALSE;
  moot_db_announce (db, MOOT_NEWS_NOTIFICATION, moot_db_get_last_id (db), loss->account_id);
  return TRUE;
}

/**
 * moot_severing_finish:
 * @self: follows that ended
 * @db: the writer
 * @error: return location
 *
 * Tells everybody who lost something, each once.
 *
 * Returns: whether it was written
 */
gboolean
moot_severing_finish (MootSevering  *self,
                      MootDb        *db,
                      GError       **error)
{
  gint64 now = moot_clock_now ();

  for (guint i = 0; i < self->losses->len; i++)
    if (!write_loss (self, db, g_ptr_array_index (self->losses, i), now, error))
      return FALSE;
  return TRUE;
}

/* Reading ------------------------------------------------------------------------------------- */

static gboolean
write_event (MootDb          *db,
             gint64           id,
             gint64           account_id,
             MootJsonWriter  *json,
             gboolean        *out_found,
             GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_severance_get,
    MOOT_BINDS (MOOT_INT ("id", id), MOOT_INT ("account", account_id)), error);
  g_autoptr (GError) local = NULL;

  *out_found = rows != NULL && moot_rows_next (rows, &local);
  if (*out_found)
    {
      moot_json_name (json, "event");
      moot_json_begin_object (json);
      moot_json_put_id (json, "id", id);
      moot_json_put_string (json, "type", moot_rows_get_text (rows, "type"));
      moot_json_put_boolean (json, "purged", moot_rows_get_int (rows, "purged") != 0);
      moot_json_put_string (json, "target_name", moot_rows_get_text (rows, "target_name"));
      moot_json_put_int (json, "followers_count", moot_rows_get_int (rows, "followers_count"));
      moot_json_put_int (json, "following_count", moot_rows_get_int (rows, "following_count"));
      moot_json_put_time (json, "created_at", moot_rows_get_int (rows, "created_at"));
      moot_json_end_object (json);
    }
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return rows != NULL && (error == NULL || *error == NULL);
}

/** moot_severance_write: writes the member `event` of a notification; returns whether the database
 * answered */
gboolean
moot_severance_write (MootDb          *db,
                      gint64           id,
                      MootJsonWriter  *json,
                      GError         **error)
{
  gboolean found;

  return write_event (db, id, 0, json, &found, error);
}

static gboolean
write_side (MootDb          *db,
            gint64           id,
            gboolean         is_follower,
            MootJsonWriter  *json,
            GError         **error)
{
  g_autoptr (MootRows) rows = moot_db_query (
    db, &moot_sql_severed_follows,
    MOOT_BINDS (MOOT_INT ("severance", id), MOOT_INT ("is_follower", is_follower)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  moot_json_name (json, is_follower ? "followers" : "following");
  moot_json_begin_array (json);
  while (moot_rows_next (rows, &local))
    moot_json_add_string (json, moot_rows_text_at (rows, 0));
  moot_json_end_array (json);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_severance_write_list:
 * @db: a connection
 * @id: what the `event` of a notification is called
 * @account_id: who wants to know
 * @json: gets an object: `event`, and names as they stand in handles: `following`, `followers`
 * @out_found: (out): whether there is such an event of @account_id
 * @error: return location
 *
 * Returns: whether the database answered
 */
gboolean
moot_severance_write_list (MootDb          *db,
                           gint64           id,
                           gint64           account_id,
                           MootJsonWriter  *json,
                           gboolean        *out_found,
                           GError         **error)
{
  moot_json_begin_object (json);
  if (!write_event (db, id, account_id, json, out_found, error))
    return FALSE;
  if (*out_found && (!write_side (db, id, FALSE, json, error) ||
                     !write_side (db, id, TRUE, json, error)))
    return FALSE;
  moot_json_end_object (json);
  return TRUE;
}

/** moot_severance_prune: forgets the names of what ended before @before, not the numbers */
gboolean
moot_severance_prune (MootDb  *db,
                      gint64   before,
                      GError **error)
{
  return moot_db_run (db, &moot_sql_severed_follow_prune,
                      MOOT_BINDS (MOOT_INT ("before", before)), error);
}
