/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db-pool.h"

G_BEGIN_DECLS

#define MOOT_HOST_VERDICTS_MAX 256 /* hosts; with more it starts anew */

typedef struct _MootHostVerdicts MootHostVerdicts;

MootHostVerdicts *moot_host_verdicts_new  (MootDbPool       *pool) G_GNUC_WARN_UNUSED_RESULT;
void              moot_host_verdicts_free (MootHostVerdicts *self);

gboolean moot_host_verdicts_is_blocked (const char *host,
                                        gpointer    verdicts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootHostVerdicts, moot_host_verdicts_free)

G_END_DECLS
