/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* How often is too often: a token bucket for each key, as many keys as there is room for.
 *
 * A bucket starts full and fills up evenly; who takes slowly never notices.  When the
 * table is full, the bucket nobody asked for the longest is dropped, since it is the
 * one most likely to be full again.  Time is handed in, so tests own it.
 * Thread: any; one lock, held for a few instructions. */
#include "moot-pacing.h"

#include "moot-recent.h"

typedef struct
{
  gint64 level; /* tokens times period, so that filling is exact in whole numbers */
  gint64 at_ms;
} Bucket;

struct _MootPacing
{
  gatomicrefcount ref_count;
  GMutex lock;
  MootRecent *buckets; /* of Bucket */

  guint limit;
  gint64 period_ms;
};

G_DEFINE_BOXED_TYPE (MootPacing, moot_pacing, moot_pacing_ref, moot_pacing_unref)

/**
 * moot_pacing_new:
 * @limit: how many at once, and how many in each period
 * @period_ms: how long an empty bucket takes to fill
 * @max_keys: how many buckets are kept
 *
 * Returns: (transfer full): buckets, all full
 */
MootPacing *
moot_pacing_new (guint  limit,
                 gint64 period_ms,
                 guint  max_keys)
{
  MootPacing *self;

  g_return_val_if_fail (limit > 0 && max_keys > 0, NULL);
  g_return_val_if_fail (period_ms > 0 && period_ms <= G_MAXINT64 / limit / 2, NULL);

  self = g_new0 (MootPacing, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->lock);
  self->buckets = moot_recent_new (max_keys, sizeof (Bucket));
  self->limit = limit;
  self->period_ms = period_ms;
  return self;
}

/**
 * moot_pacing_ref:
 * @self: buckets
 *
 * Returns: (transfer full): the same ones
 */
MootPacing *
moot_pacing_ref (MootPacing *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * moot_pacing_unref:
 * @self: (nullable): buckets
 */
void
moot_pacing_unref (MootPacing *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  moot_recent_free (self->buckets);
  g_mutex_clear (&self->lock);
  g_free (self);
}

static gint64
full_level (const MootPacing *self)
{
  return (gint64) self->limit * self->period_ms;
}

/* A clock that steps back costs nobody anything and gives nothing away. */
static void
fill (MootPacing *self,
      Bucket     *bucket,
      gint64      now_ms)
{
  gint64 elapsed_ms = CLAMP (now_ms - bucket->at_ms, 0, self->period_ms);

  bucket->level = MIN (full_level (self), bucket->level + elapsed_ms * self->limit);
  bucket->at_ms = now_ms;
}

static Bucket *
open_bucket (MootPacing *self,
             const char *key,
             gint64      now_ms)
{
  Bucket *bucket = moot_recent_find (self->buckets, key);

  if (bucket != NULL)
    {
      fill (self, bucket, now_ms);
      return bucket;
    }

  bucket = moot_recent_add (self->buckets, key);
  *bucket = (Bucket){ full_level (self), now_ms };
  return bucket;
}

static gint64
time_to_gain (const MootPacing *self,
              gint64            missing)
{
  return missing > 0 ? (missing + self->limit - 1) / self->limit : 0;
}

static void
describe (const MootPacing *self,
          gint64            level,
          MootPace         *out_pace)
{
  if (out_pace == NULL)
    return;

  out_pace->limit = self->limit;
  out_pace->remaining = (guint) (level / self->period_ms);
  out_pace->wait_ms = time_to_gain (self, self->period_ms - level);
  out_pace->full_ms = time_to_gain (self, full_level (self) - level);
}

/**
 * moot_pacing_take:
 * @self: buckets
 * @key: who: an address, an account, both
 * @now_ms: the time, from moot_clock_now()
 * @out_pace: (out) (optional): how it stands after that
 *
 * Takes one from the bucket of @key.
 *
 * Thread: any.
 *
 * Returns: whether there was one to take; when not, nothing changed
 */
gboolean
moot_pacing_take (MootPacing *self,
                  const char *key,
                  gint64      now_ms,
                  MootPace   *out_pace)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Bucket *bucket = open_bucket (self, key, now_ms);
  gboolean allowed = bucket->level >= self->period_ms;

  if (allowed)
    bucket->level -= self->period_ms;
  describe (self, bucket->level, out_pace);
  return allowed;
}

/**
 * moot_pacing_look:
 * @self: buckets
 * @key: who
 * @now_ms: the time, from moot_clock_now()
 * @out_pace: (out) (optional): how it stands
 *
 * Asks without taking: for things that count only when they fail, such as signing in.
 *
 * Thread: any.
 *
 * Returns: whether moot_pacing_take() would succeed
 */
gboolean
moot_pacing_look (MootPacing *self,
                  const char *key,
                  gint64      now_ms,
                  MootPace   *out_pace)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);
  Bucket *bucket = moot_recent_peek (self->buckets, key);

  if (bucket != NULL)
    fill (self, bucket, now_ms);
  describe (self, bucket != NULL ? bucket->level : full_level (self), out_pace);
  return bucket == NULL || bucket->level >= self->period_ms;
}

/**
 * moot_pacing_forget:
 * @self: buckets
 * @key: who
 *
 * Fills the bucket of @key at once.
 *
 * Thread: any.
 */
void
moot_pacing_forget (MootPacing *self,
                    const char *key)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  moot_recent_forget (self->buckets, key);
}

/**
 * moot_pacing_get_n_keys:
 * @self: buckets
 *
 * Thread: any.
 *
 * Returns: how many buckets take up room
 */
guint
moot_pacing_get_n_keys (MootPacing *self)
{
  G_GNUC_UNUSED g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->lock);

  return moot_recent_get_size (self->buckets);
}
