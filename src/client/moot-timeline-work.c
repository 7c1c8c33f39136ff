/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a timeline does away from the main thread: ask the server, change the cache, read it again.
 * The cache is the truth; the model on the screen only follows it.
 * Thread: workers. */
#include "moot-timeline-work.h"

#include "moot-client-error.h"

#define OPEN_MAX \
  400 /* entries read at once to reach the reader's place; further down it is not restored */

/**
 * moot_timeline_job_free:
 * @job: (nullable): a job
 */
void
moot_timeline_job_free (MootTimelineJob *job)
{
  if (job == NULL)
    return;

  g_clear_pointer (&job->cache, moot_cache_unref);
  g_clear_pointer (&job->added, g_ptr_array_unref);
  g_clear_pointer (&job->removed, g_ptr_array_unref);
  g_free (job->account);
  g_free (job->timeline);
  g_free (job->id);
  g_free (job->floor);
  g_free (job->gap);
  g_free (job);
}

/**
 * moot_timeline_result_free:
 * @result: (nullable): a result
 */
void
moot_timeline_result_free (MootTimelineResult *result)
{
  if (result == NULL)
    return;

  g_clear_pointer (&result->slice, moot_cache_slice_free);
  g_free (result->place);
  g_free (result);
}

static MootReply *
ask (MootConnection   *connection,
     MootTimelineJob  *job,
     const char       *cursor,
     const char       *value,
     const char       *since_id,
     GCancellable     *cancellable,
     GError          **error)
{
  g_autoptr (MootRequest) request = moot_request_new_for (job->call, job->id);

  moot_request_add_int (request, "limit", MOOT_TIMELINE_PAGE);
  if (cursor != NULL)
    moot_request_add (request, cursor, value);
  moot_request_add (request, "since_id", since_id);
  if (job->call == MOOT_CALL_PUBLIC)
    moot_request_add (request, "local", "true");
  return moot_connection_call (connection, request, cancellable, error);
}

/* Everything the reader has, as it is now. */
static MootCacheSlice *
read_again (MootTimelineJob  *job,
            GError          **error)
{
  if (job->floor != NULL)
    {
      g_autoptr (MootCacheSlice) slice = moot_cache_read_down_to (
        job->cache, job->account, job->timeline, job->since, job->floor, error);

      if (slice == NULL || slice->entries->len > 0)
        return g_steal_pointer (&slice);
    }
  return moot_cache_read_first (job->cache, job->account, job->timeline, job->since,
                                MOOT_TIMELINE_PAGE, error);
}

static gboolean
contains (MootCacheSlice *slice,
          const char     *key)
{
  for (guint i = 0; i < slice->entries->len; i++)
    if (g_strcmp0 (((MootCacheEntry *) g_ptr_array_index (slice->entries, i))->key, key) == 0)
      return TRUE;
  return FALSE;
}

/* Down to the place where the reader was and a page further. */
static gboolean
open_cache (MootTimelineJob     *job,
            MootTimelineResult  *result,
            GError             **error)
{
  result->place = moot_cache_dup_place (job->cache, job->account, job->timeline,
                                        &result->place_offset, NULL);
  for (guint limit = MOOT_TIMELINE_PAGE;; limit *= 2)
    {
      g_clear_pointer (&result->slice, moot_cache_slice_free);
      result->slice = moot_cache_read_first (job->cache, job->account, job->timeline, 0,
                                             MIN (limit, OPEN_MAX), error);
      if (result->slice == NULL)
        return FALSE;
      if (result->place == NULL || limit >= OPEN_MAX || result->slice->entries->len < limit ||
          contains (result->slice, result->place))
        return TRUE;
    }
}

static gboolean
refresh (MootConnection      *connection,
         MootTimelineJob     *job,
         MootTimelineResult  *result,
         GCancellable        *cancellable,
         GError             **error)
{
  g_autoptr (MootReply) reply = ask (connection, job, NULL, NULL, NULL, cancellable, error);

  if (reply == NULL)
    return FALSE;
  result->reached_end = reply->next_max_id == NULL && reply->items->len < MOOT_TIMELINE_PAGE;
  if (!moot_cache_merge_newest (job->cache, job->account, job->timeline, reply->items,
                                !result->reached_end, error))
    return FALSE;
  result->slice = read_again (job, error);
  return result->slice != NULL;
}

/* The cache first: it may hold more than is shown. */
static gboolean
load_older (MootConnection      *connection,
            MootTimelineJob     *job,
            MootTimelineResult  *result,
            GCancellable        *cancellable,
            GError             **error)
{
  g_autoptr (MootReply) reply = NULL;

  result->slice = moot_cache_read_below (job->cache, job->account, job->timeline, job->floor,
                                         MOOT_TIMELINE_PAGE, error);
  if (result->slice == NULL || result->slice->entries->len > 0)
    return result->slice != NULL;

  reply = ask (connection, job, "max_id", job->floor, NULL, cancellable, error);
  if (reply == NULL)
    return FALSE;
  result->reached_end = reply->items->len == 0 ||
                        (reply->next_max_id == NULL && reply->items->len < MOOT_TIMELINE_PAGE);
  if (!moot_cache_append_older (job->cache, job->account, job->timeline, reply->items, error))
    return FALSE;
  g_clear_pointer (&result->slice, moot_cache_slice_free);
  result->slice = moot_cache_read_below (job->cache, job->account, job->timeline, job->floor,
                                         MOOT_TIMELINE_PAGE, error);
  return result->slice != NULL;
}

static gboolean
fill_from (MootConnection   *connection,
           MootTimelineJob  *job,
           gboolean          upward,
           const char       *newer,
           const char       *older,
           guint            *out_n_new,
           GCancellable     *cancellable,
           GError          **error)
{
  g_autoptr (MootReply) reply = upward
                                  ? ask (connection, job, "min_id", older, NULL, cancellable, error)
                                  : ask (connection, job, "max_id", newer, older, cancellable,
                                         error);
  gboolean ended = reply != NULL && reply->items->len == 0;

  return reply != NULL && moot_cache_fill_gap (job->cache, job->account, job->timeline, job->gap,
                                               reply->items, upward, ended, out_n_new, error);
}

/* A server that does not know min_id is asked from the other side. */
static gboolean
fill_gap (MootConnection      *connection,
          MootTimelineJob     *job,
          MootTimelineResult  *result,
          GCancellable        *cancellable,
          GError             **error)
{
  gboolean upward = job->step == MOOT_TIMELINE_FILL_UPWARD;
  g_autofree char *newer = NULL;
  g_autofree char *older = NULL;
  guint n_new = 0;

  if (!moot_cache_find_gap (job->cache, job->account, job->timeline, job->gap, &newer, &older,
                            error))
    return FALSE;
  if (newer != NULL && older != NULL)
    {
      if (!fill_from (connection, job, upward, newer, older, &n_new, cancellable, error))
        return FALSE;
      if (upward && n_new == 0 &&
          !fill_from (connection, job, FALSE, newer, older, &n_new, cancellable, error))
        return FALSE;
    }
  result->slice = read_again (job, error);
  return result->slice != NULL;
}

static gboolean
apply_live (MootTimelineJob     *job,
            MootTimelineResult  *result,
            GError             **error)
{
  for (guint i = 0; job->removed != NULL && i < job->removed->len; i++)
    if (!moot_cache_remove_status (job->cache, job->account, g_ptr_array_index (job->removed, i),
                                   error))
      return FALSE;
  if (job->added != NULL &&
      !moot_cache_add_live (job->cache, job->account, job->timeline, job->added, error))
    return FALSE;
  result->slice = read_again (job, error);
  return result->slice != NULL;
}

/**
 * moot_timeline_work:
 * @connection: where to ask
 * @data: a #MootTimelineJob
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Does one step of a timeline.  See #MootClientWork.
 *
 * Returns: (transfer full) (nullable): a #MootTimelineResult
 */
gpointer
moot_timeline_work (MootConnection  *connection,
                    gpointer         data,
                    GCancellable    *cancellable,
                    GError         **error)
{
  MootTimelineJob *job = data;
  g_autoptr (MootTimelineResult) result = g_new0 (MootTimelineResult, 1);
  gboolean done = FALSE;

  switch (job->step)
    {
    case MOOT_TIMELINE_OPEN:
      done = open_cache (job, result, error);
      break;
    case MOOT_TIMELINE_REFRESH:
      done = refresh (connection, job, result, cancellable, error);
      break;
    case MOOT_TIMELINE_OLDER:
      done = load_older (connection, job, result, cancellable, error);
      break;
    case MOOT_TIMELINE_FILL_UPWARD:
    case MOOT_TIMELINE_FILL_DOWNWARD:
      done = fill_gap (connection, job, result, cancellable, error);
      break;
    case MOOT_TIMELINE_LIVE:
      done = apply_live (job, result, error);
      break;
    }
  return done ? g_steal_pointer (&result) : NULL;
}
