/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Scopes: how lists are read, and which power implies which. */
#include "moot-enums.h"
#include "moot-error.h"
#include "moot-scopes.h"

static const struct
{
  const char *name;
  const char *text;
  MootScopesCheck check;
  const char *expected; /* NULL: refused */
} lists[] = {
  { "one", "read", MOOT_SCOPES_STRICT, "read" },
  { "plus", "read+write+push", MOOT_SCOPES_STRICT, "read write push" },
  { "lines", "read\nwrite\r\n", MOOT_SCOPES_STRICT, "read write" },
  { "twice", "read write  read", MOOT_SCOPES_STRICT, "read write" },
  { "none", NULL, MOOT_SCOPES_STRICT, "read" },
  { "empty", "  ", MOOT_SCOPES_STRICT, "read" },
  { "coop", "read:dues write:votes", MOOT_SCOPES_STRICT, "read:dues write:votes" },
  { "unknown-strict", "read fly", MOOT_SCOPES_STRICT, NULL },
  { "unknown-lenient", "read fly", MOOT_SCOPES_LENIENT, "read fly" },
  { "markup", "read <b>", MOOT_SCOPES_LENIENT, NULL },
  { "upper-case", "Read", MOOT_SCOPES_LENIENT, NULL },
};

static void
test_list (gconstpointer data)
{
  gsize row = GPOINTER_TO_SIZE (data);
  g_autoptr (GError) error = NULL;
  g_autofree char *scopes = moot_scopes_normalise (lists[row].text, lists[row].check, &error);

  g_assert_cmpstr (scopes, ==, lists[row].expected);
  if (lists[row].expected == NULL)
    g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
}

static const struct
{
  const char *granted;
  const char *wanted;
  gboolean covered;
} pairs[] = {
  { "read", "read:statuses", TRUE },
  { "read", "write:statuses", FALSE },
  { "write", "write:media", TRUE },
  { "write:media", "write", FALSE },
  { "read write", "write:media", TRUE },
  { "follow", "read:follows", TRUE },
  { "follow", "write:blocks", TRUE },
  { "follow", "write:statuses", FALSE },
  { "read", "profile", TRUE },
  { "profile", "read:accounts", FALSE },
  { "admin:read", "admin:read:accounts", TRUE },
  { "admin:read", "admin:write:accounts", FALSE },
  { "readx", "read:statuses", FALSE },
  { "read", "readable", FALSE },
  { "", "read", FALSE },
  { "read", "read:dues", FALSE },
  { "read", "read:governance", FALSE },
  { "read", "read:membership", FALSE },
  { "write", "write:dues", FALSE },
  { "write", "write:governance", FALSE },
  { "write", "write:membership", FALSE },
  { "write", "write:votes", FALSE },
  { "write:governance", "write:votes", FALSE },
  { "write:votes", "write:votes", TRUE },
};

static void
test_cover (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_test_message ("'%s' covers '%s'", pairs[i].granted, pairs[i].wanted);
      g_assert_cmpint (moot_scopes_cover (pairs[i].granted, pairs[i].wanted), ==, pairs[i].covered);
    }
}

/* Each scope that is a power of the co-op must be one that nothing greater implies. */
static void
test_table (void)
{
  guint n_scopes;
  const MootScope *scopes = moot_scopes_get_all (&n_scopes);

  for (guint i = 0; i < n_scopes; i++)
    {
      g_test_message ("%s", scopes[i].name);
      g_assert_true (moot_scopes_find (scopes[i].name) == &scopes[i]);
      g_assert_cmpint (moot_scopes_have_coop (scopes[i].name), ==, scopes[i].coop);
      if (scopes[i].coop)
        {
          g_assert_nonnull (scopes[i].meaning);
          g_assert_false (moot_scopes_cover (
            "read write follow push profile admin:read admin:write", scopes[i].name));
        }
      else
        g_assert_true (moot_scopes_cover ("read write follow push profile admin:read admin:write",
                                          scopes[i].name));
    }
  g_assert_false (moot_scopes_have_coop ("read write"));
  g_assert_true (moot_scopes_have_coop ("read write:votes"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scopes/list/%s", lists[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_list);
    }
  g_test_add_func ("/scopes/cover", test_cover);
  g_test_add_func ("/scopes/table", test_table);
  return g_test_run ();
}
