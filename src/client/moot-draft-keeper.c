/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Keeps what is being written in the cache and finds it again.
 * Thread: main; the disk is waited for on a worker. */
#include "moot-draft-keeper.h"

#include "moot-words-keeper.h"

typedef struct
{
  MootCache *cache;
  char *account;
  char *target;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *self = data;

  moot_cache_unref (self->cache);
  g_free (self->account);
  g_free (self->target);
  g_free (self);
}

static Looking *
looking_new (MootSession *session,
             const char  *target)
{
  Looking *self = g_new0 (Looking, 1);

  self->cache = moot_cache_ref (moot_session_get_cache (session));
  self->account = g_strdup (moot_session_get_account (session)->key);
  self->target = g_strdup (target);
  return self;
}

/**
 * moot_draft_keep:
 * @session: who writes
 * @target: the status that is answered, or a name for what answers nothing
 * @draft: (nullable): what to keep; %NULL or an empty one forgets what was kept
 *
 * Returns at once; a full disk is logged, for what is on screen is not lost by it.
 */
void
moot_draft_keep (MootSession     *session,
                 const char      *target,
                 const MootDraft *draft)
{
  moot_words_keep (moot_session_get_client (session), target,
                   draft != NULL && !moot_draft_is_empty (draft) ? moot_draft_to_text (draft)
                                                                 : NULL);
}

static gpointer
find (MootConnection  *connection,
      gpointer         data,
      GCancellable    *cancellable,
      GError         **error)
{
  const Looking *self = data;
  g_autofree char *json = moot_cache_dup_draft (self->cache, self->account, self->target, error);

  return json != NULL ? moot_draft_from_text (json) : NULL;
}

/**
 * moot_draft_find_async:
 * @session: who writes; it must have a cache
 * @target: see moot_draft_keep()
 * @cancellable: (nullable): stops it
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Looks for what was being written before.
 */
void
moot_draft_find_async (MootSession         *session,
                       const char          *target,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  moot_client_run_async (moot_session_get_client (session), find,
                         looking_new (session, target), looking_free,
                         (GDestroyNotify) moot_draft_free, cancellable, callback, user_data);
}

/** moot_draft_find_finish: (transfer full) (nullable): the draft; %NULL without @error for none */
MootDraft *
moot_draft_find_finish (GAsyncResult  *result,
                        GError       **error)
{
  g_autoptr (GObject) source = g_async_result_get_source_object (result);

  return moot_client_run_finish (MOOT_CLIENT (source), result, error);
}
