/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connections.h"
#include "moot-router.h"
#include "moot-stream-hub.h"

G_BEGIN_DECLS

typedef struct _MootListener MootListener;

MootListener *moot_listener_new  (const MootServices          *services,
                                  const MootRouteTable *const *tables,
                                  gsize                        n_tables,
                                  guint                        n_workers,
                                  const MootPatience          *patience) G_GNUC_WARN_UNUSED_RESULT;
void          moot_listener_free (MootListener                *self);

gboolean moot_listener_listen        (MootListener  *self,
                                      const char    *address,
                                      GError       **error);
void     moot_listener_start         (MootListener  *self);
GStrv    moot_listener_dup_addresses (MootListener  *self) G_GNUC_WARN_UNUSED_RESULT;
void     moot_listener_stop          (MootListener  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootListener, moot_listener_free)

G_END_DECLS
