/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whole answers, for as long as nobody commits anything: who looks at a page again while nothing
 * happened gets the same bytes without a worker and without SQLite.
 *
 * Nothing is invalidated one by one.  All answers here belong to one moment of the database; the
 * first question after any commit, of this process or another, empties the cache.  What the clock
 * changes besides, the answer says itself.
 * Decision: src/decisions/0012-kept-answers.md.
 * Thread: the node's main thread. */
#include "moot-answer-cache.h"

#define ENTRY_BYTES 1024 /* key, headers and what keeps them together */

struct _MootAnswerCache
{
  MootDbPool *pool;
  GHashTable *answers; /* char * -> MootAnswer */
  MootDbVersion version;
  gsize n_bytes;
  gsize max_bytes;
};

static void
answer_free (gpointer data)
{
  MootAnswer *answer = data;

  g_bytes_unref (answer->body);
  g_ptr_array_unref (answer->headers);
  g_free (answer);
}

static gsize
answer_size (const MootAnswer *answer)
{
  return g_bytes_get_size (answer->body) + ENTRY_BYTES;
}

/**
 * moot_answer_cache_new:
 * @pool: the database that the answers are read from; must outlive the cache
 * @max_bytes: the most it may hold
 *
 * Returns: (transfer full): an empty cache
 */
MootAnswerCache *
moot_answer_cache_new (MootDbPool *pool,
                       gsize       max_bytes)
{
  MootAnswerCache *self = g_new0 (MootAnswerCache, 1);

  self->pool = pool;
  self->answers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, answer_free);
  self->max_bytes = max_bytes;
  return self;
}

/** moot_answer_cache_free: frees @self, which may be %NULL */
void
moot_answer_cache_free (MootAnswerCache *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->answers);
  g_free (self);
}

static void
clear (MootAnswerCache *self)
{
  g_hash_table_remove_all (self->answers);
  self->n_bytes = 0;
}

/* Whether what is kept, if anything, is of the present moment. */
static gboolean
catch_up (MootAnswerCache *self)
{
  MootDbVersion version;

  if (!moot_db_pool_get_version (self->pool, &version))
    return FALSE;
  if (moot_db_version_equal (&version, &self->version))
    return TRUE;
  clear (self);
  self->version = version;
  return TRUE;
}

/**
 * moot_answer_cache_find:
 * @self: a cache
 * @key: the whole question: what, and who asks
 * @now: UTC milliseconds
 *
 * Returns: (transfer none) (nullable): what a worker would answer now; good until the next call
 */
const MootAnswer *
moot_answer_cache_find (MootAnswerCache *self,
                        const char      *key,
                        gint64           now)
{
  const MootAnswer *answer = catch_up (self) ? g_hash_table_lookup (self->answers, key) : NULL;

  return answer != NULL && now < answer->changes_at ? answer : NULL;
}

static void
drop (MootAnswerCache *self,
      const char      *key)
{
  const MootAnswer *old = g_hash_table_lookup (self->answers, key);

  if (old == NULL)
    return;
  self->n_bytes -= answer_size (old);
  g_hash_table_remove (self->answers, key);
}

/**
 * moot_answer_cache_keep:
 * @self: a cache
 * @key: the question
 * @asked: the moment of the database before anything was read for the answer
 * @answer: the answer, whose parts are referenced
 * @now: UTC milliseconds
 *
 * Keeps an answer unless the database or the clock went on in the meantime.  A cache that is full
 * begins anew.
 */
void
moot_answer_cache_keep (MootAnswerCache     *self,
                        const char          *key,
                        const MootDbVersion *asked,
                        const MootAnswer    *answer,
                        gint64               now)
{
  MootAnswer *kept;

  if (!catch_up (self) || !moot_db_version_equal (asked, &self->version) ||
      now >= answer->changes_at || answer_size (answer) > self->max_bytes)
    return;
  drop (self, key);
  if (self->n_bytes + answer_size (answer) > self->max_bytes)
    clear (self);
  kept = g_memdup2 (answer, sizeof *answer);
  g_bytes_ref (kept->body);
  g_ptr_array_ref (kept->headers);
  g_hash_table_insert (self->answers, g_strdup (key), kept);
  self->n_bytes += answer_size (kept);
}

/** moot_answer_cache_get_bytes: how much it holds now */
gsize
moot_answer_cache_get_bytes (const MootAnswerCache *self)
{
  return self->n_bytes;
}
