/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _MootRecent MootRecent;

MootRecent *moot_recent_new  (guint       max_keys,
                              gsize       value_size);
void        moot_recent_free (MootRecent *self);

gpointer moot_recent_find     (MootRecent *self,
                               const char *key);
gpointer moot_recent_peek     (MootRecent *self,
                               const char *key);
gpointer moot_recent_add      (MootRecent *self,
                               const char *key);
void     moot_recent_forget   (MootRecent *self,
                               const char *key);
guint    moot_recent_get_size (MootRecent *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRecent, moot_recent_free)

G_END_DECLS
