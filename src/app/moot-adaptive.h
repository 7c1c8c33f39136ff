/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Everything whose class differs between libadwaita 1.2 and later is named in moot-adaptive.c and
 * nowhere else. */

#define MOOT_TYPE_SPLIT (moot_split_get_type ())

G_DECLARE_FINAL_TYPE (MootSplit, moot_split, MOOT, SPLIT, GtkWidget)

GtkWidget *moot_split_new           (void);
void       moot_split_set_sidebar   (MootSplit *self,
                                     GtkWidget *sidebar);
void       moot_split_set_content   (MootSplit *self,
                                     GtkWidget *content);
gboolean   moot_split_get_folded    (MootSplit *self);
gboolean   moot_split_shows_content (MootSplit *self);
void       moot_split_show_content  (MootSplit *self,
                                     gboolean   content);

/**
 * MootAnswered:
 * @accepted: whether the person chose to do it
 * @data: as given
 */
typedef void (*MootAnswered) (gboolean accepted,
                              gpointer data);

/**
 * MootFileChosen:
 * @file: (nullable): what was chosen, %NULL for nothing
 * @data: as given
 */
typedef void (*MootFileChosen) (GFile    *file,
                                gpointer  data);

void moot_ask        (GtkWidget      *parent,
                      const char     *heading,
                      const char     *body,
                      const char     *action,
                      gboolean        destructive,
                      MootAnswered    answered,
                      gpointer        data,
                      GDestroyNotify  free_data);
void moot_pick_image (GtkWidget      *parent,
                      MootFileChosen  chosen,
                      gpointer        data,
                      GDestroyNotify  free_data);
void moot_pick_file  (GtkWidget      *parent,
                      const char     *title,
                      const char     *name,
                      MootFileChosen  chosen,
                      gpointer        data,
                      GDestroyNotify  free_data);
void moot_show_about (GtkWindow      *parent);

G_END_DECLS
