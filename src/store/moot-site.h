/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db-pool.h"

G_BEGIN_DECLS

/* The folder of the migrations inside the program's resources. */
#define MOOT_NODE_SCHEMA_FOLDER "/coop/folkmoot/node/schema"

/**
 * MootSite:
 * @data_folder: where everything lives
 * @media_folder: uploads and the cache of others' media
 * @base_url: `https://HOST` or, for a trial, `http://127.0.0.1:PORT`; no slash at the end
 * @host: the host of @base_url, with its port if there is one
 * @domain: what stands behind the second @ of a handle: @host, or the name that leads there
 * @name: what the co-op calls itself
 * @media_key: (nullable): what the addresses of others' media are signed with; a database that no
 *   node of this version has opened yet has none
 *
 * The public name of a node, fixed for ever when it is made, and where it keeps its things.
 */
typedef struct
{
  char *data_folder;
  char *media_folder;
  char *base_url;
  char *host;
  char *domain;
  char *name;
  char *media_key;
} MootSite;

MootSite *moot_site_load (MootDb      *db,
                          const char  *data_folder,
                          GError     **error) G_GNUC_WARN_UNUSED_RESULT;
void      moot_site_free (MootSite    *self);

gboolean moot_site_is_called (const MootSite *self,
                              const char     *domain);

gboolean moot_site_continue_ids (MootDb  *db,
                                 GError **error);

void  moot_store_ensure_resources (void);
char *moot_site_database_path     (const char *data_folder) G_GNUC_WARN_UNUSED_RESULT;

char *moot_site_url (const MootSite *self,
                     const char *format,
                     ...) G_GNUC_PRINTF (2, 3) G_GNUC_WARN_UNUSED_RESULT;
char *moot_site_media_url (const MootSite *self,
                           const char     *file) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_setting_put (MootDb      *db,
                            const char  *name,
                            const char  *value,
                            GError     **error);
char     *moot_setting_dup (MootDb      *db,
                            const char  *name,
                            GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSite, moot_site_free)

G_END_DECLS
