/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asking anew after a while.
 * Thread: main. */
#include "moot-ask-again.h"

/* until the first, the second and the last time */
static const guint seconds[] = { 3, 7, 20 };

static gboolean
ask_cb (gpointer data)
{
  MootAskAgain *self = data;

  self->timeout_id = 0;
  self->n_asked++;
  self->ask (self->page);
  return G_SOURCE_REMOVE;
}

/**
 * moot_ask_again_later:
 * @self: of a page
 * @ask: asks the server
 * @page: for @ask; calls moot_ask_again_stop() when it goes
 *
 * Asks after some seconds, unless that is going to happen or has happened often enough.
 */
void
moot_ask_again_later (MootAskAgain *self,
                      void (*ask) (gpointer page),
                      gpointer page)
{
  if (self->timeout_id != 0 || self->n_asked >= G_N_ELEMENTS (seconds))
    return;
  self->ask = ask;
  self->page = page;
  self->timeout_id = g_timeout_add_seconds (seconds[self->n_asked], ask_cb, self);
}

/**
 * moot_ask_again_stop:
 * @self: of a page
 *
 * Nothing is asked any more.
 */
void
moot_ask_again_stop (MootAskAgain *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
}
