/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-attachment-store.h"
#include "moot-status-store.h"

G_BEGIN_DECLS

/**
 * MootRemoteStatusDraft:
 * @status: as any status; without attachments
 * @attachments: (element-type MootAttachmentDraft): with the addresses of the files
 * @type: of the object
 * @updated_at: the author's word for this version, 0 when it never changed
 * @votes: (nullable): of each option of the poll, -1 when hidden
 * @closed_at: when the poll was found closed, 0 when it is open
 * @n_favourites: -1 when it is not told
 *
 * A status of another server, understood.  Nothing is owned.
 */
typedef struct
{
  MootStatusDraft status;
  const MootAttachmentDraft *attachments;
  gsize n_attachments;
  const char *type;
  const char *replies_uri;
  const char *context_uri;
  gint64 updated_at;
  const gint64 *votes;
  gsize n_votes;
  gint64 n_voters;
  gint64 closed_at;
  gint64 n_favourites;
  gint64 n_reblogs;
  gint64 n_replies;
} MootRemoteStatusDraft;

/**
 * MootStatusByUri:
 *
 * What decides what may be done with a status that another server speaks of.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  gint64 thread_id;
  gint64 reblog_of_id;
  gint64 updated_at;
  char *author_uri;
  MootVisibility visibility;
  gboolean local;
} MootStatusByUri;

void     moot_status_by_uri_clear (MootStatusByUri  *self);
gboolean moot_status_find_by_uri  (MootDb           *db,
                                   const char       *uri,
                                   MootStatusByUri  *out_status,
                                   GError          **error);

gboolean moot_remote_status_add    (MootDb                       *db,
                                    const MootSite               *site,
                                    const MootRemoteStatusDraft  *draft,
                                    gint64                        now,
                                    gint64                       *out_id,
                                    GError                      **error);
gboolean moot_remote_status_edit   (MootDb                       *db,
                                    const MootSite               *site,
                                    const MootRemoteStatusDraft  *draft,
                                    gint64                        now,
                                    GError                      **error);
gboolean moot_remote_status_counts (MootDb                       *db,
                                    gint64                        id,
                                    const MootRemoteStatusDraft  *draft,
                                    GError                      **error);

gboolean moot_poll_vote_by_title (MootDb      *db,
                                  gint64       status_id,
                                  gint64       account_id,
                                  const char  *title,
                                  const char  *uri,
                                  gint64       now,
                                  gboolean    *out_counted,
                                  GError     **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootStatusByUri, moot_status_by_uri_clear)

G_END_DECLS
