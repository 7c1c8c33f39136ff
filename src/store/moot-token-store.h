/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-db.h"

G_BEGIN_DECLS

#define MOOT_CODE_LIFETIME_MS ((gint64) 10 * 60 * 1000)              /* as Mastodon */
#define MOOT_SESSION_LIFETIME_MS ((gint64) 30 * 24 * 60 * 60 * 1000) /* a month without asking */

/**
 * MootGrant:
 *
 * What somebody allowed a client, between their consent and the client's fetching of the token.
 */
typedef struct
{
  gint64 application_id;
  gint64 account_id;
  char *redirect_uri;
  char *scopes;
  char *code_challenge; /* (nullable) */
  gint64 created_at;
  gboolean used;
} MootGrant;

/**
 * MootAccess:
 * @account_id: for whom it acts; 0: the client for itself
 * @application_id: which client; 0: made on the command line
 * @disabled: whether that account may not sign in at present
 * @moved: whether it lives on another server now
 *
 * What a bearer token stands for.
 */
typedef struct
{
  gint64 token_id;
  gint64 account_id;
  gint64 application_id;
  char *scopes;
  gint64 created_at;
  gboolean revoked;
  gboolean is_admin;
  gboolean disabled;
  gboolean moved;
} MootAccess;

/**
 * MootSession:
 *
 * A browser that signed in on our own pages.
 */
typedef struct
{
  gint64 account_id;
  char *username;
  char *csrf_token;
} MootSession;

/* codes */
gboolean   moot_token_store_add_code       (MootDb           *db,
                                            const MootGrant  *grant,
                                            char            **out_code,
                                            GError          **error);
MootGrant *moot_token_store_find_code      (MootDb           *db,
                                            const char       *code,
                                            GError          **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean   moot_token_store_use_code       (MootDb           *db,
                                            const char       *code,
                                            gboolean         *out_first,
                                            GError          **error);
gboolean   moot_token_store_revoke_by_code (MootDb           *db,
                                            const char       *code,
                                            gint64           *out_token_id,
                                            GError          **error);

/* tokens */
gboolean    moot_token_store_add    (MootDb      *db,
                                     gint64       application_id,
                                     gint64       account_id,
                                     const char  *scopes,
                                     const char  *code,
                                     char       **out_token,
                                     GError     **error);
MootAccess *moot_token_store_find   (MootDb      *db,
                                     const char  *token,
                                     GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean    moot_token_store_revoke (MootDb      *db,
                                     gint64       token_id,
                                     GError     **error);

/* sessions */
gboolean     moot_token_store_add_session    (MootDb      *db,
                                              gint64       account_id,
                                              char       **out_session,
                                              GError     **error);
MootSession *moot_token_store_find_session   (MootDb      *db,
                                              const char  *session,
                                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean     moot_token_store_remove_session (MootDb      *db,
                                              const char  *session,
                                              GError     **error);

void moot_grant_free   (MootGrant   *self);
void moot_access_free  (MootAccess  *self);
void moot_session_free (MootSession *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootGrant, moot_grant_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootAccess, moot_access_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootSession, moot_session_free)

G_END_DECLS
