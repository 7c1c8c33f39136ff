/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-connection.h"

G_BEGIN_DECLS

/* Steps of moot_sample_moot_fill(), for progress. */
#define MOOT_SAMPLE_MOOT_STEPS 27

typedef void (*MootSampleStep) (const char *what,
                                gpointer    data);

gboolean moot_sample_moot_fill (MootConnection *const  *connections,
                                guint                   n_connections,
                                MootSampleStep          step,
                                gpointer                data,
                                GCancellable           *cancellable,
                                GError                **error);

G_END_DECLS
