/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node member add`, `member list` and `token`.  All of them work beside `serve`: SQLite
 * lets one of the two write at a time and the other wait.
 * Thread: main. */
#include "moot-clock.h"
#include "moot-command.h"
#include "moot-coop-founding.h"
#include "moot-error.h"
#include "moot-json.h"
#include "moot-scopes.h"
#include "moot-token-store.h"
#include "moot-user-store.h"

#include <stdio.h>

typedef struct
{
  const MootSite *site;
  const MootUserDraft *draft;
} AddWork;

static gboolean
add (MootDb    *db,
     gpointer   data,
     GError   **error)
{
  AddWork *work = data;
  gint64 account_id;

  return moot_user_store_add (db, work->site, work->draft, &account_id, error) &&
         moot_coop_add_member (db, work->site, account_id, moot_clock_now (), NULL, error);
}

static int
add_member (const char *data_folder,
            const char *name,
            const char *password_file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = moot_command_open (data_folder, &site, &error);
  g_autofree char *password =
    db != NULL ? moot_command_read_password (password_file, &error) : NULL;
  g_autoptr (MootUserDraft) draft =
    password != NULL ? moot_user_draft_new (name, password, FALSE, &error) : NULL;
  AddWork work = { site, draft };

  if (draft == NULL || !moot_db_transact (db, add, &work, &error))
    return moot_command_failed (error);
  printf ("@%s@%s is a member and can sign in\n", name, site->domain);
  return MOOT_EXIT_DONE;
}

/** moot_command_member_add: adds somebody who can sign in; returns how to end */
int
moot_command_member_add (int    argc,
                         char **argv)
{
  g_autofree char *data_folder = NULL;
  g_autofree char *password_file = NULL;
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&data_folder),
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file,
      "Their password: the first line of FILE, - for standard input", "FILE" },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return moot_command_misused ("member add needs one name");
  if (data_folder == NULL || password_file == NULL)
    return moot_command_misused ("member add needs %s",
                                 data_folder == NULL ? "--data" : "--password-file");
  return add_member (data_folder, argv[1], password_file);
}

static void
print_json (GPtrArray *users)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;

  moot_json_begin_array (&json);
  for (guint i = 0; i < users->len; i++)
    {
      const MootUser *user = g_ptr_array_index (users, i);

      moot_json_begin_object (&json);
      moot_json_put_id (&json, "id", user->account_id);
      moot_json_put_string (&json, "username", user->username);
      moot_json_put_boolean (&json, "admin", user->is_admin);
      moot_json_put_boolean (&json, "disabled", user->disabled);
      moot_json_put_time (&json, "created_at", user->created_at);
      moot_json_end_object (&json);
    }
  moot_json_end_array (&json);
  text = moot_json_writer_steal (&json);
  puts (text);
}

static void
print_table (GPtrArray *users)
{
  for (guint i = 0; i < users->len; i++)
    {
      const MootUser *user = g_ptr_array_index (users, i);
      g_autoptr (GDateTime) created_at = g_date_time_new_from_unix_local (user->created_at / 1000);
      g_autofree char *day = g_date_time_format (created_at, "%Y-%m-%d");

      printf ("%-*s  %s%s%s\n", MOOT_USERNAME_MAX, user->username, day,
              user->is_admin ? "  admin" : "", user->disabled ? "  disabled" : "");
    }
}

/** moot_command_member_list: lists those who can sign in; returns how to end */
int
moot_command_member_list (int    argc,
                          char **argv)
{
  g_autofree char *data_folder = NULL;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&data_folder),
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = NULL;
  g_autoptr (GPtrArray) users = NULL;
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return moot_command_misused ("'%s' means nothing here", argv[1]);
  if (data_folder == NULL)
    return moot_command_misused ("member list needs --data");
  db = moot_command_open (data_folder, &site, &error);
  users = db != NULL ? moot_user_store_list (db, &error) : NULL;
  if (users == NULL)
    return moot_command_failed (error);
  if (as_json)
    print_json (users);
  else
    print_table (users);
  return MOOT_EXIT_DONE;
}

typedef struct
{
  const char *account;
  const char *scopes;
  char *token;
} TokenWork;

static gboolean
make_token (MootDb    *db,
            gpointer   data,
            GError   **error)
{
  TokenWork *work = data;
  g_autoptr (GError) local = NULL;
  g_autoptr (MootUser) user = moot_user_store_find_by_name (db, work->account, &local);

  if (user == NULL && local == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "nobody here is called '%s'",
                 work->account);
  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return user != NULL &&
         moot_token_store_add (db, 0, user->account_id, work->scopes, NULL, &work->token, error);
}

static int
print_token (const char *data_folder,
             const char *account,
             const char *scopes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = moot_command_open (data_folder, &site, &error);
  TokenWork work = { account, scopes, NULL };
  g_autofree char *token = NULL;

  if (db == NULL || !moot_db_transact (db, make_token, &work, &error))
    return moot_command_failed (error);
  token = work.token;
  puts (token);
  return MOOT_EXIT_DONE;
}

/** moot_command_token: prints a bearer token for an account; returns how to end */
int
moot_command_token (int    argc,
                    char **argv)
{
  g_autofree char *data_folder = NULL;
  g_autofree char *account = NULL;
  g_autofree char *scopes = NULL;
  g_autofree char *clean = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = { MOOT_DATA_OPTION (&data_folder),
                                   { "account", 0, 0, G_OPTION_ARG_STRING, &account, "Whose token",
                                     "NAME" },
                                   { "scopes", 0, 0, G_OPTION_ARG_STRING, &scopes,
                                     "What it may do, such as \"read write\"", "LIST" },
                                   G_OPTION_ENTRY_NULL };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc > 1)
    return moot_command_misused ("'%s' means nothing here", argv[1]);
  if (data_folder == NULL || account == NULL || scopes == NULL)
    return moot_command_misused ("token needs %s", data_folder == NULL ? "--data"
                                                   : account == NULL   ? "--account"
                                                                       : "--scopes");
  clean = moot_scopes_normalise (scopes, MOOT_SCOPES_STRICT, &error);
  return clean != NULL ? print_token (data_folder, account, clean)
                       : moot_command_misused ("%s", error->message);
}
