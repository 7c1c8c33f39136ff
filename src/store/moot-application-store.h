/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

/**
 * MootApplication:
 * @redirect_uris: exactly as registered
 * @scopes: separated by spaces, in the words of whoever registered it
 * @coop: whether it may be given the co-op's scopes
 * @secret_digest: of its secret
 *
 * A registered client.
 */
typedef struct
{
  gint64 id;
  char *name;
  char *website; /* (nullable) */
  GStrv redirect_uris;
  char *scopes;
  gboolean coop;
  char *client_id;
  char *secret_digest;
  gint64 created_at;
} MootApplication;

gboolean moot_application_store_add (MootDb           *db,
                                     MootApplication  *application,
                                     char            **out_client_secret,
                                     GError          **error);

MootApplication *
moot_application_store_find (MootDb *db, gint64 id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
MootApplication *moot_application_store_find_client (MootDb      *db,
                                                     const char  *client_id,
                                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_application_verify (const MootApplication *self,
                                  const char            *client_secret);
void     moot_application_free   (MootApplication       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootApplication, moot_application_free)

G_END_DECLS
