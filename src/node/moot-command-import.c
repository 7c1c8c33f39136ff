/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node import loomio`: the threads of a group that moves here.
 * Thread: main. */
#include "moot-clock.h"
#include "moot-command.h"
#include "moot-crypto.h"
#include "moot-error.h"
#include "moot-loomio-import.h"
#include "moot-loomio-record.h"
#include "moot-member-store.h"
#include "moot-user-store.h"

#include <stdio.h>
#include <string.h>

#define MAP_MAX_BYTES (1024 * 1024) /* of the list of people */

typedef struct
{
  const MootSite *site;
  const char *as;
  const char *map; /* (nullable): text of the list of people */
  MootLoomioExport *exported;
  char *sha256;
  MootLoomioCounts counts;
} Work;

static gint64
find_member (const MootCoopContext  *context,
             const char             *name,
             GError                **error)
{
  g_autoptr (MootUser) user = moot_user_store_find_by_name (context->db, name, error);
  g_autoptr (MootActor) actor =
    user != NULL ? moot_actor_load (context, user->account_id, error) : NULL;

  if (user == NULL && error != NULL && *error == NULL)
    g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "there is no account '%.60s'", name);
  return actor != NULL ? actor->id : 0;
}

/* `ada@example.org = ada`, or their user name there in place of the address. */
static gboolean
read_person (const MootCoopContext  *context,
             GHashTable             *people,
             const char             *text,
             guint                   line,
             GError                **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  g_autoptr (GError) local = NULL;
  gint64 member;

  if (parts[0] == NULL || *g_strstrip (parts[0]) == '\0' || *parts[0] == '#')
    return TRUE;
  if (parts[1] == NULL || *g_strstrip (parts[1]) == '\0')
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID,
                   "list of people, line %u: 'who on Loomio = who here' is needed", line);
      return FALSE;
    }
  member = find_member (context, parts[1], &local);
  if (member == 0)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "list of people, line %u: %s", line,
                   local != NULL ? local->message : "no member");
      return FALSE;
    }
  g_hash_table_replace (people, g_ascii_strdown (parts[0], -1),
                        g_memdup2 (&member, sizeof member));
  return TRUE;
}

static GHashTable *
read_people (const MootCoopContext  *context,
             const char             *map,
             GError                **error)
{
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) lines = g_strsplit (map != NULL ? map : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (!read_person (context, people, lines[i], i + 1, error))
      return NULL;
  return g_steal_pointer (&people);
}

static gboolean
import (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  Work *self = data;
  MootCoopContext context;
  g_autoptr (MootUser) user = NULL;
  g_autoptr (MootActor) importer = NULL;
  g_autoptr (GHashTable) people = NULL;

  if (!moot_coop_context_init (&context, db, self->site, moot_clock_now (), error))
    return FALSE;
  user = moot_user_store_find_by_name (db, self->as, error);
  if (user == NULL)
    {
      if (*error == NULL)
        g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "there is no account '%.60s'",
                     self->as);
      return FALSE;
    }
  importer = moot_actor_load (&context, user->account_id, error);
  people = importer != NULL ? read_people (&context, self->map, error) : NULL;
  return people != NULL && moot_loomio_import (&context, importer, self->exported, people,
                                               self->sha256, &self->counts, error);
}

/* Who is who ------------------------------------------------------------------------------- */

static gboolean
has_name (GPtrArray  *users,
          const char *name)
{
  for (guint i = 0; name != NULL && i < users->len; i++)
    if (g_ascii_strcasecmp (((MootUser *) g_ptr_array_index (users, i))->username, name) == 0)
      return TRUE;
  return FALSE;
}

/* Of an account here that may be the same person's: a guess, for somebody to look at. */
static char *
dup_guess (GPtrArray  *users,
           JsonObject *person)
{
  const char *email = moot_json_get_string (person, "email");
  const char *username = moot_json_get_string (person, "username");
  g_autofree char *local = email != NULL ? g_strndup (email, strcspn (email, "@+")) : NULL;

  if (has_name (users, username))
    return g_ascii_strdown (username, -1);
  return has_name (users, local) ? g_ascii_strdown (local, -1) : g_strdup ("");
}

/* Names are a stranger's: nothing in them may begin a line of its own. */
static void
print_person (GPtrArray  *users,
              JsonObject *person)
{
  const char *email = moot_json_get_string (person, "email");
  const char *key = email != NULL ? email : moot_json_get_string (person, "username");
  g_autofree char *name = moot_loomio_record_dup_name (person);
  g_autofree char *guess = dup_guess (users, person);
  g_autofree char *who = key != NULL ? g_strdup (key) : NULL;

  if (who == NULL || *who == '\0')
    return;
  g_strdelimit (g_strdelimit (name, "\r\n", ' '), "=", '-');
  g_strdelimit (who, "\r\n=#", '-');
  printf ("# %s\n%s%s = %s\n", name, *guess != '\0' ? "" : "# ", who, guess);
}

/* A list for `--people`, to be looked through: equal names may be two people. */
static int
suggest (MootDb           *db,
         MootLoomioExport *exported)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = moot_user_store_list (db, &error);
  GPtrArray *people = moot_loomio_export_list (exported, "users");

  if (users == NULL)
    return moot_command_failed (error);
  printf ("# Look through this: whoever is here by the same name may be somebody else.\n"
          "# Fill in who is missing, take out who is wrong, and give it with --people.\n");
  for (guint i = 0; i < people->len; i++)
    print_person (users, g_ptr_array_index (people, i));
  return MOOT_EXIT_DONE;
}

static gboolean
read_file (const char  *path,
           gsize        max_bytes,
           char       **out_text,
           gsize       *out_length,
           GError     **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_NOT_FOUND, "cannot read '%s'", path);
      return FALSE;
    }
  *out_length = g_mapped_file_get_length (file);
  if (*out_length > max_bytes)
    {
      g_set_error (error, MOOT_ERROR, MOOT_ERROR_INVALID, "'%s' is too large", path);
      return FALSE;
    }
  *out_text = g_malloc (*out_length + 1);
  if (*out_length > 0)
    memcpy (*out_text, g_mapped_file_get_contents (file), *out_length);
  (*out_text)[*out_length] = '\0';
  return TRUE;
}

/* Without @as nothing is brought in: it is said who may be who. */
static int
run (const char *data_folder,
     const char *path,
     const char *as,
     const char *map_path)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *map = NULL;
  g_autofree char *sha256 = NULL;
  g_autoptr (MootLoomioExport) exported = NULL;
  g_autoptr (MootSite) site = NULL;
  g_autoptr (MootDb) db = NULL;
  gsize length = 0;
  gsize map_length = 0;
  Work work = { .as = as };

  if ((map_path != NULL && !read_file (map_path, MAP_MAX_BYTES, &map, &map_length, &error)) ||
      !read_file (path, MOOT_LOOMIO_FILE_MAX, &text, &length, &error))
    return moot_command_failed (error);
  exported = moot_loomio_export_read (text, length, &error);
  db = exported != NULL ? moot_command_open (data_folder, &site, &error) : NULL;
  if (db == NULL)
    return moot_command_failed (error);
  if (as == NULL)
    return suggest (db, exported);
  sha256 = moot_sha256_hex (text, length);
  work.site = site;
  work.map = map;
  work.exported = exported;
  work.sha256 = sha256;
  if (!moot_db_transact (db, import, &work, &error))
    return moot_command_failed (error);
  printf ("%u discussions, %u comments and %u polls are new\n", work.counts.n_discussions,
          work.counts.n_comments, work.counts.n_polls);
  return MOOT_EXIT_DONE;
}

/** moot_command_import_loomio: brings the export of a group in; returns how to end */
int
moot_command_import_loomio (int    argc,
                            char **argv)
{
  g_autofree char *data_folder = NULL;
  g_autofree char *as = NULL;
  g_autofree char *map = NULL;
  gboolean wants_people = FALSE;
  const GOptionEntry entries[] = {
    MOOT_DATA_OPTION (&data_folder),
    { "as", 0, 0, G_OPTION_ARG_STRING, &as,
      "The member in whose name the words of others are kept", "NAME" },
    { "people", 0, 0, G_OPTION_ARG_FILENAME, &map,
      "Who is who: lines of 'address or name on Loomio = account here'", "FILE" },
    { "suggest-people", 0, 0, G_OPTION_ARG_NONE, &wants_people,
      "Bring nothing in, but print a list for --people to be looked through", NULL },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return moot_command_misused ("import loomio needs one file");
  if (data_folder == NULL || (as == NULL && !wants_people))
    return moot_command_misused ("import loomio needs %s", data_folder == NULL ? "--data" : "--as");
  if (wants_people && (as != NULL || map != NULL))
    return moot_command_misused ("--suggest-people brings nothing in: leave out --as and --people");
  return run (data_folder, argv[1], as, map);
}
