/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-domain-block.h"
#include "moot-records.h"

G_BEGIN_DECLS

/**
 * MootDomainRule:
 * @allowed: whether the node speaks to the server at all, for all that its lists say
 * @severity: (nullable): of the block for it, %NULL without one
 * @reject_media: of that block
 * @reject_reports: of that block
 *
 * What is written about one server: by its own name, or else the longest one above it.
 */
typedef struct
{
  gboolean allowed;
  char *severity;
  gboolean reject_media;
  gboolean reject_reports;
} MootDomainRule;

void moot_domain_rule_clear (MootDomainRule *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootDomainRule, moot_domain_rule_clear)

gboolean moot_domain_store_find_rule     (MootDb          *db,
                                          const char      *host,
                                          MootDomainRule  *out_rule,
                                          GError         **error);
gboolean moot_domain_store_get_allowlist (MootDb          *db,
                                          gboolean        *out_allowlist,
                                          GError         **error);
gboolean moot_domain_store_set_allowlist (MootDb          *db,
                                          gboolean         allowlist,
                                          GError         **error);

gboolean moot_domain_block_store_put (MootDb                 *db,
                                      const MootDomainBlock  *block,
                                      GError                **error);
MootDomainBlock *moot_domain_block_store_find (MootDb *db,
                                               const char *domain,
                                               GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootDomainBlock *moot_domain_block_store_load (MootDb *db,
                                               gint64 id,
                                               GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_domain_block_store_list (MootDb *db,
                                         const MootRange *range,
                                         GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_domain_block_store_remove (MootDb  *db,
                                         gint64   id,
                                         GError **error);

gboolean moot_domain_allow_store_put (MootDb      *db,
                                      const char  *domain,
                                      gint64       log_seq,
                                      GError     **error);
MootDomainAllow *moot_domain_allow_store_find (MootDb *db,
                                               const char *domain,
                                               GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
MootDomainAllow *moot_domain_allow_store_load (MootDb *db,
                                               gint64 id,
                                               GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_domain_allow_store_list (MootDb *db,
                                         const MootRange *range,
                                         GError **error)
  G_GNUC_WARN_UNUSED_RESULT;
gboolean moot_domain_allow_store_remove (MootDb  *db,
                                         gint64   id,
                                         GError **error);

/**
 * MootDomainMarks:
 * @suspended: whether nothing of it is shown
 * @silenced: whether it is kept out of the sight of those who do not follow it
 * @media_hidden: whether its pictures, films and emojis are not shown
 *
 * What a decision about a server means for its accounts.
 */
typedef struct
{
  gboolean suspended;
  gboolean silenced;
  gboolean media_hidden;
} MootDomainMarks;

GPtrArray *moot_domain_store_list_known (MootDb                 *db,
                                         GError                **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_domain_store_mark       (MootDb                 *db,
                                         const char             *domain,
                                         const MootDomainMarks  *marks,
                                         GError                **error);
gboolean   moot_domain_store_mark_one   (MootDb                 *db,
                                         gint64                  account_id,
                                         const MootDomainMarks  *marks,
                                         GError                **error);

gboolean  moot_domain_store_drop_deliveries (MootDb      *db,
                                             const char  *domain,
                                             GError     **error);
GArray   *moot_domain_store_list_follows    (MootDb      *db,
                                             gint64       account_id,
                                             const char  *domain,
                                             GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean   moot_member_domain_block_put    (MootDb           *db,
                                            gint64            account_id,
                                            const char       *domain,
                                            GError          **error);
gboolean   moot_member_domain_block_remove (MootDb           *db,
                                            gint64            account_id,
                                            const char       *domain,
                                            GError          **error);
gboolean   moot_member_domain_announce     (MootDb           *db,
                                            gint64            account_id,
                                            const char       *domain,
                                            GError          **error);
gboolean   moot_member_domain_block_has    (MootDb           *db,
                                            gint64            account_id,
                                            const char       *domain,
                                            gboolean         *out_has,
                                            GError          **error);
GPtrArray *moot_member_domain_block_list   (MootDb           *db,
                                            gint64            account_id,
                                            const MootRange  *range,
                                            gint64           *out_newest,
                                            gint64           *out_oldest,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
