/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the application does away from the main thread: opening what it kept, signing in and out,
 * founding and serving a moot on this computer, filling the sample.
 * Thread: workers. */
#include "config.h"

#include "moot-app-jobs.h"

#include "moot-client-scopes.h"
#include "moot-clock.h"
#include "moot-connection.h"
#include "moot-device-key.h"
#include "moot-server-name.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#define MAX_DELETE_DEPTH 32 /* of folders; a node's media lie four deep */
#define SAMPLE_BYLAWS "tiny"
#define SAMPLE_PASSWORD "a sample needs no secrets"

/** moot_app_folder_dup_accounts: who is signed in */
char *
moot_app_folder_dup_accounts (const char *path)
{
  return g_build_filename (path, "accounts.json", NULL);
}

/** moot_app_folder_dup_cache: saved posts, places and drafts */
char *
moot_app_folder_dup_cache (const char *path)
{
  return g_build_filename (path, "saved.sqlite3", NULL);
}

/** moot_app_folder_dup_tokens: tokens, where there is no keyring */
char *
moot_app_folder_dup_tokens (const char *path)
{
  return g_build_filename (path, "tokens", NULL);
}

/** moot_app_folder_dup_node: the moot of this computer */
char *
moot_app_folder_dup_node (const char *path)
{
  return g_build_filename (path, "node", NULL);
}

static void
delete_below (const char *path,
              guint       depth)
{
  g_autoptr (GDir) dir = depth < MAX_DELETE_DEPTH ? g_dir_open (path, 0, NULL) : NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        delete_below (child, depth + 1);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/**
 * moot_app_folder_delete:
 * @path: a folder we made for a sample
 *
 * Deletes it with everything in it.
 */
void
moot_app_folder_delete (const char *path)
{
  delete_below (path, 0);
}

/**
 * moot_app_state_free:
 * @state: (nullable): a state
 */
void
moot_app_state_free (MootAppState *state)
{
  if (state == NULL)
    return;

  g_clear_pointer (&state->cache, moot_cache_unref);
  g_clear_pointer (&state->accounts, g_ptr_array_unref);
  g_clear_object (&state->account);
  g_clear_object (&state->node);
  g_clear_error (&state->token_problem);
  g_free (state->token);
  g_free (state);
}

/**
 * moot_app_job_new:
 * @folder: what the app keeps
 *
 * Returns: (transfer full): a job
 */
MootAppJob *
moot_app_job_new (const char *folder)
{
  MootAppJob *job = g_new0 (MootAppJob, 1);

  job->folder = g_strdup (folder);
  return job;
}

/**
 * moot_app_job_free:
 * @job: (nullable): a job
 */
void
moot_app_job_free (MootAppJob *job)
{
  if (job == NULL)
    return;

  g_free (job->folder);
  g_free (job->key);
  g_clear_object (&job->account);
  g_free (job->token);
  g_clear_pointer (&job->wish, moot_founding_wish_free);
  g_clear_object (&job->node);
  g_free (job);
}

static MootAppState *
open_folder (MootAppJob  *job,
             GError     **error)
{
  g_autoptr (MootAppState) state = g_new0 (MootAppState, 1);
  g_autofree char *accounts_path = moot_app_folder_dup_accounts (job->folder);
  g_autofree char *cache_path = moot_app_folder_dup_cache (job->folder);

  g_mkdir_with_parents (job->folder, 0700);
  state->cache = moot_cache_open (cache_path, error);
  if (state->cache == NULL)
    return NULL;
  state->accounts = moot_account_list_load (accounts_path, error);
  return state->accounts != NULL ? g_steal_pointer (&state) : NULL;
}

/* Whoever was chosen is shown the next time; that this could not be written hurts nobody. */
static void
remember_choice (MootAppJob       *job,
                 MootAppState     *state,
                 MootSavedAccount *account)
{
  g_autofree char *path = moot_app_folder_dup_accounts (job->folder);

  account->used_at = moot_clock_now ();
  moot_account_list_save (path, state->accounts, NULL);
}

/**
 * moot_app_job_open:
 * @data: a #MootAppJob
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Opens what was kept and finds the account to show.  A keyring that does not answer costs the
 * token, never the account.
 *
 * Returns: (transfer full): a #MootAppState
 */
gpointer
moot_app_job_open (gpointer       data,
                   GCancellable  *cancellable,
                   GError       **error)
{
  MootAppJob *job = data;
  g_autoptr (MootAppState) state = open_folder (job, error);
  g_autofree char *tokens = moot_app_folder_dup_tokens (job->folder);
  MootSavedAccount *account;

  if (state == NULL)
    return NULL;
  account = job->key != NULL ? moot_account_list_find (state->accounts, job->key)
                             : moot_account_list_find_last_used (state->accounts);
  if (account == NULL)
    return g_steal_pointer (&state);

  if (job->key != NULL)
    remember_choice (job, state, account);
  state->account = g_object_ref (account);
  state->token = moot_secret_store_load (tokens, account->key, cancellable, &state->token_problem);
  if (account->node_folder != NULL)
    state->node = moot_node_launcher_new (account->node_folder);
  moot_cache_tidy (state->cache, account->key, NULL);
  return g_steal_pointer (&state);
}

static gboolean
save_account (MootAppJob    *job,
              MootAppState  *state,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autofree char *accounts_path = moot_app_folder_dup_accounts (job->folder);
  g_autofree char *tokens = moot_app_folder_dup_tokens (job->folder);
  g_autofree char *label = NULL;

  /* Translators: name of a secret in the keyring; %s is an account such as ada@coop.example */
  label = g_strdup_printf (_("Folkmoot: sign-in of %s"), state->account->key);
  state->account->used_at = moot_clock_now ();
  moot_account_list_put (state->accounts, state->account);
  state->place = moot_secret_store_save (tokens, state->account->key, label, state->token,
                                         cancellable, error);
  return state->place != MOOT_SECRET_PLACE_NONE &&
         moot_account_list_save (accounts_path, state->accounts, error);
}

/**
 * moot_app_job_add:
 * @data: a #MootAppJob with an account and its token
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Keeps an account that has just signed in.
 *
 * Returns: (transfer full): a #MootAppState
 */
gpointer
moot_app_job_add (gpointer       data,
                  GCancellable  *cancellable,
                  GError       **error)
{
  MootAppJob *job = data;
  g_autoptr (MootAppState) state = open_folder (job, error);

  if (state == NULL)
    return NULL;
  state->account = g_object_ref (job->account);
  state->token = g_strdup (job->token);
  state->node = job->node != NULL ? g_object_ref (job->node) : NULL;
  return save_account (job, state, cancellable, error) ? g_steal_pointer (&state) : NULL;
}

/* Asks the node itself who its founder is, through its socket and its public API. */
static MootSavedAccount *
sign_in_to_node (MootNodeLauncher  *node,
                 const char        *folder,
                 const char        *user_name,
                 char             **out_token,
                 GCancellable      *cancellable,
                 GError           **error)
{
  g_autofree char *token = moot_node_launcher_dup_token (
    node, user_name, MOOT_SCOPES " " MOOT_COOP_SCOPES, cancellable, error);
  g_autoptr (MootConnection) connection = NULL;
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_VERIFY_CREDENTIALS);
  g_autoptr (MootReply) reply = NULL;
  MootSavedAccount *account;

  if (token == NULL)
    return NULL;
  connection = moot_connection_new (moot_node_launcher_get_base_url (node),
                                    moot_node_launcher_get_socket_path (node), token);
  reply = moot_connection_call (connection, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  account = moot_saved_account_new_for (moot_connection_get_server (connection), reply->entity);
  account->node_folder = g_strdup (folder);
  *out_token = g_steal_pointer (&token);
  return account;
}

/**
 * moot_app_job_found:
 * @data: a #MootAppJob with a wish and a launcher
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Founds a moot on this computer, serves it and signs its founder in.
 *
 * Returns: (transfer full): a #MootAppState
 */
gpointer
moot_app_job_found (gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  MootAppJob *job = data;
  MootFoundingWish *wish = job->wish;
  g_autoptr (MootAppState) state = open_folder (job, error);
  g_autofree char *node_folder = moot_app_folder_dup_node (job->folder);

  if (state == NULL)
    return NULL;
  if (!moot_node_launcher_is_founded (job->node) &&
      !moot_node_launcher_found (job->node, wish->title, wish->currency, wish->bylaws, wish->admin,
                                 wish->password, cancellable, error))
    return NULL;
  if (!moot_node_launcher_start (job->node, cancellable, error))
    return NULL;
  state->node = g_object_ref (job->node);
  state->account =
    sign_in_to_node (job->node, node_folder, wish->admin, &state->token, cancellable, error);
  if (state->account == NULL || !save_account (job, state, cancellable, error))
    return NULL;
  return g_steal_pointer (&state);
}

/**
 * moot_app_job_serve:
 * @data: a #MootAppJob with a launcher
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Starts the node of this computer again.
 *
 * Returns: (transfer full): an empty #MootAppState
 */
gpointer
moot_app_job_serve (gpointer       data,
                    GCancellable  *cancellable,
                    GError       **error)
{
  MootAppJob *job = data;

  return moot_node_launcher_start (job->node, cancellable, error) ? g_new0 (MootAppState, 1) : NULL;
}

/**
 * moot_app_job_sample:
 * @data: a #MootAppJob with a launcher and a throwaway folder
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Founds a moot, serves it and fills it through its public API.  Nothing of it is kept.
 *
 * Returns: (transfer full): a #MootAppState
 */
gpointer
moot_app_job_sample (gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  MootAppJob *job = data;
  g_autoptr (MootAppState) state = open_folder (job, error);

  if (state == NULL)
    return NULL;
  if (!moot_node_launcher_found (job->node, MOOT_SAMPLE_NAME, "GBP", SAMPLE_BYLAWS,
                                 MOOT_SAMPLE_FOUNDER, SAMPLE_PASSWORD, cancellable, error) ||
      !moot_node_launcher_start (job->node, cancellable, error) ||
      !moot_sample_fill (job->node, job->progress, job->progress_data, cancellable, error))
    return NULL;
  state->node = g_object_ref (job->node);
  state->account = sign_in_to_node (job->node, NULL, MOOT_SAMPLE_FOUNDER, &state->token,
                                    cancellable, error);
  return state->account != NULL ? g_steal_pointer (&state) : NULL;
}

/**
 * moot_app_job_forget:
 * @data: a #MootAppJob with the key of an account, its token and, in its account, our registration
 * @cancellable: (nullable): stops it
 * @error: return location
 *
 * Signs out: the server forgets the token when it can be reached, we forget everything.
 *
 * Returns: (transfer full): a #MootAppState without an account
 */
gpointer
moot_app_job_forget (gpointer       data,
                     GCancellable  *cancellable,
                     GError       **error)
{
  MootAppJob *job = data;
  g_autoptr (MootAppState) state = open_folder (job, error);
  g_autofree char *accounts_path = moot_app_folder_dup_accounts (job->folder);
  g_autofree char *tokens = moot_app_folder_dup_tokens (job->folder);

  if (state == NULL)
    return NULL;
  if (job->token != NULL && job->account->client_id != NULL)
    {
      g_autoptr (MootConnection) connection =
        moot_connection_new (job->account->server, NULL, job->token);

      moot_credentials_revoke (connection, job->account->client_id, job->account->client_secret,
                               cancellable, NULL);
    }
  moot_secret_store_forget (tokens, job->key, cancellable);
  moot_device_key_forget (tokens, job->key, cancellable);
  moot_account_list_remove (state->accounts, job->key);
  if (!moot_account_list_save (accounts_path, state->accounts, error) ||
      !moot_cache_forget (state->cache, job->key, error))
    return NULL;
  return g_steal_pointer (&state);
}
