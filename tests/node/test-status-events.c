/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What streams hear of what is committed: Bo, who follows Ada, listens to everything there is. */
#include "moot-clock.h"
#include "moot-error.h"
#include "moot-interaction-store.h"
#include "moot-status-events.h"
#include "moot-status-store.h"
#include "moot-stream-hub.h"

#include <glib/gstdio.h>
#include <string.h>

#define ADA 1
#define BO 2
#define NOW 1767323045678

typedef struct
{
  char *folder;
  MootServices services;
  MootStreamClient *client;
  GString *heard;
  gint64 status; /* Ada's, public, tagged; Bo boosted nothing yet */
} Fixture;

static const char *const tags[] = { "coop", NULL };
static const gint64 mentions[] = { BO };

static void
send_cb (const char *channel,
         const char *argument,
         const char *event,
         const char *payload,
         gpointer    data)
{
  Fixture *fixture = data;

  g_assert_nonnull (payload);
  g_assert_null (strchr (payload, '\n'));
  g_string_append_printf (fixture->heard, "%s %s|", channel, event);
}

static void
close_cb (gpointer data)
{
}

static gboolean
settle_down (MootDb    *db,
             gpointer   data,
             GError   **error)
{
  return moot_db_execute (
    db,
    "INSERT INTO account (id, username, uri, url, created_at) VALUES"
    " (1, 'ada', 'https://moot.example/users/ada', 'https://moot.example/@ada', 1),"
    " (2, 'bo', 'https://moot.example/users/bo', 'https://moot.example/@bo', 1);"
    "INSERT INTO user (account_id, password_hash, created_at) VALUES (1, '*', 1), (2, '*', 1);"
    "INSERT INTO follow (account_id, target_id, created_at) VALUES (2, 1, 1);"
    "INSERT INTO setting (name, value) VALUES ('base_url', 'https://moot.example'),"
    " ('domain', 'moot.example'), ('name', 'Moot');",
    error);
}

typedef struct
{
  Fixture *fixture;
  void (*change) (Fixture *fixture,
                  MootDb *db,
                  GError **error);
} Change;

static gboolean
do_change (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  const Change *change = data;

  change->change (change->fixture, db, error);
  return *error == NULL;
}

/* Commits a change and gives what was heard of it, which the caller frees. */
static char *
hear (Fixture *fixture,
      void (*change) (Fixture *fixture,
                      MootDb *db,
                      GError **error))
{
  Change data = { fixture, change };
  g_autoptr (GError) error = NULL;

  g_string_truncate (fixture->heard, 0);
  g_assert_true (moot_db_pool_write (fixture->services.pool, do_change, &data, &error));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return g_strdup (fixture->heard->str);
}

static void
post (Fixture          *fixture,
      MootDb           *db,
      MootStatusDraft   draft,
      GError          **error)
{
  draft.account_id = ADA;
  draft.content = draft.text = "hello";
  moot_status_create (db, fixture->services.site, &draft, NOW, &fixture->status, error);
}

static void
post_public (Fixture  *fixture,
             MootDb   *db,
             GError  **error)
{
  post (fixture, db, (MootStatusDraft){ .tags = tags }, error);
}

static void
post_unlisted (Fixture  *fixture,
               MootDb   *db,
               GError  **error)
{
  const MootStatusDraft draft = { .visibility = MOOT_VISIBILITY_UNLISTED, .tags = tags };

  post (fixture, db, draft, error);
}

static void
post_private (Fixture  *fixture,
              MootDb   *db,
              GError  **error)
{
  const MootStatusDraft draft = { .visibility = MOOT_VISIBILITY_PRIVATE, .tags = tags };

  post (fixture, db, draft, error);
}

static void
post_direct (Fixture  *fixture,
             MootDb   *db,
             GError  **error)
{
  post (fixture, db, (MootStatusDraft){ .visibility = MOOT_VISIBILITY_DIRECT }, error);
}

static void
post_to_bo (Fixture  *fixture,
            MootDb   *db,
            GError  **error)
{
  post (fixture, db,
        (MootStatusDraft){
          .visibility = MOOT_VISIBILITY_DIRECT, .mention_ids = mentions, .n_mentions = 1 },
        error);
}

static void
post_while_muted (Fixture  *fixture,
                  MootDb   *db,
                  GError  **error)
{
  moot_db_execute (db,
                   "INSERT INTO mute (account_id, target_id, created_at) VALUES (2, 1, 1)", error);
  post_private (fixture, db, error);
}

static void
edit (Fixture  *fixture,
      MootDb   *db,
      GError  **error)
{
  const MootStatusDraft draft = { .id = fixture->status,
                                  .account_id = ADA,
                                  .content = "b",
                                  .text = "b" };
  gboolean changed;

  moot_status_edit (db, fixture->services.site, &draft, NOW + 1, &changed, error);
}

static void delete (Fixture *fixture,
                    MootDb *db,
                    GError **error)
{
  moot_status_delete (db, fixture->status, error);
}

static void
boost (Fixture  *fixture,
       MootDb   *db,
       GError  **error)
{
  gint64 id;

  moot_status_boost (db, fixture->services.site, ADA, fixture->status, MOOT_VISIBILITY_PUBLIC, NOW,
                     &id, error);
}

static void
favourite_by_ada (Fixture  *fixture,
                  MootDb   *db,
                  GError  **error)
{
  moot_interaction_set (db, MOOT_INTERACTION_FAVOURITE, ADA, fixture->status, TRUE, NOW, error);
}

/* clang-format off */
static const struct
{
  const char *name;
  void (*change) (Fixture *fixture,
                  MootDb  *db,
                  GError **error);
  const char *heard;
} cases[] = {
  { "public", post_public, "user update|public update|public:local update|hashtag update|" },
  { "unlisted", post_unlisted, "user update|" },
  { "private", post_private, "user update|" },
  { "direct", post_direct, "" },
  { "to-bo", post_to_bo, "user notification|user:notification notification|" },
  { "muted", post_while_muted, "" },
  { "edit", edit, "user status.update|public status.update|public:local status.update|" },
  { "delete", delete, "user delete|public delete|public:local delete|public:media delete|hashtag delete|" },
  { "boost", boost, "user update|" },
  { "favourite", favourite_by_ada, "" },
};
/* clang-format on */

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  static const struct
  {
    const char *channel;
    const char *argument;
  } channels[] = {
    { "user", NULL },
    { "user:notification", NULL },
    { "public", NULL },
    { "public:local", NULL },
    { "public:remote", NULL },
    { "public:media", NULL },
    { "hashtag", "coop" },
  };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  const char *words;
  MootDb *reader;

  moot_clock_set_fake (NOW); /* what is late is not news */
  fixture->folder = g_dir_make_tmp ("folkmoot-events-XXXXXX", &error);
  g_assert_no_error (error);
  path = moot_site_database_path (fixture->folder);
  moot_store_ensure_resources ();
  fixture->services.pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  moot_db_pool_write (fixture->services.pool, settle_down, NULL, &error);
  g_assert_no_error (error);
  reader = moot_db_pool_borrow_reader (fixture->services.pool, &error);
  fixture->services.site = moot_site_load (reader, fixture->folder, &error);
  moot_db_pool_return_reader (fixture->services.pool, reader);
  g_assert_no_error (error);
  fixture->services.status_cache = moot_status_cache_new (1024 * 1024);
  fixture->services.hub = moot_stream_hub_new (g_main_context_default ());
  fixture->heard = g_string_new (NULL);
  moot_db_pool_listen (fixture->services.pool, moot_status_events_tell, &fixture->services);
  g_free (hear (fixture, post_public)); /* nobody listens yet */
  g_assert_cmpstr (fixture->heard->str, ==, "");
  fixture->client = moot_stream_hub_add_client (fixture->services.hub, BO, 1, "read", NULL, send_cb,
                                                close_cb, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    g_assert_cmpuint (moot_stream_client_subscribe (fixture->client, channels[i].channel,
                                                    channels[i].argument, &words),
                      ==, 0);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  static const char *const files[] = { "node.sqlite3", "node.sqlite3-wal", "node.sqlite3-shm" };

  moot_clock_set_fake (0);
  moot_stream_hub_remove_client (fixture->services.hub, fixture->client);
  moot_stream_hub_unref (fixture->services.hub);
  moot_status_cache_free (fixture->services.status_cache);
  moot_site_free (fixture->services.site);
  moot_db_pool_free (fixture->services.pool);
  g_string_free (fixture->heard, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, files[i], NULL);

      g_unlink (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
}

static void
test_heard (Fixture       *fixture,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *heard = hear (fixture, cases[i].change);

  g_assert_cmpstr (heard, ==, cases[i].heard);
}

static gboolean
post_and_fail (MootDb    *db,
               gpointer   data,
               GError   **error)
{
  post_public (data, db, error);
  g_set_error (error, MOOT_ERROR, MOOT_ERROR_FAILED, "something else went wrong");
  return FALSE;
}

/* What is undone is not told. */
static void
test_rolled_back (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_string_truncate (fixture->heard, 0);
  g_assert_false (moot_db_pool_write (fixture->services.pool, post_and_fail, fixture, &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_FAILED);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_cmpstr (fixture->heard->str, ==, "");
}

/* Only for those who listen is anything rendered. */
static void
test_listeners (Fixture       *fixture,
                gconstpointer  data)
{
  MootStreamHub *hub = fixture->services.hub;
  MootStreamClient *second =
    moot_stream_hub_add_client (hub, BO, 2, "read", NULL, send_cb, close_cb, fixture);

  g_assert_true (moot_stream_hub_is_heard_by (hub, BO));
  g_assert_false (moot_stream_hub_is_heard_by (hub, ADA));
  moot_stream_hub_remove_client (hub, second);
  g_assert_true (moot_stream_hub_is_heard_by (hub, BO));
  moot_stream_hub_remove_client (hub, fixture->client);
  g_assert_false (moot_stream_hub_is_heard_by (hub, BO));
  fixture->client =
    moot_stream_hub_add_client (hub, BO, 3, "read", NULL, send_cb, close_cb, fixture);
  g_assert_true (moot_stream_hub_is_heard_by (hub, BO));
}

static gboolean
hears_of_ada (Fixture          *fixture,
              MootStreamClient *client)
{
  const char *words;

  g_assert_cmpuint (moot_stream_client_subscribe (client, "public", NULL, &words), ==, 0);
  g_string_truncate (fixture->heard, 0);
  moot_stream_hub_publish (fixture->services.hub, "public", NULL, 0, ADA, "update", "x");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return fixture->heard->len > 0;
}

/* A token is looked at, then revoked, and only then its connection is there. */
static void
test_opened_meanwhile (Fixture       *fixture,
                       gconstpointer  data)
{
  MootStreamHub *hub = fixture->services.hub;
  guint64 moment;

  moot_stream_hub_remove_client (hub, fixture->client); /* nobody listens at all */
  moment = moot_stream_hub_get_moment (hub);
  moot_stream_hub_close_token (hub, 5);
  moot_stream_hub_hide (hub, BO, ADA, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    continue;

  fixture->client =
    moot_stream_hub_add_client (hub, BO, 5, "read", NULL, send_cb, close_cb, fixture);
  g_assert_false (moot_stream_hub_catch_up (hub, fixture->client, moment));
  moot_stream_hub_remove_client (hub, fixture->client);

  fixture->client =
    moot_stream_hub_add_client (hub, BO, 6, "read", NULL, send_cb, close_cb, fixture);
  g_assert_true (moot_stream_hub_catch_up (hub, fixture->client, moment));
  g_assert_false (hears_of_ada (fixture, fixture->client));
  moot_stream_hub_remove_client (hub, fixture->client);

  /* one that was looked at afterwards has nothing to catch up with */
  moment = moot_stream_hub_get_moment (hub);
  fixture->client =
    moot_stream_hub_add_client (hub, BO, 5, "read", NULL, send_cb, close_cb, fixture);
  g_assert_true (moot_stream_hub_catch_up (hub, fixture->client, moment));
  g_assert_true (hears_of_ada (fixture, fixture->client));
}

/* Too much to remember: whoever cannot be sure comes back. */
static void
test_opened_much_later (Fixture       *fixture,
                        gconstpointer  data)
{
  MootStreamHub *hub = fixture->services.hub;
  guint64 moment = moot_stream_hub_get_moment (hub);

  for (gint64 i = 0; i < MOOT_STREAM_MAX_CHANGES; i++)
    moot_stream_hub_close_token (hub, 1000 + i);
  g_assert_true (moot_stream_hub_catch_up (hub, fixture->client, moment));
  moot_stream_hub_close_token (hub, 2000);
  g_assert_false (moot_stream_hub_catch_up (hub, fixture->client, moment));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/node/status-events/", cases[i].name, NULL);
      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_heard, tear_down);
    }
  g_test_add ("/node/status-events/rolled-back", Fixture, NULL, set_up, test_rolled_back,
              tear_down);
  g_test_add ("/node/status-events/opened-meanwhile", Fixture, NULL, set_up,
              test_opened_meanwhile, tear_down);
  g_test_add ("/node/status-events/opened-much-later", Fixture, NULL, set_up,
              test_opened_much_later, tear_down);
  g_test_add ("/node/status-events/listeners", Fixture, NULL, set_up, test_listeners, tear_down);
  return g_test_run ();
}
