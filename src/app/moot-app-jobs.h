/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-account-list.h"
#include "moot-cache.h"
#include "moot-client-oauth.h"
#include "moot-sample.h"
#include "moot-secret-store.h"
#include "moot-setup-page.h"

G_BEGIN_DECLS

/**
 * MootAppFolder:
 * @path: what the app keeps: accounts, saved posts, tokens without a keyring, the node
 *
 * Names of the files in it.
 */
char *moot_app_folder_dup_accounts (const char *path) G_GNUC_WARN_UNUSED_RESULT;
char *moot_app_folder_dup_cache    (const char *path) G_GNUC_WARN_UNUSED_RESULT;
char *moot_app_folder_dup_tokens   (const char *path) G_GNUC_WARN_UNUSED_RESULT;
char *moot_app_folder_dup_node     (const char *path) G_GNUC_WARN_UNUSED_RESULT;
void  moot_app_folder_delete       (const char *path);

/**
 * MootAppState:
 * @cache: what was read before
 * @accounts: (element-type MootSavedAccount): who is signed in
 * @account: (nullable): who is shown
 * @token: (nullable): theirs
 * @token_problem: (nullable): why the token could not be had
 * @place: where the token lies, when it was just saved
 * @node: (nullable): the node of this computer that serves @account
 *
 * What a job found out for the application.
 */
typedef struct
{
  MootCache *cache;
  GPtrArray *accounts;
  MootSavedAccount *account;
  char *token;
  GError *token_problem;
  MootSecretPlace place;
  MootNodeLauncher *node;
} MootAppState;

void moot_app_state_free (MootAppState *state);

/**
 * MootAppJob:
 * @folder: what the app keeps
 * @key: (nullable): of the account that is wanted, else the one used last
 * @account: (nullable): who has just signed in
 * @token: (nullable): theirs
 * @wish: (nullable): a moot to be founded
 * @node: (nullable): the launcher to found, serve or fill with
 * @progress: (nullable): told of steps, on the worker
 * @progress_data: for @progress
 *
 * All that the jobs need; each uses some of it.
 */
typedef struct
{
  char *folder;
  char *key;
  MootSavedAccount *account;
  char *token;
  MootFoundingWish *wish;
  MootNodeLauncher *node;
  MootSampleProgress progress;
  gpointer progress_data;
} MootAppJob;

MootAppJob *moot_app_job_new  (const char *folder) G_GNUC_WARN_UNUSED_RESULT;
void        moot_app_job_free (MootAppJob *job);

/* for moot_app_work_async(); each returns a #MootAppState */
gpointer moot_app_job_open   (gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error);
gpointer moot_app_job_add    (gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error);
gpointer moot_app_job_found  (gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error);
gpointer moot_app_job_serve  (gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error);
gpointer moot_app_job_sample (gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error);
gpointer moot_app_job_forget (gpointer       data,
                              GCancellable  *cancellable,
                              GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootAppState, moot_app_state_free)

G_END_DECLS
