/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#include "store-fixture.h"

#include "moot-id.h"

#include <string.h>

StoreFixture *
store_fixture_new (void)
{
  g_autoptr (GError) error = NULL;
  StoreFixture *self = g_new0 (StoreFixture, 1);

  moot_store_ensure_resources ();
  self->db = moot_db_open (":memory:", FALSE, &error);
  g_assert_no_error (error);
  moot_db_migrate (self->db, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  moot_setting_put (self->db, "base_url", "https://moot.example", &error);
  moot_setting_put (self->db, "domain", "moot.example", &error);
  moot_setting_put (self->db, "name", "Riverside", &error);
  g_assert_no_error (error);
  self->site = moot_site_load (self->db, "/nowhere", &error);
  g_assert_no_error (error);
  return self;
}

void
store_fixture_free (StoreFixture *self)
{
  moot_site_free (self->site);
  moot_db_free (self->db);
  g_free (self);
}

void
store_fixture_execute (StoreFixture *self,
                       const char *format,
                       ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  moot_db_execute (self->db, sql, &error);
  g_assert_no_error (error);
}

/* A connection knows a statement by its address, so equal text must have one for ever. */
const MootSql *
store_fixture_statement (const char *text)
{
  static GHashTable *statements;
  MootSql *found;

  if (statements == NULL)
    statements = g_hash_table_new (NULL, NULL);
  found = g_hash_table_lookup (statements, g_intern_string (text));
  if (found == NULL)
    {
      found = g_new (MootSql, 1);
      *found = (MootSql){ "of the test", g_intern_string (text) };
      g_hash_table_insert (statements, (gpointer) found->text, found);
    }
  return found;
}

gint64
store_fixture_get_int (StoreFixture *self,
                       const char *format,
                       ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 value = 0;
  va_list arguments;

  va_start (arguments, format);
  sql = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  moot_db_get_int (self->db, store_fixture_statement (sql), NULL, &value, &error);
  g_assert_no_error (error);
  return value;
}

/* `ada` can sign in here; `bo@far.example` lives elsewhere. */
gint64
store_fixture_add_account (StoreFixture *self,
                           const char   *acct)
{
  const char *at = strchr (acct, '@');
  g_autofree char *name = at != NULL ? g_strndup (acct, (gsize) (at - acct)) : g_strdup (acct);
  const char *domain = at != NULL ? at + 1 : "";
  const char *host = at != NULL ? domain : "moot.example";
  gint64 id = moot_id_next ();

  store_fixture_execute (self,
                         "INSERT INTO account "
                         "(id, username, domain, display_name, uri, url, created_at)"
                         "VALUES (%" G_GINT64_FORMAT ", '%s', '%s', '%s', 'https://%s/users/%s',"
                         "'https://%s/@%s', 1767323045678)",
                         id, name, domain, name, host, name, host, name);
  if (at == NULL)
    store_fixture_execute (self,
                           "INSERT INTO user (account_id, password_hash, created_at)"
                           "VALUES (%" G_GINT64_FORMAT ", '*', 1)",
                           id);
  return id;
}
