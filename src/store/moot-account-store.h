/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account.h"
#include "moot-site.h"

G_BEGIN_DECLS

MootAccount *moot_account_find         (MootDb          *db,
                                        const MootSite  *site,
                                        gint64           id,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootAccount *moot_account_find_by_acct (MootDb          *db,
                                        const MootSite  *site,
                                        const char      *acct,
                                        GError         **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_account_find_id      (MootDb          *db,
                                        const MootSite  *site,
                                        const char      *acct,
                                        gint64          *out_id,
                                        GError         **error);

MootAccount *moot_account_read      (MootRows        *rows,
                                     const MootSite  *site) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *moot_accounts_read_all (MootRows        *rows,
                                     const MootSite  *site,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
