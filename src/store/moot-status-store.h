/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-enums.h"
#include "moot-poll-store.h"
#include "moot-status-view.h"

G_BEGIN_DECLS

#define MOOT_IDEMPOTENCY_MS (60 * 60 * 1000)

#define MOOT_NEWS_STATUS "status"                   /* id: a new status or boost, not a late one */
#define MOOT_NEWS_STATUS_EDIT "status-edit"         /* id: a status that was edited */
#define MOOT_NEWS_STATUS_GONE "status-gone"         /* id: a deleted one, other: who had it */
#define MOOT_NEWS_STATUS_UNLISTED "status-unlisted" /* id: not public now, other: if local */
#define MOOT_NEWS_STATUS_UNTAGGED "status-untagged" /* id: gone from a tag, other: the tag */

/**
 * MootMediaNote:
 * @description: (nullable): %NULL to keep what it has
 * @focus: (nullable): `x,y`; %NULL to keep what it has
 *
 * What an author says about a picture while editing.
 */
typedef struct
{
  gint64 id;
  const char *description;
  const char *focus;
} MootMediaNote;

/**
 * MootStatusDraft:
 * @id: 0 to have one made
 * @created_at: UTC milliseconds, 0 for now
 * @uri: (nullable): %NULL for a status of this node
 * @content: clean HTML
 * @mention_ids: accounts, each once
 * @n_named: how many it names altogether, 0 for a status of this node
 * @tags: (nullable): normal forms
 * @emojis: (nullable): JSON
 * @attachment_ids: media of the author
 * @media_notes: (nullable): for an edit
 *
 * What somebody wrote, checked and understood.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 application_id;
  gint64 in_reply_to_id;
  const char *in_reply_to_uri;
  gint64 created_at;
  MootVisibility visibility;
  gboolean sensitive;
  const char *uri;
  const char *url;
  const char *language;
  const char *text;
  const char *content;
  const char *spoiler_text;
  const char *emojis;
  const gint64 *mention_ids;
  gsize n_mentions;
  gsize n_named;
  const char *const *tags;
  const gint64 *attachment_ids;
  gsize n_attachments;
  const MootMediaNote *media_notes;
  gsize n_media_notes;
  const MootPollDraft *poll;
} MootStatusDraft;

/**
 * MootStatusFacts:
 *
 * What decides what may be done with a status.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 thread_id;
  gint64 reblog_of_id;
  gint64 in_reply_to_id;
  gint64 created_at;
  MootVisibility visibility;
  gboolean local;
} MootStatusFacts;

/**
 * MootRemoteBoost:
 * @uri: the id of the Announce
 * @created_at: UTC milliseconds, 0 when it is not told
 *
 * A boost by somebody on another server.
 */
typedef struct
{
  const char *uri;
  gint64 account_id;
  gint64 status_id;
  MootVisibility visibility;
  gint64 created_at;
} MootRemoteBoost;

gboolean moot_status_get_facts (MootDb           *db,
                                gint64            id,
                                MootStatusFacts  *out_facts,
                                GError          **error);

gboolean moot_status_create     (MootDb                 *db,
                                 const MootSite         *site,
                                 const MootStatusDraft  *draft,
                                 gint64                  now,
                                 gint64                 *out_id,
                                 GError                **error);
gboolean moot_status_boost      (MootDb                 *db,
                                 const MootSite         *site,
                                 gint64                  account_id,
                                 gint64                  status_id,
                                 MootVisibility          visibility,
                                 gint64                  now,
                                 gint64                 *out_id,
                                 GError                **error);
gboolean moot_status_boost_as   (MootDb                 *db,
                                 const MootSite         *site,
                                 gint64                  id,
                                 gint64                  account_id,
                                 gint64                  status_id,
                                 MootVisibility          visibility,
                                 gint64                  now,
                                 gint64                 *out_id,
                                 GError                **error);
gboolean moot_status_unveil     (MootDb                 *db,
                                 gint64                  id,
                                 MootVisibility          visibility,
                                 const gint64           *mention_ids,
                                 gsize                   n_mentions,
                                 GError                **error);
gboolean moot_status_veil       (MootDb                 *db,
                                 gint64                  id,
                                 GError                **error);
gboolean moot_status_boost_from (MootDb                 *db,
                                 const MootSite         *site,
                                 const MootRemoteBoost  *boost,
                                 gint64                  now,
                                 gint64                 *out_id,
                                 GError                **error);
gboolean moot_status_edit       (MootDb                 *db,
                                 const MootSite         *site,
                                 const MootStatusDraft  *draft,
                                 gint64                  now,
                                 gboolean               *out_changed,
                                 GError                **error);
gboolean moot_status_delete     (MootDb                 *db,
                                 gint64                  id,
                                 GError                **error);
gboolean moot_status_unboost    (MootDb                 *db,
                                 gint64                  account_id,
                                 gint64                  status_id,
                                 GError                **error);

GPtrArray *moot_status_load_history (MootDb          *db,
                                     const MootSite  *site,
                                     gint64           id,
                                     GError         **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_idempotency_find (MootDb      *db,
                                gint64       account_id,
                                const char  *key,
                                const char  *request_sha256,
                                gint64       now,
                                gint64      *out_made_id,
                                GError     **error);
gboolean moot_idempotency_keep (MootDb      *db,
                                gint64       account_id,
                                const char  *key,
                                const char  *request_sha256,
                                gint64       made_id,
                                gint64       now,
                                GError     **error);

G_END_DECLS
