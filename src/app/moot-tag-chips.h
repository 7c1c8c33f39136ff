/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_TAG_CHIPS (moot_tag_chips_get_type ())

G_DECLARE_FINAL_TYPE (MootTagChips, moot_tag_chips, MOOT, TAG_CHIPS, GtkWidget)

/**
 * MootTagChips:
 *
 * The tags of a discussion as buttons.
 *
 * Signals: `open-tag`, with one of them.
 */

GtkWidget *moot_tag_chips_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_tag_chips_set_tags (MootTagChips      *self,
                              const char *const *tags);

G_END_DECLS
