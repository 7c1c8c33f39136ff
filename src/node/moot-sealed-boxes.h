/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db-pool.h"
#include "moot-sealed-host.h"
#include "moot-services.h"

G_BEGIN_DECLS

/**
 * MootSealedDeed:
 * @host: of one election
 * @now: UTC milliseconds
 * @data: of whoever asked for it
 * @error: return location
 *
 * Looks at an election, or brings it a message.
 *
 * Returns: whether it was taken
 */
typedef gboolean (*MootSealedDeed) (MootSealedHost  *host,
                                    gint64           now,
                                    gpointer         data,
                                    GError         **error);

MootSealedBoxes *moot_sealed_boxes_new  (MootDbPool      *pool) G_GNUC_WARN_UNUSED_RESULT;
void             moot_sealed_boxes_free (MootSealedBoxes *self);

gboolean moot_sealed_boxes_do  (MootSealedBoxes     *self,
                                gint64               id,
                                MootSealedDeed       deed,
                                const char          *ballot,
                                gpointer             data,
                                GError             **error);
gboolean moot_sealed_boxes_run (const MootServices  *services,
                                gint64               now,
                                GError             **error);

G_END_DECLS
