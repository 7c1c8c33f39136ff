/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the lines of each list do: the same as if the member had done it by hand, one by one.
 * Spec: Mastodon's exports: following_accounts.csv, blocked_accounts.csv, muted_accounts.csv,
 * blocked_domains.csv, bookmarks.csv.
 * Thread: finding somebody blocks; everything else is the writer's. */
#include "moot-account-store.h"
#include "moot-domain-store.h"
#include "moot-error.h"
#include "moot-follow-answer.h"
#include "moot-handle.h"
#include "moot-lookup.h"
#include "moot-member-domain.h"
#include "moot-notification-store.h"
#include "moot-publish.h"
#include "moot-relationship-store.h"
#include "moot-sql.h"
#include "moot-transfer-private.h"
#include "moot-uri.h"

#include <string.h>

/* Names ---------------------------------------------------------------------------------------- */

/* A name without a domain is one of ours. */
static char *
dup_handle (const MootSite *site,
            const char     *cell)
{
  g_autofree char *whole =
    strchr (*cell == '@' ? cell + 1 : cell, '@') != NULL
      ? g_strdup (cell)
      : g_strdup_printf ("%s@%s", *cell == '@' ? cell + 1 : cell, site->domain);
  g_autoptr (MootHandle) handle = moot_handle_parse (whole);

  if (handle == NULL)
    return NULL;
  g_clear_pointer (&whole, g_free);
  whole = g_strdup_printf ("%s@%s", handle->username, handle->domain);
  return g_ascii_strdown (whole, -1);
}

/* As it stands in handles: with the port, if there is one. */
static char *
dup_domain (const MootSite *site,
            const char     *cell)
{
  g_autofree char *uri = *cell != '\0' && strpbrk (cell, "/@?# ") == NULL
                           ? g_strconcat ("https://", cell, "/", NULL)
                           : NULL;

  return uri != NULL ? moot_uri_dup_authority (uri) : NULL;
}

static char *
dup_address (const MootSite *site,
             const char     *cell)
{
  return moot_uri_is_http (cell) ? g_strdup (cell) : NULL;
}

/* Finding -------------------------------------------------------------------------------------- */

static gboolean
find_known (MootFederation  *federation,
            const MootSql   *sql,
            const MootBind  *binds,
            gint64          *out_id,
            GError         **error)
{
  MootDb *db = moot_db_pool_borrow_reader (federation->pool, error);
  gboolean done = db != NULL && moot_db_get_int (db, sql, binds, out_id, error);

  if (db != NULL)
    moot_db_pool_return_reader (federation->pool, db);
  return done;
}

static gboolean
refuse_unknown (const char  *name,
                GError     **error)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "there is no '%.200s'", name);
  return FALSE;
}

static gboolean
find_account (MootFederation  *federation,
              const char      *name,
              gint64          *out_target_id,
              GError         **error)
{
  const char *at = strchr (name, '@');
  g_autofree char *username = g_strndup (name, (gsize) (at - name));
  gboolean is_ours = g_ascii_strcasecmp (at + 1, federation->site->domain) == 0;

  *out_target_id = 0;
  if (!find_known (federation, &moot_sql_account_id_by_name,
                   MOOT_BINDS (MOOT_TEXT ("username", username),
                               MOOT_TEXT ("domain", is_ours ? "" : at + 1)),
                   out_target_id, error))
    return FALSE;
  if (*out_target_id == 0 && !is_ours &&
      !moot_lookup_handle (federation, name, out_target_id, error))
    return FALSE;
  return *out_target_id != 0 || refuse_unknown (name, error);
}

static gboolean
find_nothing (MootFederation  *federation,
              const char      *name,
              gint64          *out_target_id,
              GError         **error)
{
  *out_target_id = 0;
  return TRUE;
}

static gboolean
find_status (MootFederation  *federation,
             const char      *name,
             gint64          *out_target_id,
             GError         **error)
{
  gint64 account_id = 0;

  *out_target_id = 0;
  if (!find_known (federation, &moot_sql_status_id_by_uri, MOOT_BINDS (MOOT_TEXT ("uri", name)),
                   out_target_id, error))
    return FALSE;
  if (*out_target_id == 0 &&
      !moot_lookup_uri (federation, name, &account_id, out_target_id, error))
    return FALSE;
  return *out_target_id != 0 || refuse_unknown (name, error);
}

/* Doing ---------------------------------------------------------------------------------------- */

static gboolean
put_follow (MootDb                  *db,
            const MootTransferLine  *line,
            GError                 **error)
{
  gboolean is_new;
  gboolean accepted;

  if (!moot_follow_put (db, line->account_id, line->target_id, line->first, line->second, &is_new,
                        &accepted, error))
    return FALSE;
  return !is_new ||
         (moot_publish_follow (db, line->site, line->account_id, line->target_id, line->now,
                               error) &&
          moot_notification_raise (db, line->target_id, accepted ? "follow" : "follow_request",
                                   line->account_id, 0, error));
}

static gboolean
remove_follow (MootDb                  *db,
               const MootTransferLine  *line,
               GError                 **error)
{
  return moot_publish_unfollow (db, line->site, line->account_id, line->target_id, line->now,
                                error) &&
         moot_follow_remove (db, line->account_id, line->target_id, error);
}

/* No Block is sent: it would tell whom it is against.  Taking back the follows is enough. */
static gboolean
put_block (MootDb                  *db,
           const MootTransferLine  *line,
           GError                 **error)
{
  return moot_publish_unfollow (db, line->site, line->account_id, line->target_id, line->now,
                                error) &&
         moot_follow_answer_put (db, line->site, line->target_id, line->account_id, NULL, FALSE,
                                 error) &&
         moot_block_put (db, line->account_id, line->target_id, error);
}

static gboolean
remove_block (MootDb                  *db,
              const MootTransferLine  *line,
              GError                 **error)
{
  return moot_block_remove (db, line->account_id, line->target_id, error);
}

static gboolean
put_mute (MootDb                  *db,
          const MootTransferLine  *line,
          GError                 **error)
{
  return moot_mute_put (db, line->account_id, line->target_id, line->first, 0, error);
}

static gboolean
remove_mute (MootDb                  *db,
             const MootTransferLine  *line,
             GError                 **error)
{
  return moot_mute_remove (db, line->account_id, line->target_id, error);
}

static gboolean
put_domain (MootDb                  *db,
            const MootTransferLine  *line,
            GError                 **error)
{
  return moot_member_domain_block (db, line->site, line->account_id, line->name, line->now, error);
}

static gboolean
remove_domain (MootDb                  *db,
               const MootTransferLine  *line,
               GError                 **error)
{
  return moot_member_domain_block_remove (db, line->account_id, line->name, error);
}

/* What they may not read is not kept for them. */
static gboolean
put_bookmark (MootDb                  *db,
              const MootTransferLine  *line,
              GError                 **error)
{
  gint64 visible = 0;

  if (!moot_db_get_int (db, &moot_sql_status_line_by_id,
                        MOOT_BINDS (MOOT_INT ("id", line->target_id),
                                    MOOT_INT ("viewer", line->account_id)),
                        &visible, error))
    return FALSE;
  if (visible == 0)
    return refuse_unknown (line->name, error);
  return moot_db_run (db, &moot_sql_bookmark_add,
                      MOOT_BINDS (MOOT_INT ("account", line->account_id),
                                  MOOT_INT ("status", line->target_id),
                                  MOOT_INT ("now", line->now)),
                      error);
}

static gboolean
remove_bookmark (MootDb                  *db,
                 const MootTransferLine  *line,
                 GError                 **error)
{
  return moot_db_run (db, &moot_sql_bookmark_remove,
                      MOOT_BINDS (MOOT_INT ("account", line->account_id),
                                  MOOT_INT ("status", line->target_id)),
                      error);
}

/* The columns of Mastodon; it writes no header where there is only one. */
static const MootTransferList lists[] = {
  { "following", "following_accounts.csv",
    "Account address,Show boosts,Notify on new posts,Languages\n", &moot_sql_export_following,
    &moot_sql_transfer_beyond_following, 2, TRUE, dup_handle, find_account, put_follow,
    remove_follow },
  { "blocks", "blocked_accounts.csv", NULL, &moot_sql_export_blocks,
    &moot_sql_transfer_beyond_blocks, 0, FALSE, dup_handle, find_account, put_block,
    remove_block },
  { "mutes", "muted_accounts.csv", "Account address,Hide notifications\n", &moot_sql_export_mutes,
    &moot_sql_transfer_beyond_mutes, 1, TRUE, dup_handle, find_account, put_mute, remove_mute },
  { "domain_blocks", "blocked_domains.csv", NULL, &moot_sql_export_domain_blocks,
    &moot_sql_transfer_beyond_domain_blocks, 0, FALSE, dup_domain, find_nothing, put_domain,
    remove_domain },
  { "bookmarks", "bookmarks.csv", NULL, &moot_sql_export_bookmarks,
    &moot_sql_transfer_beyond_bookmarks, 0, FALSE, dup_address, find_status, put_bookmark,
    remove_bookmark },
};

/** moot_transfer_list_find: (nullable): the list called @name, in static storage */
const MootTransferList *
moot_transfer_list_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    if (g_str_equal (lists[i].name, name))
      return &lists[i];
  return NULL;
}
