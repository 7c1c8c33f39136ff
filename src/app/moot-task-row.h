/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-look-page.h"
#include "moot-task.h"

G_BEGIN_DECLS

GtkWidget *moot_task_row_new (MootTask       *task,
                              const MootLook *look) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *moot_task_row_make (gpointer    look,
                               gpointer    task,
                               const char *extra) G_GNUC_WARN_UNUSED_RESULT;

GtkWidget *moot_tasks_page_new (MootClient *client) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
