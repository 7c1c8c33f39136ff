/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What goes from the cache of others' media: what is old, what a domain block forbids, and what was
 * used longest ago when there is too much.  Rows go first, in a transaction; then their files: what
 * a crash leaves there in between, the upkeep finds.
 * Thread: the scheduler's, and whoever keeps a picture. */
#include "moot-domain-policy.h"
#include "moot-media-cache.h"
#include "moot-media-copy-store.h"
#include "moot-media-files.h"
#include "moot-media-private.h"

#define AT_ONCE 100 /* rows of one transaction */

/**
 * moot_media_is_refused:
 * @db: a connection
 * @domain: (nullable): whose media, or where they are
 * @out_refused: (out): whether none of them are shown
 * @error: return location
 *
 * Returns: whether it is known
 */
gboolean
moot_media_is_refused (MootDb      *db,
                       const char  *domain,
                       gboolean    *out_refused,
                       GError     **error)
{
  MootDomainPolicy policy;

  *out_refused = TRUE;
  if (!moot_domain_policy_of (db, domain, &policy, error))
    return FALSE;
  *out_refused = policy.reject_media || policy.severity == MOOT_DOMAIN_SUSPENDED;
  return TRUE;
}

static gboolean
forget_copy (MootDb               *db,
             const MootMediaCopy  *copy,
             GPtrArray            *out_files,
             GError              **error)
{
  g_ptr_array_add (out_files, g_strdup (copy->file));
  g_ptr_array_add (out_files, g_strdup (copy->small_file));
  return moot_media_copy_remove (db, copy->url, error);
}

static gboolean
forget_all (MootDb           *db,
            const GPtrArray  *copies,
            GPtrArray        *out_files,
            GError          **error)
{
  for (guint i = 0; copies != NULL && i < copies->len; i++)
    if (!forget_copy (db, g_ptr_array_index (copies, i), out_files, error))
      return FALSE;
  return copies != NULL;
}

/** moot_media_forget: removes the row of @url, if there is one; returns whether it is gone */
gboolean
moot_media_forget (MootDb      *db,
                   const char  *url,
                   GPtrArray   *out_files,
                   GError     **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (MootMediaCopy) copy = moot_media_copy_find (db, url, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  return copy == NULL || forget_copy (db, copy, out_files, error);
}

/** moot_media_limit_emojis: removes the emojis of @domain that were not used for longest, as far as
 * there are more than %MOOT_MEDIA_MAX_EMOJIS */
gboolean
moot_media_limit_emojis (MootDb      *db,
                         const char  *domain,
                         GPtrArray   *out_files,
                         GError     **error)
{
  g_autoptr (GPtrArray) copies =
    moot_media_copies_emojis_beyond (db, domain, MOOT_MEDIA_MAX_EMOJIS, error);

  return forget_all (db, copies, out_files, error);
}

/**
 * moot_media_make_room:
 * @db: the writer
 * @max_bytes: how much may be there
 * @out_files: (element-type utf8): what to remove after the commit
 * @error: return location
 *
 * When there is more, removes what was used longest ago, and a tenth of the room with it, so that
 * not every picture costs another.
 *
 * Returns: whether there is room
 */
gboolean
moot_media_make_room (MootDb     *db,
                      gint64      max_bytes,
                      GPtrArray  *out_files,
                      GError    **error)
{
  gint64 bytes = 0;

  if (!moot_media_copy_bytes (db, &bytes, error))
    return FALSE;
  if (bytes <= max_bytes)
    return TRUE;
  while (bytes > max_bytes - max_bytes / 10)
    {
      g_autoptr (GPtrArray) copies = moot_media_copies_by_use (db, AT_ONCE, error);

      if (copies == NULL)
        return FALSE;
      for (guint i = 0; i < copies->len && bytes > max_bytes - max_bytes / 10; i++)
        {
          const MootMediaCopy *copy = g_ptr_array_index (copies, i);

          bytes -= copy->bytes;
          if (!forget_copy (db, copy, out_files, error))
            return FALSE;
        }
      if (copies->len == 0)
        return TRUE;
    }
  return TRUE;
}

/** moot_media_remove_files: removes @files from the disk, after their rows went */
void
moot_media_remove_files (MootMediaCache  *self,
                         const GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    moot_media_file_remove (self->federation->site, g_ptr_array_index (files, i));
}

/* What is forbidden, old or too much ------------------------------------------------------------
 */

typedef struct
{
  const MootMediaLimits *limits;
  gint64 now;
  GPtrArray *files;
} Tidy;

static gboolean
purge_domain (MootDb      *db,
              const char  *domain,
              const Tidy  *tidy,
              GError     **error)
{
  g_autoptr (GPtrArray) copies = NULL;
  gboolean refused;

  if (!moot_media_is_refused (db, domain, &refused, error))
    return FALSE;
  if (!refused)
    return TRUE;
  copies = moot_media_copies_of_domain (db, domain, AT_ONCE, error);
  return forget_all (db, copies, tidy->files, error);
}

static gboolean
tidy_some (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Tidy *tidy = data;
  g_autoptr (GPtrArray) domains = moot_media_copy_domains (db, error);
  g_autoptr (GPtrArray) old = NULL;

  for (guint i = 0; domains != NULL && i < domains->len; i++)
    if (!purge_domain (db, g_ptr_array_index (domains, i), tidy, error))
      return FALSE;
  if (domains == NULL)
    return FALSE;
  old = moot_media_copies_older (db, tidy->now - tidy->limits->max_age_ms, AT_ONCE, error);
  return forget_all (db, old, tidy->files, error) &&
         moot_media_make_room (db, tidy->limits->max_bytes, tidy->files, error);
}

/**
 * moot_media_cache_tidy:
 * @self: the cache
 * @now: UTC milliseconds
 * @error: return location
 *
 * To be called now and then.
 *
 * Returns: whether it went well
 */
gboolean
moot_media_cache_tidy (MootMediaCache  *self,
                       gint64           now,
                       GError         **error)
{
  guint n_files;

  do
    {
      g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);
      Tidy tidy = { &self->limits, now, files };

      if (!moot_db_pool_write (self->federation->pool, tidy_some, &tidy, error))
        return FALSE;
      moot_media_remove_files (self, files);
      n_files = files->len;
    }
  while (n_files > 0);
  return TRUE;
}
