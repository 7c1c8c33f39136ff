/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-http-signature.h"

G_BEGIN_DECLS

#define MOOT_SCHEME_MEMORY_MAX 10000          /* hosts; a stranger can make up any number */
#define MOOT_SCHEME_MEMORY_MS (30 * MOOT_DAY) /* servers are updated */

#define MOOT_SCHEME_KEEP_MS MOOT_DAY /* the same again is kept so often */

/**
 * MootSchemeKeeper:
 * @host: in normal form
 * @scheme: what it understood
 * @now: UTC milliseconds
 * @data: as given
 *
 * Keeps what was learnt for the next start.  Thread: any.
 */
typedef void (*MootSchemeKeeper) (const char          *host,
                                  MootSignatureScheme  scheme,
                                  gint64               now,
                                  gpointer             data);

typedef struct _MootSchemeMemory MootSchemeMemory;

MootSchemeMemory *moot_scheme_memory_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void              moot_scheme_memory_free (MootSchemeMemory *self);

void                moot_scheme_memory_set_keeper (MootSchemeMemory    *self,
                                                   MootSchemeKeeper     keeper,
                                                   gpointer             data);
MootSignatureScheme moot_scheme_memory_get        (MootSchemeMemory    *self,
                                                   const char          *host,
                                                   gint64               now);
void                moot_scheme_memory_put        (MootSchemeMemory    *self,
                                                   const char          *host,
                                                   MootSignatureScheme  scheme,
                                                   gint64               now);
guint               moot_scheme_memory_get_size   (MootSchemeMemory    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSchemeMemory, moot_scheme_memory_free)

G_END_DECLS
