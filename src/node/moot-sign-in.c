/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Asks for the password, but not too often: so many wrong ones for an account, so many tries of
 * an address.  Nothing tells whether a name exists.
 * Thread: a request worker; a hash takes tens of milliseconds of it. */
#include "moot-sign-in.h"

#include "moot-clock.h"
#include "moot-error.h"
#include "moot-network.h"
#include "moot-pacing.h"
#include "moot-uri.h"
#include "moot-user-store.h"

#include <string.h>

static gboolean
too_often (GError **error,
           gint64   wait_ms)
{
  gint64 minutes = MAX (1, (wait_ms + MOOT_MINUTE - 1) / MOOT_MINUTE);

  g_set_error (error, MOOT_ERROR, MOOT_ERROR_LIMITED,
               "Too many attempts. Try again in %" G_GINT64_FORMAT " %s.", minutes,
               minutes == 1 ? "minute" : "minutes");
  return FALSE;
}

/**
 * moot_stranger_may:
 * @exchange: a request of somebody who has not signed in
 * @error: return location
 *
 * Takes one of the costly things that an address may ask for.  This computer itself may ask for
 * as many as it likes.
 *
 * Errors: %MOOT_ERROR_LIMITED, with words for a person.
 *
 * Returns: whether it may
 */
gboolean
moot_stranger_may (MootExchange  *exchange,
                   GError       **error)
{
  g_autofree char *network =
    moot_network_dup (exchange->remote_address != NULL ? exchange->remote_address : "");
  MootPace pace;

  if (g_str_equal (network, "local") || moot_host_is_loopback (network))
    return TRUE;
  return moot_pacing_take (exchange->services->stranger_pacing, network, moot_clock_now (),
                           &pace) ||
         too_often (error, pace.wait_ms);
}

/* People type `ada`, `@ada` and `ada@moot.example`. */
static char *
dup_local_name (const MootSite *site,
                const char     *typed)
{
  g_autofree char *name = g_strstrip (g_ascii_strdown (*typed == '@' ? typed + 1 : typed, -1));
  char *at = strchr (name, '@');

  if (at != NULL && moot_site_is_called (site, at + 1))
    *at = '\0';
  return g_steal_pointer (&name);
}

/**
 * moot_sign_in:
 * @exchange: the request
 * @username: what was typed as the name
 * @password: what was typed as the password
 * @error: return location
 *
 * Errors: %MOOT_ERROR_UNAUTHORIZED, %MOOT_ERROR_FORBIDDEN when the account may not sign in at
 * present, %MOOT_ERROR_LIMITED; all with words for a person.
 *
 * Returns: the account, or 0
 */
gint64
moot_sign_in (MootExchange  *exchange,
              const char    *username,
              const char    *password,
              GError       **error)
{
  g_autofree char *name = dup_local_name (exchange->services->site, username);
  g_autoptr (MootUser) user = NULL;
  g_autoptr (GError) local = NULL;
  gboolean is_name = moot_username_check (name, NULL);
  MootPace pace;

  if (!moot_stranger_may (exchange, error))
    return 0;
  if (is_name &&
      !moot_pacing_take (exchange->services->sign_in_pacing, name, moot_clock_now (), &pace))
    {
      too_often (error, pace.wait_ms);
      return 0;
    }
  user = is_name ? moot_user_store_find_by_name (exchange->db, name, &local) : NULL;
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (!moot_user_verify (user, password))
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_UNAUTHORIZED,
                 "The user name or the password is wrong.");
  else if (user->disabled)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_FORBIDDEN, "Your login is currently disabled.");
  else
    {
      moot_pacing_forget (exchange->services->sign_in_pacing, name);
      return user->account_id;
    }
  return 0;
}

/**
 * moot_sign_in_confirm:
 * @exchange: a request of a member, with `password`
 *
 * For what a token alone is not enough for.  Answers by itself when the password is wrong.
 *
 * Returns: whether it is the member's own
 */
gboolean
moot_sign_in_confirm (MootExchange *exchange)
{
  const char *password = moot_params_get (exchange->params, "password");
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUser) user =
    moot_user_store_find (exchange->db, exchange->viewer_id, &error);

  if (user == NULL)
    moot_exchange_fail (exchange, error);
  else if (password != NULL && moot_sign_in (exchange, user->username, password, &error) != 0)
    return TRUE;
  else if (error != NULL && g_error_matches (error, MOOT_ERROR, MOOT_ERROR_LIMITED))
    moot_exchange_fail (exchange, error);
  else
    moot_exchange_refuse (exchange, 403, "The password is wrong");
  return FALSE;
}
