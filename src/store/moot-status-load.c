/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One status out of its tables, as far as it is the same for every viewer: without account, poll,
 * boosted status and flags.
 * Spec: Mastodon client API, Status.
 * Thread: the connection's. */
#include "moot-status-load.h"

#include "moot-attachment-store.h"
#include "moot-error.h"
#include "moot-media-address.h"
#include "moot-sql.h"

/**
 * moot_tag_new:
 * @site: the node
 * @name: a tag in its normal form
 *
 * Returns: (transfer full): the tag with its page here
 */
MootTag *
moot_tag_new (const MootSite *site,
              const char     *name)
{
  MootTag *tag = g_object_new (MOOT_TYPE_TAG, NULL);
  g_autofree char *escaped = g_uri_escape_string (name, NULL, FALSE);

  tag->name = g_strdup (name);
  tag->url = moot_site_url (site, "/tags/%s", escaped);
  return tag;
}

static gboolean
load_tags (MootDb          *db,
           const MootSite  *site,
           gint64           id,
           MootStatus      *status,
           GError         **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_tags, MOOT_BINDS (MOOT_INT ("id", id)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (status->tags, moot_tag_new (site, moot_rows_get_text (rows, "name")));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
load_mentions (MootDb      *db,
               gint64       id,
               MootStatus  *status,
               GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_mentions, MOOT_BINDS (MOOT_INT ("id", id)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  while (moot_rows_next (rows, &local))
    g_ptr_array_add (status->mentions, moot_rows_read_entity (rows, MOOT_TYPE_MENTION));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
load_application (MootDb      *db,
                  gint64       id,
                  MootStatus  *status,
                  GError     **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_application, MOOT_BINDS (MOOT_INT ("id", id)), error);
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return FALSE;
  if (moot_rows_next (rows, &local))
    status->application = moot_rows_read_entity (rows, MOOT_TYPE_STATUS_APPLICATION);
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * moot_status_load:
 * @db: a connection
 * @site: the node
 * @id: a status
 * @error: return location
 *
 * Errors: %MOOT_ERROR_NOT_FOUND.
 *
 * Returns: (transfer full): the status, whoever may see it
 */
MootStatus *
moot_status_load (MootDb          *db,
                  const MootSite  *site,
                  gint64           id,
                  GError         **error)
{
  g_autoptr (MootRows) rows =
    moot_db_query (db, &moot_sql_status_entity, MOOT_BINDS (MOOT_INT ("id", id)), error);
  g_autoptr (MootStatus) status = NULL;
  g_autoptr (GError) local = NULL;

  if (rows == NULL)
    return NULL;
  if (!moot_rows_next (rows, &local))
    {
      if (local != NULL)
        g_propagate_error (error, g_steal_pointer (&local));
      else
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "no status %" G_GINT64_FORMAT, id);
      return NULL;
    }
  status = moot_rows_read_entity (rows, MOOT_TYPE_STATUS);
  moot_media_address_of_emojis (site, moot_rows_get_text (rows, "_domain"), status->emojis);
  g_ptr_array_unref (status->media_attachments);
  status->media_attachments = moot_attachments_of_status (db, site, id, error);
  if (status->media_attachments == NULL || !load_tags (db, site, id, status, error) ||
      !load_mentions (db, id, status, error) || !load_application (db, id, status, error))
    return NULL;
  return g_steal_pointer (&status);
}
