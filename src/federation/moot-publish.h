/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-clock.h"
#include "moot-consent-store.h"
#include "moot-enums.h"
#include "moot-outbox.h"
#include "moot-quote-store.h"

G_BEGIN_DECLS

#define MOOT_REQUEST_PERIOD_MS (7 * MOOT_DAY) /* without an answer; doubled each time */
#define MOOT_REQUEST_REPEATS 3

/**
 * MootWish:
 * @interaction: one of the words of moot-policy-store.h
 * @status_id: with what
 * @deed_id: a reply or quote that is made already, for its author alone; 0 for none
 * @visibility: of the reply or boost, when it is allowed
 * @mention_ids: whom the reply mentions
 *
 * What one of ours wants to do with a status whose author wants to be asked.  Nothing is owned.
 */
typedef struct
{
  const char *interaction;
  gint64 account_id;
  gint64 status_id;
  gint64 deed_id;
  MootVisibility visibility;
  const gint64 *mention_ids;
  gsize n_mentions;
} MootWish;

gboolean moot_publish_status       (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              status_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_edit         (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              status_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_going        (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              status_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_like         (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    gint64              status_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_unlike       (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    gint64              status_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_pin          (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              status_id,
                                    gboolean            pinned,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_featured_tag (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    const char         *name,
                                    gboolean            featured,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_votes        (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              poll_id,
                                    gint64              account_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_profile      (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_keys         (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    gint64              number,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_move         (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    const char         *target,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_report       (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              target_id,
                                    const char         *comment,
                                    const char *const  *status_uris,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_follow       (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    gint64              target_id,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_requests     (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              now,
                                    GError            **error);
gboolean moot_publish_unfollow     (MootDb             *db,
                                    const MootSite     *site,
                                    gint64              account_id,
                                    gint64              target_id,
                                    gint64              now,
                                    GError            **error);

gboolean moot_publish_quote_request (MootDb             *db,
                                     const MootSite     *site,
                                     const MootQuote    *quote,
                                     gint64              now,
                                     GError            **error);
gboolean moot_publish_stamp_gone    (MootDb             *db,
                                     const MootSite     *site,
                                     const MootStamp    *stamp,
                                     gint64              author_id,
                                     gint64              now,
                                     GError            **error);
gboolean moot_publish_grant_gone    (MootDb             *db,
                                     const MootSite     *site,
                                     const MootConsent  *consent,
                                     gint64              now,
                                     GError            **error);
gboolean moot_publish_refusal       (MootDb             *db,
                                     const MootSite     *site,
                                     gint64              account_id,
                                     gint64              stranger_id,
                                     const char         *uri,
                                     gint64              now,
                                     GError            **error);
gboolean moot_publish_question      (MootDb             *db,
                                     const MootSite     *site,
                                     const MootConsent  *consent,
                                     const MootWish     *wish,
                                     gint64              now,
                                     GError            **error);
gboolean moot_publish_answer        (MootDb             *db,
                                     const MootSite     *site,
                                     const MootConsent  *consent,
                                     const char         *result,
                                     gint64              now,
                                     GError            **error);

GStrv moot_publish_read_inboxes (MootRows  *rows,
                                 GError   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
