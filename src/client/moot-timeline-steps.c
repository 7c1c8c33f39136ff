/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The steps of a timeline, one after the other, and what each changes in the model.  A step knows
 * what the reader has only when it starts, so two never run at once.
 * Thread: main. */
#include "moot-timeline-model-private.h"

#define LIVE_DELAY_MS 250 /* events are taken together: one change of the list, not ten */

static void start_next (MootTimelineModel *self);

static void
set_error (MootTimelineModel *self,
           const GError      *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  moot_timeline_model_notify (self, PROP_ERROR);
}

/** moot_timeline_steps_set_n_new: see moot-timeline-model-private.h */
void
moot_timeline_steps_set_n_new (MootTimelineModel *self,
                               guint              n_new)
{
  if (self->n_new == n_new)
    return;

  self->n_new = n_new;
  moot_timeline_model_notify (self, PROP_N_NEW);
}

/* Whatever came above the row that was the newest so far is new to the reader. */
static void
show_slice (MootTimelineModel *self,
            MootCacheSlice    *slice,
            gboolean           count)
{
  g_autofree char *top = g_strdup (moot_timeline_rows_get_top_key (self->entries));
  guint position = 0;

  moot_timeline_rows_follow (self->entries, slice->entries);
  self->version = slice->version;
  if (count && top != NULL && moot_timeline_rows_find (self->entries, top, &position) &&
      position > 0)
    moot_timeline_steps_set_n_new (self, self->n_new + position);
}

static void
show_opened (MootTimelineModel  *self,
             MootTimelineResult *result)
{
  self->place = g_steal_pointer (&result->place);
  self->place_offset = result->place_offset;
  show_slice (self, result->slice, FALSE);
  self->opened = TRUE;
  moot_timeline_model_notify (self, PROP_OPENED);
}

static void
show_result (MootTimelineModel  *self,
             MootTimelineStep    step,
             MootTimelineResult *result)
{
  switch (step)
    {
    case MOOT_TIMELINE_OPEN:
      show_opened (self, result);
      return;
    case MOOT_TIMELINE_OLDER:
      moot_timeline_rows_append (self->entries, result->slice->entries);
      break;
    case MOOT_TIMELINE_REFRESH:
      self->fresh = TRUE;
      show_slice (self, result->slice, TRUE);
      break;
    case MOOT_TIMELINE_LIVE:
      show_slice (self, result->slice, TRUE);
      break;
    case MOOT_TIMELINE_FILL_UPWARD:
    case MOOT_TIMELINE_FILL_DOWNWARD:
      show_slice (self, result->slice, FALSE);
      break;
    }
  if (result->reached_end && !self->complete &&
      (step == MOOT_TIMELINE_OLDER || step == MOOT_TIMELINE_REFRESH))
    {
      self->complete = TRUE;
      moot_timeline_rows_renew_end (self->entries);
      moot_timeline_model_notify (self, PROP_COMPLETE);
    }
}

static void
step_done_cb (GObject      *source,
              GAsyncResult *async_result,
              gpointer      user_data)
{
  g_autoptr (MootTimelineModel) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootTimelineResult) result = moot_client_run_finish (MOOT_CLIENT (source),
                                                                  async_result, &error);
  MootTimelineJob *job = g_queue_pop_head (&self->steps);
  MootTimelineStep step = job->step;
  guint position;

  if (job->gap != NULL && moot_timeline_rows_find (self->entries, job->gap, &position))
    moot_timeline_item_set_busy (moot_timeline_rows_get (self->entries, position), FALSE);
  moot_timeline_job_free (job);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  set_error (self, error);
  if (result != NULL)
    show_result (self, step, result);
  start_next (self);
  if (g_queue_is_empty (&self->steps))
    moot_timeline_model_notify (self, PROP_LOADING);
}

static void
keep_job (gpointer data)
{
  /* the queue owns it */
}

/* What the reader has is known only now, when the step before is done. */
static void
start_next (MootTimelineModel *self)
{
  MootTimelineJob *job = g_queue_peek_head (&self->steps);

  if (job == NULL)
    return;

  job->since = self->version;
  job->floor = g_strdup (moot_timeline_rows_get_floor (self->entries));
  moot_client_run_async (self->client, moot_timeline_work, job, keep_job,
                         (GDestroyNotify) moot_timeline_result_free, self->cancellable,
                         step_done_cb, g_object_ref (self));
}

/** moot_timeline_steps_queue: see moot-timeline-model-private.h */
MootTimelineJob *
moot_timeline_steps_queue (MootTimelineModel *self,
                           MootTimelineStep   step)
{
  MootTimelineJob *job = g_new0 (MootTimelineJob, 1);

  job->step = step;
  job->cache = moot_cache_ref (self->cache);
  job->account = g_strdup (self->account);
  job->timeline = g_strdup (self->timeline);
  job->call = self->call;
  job->id = g_strdup (self->id);
  g_queue_push_tail (&self->steps, job);
  return job;
}

/** moot_timeline_steps_start: see moot-timeline-model-private.h */
void
moot_timeline_steps_start (MootTimelineModel *self)
{
  if (g_queue_get_length (&self->steps) > 1)
    return;

  start_next (self);
  moot_timeline_model_notify (self, PROP_LOADING);
}

/** moot_timeline_steps_has: see moot-timeline-model-private.h */
gboolean
moot_timeline_steps_has (MootTimelineModel *self,
                         MootTimelineStep   step)
{
  for (GList *link = self->steps.head; link != NULL; link = link->next)
    if (((MootTimelineJob *) link->data)->step == step)
      return TRUE;
  return FALSE;
}

static gboolean
take_live_cb (gpointer data)
{
  MootTimelineModel *self = data;
  MootTimelineJob *job;

  if (!self->fresh)
    return G_SOURCE_CONTINUE; /* what is newest comes first, so that no gap is hidden */

  self->live_id = 0;
  job = moot_timeline_steps_queue (self, MOOT_TIMELINE_LIVE);
  job->added = g_steal_pointer (&self->live);
  job->removed = g_steal_pointer (&self->removed);
  self->live = g_ptr_array_new_with_free_func (g_object_unref);
  self->removed = g_ptr_array_new_with_free_func (g_free);
  moot_timeline_steps_start (self);
  return G_SOURCE_REMOVE;
}

/** moot_timeline_steps_take_live_soon: see moot-timeline-model-private.h */
void
moot_timeline_steps_take_live_soon (MootTimelineModel *self)
{
  if (self->live_id == 0)
    self->live_id = g_timeout_add (LIVE_DELAY_MS, take_live_cb, self);
}
