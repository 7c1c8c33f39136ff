/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-node-launcher.h"

G_BEGIN_DECLS

/**
 * MootSampleProgress:
 * @step: what is being done, in English, for a log
 * @done: steps done
 * @n_steps: of how many
 * @data: for the callback
 *
 * Thread: the worker that fills.
 */
typedef void (*MootSampleProgress) (const char *step,
                                    guint       done,
                                    guint       n_steps,
                                    gpointer    data);

/* Who the person trying it is: the founder, who also keeps the books. */
#define MOOT_SAMPLE_FOUNDER "ada"
#define MOOT_SAMPLE_NAME "Riverside Co-op"

gboolean moot_sample_fill (MootNodeLauncher    *launcher,
                           MootSampleProgress   progress,
                           gpointer             data,
                           GCancellable        *cancellable,
                           GError             **error);

G_END_DECLS
