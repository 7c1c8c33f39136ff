/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <adwaita.h>

#include "moot-html-view.h"
#include "moot-media-grid.h"
#include "moot-paragraph.h"
#include "moot-poll-view.h"
#include "moot-quote-card.h"
#include "moot-record-card.h"
#include "moot-status-row.h"
#include "moot-status-text.h"

G_BEGIN_DECLS

#define MOOT_STATUS_ROW_AVATAR 44 /* pixels, as in the template */

struct _MootStatusRow
{
  GtkWidget parent_instance;

  GtkWidget *reason_icon;
  GtkWidget *reason;
  GtkWidget *avatar_button;
  GtkWidget *avatar;
  GtkWidget *name;
  GtkWidget *handle;
  GtkWidget *visibility;
  GtkWidget *time;
  GtkWidget *warning;
  GtkWidget *warning_button;
  GtkWidget *content;
  GtkWidget *media;
  GtkWidget *poll;
  GtkWidget *record; /* (nullable): made for the first post beside which a co-op states something */
  GtkWidget *quote;  /* (nullable): made for the first post that quotes */
  GtkWidget *reply_button;
  GtkWidget *boost_button;
  GtkWidget *favourite_button;
  GtkWidget *bookmark_button;
  GtkWidget *more_button;

  MootStatusDisplay *display;
  MootStatus *status; /* as given; perhaps a boost */
  MootStatus *shown;  /* (transfer none): the post itself */
  gboolean detailed;

  GCancellable *cancellable; /* of the avatar that is being loaded */
  guint clock_id;
  GtkWidget *menu; /* while it is open */
};

/* moot-status-row.c */
void moot_status_row_hold           (MootStatusRow *self);
void moot_status_row_toggle_warning (MootStatusRow *self);

/* moot-status-row-fill.c */
void moot_status_row_fill         (MootStatusRow *self);
void moot_status_row_fill_time    (MootStatusRow *self);
void moot_status_row_fill_record  (MootStatusRow *self);
void moot_status_row_fill_warning (MootStatusRow *self);

/* moot-status-row-layout.c */
void moot_status_row_layout_class_init (GtkWidgetClass *widget_class);

/* moot-status-row-actions.c */
void moot_status_row_actions_class_init (GtkWidgetClass *widget_class);
void moot_status_row_follow_link        (MootStatusRow  *self,
                                         const char     *uri);
void moot_status_row_close_menu         (MootStatusRow  *self);

G_END_DECLS
