/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which questions the main thread may answer by itself, without waking a worker: those that a
 * worker has answered a moment ago for the same one who asks, so that what they read is in memory,
 * and only while nobody else asks: workers answer a crowd sooner, beside each other.  What takes
 * too long nevertheless is given up after %MOOT_PROMPT_MAX_CPU_US, goes to a worker and rests.
 *
 * A key that two questions share by chance costs a wrong guess, never a wrong answer: only the
 * place where it is read depends on it.
 * Decision: src/decisions/0013-prompt-answers.md.
 * Thread: the node's main thread. */
#include "moot-prompt.h"

#include <string.h>

#define N_PLACES 1024 /* questions that are remembered; 24 KiB */

typedef struct
{
  guint64 key;
  gint64 from; /* monotonic milliseconds */
  gint64 until;
} Place;

struct _MootPrompt
{
  Place places[N_PLACES];
  gint64 turn;          /* the newest one in which something was asked */
  guint n_in_turn;      /* questions in it */
  gboolean was_crowded; /* the one before it had several */
};

/** moot_prompt_new: (transfer full): knows no question yet */
MootPrompt *
moot_prompt_new (void)
{
  MootPrompt *self = g_new0 (MootPrompt, 1);

  self->turn = -1;
  return self;
}

/** moot_prompt_free: frees @self, which may be %NULL */
void
moot_prompt_free (MootPrompt *self)
{
  g_free (self);
}

/* FNV-1a */
static guint64
mix (guint64     hash,
     const char *text)
{
  for (; text != NULL && *text != '\0'; text++)
    hash = (hash ^ (guchar) *text) * G_GUINT64_CONSTANT (1099511628211);
  return (hash ^ 0xff) * G_GUINT64_CONSTANT (1099511628211);
}

/**
 * moot_prompt_make_key:
 * @path: what is asked
 * @query: (nullable): how
 * @who: (nullable): the Authorization header
 *
 * The newest page is the same question whatever else stands in the query; one that begins somewhere
 * in the past is another, which nobody may have read yet.
 *
 * Returns: the key; 0 for what a worker has to answer
 */
guint64
moot_prompt_make_key (const char *path,
                      const char *query,
                      const char *who)
{
  guint64 key = G_GUINT64_CONSTANT (14695981039346656037);

  if (query != NULL && (strstr (query, "_id") != NULL || strchr (query, '%') != NULL))
    return 0;
  return MAX (mix (mix (key, path), who), 1);
}

/** moot_prompt_is_warm: whether what @key reads is believed to be in memory at @now */
gboolean
moot_prompt_is_warm (const MootPrompt *self,
                     guint64           key,
                     gint64            now)
{
  const Place *place = &self->places[key % N_PLACES];

  return key != 0 && place->key == key && place->from <= now && now < place->until;
}

/**
 * moot_prompt_may_run:
 * @self: what is known of questions
 * @key: one
 * @now: monotonic milliseconds
 * @turn: the turn of the main loop
 * @n_working: requests that workers are busy with
 *
 * Is told of every question.  Whoever is told %TRUE runs the handler and calls moot_prompt_ran().
 *
 * Returns: whether the main thread may answer it now
 */
gboolean
moot_prompt_may_run (MootPrompt *self,
                     guint64     key,
                     gint64      now,
                     gint64      turn,
                     guint       n_working)
{
  if (turn != self->turn)
    {
      self->was_crowded = self->n_in_turn > 1;
      self->n_in_turn = 0;
    }
  self->turn = turn;
  self->n_in_turn++;
  return n_working == 0 && self->n_in_turn == 1 && !self->was_crowded &&
         moot_prompt_is_warm (self, key, now);
}

/**
 * moot_prompt_ran:
 * @self: what is known of questions
 * @key: one that has been answered, here or by a worker
 * @now: monotonic milliseconds
 * @in_time: %FALSE when the main thread gave it up
 */
void
moot_prompt_ran (MootPrompt *self,
                 guint64     key,
                 gint64      now,
                 gboolean    in_time)
{
  Place *place = &self->places[key % N_PLACES];
  gint64 from = place->key == key ? place->from : now;

  if (key == 0)
    return;
  *place = (Place){ key, in_time ? from : now + MOOT_PROMPT_REST_MS, now + MOOT_PROMPT_WARM_MS };
}
