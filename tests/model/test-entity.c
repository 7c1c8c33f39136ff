/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Entities survive the way out and in again, and odd JSON neither crashes nor slips through. */
#include "moot-enums.h"
#include "moot-error.h"
#include "moot-notification.h"

static void
test_status_round_trip (void)
{
  const char *json =
    "{\"id\":\"9\",\"created_at\":\"2026-01-02T03:04:05.678Z\",\"content\":\"<p>h\\u00e9\\\"llo\\n"
    "</p>\",\"reblogs_count\":7,"
    "\"favourited\":true,\"unknown\":[1],\"account\":{\"id\":3,\"acct\":\"ada\","
    "\"fields\":[{\"name\":\"a\",\"value\":\"b\"}]},"
    "\"media_attachments\":[{\"id\":\"1\",\"type\":\"image\","
    "\"meta\":{\"original\":{\"width\":4}}},{\"no\":\"id\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (MootStatus) status = moot_entity_from_text (MOOT_TYPE_STATUS, json, &error);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (MootStatus) again = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (status->content, ==, "<p>h\303\251\"llo\n</p>");
  g_assert_cmpint (status->created_at, ==, 1767323045678);
  g_assert_cmpstr (status->account->id, ==, "3");
  g_assert_cmpuint (status->media_attachments->len, ==, 1);
  first = moot_entity_to_text (status);
  again = moot_entity_from_text (MOOT_TYPE_STATUS, first, &error);
  g_assert_no_error (error);
  second = moot_entity_to_text (again);
  g_assert_cmpstr (first, ==, second);
  g_assert_nonnull (strstr (first, "\"spoiler_text\":\"\""));
  g_assert_nonnull (strstr (first, "\"reblog\":null"));
  g_assert_nonnull (strstr (first, "\"meta\":{\"original\":{\"width\":4}}"));
  g_assert_null (strstr (first, "\"text\""));
  g_assert_finalize_object (g_steal_pointer (&status));
}

static const struct
{
  const char *name;
  const char *json;
} bad_cases[] = {
  { "no-id", "{\"content\":\"x\"}" },
  { "null-id", "{\"id\":null}" },
  { "bad-account", "{\"id\":\"1\",\"account\":{\"acct\":\"x\"}}" },
  { "array", "[]" },
  { "empty", "" },
  { "comment", "/* */{\"id\":\"1\"}" },
  { "single-quotes", "{'id':'1'}" },
  { "cut", "{\"id\":\"1" },
  { "control", "{\"id\":\"1\001\"}" },
  { "latin-1", "{\"id\":\"\351\"}" },
  { "deep", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]" },
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootStatus) status =
    moot_entity_from_text (MOOT_TYPE_STATUS, bad_cases[i].json, &error);

  g_assert_null (status);
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static const struct
{
  const char *granted;
  const char *wanted;
  gboolean covered;
} scope_cases[] = {
  { "read", "read:statuses", TRUE },
  { "read write", "write:media", TRUE },
  { "read:statuses", "read", FALSE },
  { "read", "write:statuses", FALSE },
  { "reader", "read:statuses", FALSE },
  { "follow", "write:follows", TRUE },
  { "follow", "write:statuses", FALSE },
  { "read write", "write:votes", FALSE },
  { "read write write:votes", "write:votes", TRUE },
  { "read write", "admin:dues", FALSE },
  { "admin:read", "admin:read:accounts", TRUE },
  { "read", "profile", TRUE },
  { "profile", "profile", TRUE },
  { "", "read", FALSE },
  { NULL, "read", FALSE },
};

static void
test_scopes (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (scope_cases); i++)
    {
      g_test_message ("%s covers %s", scope_cases[i].granted, scope_cases[i].wanted);
      g_assert_cmpint (moot_scopes_cover (scope_cases[i].granted, scope_cases[i].wanted), ==,
                       scope_cases[i].covered);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/status/round-trip", test_status_round_trip);
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/model/status/bad/%s", bad_cases[i].name);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/model/scopes", test_scopes);
  return g_test_run ();
}
