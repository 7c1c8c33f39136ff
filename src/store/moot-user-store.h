/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-site.h"

G_BEGIN_DECLS

#define MOOT_USERNAME_MAX 30 /* as on other servers, so that a handle fits wherever it is shown */

/**
 * MootUser:
 *
 * Somebody who can sign in here.
 */
typedef struct
{
  gint64 account_id;
  char *username;
  char *password_hash;
  gboolean is_admin;
  gboolean disabled; /* or suspended */
  gint64 created_at;
} MootUser;

typedef struct _MootUserDraft MootUserDraft;

gboolean moot_username_check (const char  *username,
                              GError     **error);

MootUserDraft *moot_user_draft_new  (const char     *username,
                                     const char     *password,
                                     gboolean        is_admin,
                                     GError        **error) G_GNUC_WARN_UNUSED_RESULT;
void           moot_user_draft_free (MootUserDraft  *self);

gboolean moot_user_store_add          (MootDb               *db,
                                       const MootSite       *site,
                                       const MootUserDraft  *draft,
                                       gint64               *out_account_id,
                                       GError              **error);
gboolean moot_user_store_set_password (MootDb               *db,
                                       gint64                account_id,
                                       const char           *password_hash,
                                       GError              **error);

MootUser  *moot_user_store_find         (MootDb      *db,
                                         gint64       account_id,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
MootUser  *moot_user_store_find_by_name (MootDb      *db,
                                         const char  *username,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *moot_user_store_list         (MootDb      *db,
                                         GError     **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_user_verify (const MootUser *self,
                           const char     *password);
void     moot_user_free   (MootUser       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootUser, moot_user_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootUserDraft, moot_user_draft_free)

G_END_DECLS
