/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-records.h"
#include "moot-records.h"

G_BEGIN_DECLS

gboolean moot_paper_store_add    (MootDb                 *db,
                                  const MootPaperRecord  *paper,
                                  GError                **error);
gboolean moot_paper_store_remove (MootDb                 *db,
                                  gint64                  proposal_id,
                                  const char             *number,
                                  gboolean               *out_removed,
                                  GError                **error);
MootPaperRecord *moot_paper_store_find_open (MootDb *db,
                                             gint64 proposal_id,
                                             const char *number,
                                             GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_paper_store_list_for_count (MootDb *db,
                                            gint64 proposal_id,
                                            GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_paper_store_list (MootDb *db,
                                  gint64 proposal_id,
                                  const MootRange *range,
                                  GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_paper_store_publish    (MootDb      *db,
                                      gint64       proposal_id,
                                      GError     **error);
gboolean moot_paper_store_destroy    (MootDb      *db,
                                      gint64       proposal_id,
                                      GError     **error);
gboolean moot_paper_store_find_entry (MootDb      *db,
                                      gint64       proposal_id,
                                      const char  *commitment,
                                      gint64      *out_seq,
                                      GError     **error);

gboolean  moot_paper_store_mark_voter  (MootDb    *db,
                                        gint64     proposal_id,
                                        gint64     member_id,
                                        gboolean  *out_first,
                                        GError   **error);
gboolean  moot_paper_store_has_voted   (MootDb    *db,
                                        gint64     proposal_id,
                                        gint64     member_id,
                                        gboolean  *out_voted,
                                        GError   **error);
GArray   *moot_paper_store_list_voters (MootDb    *db,
                                        gint64     proposal_id,
                                        GError   **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
