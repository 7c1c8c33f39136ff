/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-domain-block.h"

G_BEGIN_DECLS

#define MOOT_DOMAIN_COMMENT_MAX 1000 /* characters */

char *moot_domains_check_name (const MootCoopContext  *context,
                               const char             *domain,
                               gboolean                local_names,
                               GError                **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_domains_find_cover (MootDb                 *db,
                                  const MootDomainBlock  *block,
                                  MootDomainBlock       **out_cover,
                                  GError                **error);
gboolean moot_domains_block      (const MootCoopContext  *context,
                                  gint64                  actor_id,
                                  const MootDomainBlock  *block,
                                  GError                **error);
gboolean moot_domains_import     (const MootCoopContext  *context,
                                  gint64                  actor_id,
                                  const GPtrArray        *blocks,
                                  guint                  *out_n_new,
                                  GError                **error);
gboolean moot_domains_unblock    (const MootCoopContext  *context,
                                  gint64                  actor_id,
                                  const MootDomainBlock  *block,
                                  GError                **error);

gboolean moot_domains_allow    (const MootCoopContext  *context,
                                gint64                  actor_id,
                                const char             *domain,
                                GError                **error);
gboolean moot_domains_disallow (const MootCoopContext  *context,
                                gint64                  actor_id,
                                const MootDomainAllow  *allow,
                                GError                **error);
gboolean moot_domains_set_mode (const MootCoopContext  *context,
                                gint64                  actor_id,
                                gboolean                allowlist,
                                GError                **error);

G_END_DECLS
