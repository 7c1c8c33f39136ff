/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* BLT files: what can be read, what is read from it, and what a bad one is told. */
#include "moot-blt.h"

#include "moot-error.h"

#include <string.h>

/* What is written again from what was read, its line ends as blanks; names of their own left out.
 */
static const struct
{
  const char *name;
  const char *text;
  const char *written;
} good[] = {
  { "plain", "2 1\n3 1 2 0\n2 2 0\n0\n\"A\"\n\"B\"\n\"T\"\n", "2 1|3 1 2 0|2 2 0|0|" },
  { "one-line", "2 1 3 1 2 0 2 2 0 0 \"A\" \"B\" \"T\"", "2 1|3 1 2 0|2 2 0|0|" },
  { "paper-over-lines", "2 1\n3 1\n2 0 0 \"A\" \"B\" \"T\"", "2 1|3 1 2 0|0|" },
  { "windows", "2 1\r\n3 1 2 0\r\n0\r\n\"A\"\r\n\"B\"\r\n\"T\"\r\n", "2 1|3 1 2 0|0|" },
  { "byte-order-mark", "\xef\xbb\xbf"
                       "2 1 3 1 0 0 \"A\" \"B\" \"T\"",
    "2 1|3 1 0|0|" },
  { "comments", "# of /* 2022\n2 1 /* two /* in */ one */\n3 1 0 # three\n0 \"A\" \"B\" \"T\"",
    "2 1|3 1 0|0|" },
  { "withdrawn", "3 1\n-2 -3\n1 1 2 0\n0 \"A\" \"B\" \"C\" \"T\"", "3 1|-2|-3|1 1 2 0|0|" },
  { "withdrawn-option", "3 1 [withdrawn 2] 1 1 2 0 0 \"A\" \"B\" \"C\" \"T\"",
    "3 1|-2|1 1 2 0|0|" },
  { "ties", "3 1 [tie 3 1 2 ] 1 1 0 0 \"A\" \"B\" \"C\" \"T\"", "3 1|[tie 3 1 2]|1 1 0|0|" },
  { "nicknames", "3 1 [nick a b c] 1 a 0 2 b=c 0 0 \"A\" \"B\" \"C\" \"T\"",
    "3 1|1 1 0|2 2=3 0|0|" },
  { "droop-option", "2 1 [droop meek omega=5] 1 1 0 0 \"A\" \"B\" \"T\"", "2 1|1 1 0|0|" },
  { "equal", "3 1 4 2=3 1 0 0 \"A\" \"B\" \"C\" \"T\"", "3 1|4 2=3 1 0|0|" },
  { "equal-apart", "3 1 4 2 = 3 1 0 0 \"A\" \"B\" \"C\" \"T\"", "3 1|4 2=3 1 0|0|" },
  { "skipped", "3 1 4 - 2 - 1 0 0 \"A\" \"B\" \"C\" \"T\"", "3 1|4 2 1 0|0|" },
  { "empty-paper", "2 1 5 0 1 2 0 0 \"A\" \"B\" \"T\"", "2 1|1 2 0|0|" },
  { "papers-by-mark", "2 1 (p 1) 2 1 0 (p2) 1 0 0 \"A\" \"B\" \"T\"", "2 1|1 2 1 0|1 1 0|0|" },
  { "zeros-left-out", "3 1\n5 1 2\n4 2 3 1\n2 3 0\n0\n\"A\" \"B\" \"C\" \"T\"",
    "3 1|5 1 2 0|4 2 3 1 0|2 3 0|0|" },
  { "parties", "2 1\n1 2 0\n0\n\"A\" \"Red\"\n\"B\" \"Blue\"\n\"T\"\n", "2 1|1 2 0|0|" },
  { "words-behind-the-title", "2 1 1 2 0 0 \"A\" \"B\" \"T\" \"from\" \"note\" First 2 = 3 (",
    "2 1|1 2 0|0|" },
};

static const struct
{
  const char *name;
  const char *text;
  const char *message;
} bad[] = {
  { "empty", "", "line 1: here should be a number from 1 to 500" },
  { "words", "hello", "line 1: here should be a number from 1 to 500" },
  { "no-candidates", "0 1", "line 1: here should be a number from 1 to 500" },
  { "too-many-candidates", "501 1", "line 1: here should be a number from 1 to 500" },
  { "no-seats", "3\n0", "line 2: here should be a number from 1 to 3" },
  { "too-many-seats", "3 4", "line 1: here should be a number from 1 to 3" },
  { "no-such-candidate", "2 1\n1 2 0\n1 3 0\n0", "line 3: there is no candidate 3" },
  { "huge-number", "2 1\n1 99999999999999999999 0\n0",
    "line 2: here should be the number of a candidate" },
  { "negative-candidate", "2 1\n1 -2 0\n0", "line 2: there is no candidate -2" },
  { "twice", "2 1\n1 2 0\n1 2 1 2 0\n0", "line 3: candidate 2 stands twice on one paper" },
  { "word-on-paper", "2 1\n1 two 0\n0", "line 2: here should be the number of a candidate" },
  { "negative-weight", "2 1\n1 1 0\n-3 2 0\n0",
    "line 3: here should be how many papers are like this, or 0" },
  { "too-many-votes", "2 1\n999999999 1 0\n2 1 0\n0", "line 3: that is no number of votes" },
  { "ends-in-paper", "2 1\n1 2", "line 2: the file ends within a paper" },
  { "ends-before-names", "2 1\n1 2 0\n", "line 3: the file ends before the 0 behind the papers" },
  { "no-names", "2 1\n1 2 0\n0\n", "line 4: there are names for 0 of 2 candidates" },
  { "names-without-quotes", "2 1\n1 2 0\n0\nAda\nBea\n",
    "line 4: here should be a name in quotes" },
  { "too-few-names", "2 1\n1 2 0\n0\n\"A\"\n", "line 5: there are names for 1 of 2 candidates" },
  { "same-name", "2 1\n1 2 0\n0\n\"A\"\n\"A\"\n\"T\"", "line 5: two candidates are called 'A'" },
  { "open-quote", "2 1\n1 2 0\n0\n\"A\"\n\"B", "line 5: what begins here is never closed with \"" },
  { "open-comment", "2 1\n/* one /* two */\n1 2 0\n0",
    "line 2: the comment that begins here never ends" },
  { "nobody-withdraws", "2 1\n-3\n0", "line 2: somebody withdraws here who does not stand" },
  { "equal-to-nobody", "2 1\n1 = 2 0\n0", "line 2: here should be the number of a candidate" },
  { "equal-at-end", "2 1\n1 2 = 0\n0", "line 2: here should be a candidate" },
  { "unknown-option", "2 1\n[colour red]\n0", "line 2: there is no such option" },
  { "open-option", "2 1\n[tie 1 2\n1 2 0",
    "line 3: a candidate stands twice in the order of ties" },
  { "ties-twice", "2 1\n[tie 1 1]\n0", "line 2: a candidate stands twice in the order of ties" },
  { "ties-incomplete", "2 1\n[tie 1]\n0", "line 2: the order of ties leaves somebody out" },
  { "nicknames-alike", "2 1\n[nick a a]\n0", "line 2: two candidates have the same nickname" },
  { "too-many-nicknames", "2 1\n[nick a b c]\n0",
    "line 2: there are more nicknames than candidates" },
};

static void
test_good (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = moot_blt_read (good[i].text, strlen (good[i].text), &error);
  g_autoptr (MootElection) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;
  char *names;

  g_assert_no_error (error);
  g_assert_cmpstr (election->names[0], ==, "A");
  g_assert_cmpstr (election->names[1], ==, "B");
  g_assert_cmpstr (election->title, ==, "T");
  written = moot_blt_write (election);
  again = moot_blt_read (written, strlen (written), &error);
  g_assert_no_error (error);
  rewritten = moot_blt_write (again);
  g_assert_cmpstr (rewritten, ==, written);
  names = strchr (written, '"');
  g_assert_nonnull (names);
  *names = '\0';
  g_strdelimit (written, "\n", '|');
  g_assert_cmpstr (written, ==, good[i].written);
}

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;

  g_assert_null (moot_blt_read (bad[i].text, strlen (bad[i].text), &error));
  g_assert_error (error, MOOT_ERROR, MOOT_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, bad[i].message);
}

static void
test_names (void)
{
  static const char text[] = "2 1 1 1 0 0 \"Ada \\\"the\\\\ \xff\" \"Zoë # 2\" \"\"";
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = moot_blt_read (text, strlen (text), &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (election->names[0], ==, "Ada \"the\\ \xef\xbf\xbd");
  g_assert_cmpstr (election->names[1], ==, "Zoë # 2");
  g_assert_null (election->title);
  written = moot_blt_write (election);
  g_assert_cmpstr (written, ==,
                   "2 1\n1 1 0\n0\n\"Ada \\\"the\\\\ \xef\xbf\xbd\"\n\"Zoë # 2\"\n\"\"\n");
}

/* Every beginning of a good file is either good as well or told what is wrong. */
static void
test_cut_off (void)
{
  static const char text[] = "3 1 [tie 3 1 2] -1 (a) 2=3 1 0 5 - 1 0 0 \"A\" \"B\" \"C\" \"T\"";

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *part = g_strndup (text, length);
      g_autoptr (GError) error = NULL;
      g_autoptr (MootElection) election = moot_blt_read (part, length, &error);

      if (election == NULL)
        g_assert_true (g_str_has_prefix (error->message, "line 1: "));
      else
        g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *path = g_strdup_printf ("/blt/good/%s", good[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_good);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *path = g_strdup_printf ("/blt/bad/%s", bad[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }
  g_test_add_func ("/blt/names", test_names);
  g_test_add_func ("/blt/cut-off", test_cut_off);

  return g_test_run ();
}
