/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_POLICY_LIKE "like"
#define MOOT_POLICY_REPLY "reply"
#define MOOT_POLICY_ANNOUNCE "announce"
#define MOOT_POLICY_QUOTE "quote"

#define MOOT_POLICY_WORDS_MAX 20 /* entries of one list */

/**
 * MootPermission:
 * @MOOT_MAY_NOT: not at all
 * @MOOT_MAY_ASK: if the author says yes
 * @MOOT_MAY: without asking anybody
 *
 * What a policy says of somebody.
 */
typedef enum
{
  MOOT_MAY_NOT,
  MOOT_MAY_ASK,
  MOOT_MAY,
} MootPermission;

gboolean moot_policy_put   (MootDb          *db,
                            gint64           status_id,
                            const char      *interaction,
                            const char      *automatic,
                            const char      *manual,
                            GError         **error);
gboolean moot_policy_judge (MootDb          *db,
                            gint64           status_id,
                            const char      *interaction,
                            gint64           account_id,
                            MootPermission  *out_permission,
                            GError         **error);

gboolean moot_policy_has_word (const char *words,
                               const char *word);

G_END_DECLS
