/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The account with which the co-op itself speaks.  It is made with the co-op, or when a node that
 * is older than such accounts starts; nobody can sign in with it and nobody else can have its name.
 * Spec: ActivityPub section 4.1 (Group); FEP-1b12.
 * Thread: the writer's, inside a transaction. */
#include "moot-group-store.h"

#include "moot-error.h"
#include "moot-id.h"
#include "moot-sql.h"
#include "moot-user-store.h"

#include <string.h>

#define FALLBACK "coop"
#define MAX_TRIES 1000

/**
 * moot_group_dup_name:
 * @title: what the co-op calls itself
 *
 * Returns: (transfer full): an account name that looks like it; `coop` when nothing does
 */
char *
moot_group_dup_name (const char *title)
{
  g_autofree char *ascii = g_str_to_ascii (title, "C");
  g_autoptr (GString) name = g_string_new (NULL);

  for (const char *at = ascii; *at != '\0' && name->len < MOOT_USERNAME_MAX; at++)
    if (g_ascii_isalnum (*at))
      g_string_append_c (name, g_ascii_tolower (*at));
    else if (name->len > 0 && name->str[name->len - 1] != '_')
      g_string_append_c (name, '_');
  if (name->len > 0 && name->str[name->len - 1] == '_')
    g_string_truncate (name, name->len - 1);
  return g_strdup (name->len > 0 ? name->str : FALLBACK);
}

static gboolean
is_taken (MootDb      *db,
          const char  *name,
          gboolean    *out_taken,
          GError     **error)
{
  gint64 taken = 0;

  if (!moot_db_get_int (db, &moot_sql_group_name_is_taken,
                        MOOT_BINDS (MOOT_TEXT ("username", name)), &taken, error))
    return FALSE;
  *out_taken = taken != 0;
  return TRUE;
}

/* A member may have the name already: then the next one with a number behind it. */
static char *
find_name (MootDb      *db,
           const char  *title,
           GError     **error)
{
  g_autofree char *base = moot_group_dup_name (title);
  g_autofree char *name = g_strdup (base);
  gboolean taken = TRUE;

  for (guint i = 2; i < MAX_TRIES; i++)
    {
      g_autofree char *end = g_strdup_printf ("_%u", i);

      if (!is_taken (db, name, &taken, error))
        return NULL;
      if (!taken)
        return g_steal_pointer (&name);
      g_free (name);
      name =
        g_strdup_printf ("%.*s%s", (int) (MOOT_USERNAME_MAX - strlen (end)), base, end);
    }
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "every name like '%s' is taken", base);
  return NULL;
}

static char *
check_name (MootDb      *db,
            const char  *name,
            GError     **error)
{
  gboolean taken = TRUE;

  if (!moot_username_check (name, error) || !is_taken (db, name, &taken, error))
    return NULL;
  if (!taken)
    return g_strdup (name);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_CONFLICT, "the name '%s' is taken", name);
  return NULL;
}

static gboolean
add (MootDb          *db,
     const MootSite  *site,
     const char      *name,
     gint64           now,
     GError         **error)
{
  g_autofree char *uri = moot_site_url (site, "/groups/%s", name);
  g_autofree char *url = moot_site_url (site, "/@%s", name);
  g_autofree char *shared_inbox_uri = moot_site_url (site, "/inbox");
  gint64 id = moot_id_next ();

  return moot_db_run (db, &moot_sql_group_add,
                      MOOT_BINDS (MOOT_INT ("id", id), MOOT_TEXT ("username", name),
                                  MOOT_TEXT ("name", site->name), MOOT_TEXT ("uri", uri),
                                  MOOT_TEXT ("url", url), MOOT_INT ("now", now),
                                  MOOT_TEXT ("shared_inbox_uri", shared_inbox_uri)),
                      error) &&
         moot_db_run (db, &moot_sql_group_set, MOOT_BINDS (MOOT_INT ("id", id)), error);
}

/**
 * moot_group_store_ensure:
 * @db: the writer
 * @site: the node
 * @name: (nullable): its account name; %NULL for one made of the name of the co-op
 * @now: UTC milliseconds
 * @error: return location
 *
 * Gives the co-op an account if there is a co-op, and it has none.  Its keys are made when they are
 * first needed.
 *
 * Errors: %MOOT_ERROR_INVALID for a @name that will not do, %MOOT_ERROR_CONFLICT for one that is
 * taken.
 *
 * Returns: whether it was written, or nothing was to be done
 */
gboolean
moot_group_store_ensure (MootDb          *db,
                         const MootSite  *site,
                         const char      *name,
                         gint64           now,
                         GError         **error)
{
  g_autofree char *settled = NULL;
  gint64 missing = 0;

  if (!moot_db_get_int (db, &moot_sql_group_is_missing, NULL, &missing, error))
    return FALSE;
  if (missing == 0)
    return TRUE;
  settled = name != NULL ? check_name (db, name, error) : find_name (db, site->name, error);
  return settled != NULL && add (db, site, settled, now, error);
}
