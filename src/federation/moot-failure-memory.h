/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define MOOT_FAILURE_MEMORY_MAX 10000           /* a stranger can make up any number */
#define MOOT_FAILURE_FIRST_MS (5 * MOOT_MINUTE) /* how long the first failure is believed */
#define MOOT_FAILURE_BUSY_MS (30 * MOOT_SECOND) /* when nobody answered: it may work soon */
#define MOOT_FAILURE_LAST_MS MOOT_HOUR          /* each one doubles it, up to this */

typedef struct _MootFailureMemory MootFailureMemory;

MootFailureMemory *moot_failure_memory_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void               moot_failure_memory_free (MootFailureMemory *self);

gboolean moot_failure_memory_check    (MootFailureMemory  *self,
                                       const char         *key,
                                       gint64              now,
                                       GError            **error);
void     moot_failure_memory_put      (MootFailureMemory  *self,
                                       const char         *key,
                                       int                 code,
                                       gint64              now);
void     moot_failure_memory_forget   (MootFailureMemory  *self,
                                       const char         *key);
guint    moot_failure_memory_get_size (MootFailureMemory  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFailureMemory, moot_failure_memory_free)

G_END_DECLS
