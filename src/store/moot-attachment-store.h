/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-attachment.h"
#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_ATTACHMENT_UNUSED_MS (24 * 60 * 60 * 1000) /* kept that long for a status to come */

/**
 * MootAttachmentDraft:
 * @id: its id, 0 to have one made
 * @file: (nullable): below the media folder
 * @remote_preview_url: (nullable): a still picture of what is at @remote_url
 *
 * Media before they are in the database.
 */
typedef struct
{
  gint64 id;
  gint64 account_id;
  const char *type;
  const char *mime;
  const char *file;
  const char *preview_file;
  const char *remote_url;
  const char *remote_preview_url;
  gint64 bytes;
  const char *meta; /* JSON */
  const char *description;
  const char *blurhash;
} MootAttachmentDraft;

GPtrArray      *moot_attachments_of_status    (MootDb          *db,
                                               const MootSite  *site,
                                               gint64           status_id,
                                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray      *moot_attachments_of_scheduled (MootDb          *db,
                                               const MootSite  *site,
                                               gint64           scheduled_id,
                                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;
MootAttachment *moot_attachment_find          (MootDb          *db,
                                               const MootSite  *site,
                                               gint64           id,
                                               gint64           account_id,
                                               GError         **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_attachment_add               (MootDb                     *db,
                                            const MootAttachmentDraft  *draft,
                                            gint64                      now,
                                            gint64                     *out_id,
                                            GError                    **error);
gboolean moot_attachment_note              (MootDb                     *db,
                                            gint64                      id,
                                            gint64                      account_id,
                                            const char                 *description,
                                            const char                 *focus,
                                            GError                    **error);
gboolean moot_attachment_is_used           (MootDb                     *db,
                                            gint64                      id,
                                            gboolean                   *out_used,
                                            GError                    **error);
gboolean moot_attachments_attach           (MootDb                     *db,
                                            gint64                      status_id,
                                            gint64                      account_id,
                                            const gint64               *ids,
                                            gsize                       n_ids,
                                            GError                    **error);
gboolean moot_attachment_delete            (MootDb                     *db,
                                            gint64                      id,
                                            gint64                      account_id,
                                            GPtrArray                  *out_files,
                                            GError                    **error);
gboolean moot_attachments_delete_of_status (MootDb                     *db,
                                            gint64                      status_id,
                                            gint64                      account_id,
                                            GPtrArray                  *out_files,
                                            GError                    **error);
gboolean moot_attachments_sweep            (MootDb                     *db,
                                            gint64                      now,
                                            GPtrArray                  *out_files,
                                            GError                    **error);

G_END_DECLS
