/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _MootLoopback MootLoopback;

MootLoopback *moot_loopback_new  (GError       **error) G_GNUC_WARN_UNUSED_RESULT;
void          moot_loopback_free (MootLoopback  *self);

const char *moot_loopback_get_uri (const MootLoopback  *self);
char       *moot_loopback_wait    (MootLoopback        *self,
                                   const char          *state,
                                   const char          *page,
                                   GCancellable        *cancellable,
                                   GError             **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootLoopback, moot_loopback_free)

G_END_DECLS
