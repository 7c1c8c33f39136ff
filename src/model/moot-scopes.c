/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The scopes we know and what they mean to a person.
 * Thread: any.
 * Spec: Mastodon client API, OAuth scopes; co-op API, conventions. */
#include "moot-scopes.h"

#include "moot-error.h"

#include <string.h>

/* clang-format off */
static const MootScope scopes_table[] = {
  { "read",                             "read everything you can read", FALSE },
  { "read:accounts",                    "see accounts", FALSE },
  { "read:blocks",                      "see whom you block", FALSE },
  { "read:bookmarks",                   "see your bookmarks", FALSE },
  { "read:favourites",                  "see your favourites", FALSE },
  { "read:filters",                     "see your filters", FALSE },
  { "read:follows",                     "see whom you follow", FALSE },
  { "read:lists",                       "see your lists", FALSE },
  { "read:mutes",                       "see whom you mute", FALSE },
  { "read:notifications",               "see your notifications", FALSE },
  { "read:search",                      "search for you", FALSE },
  { "read:statuses",                    "read posts", FALSE },
  { "write",                            "post and change things in your name", FALSE },
  { "write:accounts",                   "change your profile", FALSE },
  { "write:blocks",                     "block accounts and domains", FALSE },
  { "write:bookmarks",                  "bookmark posts", FALSE },
  { "write:conversations",              "mute and delete conversations", FALSE },
  { "write:favourites",                 "favourite posts", FALSE },
  { "write:filters",                    "change your filters", FALSE },
  { "write:follows",                    "follow people", FALSE },
  { "write:lists",                      "change your lists", FALSE },
  { "write:media",                      "upload files", FALSE },
  { "write:mutes",                      "mute people and conversations", FALSE },
  { "write:notifications",              "clear your notifications", FALSE },
  { "write:reports",                    "report others", FALSE },
  { "write:statuses",                   "post in your name", FALSE },
  { "follow",                           "change whom you follow, mute and block", FALSE },
  { "push",                             "receive your notifications", FALSE },
  { "profile",                          "see who you are, and nothing else", FALSE },
  { "admin:read",                       "see what moderators see", FALSE },
  { "admin:read:accounts",              NULL, FALSE },
  { "admin:read:canonical_email_blocks", NULL, FALSE },
  { "admin:read:domain_allows",         NULL, FALSE },
  { "admin:read:domain_blocks",         NULL, FALSE },
  { "admin:read:email_domain_blocks",   NULL, FALSE },
  { "admin:read:ip_blocks",             NULL, FALSE },
  { "admin:read:reports",               NULL, FALSE },
  { "admin:write",                      "moderate in your name", FALSE },
  { "admin:write:accounts",             NULL, FALSE },
  { "admin:write:canonical_email_blocks", NULL, FALSE },
  { "admin:write:domain_allows",        NULL, FALSE },
  { "admin:write:domain_blocks",        NULL, FALSE },
  { "admin:write:email_domain_blocks",  NULL, FALSE },
  { "admin:write:ip_blocks",            NULL, FALSE },
  { "admin:write:reports",              NULL, FALSE },
  { "admin:dues",                       "keep the co-op's books in your name", TRUE },
  { "admin:governance",                 "open and close decisions by the rules", TRUE },
  { "admin:membership",                 "admit members and end memberships by the rules", TRUE },
  { "read:dues",                        "see your dues and the co-op's budget", TRUE },
  { "read:governance",                  "read discussions, proposals and decisions", TRUE },
  { "read:membership",                  "see who the members are", TRUE },
  { "write:dues",                       "set your dues and, for treasurers, record payments", TRUE },
  { "write:governance",                 "discuss and propose in your name", TRUE },
  { "write:membership",                 "change your membership", TRUE },
  { "write:votes",                      "vote in your name", TRUE },
};
/* clang-format on */

/**
 * moot_scopes_get_all:
 * @out_n_scopes: (out): how many
 *
 * Returns: (transfer none): all scopes we know
 */
const MootScope *
moot_scopes_get_all (guint *out_n_scopes)
{
  *out_n_scopes = G_N_ELEMENTS (scopes_table);
  return scopes_table;
}

/**
 * moot_scopes_find:
 * @name: one scope
 *
 * Returns: (transfer none) (nullable): what we know of it
 */
const MootScope *
moot_scopes_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (scopes_table); i++)
    if (g_str_equal (scopes_table[i].name, name))
      return &scopes_table[i];
  return NULL;
}

static gboolean
invalid (GError     **error,
         const char  *scope)
{
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "there is no scope '%s'", scope);
  return FALSE;
}

static gboolean
check_scope (const char       *scope,
             MootScopesCheck   check,
             GError          **error)
{
  gsize length = strspn (scope, "abcdefghijklmnopqrstuvwxyz0123456789_:.-");

  if (scope[length] != '\0' || length > MOOT_SCOPE_MAX)
    return invalid (error, scope);
  return check == MOOT_SCOPES_LENIENT || moot_scopes_find (scope) != NULL || invalid (error, scope);
}

/**
 * moot_scopes_normalise:
 * @scopes: (nullable): scopes separated by spaces, `+` or line ends
 * @check: what to do with unknown ones
 * @error: return location
 *
 * Reads a list of scopes: each once, in the order given.  None at all is %MOOT_SCOPES_DEFAULT.
 *
 * Errors: %MOOT_ERROR_INVALID.
 *
 * Returns: (transfer full): the scopes, separated by single spaces
 */
char *
moot_scopes_normalise (const char       *scopes,
                       MootScopesCheck   check,
                       GError          **error)
{
  g_auto (GStrv) words = g_strsplit_set (scopes != NULL ? scopes : "", " +\t\r\n", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (*words[i] == '\0' || g_ptr_array_find_with_equal_func (kept, words[i], g_str_equal, NULL))
        continue;
      if (!check_scope (words[i], check, error))
        return NULL;
      g_ptr_array_add (kept, words[i]);
    }
  if (kept->len > MOOT_SCOPES_MAX)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "more than %d scopes", MOOT_SCOPES_MAX);
      return NULL;
    }
  if (kept->len == 0)
    return g_strdup (MOOT_SCOPES_DEFAULT);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv (" ", (char **) kept->pdata);
}

/**
 * moot_scopes_have_coop:
 * @scopes: (nullable): scopes separated by spaces
 *
 * Returns: whether one of them is a power of the co-op
 */
gboolean
moot_scopes_have_coop (const char *scopes)
{
  g_auto (GStrv) words = g_strsplit (scopes != NULL ? scopes : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const MootScope *scope = moot_scopes_find (words[i]);

      if (scope != NULL && scope->coop)
        return TRUE;
    }
  return FALSE;
}
