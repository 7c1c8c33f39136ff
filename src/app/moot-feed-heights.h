/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_FEED_HEIGHT_GUESS 160 /* pixels of a row when none was measured yet */

typedef struct _MootFeedHeights MootFeedHeights;

MootFeedHeights *moot_feed_heights_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void             moot_feed_heights_free (MootFeedHeights *self);

guint moot_feed_heights_get_n_rows (MootFeedHeights *self);
int   moot_feed_heights_get        (MootFeedHeights *self,
                                    guint            row);
void  moot_feed_heights_set        (MootFeedHeights *self,
                                    guint            row,
                                    int              height);
void  moot_feed_heights_hold_mean  (MootFeedHeights *self,
                                    gboolean         hold);
void  moot_feed_heights_splice     (MootFeedHeights *self,
                                    guint            row,
                                    guint            n_removed,
                                    guint            n_added);

gint64 moot_feed_heights_get_offset  (MootFeedHeights *self,
                                      guint            row);
guint  moot_feed_heights_find_offset (MootFeedHeights *self,
                                      gint64           offset,
                                      gint64          *out_row_offset);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFeedHeights, moot_feed_heights_free)

G_END_DECLS
