/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tags that members follow, and tags that anybody shows on their profile.
 * Thread: the writer's, inside a transaction. */
#include "moot-tag-store.h"

#include "moot-error.h"
#include "moot-sql.h"
#include "moot-text.h"

#define WHICH(account_id, name) MOOT_INT ("account", account_id), MOOT_TEXT ("name", name)

/**
 * moot_tag_dup_name:
 * @text: what somebody calls a tag, with or without #
 *
 * Returns: (transfer full) (nullable): its normal form; %NULL for what could stand in no status
 */
char *
moot_tag_dup_name (const char *text)
{
  g_autofree char *name = moot_text_normalise_tag (*text == '#' ? text + 1 : text);
  gboolean has_letter = FALSE;

  if (name == NULL || g_utf8_strlen (name, -1) > MOOT_MAX_TAG_CHARACTERS)
    return NULL;
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '_')
        return NULL;
      has_letter |= !g_unichar_isdigit (c) && c != '_';
    }
  return has_letter ? g_steal_pointer (&name) : NULL;
}

/**
 * moot_tag_follow:
 * @db: the writer
 * @account_id: a member
 * @name: a tag in its normal form; made if nobody used it yet
 * @wanted: whether they follow it from now on
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID when they follow too many.
 *
 * Returns: whether it is so
 */
gboolean
moot_tag_follow (MootDb      *db,
                 gint64       account_id,
                 const char  *name,
                 gboolean     wanted,
                 GError     **error)
{
  g_autoptr (MootRows) rows = NULL;

  if (!wanted)
    return moot_db_run (db, &moot_sql_tag_follow_drop, MOOT_BINDS (WHICH (account_id, name)),
                        error);
  if (!moot_db_run (db, &moot_sql_tag_ensure, MOOT_BINDS (MOOT_TEXT ("name", name)), error) ||
      !moot_db_run (
        db, &moot_sql_tag_follow_put,
        MOOT_BINDS (WHICH (account_id, name), MOOT_INT ("limit", MOOT_MAX_FOLLOWED_TAGS)), error))
    return FALSE;
  rows = moot_db_query (db, &moot_sql_tag_for_viewer,
                        MOOT_BINDS (MOOT_INT ("viewer", account_id), MOOT_TEXT ("name", name)),
                        error);
  if (rows == NULL || !moot_rows_next (rows, error))
    return FALSE;
  if (moot_rows_get_int (rows, "following") != 0)
    return TRUE;
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
               "Validation failed: You follow too many hashtags already");
  return FALSE;
}

/**
 * moot_tag_feature:
 * @db: the writer
 * @account_id: an account, here or elsewhere
 * @name: a tag in its normal form
 * @wanted: whether it shall stand on their profile
 * @now: UTC milliseconds
 * @out_changed: (out): whether it does not stand there as before
 * @error: return location
 *
 * Limits: %MOOT_MAX_FEATURED_TAGS; what is more is not shown.
 *
 * Returns: whether the database answered
 */
gboolean
moot_tag_feature (MootDb      *db,
                  gint64       account_id,
                  const char  *name,
                  gboolean     wanted,
                  gint64       now,
                  gboolean    *out_changed,
                  GError     **error)
{
  gint64 n_changed = 0;
  gboolean done =
    wanted ? moot_db_run_counted (db, &moot_sql_featured_tag_put,
                                  MOOT_BINDS (WHICH (account_id, name), MOOT_INT ("now", now),
                                              MOOT_INT ("limit", MOOT_MAX_FEATURED_TAGS)),
                                  &n_changed, error)
           : moot_db_run_counted (db, &moot_sql_featured_tag_drop,
                                  MOOT_BINDS (WHICH (account_id, name)), &n_changed, error);

  *out_changed = n_changed > 0;
  return done;
}
