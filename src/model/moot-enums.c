/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The words of the client API that both programs speak: visibilities and scopes.
 * Thread: any. */
#include "moot-enums.h"

#include <string.h>

static const char *const visibilities[] = { "public", "unlisted", "private", "direct" };

/**
 * moot_visibility_to_text:
 * @visibility: who may see it
 *
 * Returns: the API's word
 */
const char *
moot_visibility_to_text (MootVisibility visibility)
{
  g_return_val_if_fail ((guint) visibility < G_N_ELEMENTS (visibilities), "direct");

  return visibilities[visibility];
}

/**
 * moot_visibility_from_text:
 * @text: (nullable): the API's word
 * @out_visibility: (out): set on success only
 *
 * Returns: whether @text is a visibility
 */
gboolean
moot_visibility_from_text (const char     *text,
                           MootVisibility *out_visibility)
{
  for (guint i = 0; i < G_N_ELEMENTS (visibilities); i++)
    if (g_strcmp0 (text, visibilities[i]) == 0)
      {
        *out_visibility = (MootVisibility) i;
        return TRUE;
      }
  return FALSE;
}

/* The old scope `follow` stands for six newer ones. */
static const char *const follow_scopes[] = {
  "read:blocks",
  "read:follows",
  "read:mutes",
  "write:blocks",
  "write:follows",
  "write:mutes",
};

/* What nobody gets by asking for `read` or `write`: powers of the co-op and of its officers. */
static const char *const explicit_scopes[] = {
  "read:dues",
  "read:governance",
  "read:membership",
  "write:dues",
  "write:governance",
  "write:membership",
  "write:votes",
};

static gboolean
one_of (const char        *text,
        const char *const *list,
        gsize              n_list)
{
  for (gsize i = 0; i < n_list; i++)
    if (g_str_equal (text, list[i]))
      return TRUE;
  return FALSE;
}

static gboolean
covers (const char *granted,
        const char *wanted)
{
  gsize length = strlen (granted);

  if (g_str_equal (granted, wanted))
    return TRUE;
  if (g_str_equal (granted, "follow"))
    return one_of (wanted, follow_scopes, G_N_ELEMENTS (follow_scopes));
  if (g_str_equal (wanted, "profile"))
    return g_str_equal (granted, "read") || g_str_equal (granted, "read:accounts");
  if (one_of (wanted, explicit_scopes, G_N_ELEMENTS (explicit_scopes)))
    return FALSE;
  /* `write` covers `write:media`; `admin:read` covers `admin:read:accounts`, but `admin` nothing.
   */
  return strncmp (granted, wanted, length) == 0 && wanted[length] == ':' &&
         !g_str_equal (granted, "admin");
}

/**
 * moot_scopes_cover:
 * @granted: (nullable): the scopes of a token, separated by spaces
 * @wanted: one scope
 *
 * Whether a token may do what @wanted stands for.  The co-op's own scopes are never implied by
 * `read` or `write`: an ordinary Mastodon client gets no power to vote.
 *
 * Spec: Mastodon client API, OAuth scopes; co-op API, conventions.
 *
 * Returns: whether it may
 */
gboolean
moot_scopes_cover (const char *granted,
                   const char *wanted)
{
  g_auto (GStrv) scopes = g_strsplit_set (granted != NULL ? granted : "", " +", -1);

  for (guint i = 0; scopes[i] != NULL; i++)
    if (*scopes[i] != '\0' && covers (scopes[i], wanted))
      return TRUE;
  return FALSE;
}

/**
 * moot_scopes_contain_all:
 * @granted: (nullable): the scopes of an application
 * @wanted: (nullable): scopes a grant asks for
 *
 * Returns: whether every scope of @wanted is covered by @granted
 */
gboolean
moot_scopes_contain_all (const char *granted,
                         const char *wanted)
{
  g_auto (GStrv) scopes = g_strsplit_set (wanted != NULL ? wanted : "", " +", -1);

  for (guint i = 0; scopes[i] != NULL; i++)
    if (*scopes[i] != '\0' && !moot_scopes_cover (granted, scopes[i]))
      return FALSE;
  return TRUE;
}
