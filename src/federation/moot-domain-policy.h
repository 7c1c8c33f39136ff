/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

/**
 * MootDomainSeverity:
 * @MOOT_DOMAIN_OPEN: like any other
 * @MOOT_DOMAIN_SILENCED: out of public sight; those who follow them read them
 * @MOOT_DOMAIN_SUSPENDED: nothing in, nothing out, nothing of it is shown
 *
 * How far this node has to do with a server.
 */
typedef enum
{
  MOOT_DOMAIN_OPEN,
  MOOT_DOMAIN_SILENCED,
  MOOT_DOMAIN_SUSPENDED,
} MootDomainSeverity;

/**
 * MootDomainPolicy:
 * @severity: how far
 * @reject_media: whether its media are neither fetched nor shown
 * @reject_reports: whether its reports are dropped
 *
 * What this node decided about a server.
 */
typedef struct
{
  MootDomainSeverity severity;
  gboolean reject_media;
  gboolean reject_reports;
} MootDomainPolicy;

char     *moot_domain_dup_normal        (const char     *text) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_domain_is_full           (const char     *host);
gboolean  moot_domain_severity_is_valid (const char     *name);
gboolean  moot_domain_is_own            (const MootSite *site,
                                         const char     *host);

gboolean moot_domain_policy_of (MootDb            *db,
                                const char        *host,
                                MootDomainPolicy  *out_policy,
                                GError           **error);

gboolean moot_domain_policy_is_pending (MootDb      *db,
                                        const char  *host,
                                        gboolean    *out_pending,
                                        GError     **error);
gboolean moot_domain_policy_is_blocked (const char  *host,
                                        gpointer     pool);

gboolean moot_domain_policy_mark_account (MootDb      *db,
                                          gint64       account_id,
                                          const char  *domain,
                                          GError     **error);
gboolean moot_domain_policy_enforce      (MootDb      *db,
                                          GError     **error);

gboolean moot_domain_policy_set_allowlist (MootDb    *db,
                                           gboolean   allowlist,
                                           GError   **error);

G_END_DECLS
