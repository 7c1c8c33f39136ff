/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-federation.h"
#include "moot-publish.h"

G_BEGIN_DECLS

gboolean moot_consents_ask       (MootDb                *db,
                                  const MootSite        *site,
                                  const MootWish        *wish,
                                  gint64                 now,
                                  GError               **error);
gboolean moot_consents_decide    (MootDb                *db,
                                  const MootFederation  *federation,
                                  gint64                 id,
                                  gint64                 author_id,
                                  gboolean               accept,
                                  gint64                 now,
                                  GError               **error);
gboolean moot_consents_grant     (MootDb                *db,
                                  const MootFederation  *federation,
                                  const MootConsent     *consent,
                                  gint64                 now,
                                  GError               **error);
gboolean moot_consents_granted   (MootDb                *db,
                                  const MootSite        *site,
                                  const MootConsent     *consent,
                                  const char            *authorization_uri,
                                  gint64                 now,
                                  GError               **error);
gboolean moot_consents_refused   (MootDb                *db,
                                  const MootSite        *site,
                                  const MootConsent     *consent,
                                  gint64                 now,
                                  GError               **error);
gboolean moot_consents_revoke    (MootDb                *db,
                                  const MootSite        *site,
                                  const MootConsent     *consent,
                                  gint64                 now,
                                  GError               **error);
gboolean moot_consents_find_deed (MootDb                *db,
                                  const MootSite        *site,
                                  const char            *uri,
                                  MootConsent           *out_consent,
                                  GError               **error);

G_END_DECLS
