/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Where tokens lie: in the Secret Service or, where there is none, in a file with mode 0600.  Which
 * of the two is told to the person; a service that does not answer never loses an account.
 * Thread: workers; the service may ask for a password and take its time. */
#include "config.h"

#include "moot-secret-store.h"

#include "moot-crypto.h"

#include <glib/gstdio.h>
#include <libsecret/secret.h>
#include <string.h>

static const SecretSchema schema = {
  MOOT_APPLICATION_ID ".Token",
  SECRET_SCHEMA_NONE,
  { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING }, { NULL, 0 } },
};

static char *
dup_path (const char *folder,
          const char *key)
{
  g_autofree char *name = moot_sha256_hex (key, strlen (key));

  return g_build_filename (folder, name, NULL);
}

/* A keyring that stays locked gives nothing and calls that no error. */
static gboolean
is_locked_away (const char   *key,
                GCancellable *cancellable)
{
  g_autoptr (GHashTable) attributes = secret_attributes_build (&schema, "account", key, NULL);
  GList *items =
    secret_service_search_sync (NULL, &schema, attributes, SECRET_SEARCH_NONE, cancellable, NULL);
  gboolean found = items != NULL;

  g_list_free_full (items, g_object_unref);
  return found;
}

/**
 * moot_secret_store_load:
 * @folder: of the files, where there is no service
 * @key: of the account
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Errors: those of the service; %G_IO_ERROR_PERMISSION_DENIED when the keyring is locked and nobody
 * unlocked it.
 *
 * Returns: (transfer full) (nullable): the token; %NULL without @error when it was never saved
 */
char *
moot_secret_store_load (const char    *folder,
                        const char    *key,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autofree char *path = dup_path (folder, key);
  g_autofree char *token = NULL;
  g_autoptr (GError) local = NULL;
  char *secret;
  char *copy;

  if (g_file_get_contents (path, &token, NULL, NULL))
    return g_steal_pointer (&token);

  secret = secret_password_lookup_sync (&schema, cancellable, &local, "account", key, NULL);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (secret == NULL && is_locked_away (key, cancellable))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "the keyring is locked");
  copy = g_strdup (secret);
  secret_password_free (secret);
  return copy;
}

static gboolean
save_in_file (const char  *folder,
              const char  *key,
              const char  *token,
              GError     **error)
{
  g_autofree char *path = dup_path (folder, key);

  g_mkdir_with_parents (folder, 0700);
  g_chmod (folder, 0700); /* it may have been there, open to others */
  g_chmod (path, 0600);   /* newer GLib leaves a file the mode it has */
  return g_file_set_contents_full (path, token, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

/**
 * moot_secret_store_save:
 * @folder: of the files, where there is no service
 * @key: of the account
 * @label: what a keyring manager shows
 * @token: the secret
 * @cancellable: (nullable): stops waiting
 * @error: return location
 *
 * Returns: where it lies now
 */
MootSecretPlace
moot_secret_store_save (const char    *folder,
                        const char    *key,
                        const char    *label,
                        const char    *token,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autofree char *path = dup_path (folder, key);

  if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, label, token, cancellable,
                                  NULL, "account", key, NULL))
    {
      g_unlink (path);
      return MOOT_SECRET_PLACE_KEYRING;
    }
  return save_in_file (folder, key, token, error) ? MOOT_SECRET_PLACE_FILE
                                                  : MOOT_SECRET_PLACE_NONE;
}

/**
 * moot_secret_store_forget:
 * @folder: of the files, where there is no service
 * @key: of the account
 * @cancellable: (nullable): stops waiting
 *
 * Removes the token from wherever it lies.
 */
void
moot_secret_store_forget (const char   *folder,
                          const char   *key,
                          GCancellable *cancellable)
{
  g_autofree char *path = dup_path (folder, key);

  g_unlink (path);
  secret_password_clear_sync (&schema, cancellable, NULL, "account", key, NULL);
}
