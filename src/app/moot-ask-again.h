/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootAskAgain:
 *
 * Of what is elsewhere the server fetches what it lacks while it is read; a page asks a few times
 * what came of it.  Part of a page, all zero at the start.  Thread: main.
 */
typedef struct
{
  guint n_asked;
  guint timeout_id;
  void (*ask) (gpointer page);
  gpointer page; /* (transfer none) */
} MootAskAgain;

void moot_ask_again_later (MootAskAgain *self,
                           void (*ask) (gpointer page),
                           gpointer page);
void moot_ask_again_stop (MootAskAgain *self);

G_END_DECLS
