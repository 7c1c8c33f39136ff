/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Which answers are kept, for how long and how many; and which questions are asked again. */
#include "moot-answer-cache.h"
#include "moot-listener.h"
#include "moot-test-node.h"

#include <glib/gstdio.h>
#include <string.h>

#define FOR_EVER G_MAXINT64

typedef struct
{
  char *folder;
  MootDbPool *pool;
  MootAnswerCache *cache;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("moot-answers-XXXXXX", NULL);
  path = moot_site_database_path (fixture->folder);
  moot_store_ensure_resources ();
  fixture->pool = moot_db_pool_open (path, MOOT_NODE_SCHEMA_FOLDER, &error);
  g_assert_no_error (error);
  fixture->cache = moot_answer_cache_new (fixture->pool, 10000);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = moot_site_database_path (fixture->folder);

  moot_answer_cache_free (fixture->cache);
  moot_db_pool_free (fixture->pool);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static gboolean
change (MootDb    *db,
        gpointer   data,
        GError   **error)
{
  return moot_setting_put (db, "name", data, error);
}

static void
commit (Fixture    *fixture,
        const char *name)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (moot_db_pool_write (fixture->pool, change, (gpointer) name, &error));
}

static MootDbVersion
get_version (Fixture *fixture)
{
  MootDbVersion version;

  g_assert_true (moot_db_pool_get_version (fixture->pool, &version));
  return version;
}

static void
keep (Fixture             *fixture,
      const char          *key,
      const MootDbVersion *asked,
      gsize                n_bytes,
      gint64               changes_at)
{
  g_autoptr (GBytes) body = g_bytes_new_take (g_strnfill (n_bytes, 'x'), n_bytes);
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  const MootAnswer answer = { "text/plain", body, headers, TRUE, changes_at };

  moot_answer_cache_keep (fixture->cache, key, asked, &answer, 0);
}

static gboolean
is_kept (Fixture    *fixture,
         const char *key)
{
  return moot_answer_cache_find (fixture->cache, key, 0) != NULL;
}

static void
test_until_a_commit (Fixture       *fixture,
                     gconstpointer  data)
{
  MootDbVersion asked = get_version (fixture);

  keep (fixture, "a", &asked, 10, FOR_EVER);
  g_assert_true (is_kept (fixture, "a"));
  g_assert_false (is_kept (fixture, "b"));
  commit (fixture, "one");
  g_assert_false (is_kept (fixture, "a"));
  g_assert_cmpuint (moot_answer_cache_get_bytes (fixture->cache), ==, 0);
}

/* Read before a commit, answered after it: true once, but not again. */
static void
test_commit_while_answering (Fixture       *fixture,
                             gconstpointer  data)
{
  MootDbVersion asked = get_version (fixture);

  commit (fixture, "one");
  keep (fixture, "a", &asked, 10, FOR_EVER);
  g_assert_false (is_kept (fixture, "a"));
}

static void
test_clock (Fixture       *fixture,
            gconstpointer  data)
{
  MootDbVersion asked = get_version (fixture);

  keep (fixture, "a", &asked, 10, 1000);
  keep (fixture, "b", &asked, 10, 0); /* over before it was kept */
  g_assert_nonnull (moot_answer_cache_find (fixture->cache, "a", 999));
  g_assert_null (moot_answer_cache_find (fixture->cache, "a", 1000));
  g_assert_false (is_kept (fixture, "b"));
}

static void
test_limit (Fixture       *fixture,
            gconstpointer  data)
{
  MootDbVersion asked = get_version (fixture);

  keep (fixture, "too-large", &asked, 10001, FOR_EVER);
  g_assert_cmpuint (moot_answer_cache_get_bytes (fixture->cache), ==, 0);
  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("%u", i % 7);

      keep (fixture, key, &asked, 1000 + i, FOR_EVER);
      g_assert_true (is_kept (fixture, key));
      g_assert_cmpuint (moot_answer_cache_get_bytes (fixture->cache), <=, 10000);
    }
}

/* The moment of the database ------------------------------------------------------------------ */

static gboolean
fail (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  change (db, data, error);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "on purpose");
  return FALSE;
}

static void
test_version (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *path = moot_site_database_path (fixture->folder);
  g_autoptr (GError) error = NULL;
  MootDbVersion before = get_version (fixture);
  MootDbVersion after;
  g_autoptr (MootDb) other = NULL;
  MootDb *reader = moot_db_pool_borrow_reader (fixture->pool, &error);

  g_assert_no_error (error);
  g_assert_true (moot_db_execute (reader, "SELECT count(*) FROM account", &error));
  moot_db_pool_return_reader (fixture->pool, reader);
  after = get_version (fixture);
  g_assert_true (moot_db_version_equal (&before, &after)); /* reading changes nothing */
  g_assert_false (moot_db_pool_write (fixture->pool, fail, (gpointer) "x", NULL));
  after = get_version (fixture);
  g_assert_true (moot_db_version_equal (&before, &after)); /* nor does what was undone */
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *name = g_strdup_printf ("name %u", i);

      commit (fixture, name);
      after = get_version (fixture);
      g_assert_false (moot_db_version_equal (&before, &after));
      before = after;
    }
  g_assert_true (moot_db_pool_checkpoint (fixture->pool, &error));
  before = get_version (fixture);
  other = moot_db_open (path, FALSE, &error); /* as another program would */
  g_assert_no_error (error);
  g_assert_true (
    moot_db_execute (other, "INSERT INTO setting (name, value) VALUES ('a', 'b')", &error));
  after = get_version (fixture);
  g_assert_false (moot_db_version_equal (&before, &after));
}

/* Through the door ---------------------------------------------------------------------------- */

static int n_asked;

static void
show_lasting (MootExchange *exchange)
{
  g_autofree char *text = g_strdup_printf ("%d", g_atomic_int_add (&n_asked, 1) + 1);

  moot_exchange_add_header (exchange, "Link", "<x>; rel=\"next\"");
  moot_exchange_reply_text (exchange, 200, "text/plain", text);
  exchange->lasting = TRUE;
}

static void
show_fleeting (MootExchange *exchange)
{
  show_lasting (exchange);
  exchange->lasting = FALSE;
}

static void
show_refusal (MootExchange *exchange)
{
  show_lasting (exchange);
  moot_exchange_not_found (exchange);
}

static const MootRoute routes[] = {
  { "GET", "/lasting", MOOT_SCOPE_NOBODY, show_lasting },
  { "POST", "/lasting", MOOT_SCOPE_NOBODY, show_lasting },
  { "GET", "/fleeting", MOOT_SCOPE_NOBODY, show_fleeting },
  { "GET", "/refusal", MOOT_SCOPE_NOBODY, show_refusal },
};
static const MootRouteTable table = { routes, G_N_ELEMENTS (routes) };
static const MootRouteTable *const tables[] = { &table };

/* clang-format off */
static const struct
{
  const char *name;
  const char *method;
  const char *path;
  const char *header; /* (nullable) */
  const char *value;
  const char *body;   /* (nullable) */
  gboolean again;     /* whether the second one is answered without a handler */
} questions[] = {
  { "plain",            "GET",  "/lasting",     NULL, NULL, NULL, TRUE },
  { "with-a-query",     "GET",  "/lasting?a=b", NULL, NULL, NULL, TRUE },
  { "with-a-token",     "GET",  "/lasting",     "Authorization", "Bearer x", NULL, TRUE },
  { "with-another",     "GET",  "/lasting",     "Authorization", "Bearer y", NULL, TRUE },
  { "token-of-a-socket", "GET", "/lasting",     "Sec-WebSocket-Protocol", "x", NULL, FALSE },
  { "with-a-body",      "GET",  "/lasting",     NULL, NULL, "a=b", FALSE },
  { "head",             "HEAD", "/lasting",     NULL, NULL, NULL, FALSE },
  { "post",             "POST", "/lasting",     NULL, NULL, "", FALSE },
  { "fleeting",         "GET",  "/fleeting",    NULL, NULL, NULL, FALSE },
  { "refusal",          "GET",  "/refusal",     NULL, NULL, NULL, FALSE },
};
/* clang-format on */

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **out_result = user_data;

  *out_result = g_object_ref (result);
}

/* The header that goes on, or "" without one; the listener runs in the same main context. */
static char *
ask (SoupSession  *session,
     const char   *base,
     guint         number,
     char        **out_link)
{
  g_autofree char *uri = g_strconcat (base, questions[number].path + 1, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (questions[number].method, uri);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) answer = NULL;
  g_autoptr (GError) error = NULL;
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);

  if (questions[number].header != NULL)
    soup_message_headers_replace (headers, questions[number].header, questions[number].value);
  if (questions[number].body != NULL)
    {
      g_autoptr (GBytes) body =
        g_bytes_new_static (questions[number].body, strlen (questions[number].body));

      soup_message_set_request_body_from_bytes (message, "application/x-www-form-urlencoded", body);
    }
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, answered_cb,
                                    &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  answer = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);
  *out_link = g_strdup (
    soup_message_headers_get_one (soup_message_get_response_headers (message), "Link"));
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static void
test_questions (Fixture       *fixture,
                gconstpointer  data)
{
  MootServices services = { .pool = fixture->pool };
  MootListener *listener = moot_listener_new (&services, tables, G_N_ELEMENTS (tables), 2, NULL);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) addresses = NULL;

  g_assert_true (moot_listener_listen (listener, "127.0.0.1:0", &error));
  moot_listener_start (listener);
  addresses = moot_listener_dup_addresses (listener);
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      int before = g_atomic_int_get (&n_asked);
      g_autofree char *link = NULL;
      g_autofree char *link_again = NULL;
      g_autofree char *first = ask (session, addresses[0], i, &link);
      g_autofree char *second = ask (session, addresses[0], i, &link_again);

      g_test_message ("%s", questions[i].name);
      g_assert_cmpint (g_atomic_int_get (&n_asked) - before, ==, questions[i].again ? 1 : 2);
      g_assert_cmpstr (link, ==, link_again);
      if (questions[i].again)
        g_assert_cmpstr (first, ==, second);
    }
  g_clear_object (&session);
  moot_listener_stop (listener);
  moot_listener_free (listener);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) \
  g_test_add ("/node/answer-cache/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("until-a-commit", test_until_a_commit);
  ADD ("commit-while-answering", test_commit_while_answering);
  ADD ("clock", test_clock);
  ADD ("limit", test_limit);
  ADD ("version", test_version);
  ADD ("questions", test_questions);
#undef ADD
  return g_test_run ();
}
