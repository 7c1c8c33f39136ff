/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootCoopCharter:
 * @name: what the co-operative calls itself
 * @currency: three letters
 * @bylaws: a preset, see moot_bylaws_get_presets()
 * @time_zone: (nullable): an identifier such as `Europe/London`; %NULL for UTC
 * @locale: (nullable): such as `en-GB`
 * @handle: (nullable): its account name; %NULL for one made of the name of the node
 * @founder_id: the account of the first member, who holds all offices until there are elections
 *
 * What a co-operative begins with.
 */
typedef struct
{
  const char *name;
  const char *currency;
  const char *bylaws;
  const char *time_zone;
  const char *locale;
  const char *handle;
  gint64 founder_id;
} MootCoopCharter;

gboolean moot_coop_found      (MootDb                 *db,
                               const MootSite         *site,
                               const MootCoopCharter  *charter,
                               gint64                  now,
                               GError                **error);
gboolean moot_coop_add_member (MootDb                 *db,
                               const MootSite         *site,
                               gint64                  account_id,
                               gint64                  now,
                               gint64                 *out_member_id,
                               GError                **error);

G_END_DECLS
