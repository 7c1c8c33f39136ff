/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node count`: counts the papers of a BLT file, without any node.
 * Thread: main. */
#include "moot-blt.h"
#include "moot-command.h"
#include "moot-count.h"
#include "moot-error.h"
#include "moot-json.h"

#include <stdio.h>

#define SEATS_OF_FILE G_MININT /* nobody said how many */

static const char *
get_name (const MootElection *election,
          const GArray       *candidates,
          guint               number)
{
  return election->names[g_array_index (candidates, guint, number)];
}

static void
write_names (MootJsonWriter     *json,
             const char         *name,
             const MootElection *election,
             const GArray       *candidates)
{
  moot_json_name (json, name);
  moot_json_begin_array (json);
  for (guint i = 0; i < candidates->len; i++)
    moot_json_add_string (json, get_name (election, candidates, i));
  moot_json_end_array (json);
}

static void
write_tie (MootJsonWriter     *json,
           const MootElection *election,
           const MootCountTie *tie)
{
  moot_json_name (json, "tie");
  if (tie->candidates->len == 0)
    {
      moot_json_add_null (json);
      return;
    }
  moot_json_begin_object (json);
  write_names (json, "between", election, tie->candidates);
  moot_json_put_string (json, "picked", election->names[tie->picked]);
  moot_json_name (json, "by_stage");
  if (tie->stage > 0)
    moot_json_add_int (json, tie->stage);
  else
    moot_json_add_null (json);
  moot_json_end_object (json);
}

static void
put_units (MootJsonWriter  *json,
           const char      *name,
           const MootCount *count,
           gint64           units)
{
  g_autofree char *text = moot_count_format (count, units);

  moot_json_put_string (json, name, text);
}

static void
write_stage (MootJsonWriter       *json,
             const MootElection   *election,
             const MootCount      *count,
             const MootCountStage *stage)
{
  moot_json_begin_object (json);
  moot_json_name (json, "votes");
  moot_json_begin_object (json);
  for (guint i = 0; i < count->n_candidates; i++)
    if (!election->withdrawn[i])
      put_units (json, election->names[i], count, stage->votes[i]);
  moot_json_end_object (json);
  put_units (json, "non_transferable", count, stage->non_transferable);
  write_names (json, "elected", election, stage->elected);
  write_names (json, "excluded", election, stage->excluded);
  moot_json_put_string (json, "surplus",
                        stage->surplus_of >= 0 ? election->names[stage->surplus_of] : NULL);
  write_tie (json, election, &stage->tie);
  moot_json_end_object (json);
}

static void
print_json (const MootElection *election,
            const MootCount    *count)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = NULL;

  moot_json_begin_object (&json);
  write_names (&json, "elected", election, count->elected);
  moot_json_put_string (&json, "title", election->title);
  moot_json_put_string (&json, "rule", moot_count_rule_to_text (count->rule));
  moot_json_put_int (&json, "seats", count->n_seats);
  moot_json_put_int (&json, "valid", count->n_valid);
  if (count->quota > 0)
    put_units (&json, "quota", count, count->quota);
  moot_json_name (&json, "stages");
  moot_json_begin_array (&json);
  for (guint i = 0; i < count->stages->len; i++)
    write_stage (&json, election, count, g_ptr_array_index (count->stages, i));
  moot_json_end_array (&json);
  moot_json_end_object (&json);
  text = moot_json_writer_steal (&json);
  puts (text);
}

static void
print_names (const char         *label,
             const MootElection *election,
             const GArray       *candidates)
{
  if (candidates->len == 0)
    return;
  printf ("  %s: ", label);
  for (guint i = 0; i < candidates->len; i++)
    printf ("%s%s", i > 0 ? ", " : "", get_name (election, candidates, i));
  putchar ('\n');
}

static void
print_stage (const MootElection   *election,
             const MootCount      *count,
             const MootCountStage *stage,
             guint                 number)
{
  g_autofree char *lost = moot_count_format (count, stage->non_transferable);

  printf ("Stage %u\n", number);
  if (stage->surplus_of >= 0)
    printf ("  surplus of: %s\n", election->names[stage->surplus_of]);
  print_names ("excluded", election, stage->excluded);
  for (guint i = 0; i < count->n_candidates; i++)
    if (!election->withdrawn[i])
      {
        g_autofree char *votes = moot_count_format (count, stage->votes[i]);

        printf ("  %20s  %s\n", votes, election->names[i]);
      }
  printf ("  %20s  not transferable\n", lost);
  if (stage->tie.candidates->len > 0)
    {
      print_names ("equal", election, stage->tie.candidates);
      if (stage->tie.stage > 0)
        printf ("  picked by stage %u: %s\n", stage->tie.stage, election->names[stage->tie.picked]);
      else
        printf ("  picked by lot: %s\n", election->names[stage->tie.picked]);
    }
  print_names ("elected", election, stage->elected);
}

static void
print_text (const MootElection *election,
            const MootCount    *count)
{
  if (election->title != NULL)
    puts (election->title);
  printf ("%" G_GINT64_FORMAT " valid papers, %u to elect, rule %s\n", count->n_valid,
          count->n_seats, moot_count_rule_to_text (count->rule));
  if (count->quota > 0)
    {
      g_autofree char *quota = moot_count_format (count, count->quota);

      printf ("Quota %s\n", quota);
    }
  for (guint i = 0; i < count->stages->len; i++)
    print_stage (election, count, g_ptr_array_index (count->stages, i), i + 1);
  puts ("Elected");
  for (guint i = 0; i < count->elected->len; i++)
    printf ("  %u. %s\n", i + 1, get_name (election, count->elected, i));
}

static MootElection *
read_file (const char  *path,
           GError     **error)
{
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, error);
  const char *text;
  MootElection *election;

  if (file == NULL)
    return NULL;
  text = g_mapped_file_get_contents (file);
  election = moot_blt_read (text != NULL ? text : "", g_mapped_file_get_length (file), error);
  if (election == NULL)
    g_prefix_error (error, "%s: ", path);
  return election;
}

static int
count_file (const char    *path,
            MootCountRule  rule,
            guint          n_seats,
            gboolean       as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootElection) election = read_file (path, &error);
  g_autoptr (MootCount) count = NULL;

  if (election != NULL)
    count = moot_count_new (election, rule, n_seats, NULL, &error);
  if (count == NULL)
    return moot_command_failed (error);
  (as_json ? print_json : print_text) (election, count);
  return MOOT_EXIT_DONE;
}

/** moot_command_count: counts the papers of a BLT file; returns how to end */
int
moot_command_count (int    argc,
                    char **argv)
{
  g_autofree char *rule_name = NULL;
  int n_seats = SEATS_OF_FILE;
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "rule", 0, 0, G_OPTION_ARG_STRING, &rule_name, "How to count", "RULE" },
    { "seats", 0, 0, G_OPTION_ARG_INT, &n_seats, "How many to elect, if not as the file says",
      "N" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    G_OPTION_ENTRY_NULL
  };
  MootCountRule rule;
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (rule_name == NULL)
    return moot_command_misused ("count needs --rule");
  if (!moot_count_rule_from_text (rule_name, &rule))
    return moot_command_misused ("there is no rule '%s'", rule_name);
  if (argc != 2)
    return moot_command_misused ("count needs one file");
  if (n_seats == SEATS_OF_FILE)
    n_seats = 0;
  else if (n_seats < 1 || n_seats > MOOT_ELECTION_CANDIDATES_MAX)
    return moot_command_misused ("--seats is a number from 1 to %d", MOOT_ELECTION_CANDIDATES_MAX);
  return count_file (argv[1], rule, (guint) n_seats, as_json);
}
