/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Tables of actions become actions of the window.
 * Thread: main. */
#include "config.h"

#include "moot-window-private.h"

static GHashTable *installed; /* of const MootWindowAction, by name; as long as the class */

static void
activate (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  const MootWindowAction *action = g_hash_table_lookup (installed, name);

  action->handler (MOOT_WINDOW (widget), parameter);
}

static void
activate_in_session (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  if (MOOT_WINDOW (widget)->session != NULL)
    activate (widget, name, parameter);
}

/**
 * moot_window_install:
 * @widget_class: the class, while it is made
 * @actions: a table that stays
 * @n_actions: how many rows it has
 * @needs_session: nothing of it happens before somebody is signed in
 *
 * Adds the actions of a table; no name may stand in two tables.
 */
void
moot_window_install (GtkWidgetClass         *widget_class,
                     const MootWindowAction *actions,
                     guint                   n_actions,
                     gboolean                needs_session)
{
  if (installed == NULL)
    installed = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n_actions; i++)
    {
      const gboolean is_new =
        g_hash_table_insert (installed, (gpointer) actions[i].name, (gpointer) &actions[i]);

      g_assert (is_new);
      gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                       needs_session ? activate_in_session : activate);
    }
}
