/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is to be opened in the window as soon as it shows the right account.
 * Thread: main. */
#include "config.h"

#include "moot-app-wish.h"

/** moot_app_wish_make: in place of the one before */
void
moot_app_wish_make (MootAppWish *self,
                    const char  *key,
                    const char  *action,
                    const char  *id)
{
  moot_app_wish_drop (self);
  self->key = g_strdup (key);
  self->action = g_strdup (action);
  self->id = g_strdup (id);
}

/** moot_app_wish_drop: nothing is wished any more */
void
moot_app_wish_drop (MootAppWish *self)
{
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->action, g_free);
  g_clear_pointer (&self->id, g_free);
}

/** moot_app_wish_fulfil: once, if @window shows the account @key that was meant */
void
moot_app_wish_fulfil (MootAppWish *self,
                      const char  *key,
                      MootWindow  *window)
{
  if (self->key == NULL || g_strcmp0 (self->key, key) != 0)
    return;
  gtk_widget_activate_action (GTK_WIDGET (window), self->action, "s", self->id);
  moot_app_wish_drop (self);
}
