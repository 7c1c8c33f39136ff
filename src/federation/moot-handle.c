/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Handles: a name and the domain that vouches for it, in one form.
 * Spec: RFC 7565 (acct), Mastodon's rules for names.
 * Thread: any. */
#include "moot-handle.h"

#include "moot-uri.h"

#include <string.h>

/**
 * moot_username_is_usable:
 * @username: a name on another server
 *
 * Letters, digits and underscores, with dots and dashes inside.
 *
 * Limits: %MOOT_HANDLE_MAX_USERNAME.
 *
 * Returns: whether it can be shown and asked for
 */
gboolean
moot_username_is_usable (const char *username)
{
  gsize length = strlen (username);

  return length > 0 && length <= MOOT_HANDLE_MAX_USERNAME &&
         strspn (username, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_.-") == length &&
         strchr (".-", username[0]) == NULL && strchr (".-", username[length - 1]) == NULL;
}

/**
 * moot_handle_new:
 * @username: a name
 * @domain: in any spelling
 *
 * Returns: (transfer full) (nullable): the handle, %NULL when either is none
 */
MootHandle *
moot_handle_new (const char *username,
                 const char *domain)
{
  g_autofree char *uri = NULL;
  g_autofree char *authority = NULL;
  MootHandle *self;

  if (!moot_username_is_usable (username) || strpbrk (domain, "/?#@") != NULL)
    return NULL;
  uri = g_strconcat ("https://", domain, "/", NULL);
  authority = moot_uri_dup_authority (uri);
  if (authority == NULL)
    return NULL;

  self = g_new0 (MootHandle, 1);
  self->username = g_strdup (username);
  self->domain = g_steal_pointer (&authority);
  return self;
}

/**
 * moot_handle_parse:
 * @text: `acct:name@domain`, `@name@domain` or `name@domain`
 *
 * Returns: (transfer full) (nullable): the handle, %NULL when @text is none
 */
MootHandle *
moot_handle_parse (const char *text)
{
  g_autofree char *username = NULL;
  const char *at;

  if (g_ascii_strncasecmp (text, "acct:", 5) == 0)
    text += 5;
  else if (*text == '@')
    text++;
  at = strchr (text, '@');
  if (at == NULL)
    return NULL;
  username = g_strndup (text, (gsize) (at - text));
  return moot_handle_new (username, at + 1);
}

/**
 * moot_handle_free:
 * @self: (nullable): a handle
 */
void
moot_handle_free (MootHandle *self)
{
  if (self == NULL)
    return;

  g_free (self->username);
  g_free (self->domain);
  g_free (self);
}

/** moot_handle_equal: whether both mean the same; case makes no difference */
gboolean
moot_handle_equal (const MootHandle *a,
                   const MootHandle *b)
{
  return g_ascii_strcasecmp (a->username, b->username) == 0 && strcmp (a->domain, b->domain) == 0;
}

/** moot_handle_to_text: (transfer full): `name@domain` */
char *
moot_handle_to_text (const MootHandle *self)
{
  return g_strconcat (self->username, "@", self->domain, NULL);
}
