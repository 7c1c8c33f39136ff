/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-outbox.h"
#include "moot-quote-store.h"

G_BEGIN_DECLS

#define MOOT_REQUEST_PERIOD_MS (7 * MOOT_DAY) /* without an answer; doubled each time */
#define MOOT_REQUEST_REPEATS 3

/**
 * MootQuoteRequest:
 * @uri: of the request
 * @stranger_id: who asks
 * @actor: the same, as their server names them
 * @quoted_uri: a status of ours
 * @quoting_uri: what would quote it
 * @account_id: who wrote what would be quoted
 * @author: the same
 *
 * Somebody elsewhere asks whether they may quote.  Nothing is owned.
 */
typedef struct
{
  const char *uri;
  gint64 stranger_id;
  const char *actor;
  const char *quoted_uri;
  const char *quoting_uri;
  gint64 account_id;
  const char *author;
} MootQuoteRequest;

gboolean moot_publish_status   (MootDb             *db,
                                const MootSite     *site,
                                gint64              status_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_edit     (MootDb             *db,
                                const MootSite     *site,
                                gint64              status_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_going    (MootDb             *db,
                                const MootSite     *site,
                                gint64              status_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_like     (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                gint64              status_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_unlike   (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                gint64              status_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_pin      (MootDb             *db,
                                const MootSite     *site,
                                gint64              status_id,
                                gboolean            pinned,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_votes    (MootDb             *db,
                                const MootSite     *site,
                                gint64              poll_id,
                                gint64              account_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_profile  (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_keys     (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                gint64              number,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_move     (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                const char         *target,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_report   (MootDb             *db,
                                const MootSite     *site,
                                gint64              target_id,
                                const char         *comment,
                                const char *const  *status_uris,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_follow   (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                gint64              target_id,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_requests (MootDb             *db,
                                const MootSite     *site,
                                gint64              now,
                                GError            **error);
gboolean moot_publish_unfollow (MootDb             *db,
                                const MootSite     *site,
                                gint64              account_id,
                                gint64              target_id,
                                gint64              now,
                                GError            **error);

gboolean moot_publish_quote_request (MootDb                  *db,
                                     const MootSite          *site,
                                     const MootQuote         *quote,
                                     gint64                   now,
                                     GError                 **error);
gboolean moot_publish_quote_answer  (MootDb                  *db,
                                     const MootSite          *site,
                                     const MootQuoteRequest  *request,
                                     const MootStamp         *stamp,
                                     gint64                   now,
                                     GError                 **error);
gboolean moot_publish_stamp_gone    (MootDb                  *db,
                                     const MootSite          *site,
                                     const MootStamp         *stamp,
                                     gint64                   author_id,
                                     gint64                   now,
                                     GError                 **error);
gboolean moot_publish_refusal       (MootDb                  *db,
                                     const MootSite          *site,
                                     gint64                   account_id,
                                     gint64                   stranger_id,
                                     const char              *uri,
                                     gint64                   now,
                                     GError                 **error);

GStrv moot_publish_read_inboxes (MootRows  *rows,
                                 GError   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
