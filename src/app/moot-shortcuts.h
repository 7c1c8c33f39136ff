/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootShortcut:
 * @group: heading in the list of shortcuts
 * @title: what it does
 * @action: (nullable): detailed action name; %NULL where a widget has the key itself
 * @accelerators: (nullable): keys that always work, separated by spaces
 * @single: (nullable): a key without modifier, only while nothing is being typed
 *
 * One row for the accelerators, the single keys and the window that lists both.
 */
typedef struct
{
  const char *group;
  const char *title;
  const char *action;
  const char *accelerators;
  const char *single;
} MootShortcut;

const MootShortcut *moot_shortcuts_get_all    (guint          *out_n_shortcuts);
void                moot_shortcuts_install    (GtkApplication *application);
void                moot_shortcuts_add_single (GtkWidget      *window);
void                moot_shortcuts_show       (GtkWindow      *parent);

void  moot_shortcuts_add_ahead   (GtkWidget  *widget,
                                  const char *accelerators,
                                  const char *action);
void  moot_shortcuts_bind_single (GObject    *object);
char *moot_shortcuts_dup_tooltip (const char *text,
                                  const char *action) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
