/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

/**
 * MootInteraction:
 *
 * What an account can do with a status and take back.
 */
typedef enum
{
  MOOT_INTERACTION_FAVOURITE,
  MOOT_INTERACTION_BOOKMARK,
  MOOT_INTERACTION_PIN,
  MOOT_INTERACTION_MUTE_THREAD,
} MootInteraction;

gboolean moot_interaction_set     (MootDb           *db,
                                   MootInteraction   what,
                                   gint64            account_id,
                                   gint64            status_id,
                                   gboolean          wanted,
                                   gint64            now,
                                   GError          **error);
gboolean moot_account_is_blocking (MootDb           *db,
                                   gint64            account_id,
                                   gint64            target_id,
                                   gboolean         *out_blocking,
                                   GError          **error);

G_END_DECLS
