/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A Loomio group on bad days: keys that change, limits, servers that are away or odd. */
#include "loomio-case.h"

#include "moot-client-error.h"
#include "moot-discussion.h"
#include "moot-entity-file.h"
#include "moot-unsent.h"

#include <glib/gstdio.h>
#include <string.h>

void
loomio_case_set_up (LoomioCase    *self,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autofree char *path = NULL;

  self->server = loomio_server_new ();
  self->folder = g_dir_make_tmp ("loomio-XXXXXX", &error);
  g_assert_no_error (error);
  path = g_build_filename (self->folder, "cache.db", NULL);
  self->cache = moot_cache_open (path, &error);
  g_assert_no_error (error);
  links = moot_loomio_list_groups (loomio_server_get_address (self->server), LOOMIO_SERVER_KEY,
                                   NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (links->len, ==, 1);
  self->link = g_object_ref (g_ptr_array_index (links, 0));
  self->connection = moot_loomio_connection_new (self->link, LOOMIO_SERVER_KEY, self->cache);
}

static void
remove_folder (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_dir_close (dir);
  g_rmdir (folder);
}

void
loomio_case_tear_down (LoomioCase    *self,
                       gconstpointer  data)
{
  moot_connection_unref (self->connection);
  moot_cache_unref (self->cache);
  g_object_unref (self->link);
  loomio_server_free (self->server);
  remove_folder (self->folder);
  g_free (self->folder);
}

/* Asks anew each time: nothing is remembered from before. */
void
loomio_case_renew (LoomioCase *self)
{
  moot_connection_unref (self->connection);
  self->connection = moot_loomio_connection_new (self->link, LOOMIO_SERVER_KEY, self->cache);
}

MootReply *
loomio_case_ask (LoomioCase *self,
                 MootCall    call,
                 const char *id,
                 const char *json,
                 int         code)
{
  g_autoptr (MootRequest) request = moot_request_new_for (call, id);
  g_autoptr (GError) error = NULL;
  MootReply *reply;

  if (json != NULL)
    moot_request_set_json (request, g_strdup (json));
  reply = moot_connection_call (self->connection, request, NULL, &error);
  if (code < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, MOOT_CLIENT_ERROR, code);
  return reply;
}

/* Bad days ----------------------------------------------------------------------------------- */

void
loomio_test_rotation (LoomioCase    *self,
                      gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = NULL;
  MootUnsentItem *item =
    moot_unsent_item_new ("comment", "21", NULL, NULL, g_strdup ("{\"body\":\"Not lost\"}"));

  g_assert_true (moot_unsent_put (self->cache, self->link->key, item, &error));
  moot_unsent_item_free (item);
  loomio_server_rotate (self->server, "another-key");
  g_assert_null (
    loomio_case_ask (self, MOOT_CALL_DISCUSSIONS, NULL, NULL, MOOT_CLIENT_ERROR_UNAUTHORIZED));
  g_assert_false (
    moot_unsent_send (self->connection, self->cache, self->link->key, NULL, NULL, NULL, &error));
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED);
  g_clear_error (&error);

  moot_loomio_set_api_key (self->connection, "another-key");
  g_assert_true (
    moot_unsent_send (self->connection, self->cache, self->link->key, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  waiting = moot_unsent_list (self->cache, self->link->key, NULL, &error);
  g_assert_cmpuint (waiting->len, ==, 0);
  g_assert_cmpuint (loomio_server_count (self->server, "POST /api/b2/comments"), ==, 1);
}

/* A group one may not see is no reason to ask for a new key. */
void
loomio_test_not_rotated (LoomioCase    *self,
                         gconstpointer  data)
{
  g_assert_null (
    loomio_case_ask (self, MOOT_CALL_DISCUSSION, "31", NULL, MOOT_CLIENT_ERROR_FORBIDDEN));
  g_assert_cmpuint (loomio_server_count (self->server, "GET /api/b2/groups"), ==, 2);
}

void
loomio_test_limited (LoomioCase    *self,
                     gconstpointer  data)
{
  guint n;

  loomio_server_limit (self->server, 1, 3600);
  g_assert_null (
    loomio_case_ask (self, MOOT_CALL_DISCUSSIONS, NULL, NULL, MOOT_CLIENT_ERROR_LIMITED));
  n = loomio_server_count (self->server, "");
  /* it would answer again, and is left alone for as long as it asked */
  g_assert_null (
    loomio_case_ask (self, MOOT_CALL_DISCUSSIONS, NULL, NULL, MOOT_CLIENT_ERROR_LIMITED));
  g_assert_cmpuint (loomio_server_count (self->server, ""), ==, n);
}

void
loomio_test_pace (LoomioCase    *self,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  /* nobody listens there: trying counts all the same */
  g_free (self->link->server);
  self->link->server = g_strdup ("http://127.0.0.1:1");
  loomio_case_renew (self);
  while (error == NULL && n < 2 * MOOT_LOOMIO_PACE_MAX)
    {
      g_autofree char *id = g_strdup_printf ("%u", 100000 + n++);
      g_autoptr (MootRequest) request = moot_request_new_for (MOOT_CALL_DISCUSSION, id);

      g_assert_null (moot_connection_call (self->connection, request, NULL, &error));
      if (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_OFFLINE))
        g_clear_error (&error);
    }
  g_assert_error (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_LIMITED);
  g_assert_cmpuint (n, >=, MOOT_LOOMIO_PACE_MAX);
}

void
loomio_test_down (LoomioCase    *self,
                  gconstpointer  data)
{
  loomio_server_set_down (self->server, TRUE);
  g_assert_null (
    loomio_case_ask (self, MOOT_CALL_DISCUSSIONS, NULL, NULL, MOOT_CLIENT_ERROR_OFFLINE));
}

void
loomio_test_cancelled (LoomioCase    *self,
                       gconstpointer  data)
{
  g_autoptr (MootRequest) request = moot_request_new (MOOT_CALL_DISCUSSIONS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (moot_connection_call (self->connection, request, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* clang-format off */
static const struct
{
  const char *body;
  int code; /* -1 where something can be shown all the same */
} odd[] = {
  { "[]", MOOT_CLIENT_ERROR_UNREADABLE },
  { "<!doctype html>", MOOT_CLIENT_ERROR_UNREADABLE },
  { "{\"discussions\":", MOOT_CLIENT_ERROR_UNREADABLE },
  { "{}", -1 },
  { "{\"discussions\":{}}", -1 },
  { "{\"discussions\":[1,null,[],\"x\"]}", -1 },
  { "{\"discussions\":[{\"id\":\"x\"}],\"topics\":[7]}", -1 },
  { "{\"discussions\":[{\"id\":1,\"topic_id\":2,\"title\":7,\"description\":[]}],"
    "\"topics\":[{\"id\":2,\"ranges\":[[1,99999999999],[7],9],\"read_ranges\":7,\"tags\":[7]}]}", -1 },
};
/* clang-format on */

void
loomio_test_odd (LoomioCase    *self,
                 gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd); i++)
    {
      g_autoptr (MootReply) reply = NULL;

      loomio_case_renew (self);
      loomio_server_say (self->server, 200, odd[i].body);
      reply = loomio_case_ask (self, MOOT_CALL_DISCUSSIONS, NULL, NULL, odd[i].code);
      g_assert_true ((reply != NULL) == (odd[i].code < 0));
    }
}

/* The file of links has no secret in it. */
void
loomio_test_links (LoomioCase    *self,
                   gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->folder, "loomio.json", NULL);
  g_autoptr (GPtrArray) none = moot_loomio_links_load (path, NULL);
  g_autoptr (GPtrArray) links = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_ptr_array_add (none, g_object_ref (self->link));
  g_assert_true (moot_entity_file_save (path, none, NULL));
  links = moot_loomio_links_load (path, NULL);
  g_assert_cmpuint (links->len, ==, 1);
  g_assert_cmpstr (MOOT_LOOMIO_LINK (g_ptr_array_index (links, 0))->key, ==, self->link->key);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_null (strstr (text, LOOMIO_SERVER_KEY));
}
