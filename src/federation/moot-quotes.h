/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-consent-store.h"
#include "moot-posts.h"
#include "moot-quote-store.h"

G_BEGIN_DECLS

gboolean moot_quotes_begin  (MootDb          *db,
                             const MootSite  *site,
                             gint64           status_id,
                             gint64           quoted_id,
                             gint64           now,
                             MootQuote       *out_quote,
                             GError         **error);
gboolean moot_quotes_revoke (MootDb          *db,
                             const MootSite  *site,
                             gint64           quoted_id,
                             gint64           quoting_id,
                             gint64           now,
                             GError         **error);

gboolean moot_quotes_take            (MootDb                *db,
                                      const MootFederation  *federation,
                                      const MootPost        *post,
                                      gint64                 status_id,
                                      GError               **error);
gboolean moot_quotes_take_instrument (MootDb                *db,
                                      const MootFederation  *federation,
                                      const MootConsent     *consent,
                                      JsonObject            *body,
                                      gint64                 received_at,
                                      GError               **error);
void     moot_quotes_verify          (MootFederation        *federation,
                                      gint64                 status_id);

char *moot_quotes_dup_words (const MootPost *post,
                             GStrv           entries) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
