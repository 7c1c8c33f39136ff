/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Passwords as yescrypt hashes, by libxcrypt.  One hash takes tens of milliseconds and 16 MB on
 * purpose: never inside a transaction, and limit how often strangers may ask for one.
 * Thread: any. */
#include "moot-password.h"

#include "moot-crypto.h"
#include "moot-error.h"

#include <crypt.h>
#include <string.h>

#define HASH_PREFIX "$y$"

/* What an unknown name is measured against, so that it takes as long as a known one. */
#define NOBODYS_SETTING "$y$j9T$EEvAq0VbsDDuUFJuaJhpM."

static void
crypt_data_free (struct crypt_data *data)
{
  if (data == NULL)
    return;

  explicit_bzero (data, sizeof *data);
  g_free (data);
}

typedef struct crypt_data CryptData;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CryptData, crypt_data_free)

/**
 * moot_password_check:
 * @password: what somebody chose
 * @error: return location
 *
 * Errors: %MOOT_ERROR_INVALID, in words for whoever chose it.
 *
 * Returns: whether it may be used
 */
gboolean
moot_password_check (const char  *password,
                     GError     **error)
{
  if (!g_utf8_validate (password, -1, NULL))
    g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_INVALID, "the password is not valid UTF-8");
  else if (g_utf8_strlen (password, -1) < MOOT_PASSWORD_MIN)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "the password is too short: it needs at least %d characters", MOOT_PASSWORD_MIN);
  else if (strlen (password) > MOOT_PASSWORD_MAX)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                 "the password is too long: at most %d bytes", MOOT_PASSWORD_MAX);
  else
    return TRUE;
  return FALSE;
}

/**
 * moot_password_hash:
 * @password: a password that passed moot_password_check()
 * @error: return location
 *
 * Returns: (transfer full): its hash with a salt of its own, in the format of crypt(5)
 */
char *
moot_password_hash (const char  *password,
                    GError     **error)
{
  g_autoptr (CryptData) data = g_new0 (struct crypt_data, 1);
  char setting[CRYPT_GENSALT_OUTPUT_SIZE];
  const char *hash = NULL;

  if (!moot_password_check (password, error))
    return NULL;
  if (crypt_gensalt_rn (HASH_PREFIX, 0, NULL, 0, setting, sizeof setting) != NULL)
    hash = crypt_r (password, setting, data);
  if (hash == NULL || *hash == '*')
    {
      g_set_error_literal (error, MOOT_ERROR, MOOT_ERROR_FAILED,
                           "this system cannot make yescrypt hashes");
      return NULL;
    }
  return g_strdup (hash);
}

/**
 * moot_password_verify:
 * @hash: (nullable): what moot_password_hash() gave, %NULL for somebody who does not exist
 * @password: what was typed
 *
 * Compares without telling by its duration whether there is such a person or how close it was.
 *
 * Returns: whether they belong together
 */
gboolean
moot_password_verify (const char *hash,
                      const char *password)
{
  g_autoptr (CryptData) data = NULL;
  const char *computed;

  if (strlen (password) > MOOT_PASSWORD_MAX)
    return FALSE;

  data = g_new0 (struct crypt_data, 1);
  computed = crypt_r (password, hash != NULL ? hash : NOBODYS_SETTING, data);
  return computed != NULL && *computed != '*' && moot_secret_equal (computed, hash);
}
