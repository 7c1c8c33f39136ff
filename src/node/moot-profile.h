/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account-store.h"
#include "moot-params.h"

G_BEGIN_DECLS

MootAccount *moot_profile_load         (MootDb            *db,
                                        const MootSite    *site,
                                        gint64             account_id,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_profile_edit         (MootDb            *db,
                                        const MootSite    *site,
                                        gint64             account_id,
                                        const MootParams  *params,
                                        GError           **error);
gboolean     moot_profile_drop_picture (MootDb            *db,
                                        const MootSite    *site,
                                        gint64             account_id,
                                        gboolean           avatar,
                                        GError           **error);
GPtrArray   *moot_profile_search       (MootDb            *db,
                                        const MootSite    *site,
                                        gint64             viewer_id,
                                        const char        *query,
                                        gboolean           following,
                                        int                limit,
                                        int                offset,
                                        GError           **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_profile_resolve      (const char        *username,
                                        const char        *domain,
                                        char             **out_url,
                                        char             **out_acct,
                                        gpointer           data);

/**
 * MootProfileContext:
 *
 * The data of moot_profile_resolve(), which finds whom a mention means.
 */
typedef struct
{
  MootDb *db;
  const MootSite *site;
} MootProfileContext;

G_END_DECLS
