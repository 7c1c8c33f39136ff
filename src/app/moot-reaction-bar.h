/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_REACTION_BAR (moot_reaction_bar_get_type ())

G_DECLARE_FINAL_TYPE (MootReactionBar, moot_reaction_bar, MOOT, REACTION_BAR, GtkWidget)

/**
 * MootReactionBar:
 *
 * The emojis members answered with, and a button for one more.
 *
 * Signals: `react`, with an emoji and whether it is to be there afterwards.
 */

GtkWidget *moot_reaction_bar_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_reaction_bar_set_reactions (MootReactionBar *self,
                                      GPtrArray       *reactions);
void moot_reaction_bar_set_open      (MootReactionBar *self,
                                      gboolean         open);

G_END_DECLS
