/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"

G_BEGIN_DECLS

#define MOOT_LOOKUP_MAX_POSTS 20 /* of somebody whose profile is looked at */

gboolean moot_lookup_handle (MootFederation  *federation,
                             const char      *handle,
                             gint64          *out_account_id,
                             GError         **error);
gboolean moot_lookup_uri    (MootFederation  *federation,
                             const char      *uri,
                             gint64          *out_account_id,
                             gint64          *out_status_id,
                             GError         **error);
void     moot_lookup_posts  (MootFederation  *federation,
                             gint64           account_id);

G_END_DECLS
