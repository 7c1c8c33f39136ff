/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * MootSiteName:
 * @base_url: see #MootSite
 * @domain: see #MootSite
 *
 * The public name of a node, checked.
 */
typedef struct
{
  char *base_url;
  char *domain;
} MootSiteName;

MootSiteName *moot_site_name_new_for_host (const char    *host,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
MootSiteName *moot_site_name_new_for_url  (const char    *url,
                                           GError       **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean      moot_site_name_set_domain   (MootSiteName  *self,
                                           const char    *domain,
                                           GError       **error);
void          moot_site_name_free         (MootSiteName  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSiteName, moot_site_name_free)

G_END_DECLS
