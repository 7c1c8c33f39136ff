/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Posts that wait for their hour: what is kept, who sees it, how many there may be, and that each
 * is published once, also when the node was off at its time. */
#include "moot-attachment-store.h"
#include "moot-clock.h"
#include "moot-json.h"
#include "moot-scheduled-store.h"
#include "moot-test-node.h"

#include <string.h>

#define FORM "application/x-www-form-urlencoded"
#define S "/api/v1/scheduled_statuses"
#define PATIENCE_US (60 * G_USEC_PER_SEC)

typedef struct
{
  MootTestNode *node;
  char *ada;
  char *bo;
  gint64 ada_id;
  gint64 now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->now = moot_clock_now ();
  moot_clock_set_fake (fixture->now);
  fixture->node = moot_test_node_new ();
  fixture->ada_id = moot_test_node_add_user (fixture->node, "ada");
  fixture->ada = moot_test_node_add_token (fixture->node, fixture->ada_id, "read write");
  fixture->bo = moot_test_node_add_token (
    fixture->node, moot_test_node_add_user (fixture->node, "bo"), "read write");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  moot_test_node_free (fixture->node);
  moot_clock_set_fake (0);
  g_free (fixture->ada);
  g_free (fixture->bo);
}

/* Sends a post for @minutes from now. */
static MootTestReply *
schedule (Fixture    *fixture,
          int         minutes,
          const char *form)
{
  g_autofree char *at = moot_time_format_iso (fixture->now + minutes * MOOT_MINUTE);
  g_autofree char *body = g_strdup_printf ("%s&scheduled_at=%s", form, at);

  return moot_test_post (fixture->node, "/api/v1/statuses", fixture->ada, body);
}

static char *
schedule_id (Fixture    *fixture,
             int         minutes,
             const char *form)
{
  g_autoptr (MootTestReply) reply = schedule (fixture, minutes, form);

  moot_test_assert_status (reply, 200);
  return g_strdup (moot_test_reply_string (reply, "id"));
}

static void
put_off (Fixture    *fixture,
         int         minutes,
         const char *form)
{
  g_free (schedule_id (fixture, minutes, form));
}

static MootTestReply *
ask (Fixture    *fixture,
     const char *method,
     const char *id,
     const char *token,
     const char *form)
{
  g_autofree char *path = g_strconcat (S "/", id, NULL);

  return moot_test_request (fixture->node, method, path, token, FORM, form);
}

static guint
count (Fixture    *fixture,
       const char *path)
{
  g_autoptr (MootTestReply) reply = moot_test_get (fixture->node, path, fixture->ada);

  moot_test_assert_status (reply, 200);
  return json_array_get_length (moot_test_reply_array (reply));
}

static char *
own_statuses (Fixture *fixture)
{
  return g_strdup_printf ("/api/v1/accounts/%" G_GINT64_FORMAT "/statuses", fixture->ada_id);
}

/* Until nothing waits any more: the scheduler has its own thread. */
static void
wait_until_none (Fixture *fixture)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  while (count (fixture, S) > 0)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * 1000);
    }
}

static void
test_kept (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (MootTestReply) made = schedule (fixture, 60,
                                             "status=later&visibility=private&language=de"
                                             "&poll[options][]=a&poll[options][]=b"
                                             "&poll[expires_in]=600");
  JsonObject *params = moot_json_get_object (moot_test_reply_object (made), "params");
  JsonObject *poll = moot_json_get_object (params, "poll");
  const char *id = moot_test_reply_string (made, "id");
  g_autofree char *at = moot_time_format_iso (fixture->now + MOOT_HOUR);
  g_autofree char *statuses = own_statuses (fixture);
  g_autoptr (MootTestReply) shown = ask (fixture, "GET", id, fixture->ada, NULL);
  g_autoptr (MootTestReply) foreign = ask (fixture, "GET", id, fixture->bo, NULL);
  g_autoptr (MootTestReply) theirs = ask (fixture, "DELETE", id, fixture->bo, NULL);

  moot_test_assert_status (made, 200);
  g_assert_cmpstr (moot_test_reply_string (made, "scheduled_at"), ==, at);
  g_assert_cmpstr (moot_json_get_string (params, "text"), ==, "later");
  g_assert_cmpstr (moot_json_get_string (params, "visibility"), ==, "private");
  g_assert_cmpstr (moot_json_get_string (params, "language"), ==, "de");
  g_assert_cmpint (moot_json_get_int (poll, "expires_in"), ==, 600);
  g_assert_cmpuint (json_array_get_length (moot_json_get_array (poll, "options")), ==, 2);
  g_assert_cmpstr (shown->text, ==, made->text);
  moot_test_assert_status (foreign, 404);
  moot_test_assert_status (theirs, 404);
  g_assert_cmpuint (count (fixture, statuses), ==, 0);
  g_assert_cmpuint (count (fixture, S), ==, 1);
}

static const struct
{
  const char *name;
  int minutes;
  guint status;
} times[] = {
  { "past", -60, 422 },
  { "now", 0, 422 },
  { "too-soon", 4, 422 },
  { "five-minutes", 5, 200 },
  { "a-year", 365 * 24 * 60, 200 },
};

static void
test_time (Fixture       *fixture,
           gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *id = schedule_id (fixture, 60, "status=x");
  g_autofree char *at = moot_time_format_iso (fixture->now + times[i].minutes * MOOT_MINUTE);
  g_autofree char *form = g_strconcat ("scheduled_at=", at, NULL);
  g_autoptr (MootTestReply) made = schedule (fixture, times[i].minutes, "status=y");
  g_autoptr (MootTestReply) moved = ask (fixture, "PUT", id, fixture->ada, form);

  moot_test_assert_status (made, times[i].status);
  moot_test_assert_status (moved, times[i].status);
  if (times[i].status == 422)
    g_assert_cmpstr (moot_test_reply_string (made, "error"), ==,
                     "Validation failed: Scheduled at The scheduled date must be in the future");
  else
    g_assert_cmpstr (moot_test_reply_string (moved, "scheduled_at"), ==, at);
}

static void
test_dropped (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *id = schedule_id (fixture, 60, "status=x");
  g_autoptr (MootTestReply) dropped = ask (fixture, "DELETE", id, fixture->ada, NULL);
  g_autoptr (MootTestReply) again = ask (fixture, "DELETE", id, fixture->ada, NULL);

  moot_test_assert_status (dropped, 200);
  g_assert_cmpstr (dropped->text, ==, "{}");
  moot_test_assert_status (again, 404);
  g_assert_cmpuint (count (fixture, S), ==, 0);
}

static void
test_published (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *statuses = own_statuses (fixture);
  g_autofree char *id =
    schedule_id (fixture, 60, "status=hello+%23coop&visibility=unlisted&spoiler_text=w");
  g_autoptr (MootTestReply) page = NULL;
  g_autoptr (MootTestReply) gone = NULL;
  JsonObject *status;
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  put_off (fixture, 600, "status=much+later");
  moot_clock_set_fake (fixture->now + MOOT_HOUR);
  while (count (fixture, S) == 2)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, deadline);
      g_usleep (20 * 1000);
    }
  page = moot_test_get (fixture->node, statuses, fixture->ada);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (page)), ==, 1);
  status = json_array_get_object_element (moot_test_reply_array (page), 0);
  g_assert_nonnull (strstr (moot_json_get_string (status, "content"), "hello"));
  g_assert_cmpstr (moot_json_get_string (status, "visibility"), ==, "unlisted");
  g_assert_cmpstr (moot_json_get_string (status, "spoiler_text"), ==, "w");
  g_assert_cmpuint (json_array_get_length (moot_json_get_array (status, "tags")), ==, 1);
  gone = ask (fixture, "GET", id, fixture->ada, NULL);
  moot_test_assert_status (gone, 404);
}

/* Nobody was there at its time; it is published when somebody is, and not again after that. */
static void
test_node_was_off (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autofree char *statuses = own_statuses (fixture);

  put_off (fixture, 60, "status=x");
  moot_test_node_stop (fixture->node);
  moot_clock_set_fake (fixture->now + 3 * MOOT_DAY);
  moot_test_node_start (fixture->node);
  wait_until_none (fixture);
  g_assert_cmpuint (count (fixture, statuses), ==, 1);
  moot_test_node_restart (fixture->node);
  g_assert_cmpuint (count (fixture, statuses), ==, 1);
}

/* What it answers is gone: it cannot be what it was meant to be. */
static void
test_parent_gone (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *statuses = own_statuses (fixture);
  g_autoptr (MootTestReply) parent =
    moot_test_post (fixture->node, "/api/v1/statuses", fixture->ada, "status=parent");
  const char *parent_id = moot_test_reply_string (parent, "id");
  g_autofree char *form = g_strconcat ("status=reply&in_reply_to_id=", parent_id, NULL);
  g_autofree char *path = g_strconcat ("/api/v1/statuses/", parent_id, NULL);
  g_autoptr (MootTestReply) gone = NULL;

  put_off (fixture, 60, form);
  gone = moot_test_request (fixture->node, "DELETE", path, fixture->ada, NULL, NULL);
  moot_test_assert_status (gone, 200);
  moot_clock_set_fake (fixture->now + MOOT_HOUR);
  wait_until_none (fixture);
  g_assert_cmpuint (count (fixture, statuses), ==, 0);
}

static gboolean
add_media (MootDb    *db,
           gpointer   data,
           GError   **error)
{
  Fixture *fixture = data;
  const MootAttachmentDraft draft = { .id = 77,
                                      .account_id = fixture->ada_id,
                                      .type = "image",
                                      .mime = "image/png",
                                      .remote_url = "https://elsewhere.example/a.png",
                                      .meta = "{}" };
  gint64 id;

  return moot_attachment_add (db, &draft, fixture->now, &id, error);
}

static gboolean
sweep (MootDb    *db,
       gpointer   data,
       GError   **error)
{
  Fixture *fixture = data;
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_free);

  return moot_attachments_sweep (db, fixture->now + 9 * MOOT_DAY, files, error);
}

/* Media wait with their post: nobody sweeps them, no other post takes them. */
static void
test_media (Fixture       *fixture,
            gconstpointer  data)
{
  g_autofree char *statuses = own_statuses (fixture);
  g_autofree char *id = NULL;
  g_autoptr (MootTestReply) second = NULL;
  g_autoptr (MootTestReply) shown = NULL;
  g_autoptr (MootTestReply) page = NULL;

  g_assert_true (moot_test_node_write (fixture->node, add_media, fixture));
  id = schedule_id (fixture, 60, "status=x&media_ids[]=77");
  second = moot_test_post (fixture->node, "/api/v1/statuses", fixture->ada,
                           "status=y&media_ids[]=77");
  moot_test_assert_status (second, 422);
  g_assert_true (moot_test_node_write (fixture->node, sweep, fixture));
  shown = ask (fixture, "GET", id, fixture->ada, NULL);
  g_assert_cmpuint (json_array_get_length (moot_json_get_array (moot_test_reply_object (shown),
                                                                "media_attachments")),
                    ==, 1);
  moot_clock_set_fake (fixture->now + MOOT_HOUR);
  wait_until_none (fixture);
  page = moot_test_get (fixture->node, statuses, fixture->ada);
  g_assert_cmpuint (
    json_array_get_length (moot_json_get_array (
      json_array_get_object_element (moot_test_reply_array (page), 0), "media_attachments")),
    ==, 1);
}

static gboolean
fill (MootDb    *db,
      gpointer   data,
      GError   **error)
{
  Fixture *fixture = data;
  gint64 day = fixture->now - fixture->now % MOOT_DAY + MOOT_DAY;
  gint64 id;

  for (gint64 i = 0; i < MOOT_SCHEDULED_MAX; i++)
    {
      const MootScheduled draft = { .account_id = fixture->ada_id,
                                    .scheduled_at = day + i / 24 * MOOT_DAY + i * MOOT_MINUTE,
                                    .params = (char *) "{\"text\":\"x\"}" };

      if (!moot_scheduled_add (db, &draft, NULL, 0, fixture->now, &id, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_limits (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (MootTestReply) last_of_day = NULL;
  g_autoptr (MootTestReply) too_many = NULL;
  g_autoptr (MootTestReply) dropped = NULL;
  gint64 tomorrow = fixture->now - fixture->now % MOOT_DAY + MOOT_DAY;
  int until_tomorrow = (int) ((tomorrow - fixture->now) / MOOT_MINUTE) + 60;

  g_assert_true (moot_test_node_write (fixture->node, fill, fixture));
  too_many = schedule (fixture, 100 * 24 * 60, "status=x");
  moot_test_assert_status (too_many, 422);
  g_assert_cmpstr (moot_test_reply_string (too_many, "error"), ==,
                   "Validation failed: You have exceeded the limit of 300 scheduled posts");
  dropped = ask (fixture, "DELETE", "300", fixture->ada, NULL);
  moot_test_assert_status (dropped, 200);
  put_off (fixture, until_tomorrow, "status=the+25th");
  dropped = (moot_test_reply_free (dropped), ask (fixture, "DELETE", "299", fixture->ada, NULL));
  moot_test_assert_status (dropped, 200);
  last_of_day = schedule (fixture, until_tomorrow, "status=the+26th");
  moot_test_assert_status (last_of_day, 422);
  g_assert_cmpstr (
    moot_test_reply_string (last_of_day, "error"), ==,
    "Validation failed: You have exceeded the limit of 25 scheduled posts for today");
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (MootTestReply) page = NULL;
  g_autoptr (MootTestReply) above = NULL;
  const char *link;

  for (int i = 1; i <= 5; i++)
    put_off (fixture, 60 * i, "status=x");
  page = moot_test_get (fixture->node, S "?limit=2&max_id=4", fixture->ada);
  g_assert_cmpuint (json_array_get_length (moot_test_reply_array (page)), ==, 2);
  g_assert_cmpstr (moot_json_get_string (
                     json_array_get_object_element (moot_test_reply_array (page), 0), "id"),
                   ==, "3");
  link = soup_message_headers_get_one (page->headers, "Link");
  g_assert_nonnull (strstr (link, "limit=2&max_id=2>; rel=\"next\""));
  g_assert_nonnull (strstr (link, "limit=2&min_id=3>; rel=\"prev\""));
  above = moot_test_get (fixture->node, S "?limit=2&min_id=2", fixture->ada);
  g_assert_cmpstr (moot_json_get_string (
                     json_array_get_object_element (moot_test_reply_array (above), 0), "id"),
                   ==, "4");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture,
                 gconstpointer data);
  } tests[] = {
    { "/scheduled/kept", test_kept },
    { "/scheduled/dropped", test_dropped },
    { "/scheduled/published", test_published },
    { "/scheduled/node-was-off", test_node_was_off },
    { "/scheduled/parent-gone", test_parent_gone },
    { "/scheduled/media", test_media },
    { "/scheduled/limits", test_limits },
    { "/scheduled/pages", test_pages },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].run, tear_down);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *path = g_strconcat ("/scheduled/time/", times[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_time, tear_down);
    }
  return g_test_run ();
}
