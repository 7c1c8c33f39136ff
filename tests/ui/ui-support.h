/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef gboolean (*UiMatch) (GtkWidget *widget,
                             gpointer   data);
typedef gboolean (*UiCondition) (gpointer data);

gboolean   ui_wait        (UiCondition   condition,
                           gpointer      data,
                           guint         timeout_ms);
gboolean   ui_wait_frames (GtkWidget    *widget,
                           guint         n_frames);
GtkWidget *ui_find        (GtkWidget    *root,
                           UiMatch       match,
                           gpointer      data);
gboolean   ui_shoot       (GtkWidget    *widget,
                           const char   *png,
                           double        scale,
                           GError      **error);

/* How long the frames took that were painted between ui_frames_start() and ui_frames_stop(). */
typedef struct _UiFrames UiFrames;

UiFrames *ui_frames_start         (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;
void      ui_frames_stop          (UiFrames  *self);
guint     ui_frames_get_n         (UiFrames  *self);
void      ui_frames_add_ahead     (UiFrames  *self,
                                   gint64     us);
double    ui_frames_get_layout_ms (UiFrames  *self,
                                   double     percentile);
double    ui_frames_get_total_ms  (UiFrames  *self,
                                   double     percentile);
void      ui_frames_free          (UiFrames  *self);

gint64 ui_cpu_us         (void);
gint64 ui_resident_bytes (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UiFrames, ui_frames_free)

G_END_DECLS
