/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* `folkmoot-node verify`: checks the archive of a sealed election and counts it again, without any
 * node and without a network.
 * Thread: main. */
#include "moot-command.h"
#include "moot-error.h"
#include "moot-json.h"
#include "moot-sealed-archive.h"

#include <stdio.h>

#define SHOWN_MAX 200 /* characters of a stranger's text on a terminal */

/* What is known of a check when all is read, or when something is wrong. */
static const char *
get_state (const MootSealedVerdict *verdict,
           MootSealedCheck          check)
{
  if (!verdict->ok)
    return check == verdict->failed ? "failed" : "not finished";
  if (check == MOOT_SEALED_CHECK_ROLL && !verdict->has_roll)
    return "not in this archive";
  if (check == MOOT_SEALED_CHECK_TOKENS && moot_sealed_record_count_unseen (verdict->record) > 0)
    return "counted, requests are not in this archive";
  return "holds";
}

static JsonObject *
parse_result (const MootSealedVerdict *verdict)
{
  const char *text = moot_sealed_record_get_result (verdict->record);
  g_autoptr (JsonNode) node =
    text != NULL ? moot_json_parse_sized (text, -1, MOOT_SEALED_DOCUMENT_MAX, NULL) : NULL;

  return node != NULL ? json_node_dup_object (node) : NULL;
}

/* JSON --------------------------------------------------------------------------------------- */

static void
put_checks (MootJsonWriter          *json,
            const MootSealedVerdict *verdict)
{
  moot_json_name (json, "checks");
  moot_json_begin_object (json);
  for (MootSealedCheck check = 0; check < MOOT_N_SEALED_CHECKS; check++)
    moot_json_put_string (json, moot_sealed_check_to_text (check), get_state (verdict, check));
  moot_json_end_object (json);
}

static void
put_failure (MootJsonWriter          *json,
             const MootSealedVerdict *verdict)
{
  if (verdict->ok)
    {
      moot_json_put_null (json, "failure");
      return;
    }
  moot_json_name (json, "failure");
  moot_json_begin_object (json);
  moot_json_put_string (json, "check", moot_sealed_check_to_text (verdict->failed));
  moot_json_put_string (json, "by", verdict->who);
  moot_json_put_int (json, "at", verdict->index);
  moot_json_put_string (json, "reason", verdict->reason);
  moot_json_end_object (json);
}

static void
put_misdeeds (MootJsonWriter          *json,
              const MootSealedVerdict *verdict)
{
  GPtrArray *misdeeds = moot_sealed_record_get_misdeeds (verdict->record);

  moot_json_name (json, "misdeeds");
  moot_json_begin_array (json);
  for (guint i = 0; i < misdeeds->len; i++)
    {
      const MootSealedMisdeed *misdeed = g_ptr_array_index (misdeeds, i);

      moot_json_begin_object (json);
      moot_json_put_string (json, "scrutineer", misdeed->who);
      moot_json_put_string (json, "what", misdeed->what);
      moot_json_put_int (json, "entry", misdeed->index + 1);
      moot_json_end_object (json);
    }
  moot_json_end_array (json);
}

static void
print_json (const MootSealedVerdict *verdict)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (verdict->record);
  const char *result = verdict->ok ? moot_sealed_record_get_result (verdict->record) : NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *eid = manifest != NULL ? moot_digest_to_hex (&manifest->eid) : NULL;
  g_autofree char *text = NULL;

  moot_json_begin_object (&json);
  moot_json_put_boolean (&json, "ok", verdict->ok);
  moot_json_put_string (&json, "eid", eid);
  moot_json_put_string (&json, "title", manifest != NULL ? manifest->title : NULL);
  put_checks (&json, verdict);
  put_failure (&json, verdict);
  put_misdeeds (&json, verdict);
  moot_json_put_int (&json, "heads", verdict->n_heads);
  moot_json_put_raw (&json, "result", result != NULL ? result : "null");
  moot_json_end_object (&json);
  text = moot_json_writer_steal (&json);
  puts (text);
}

/* Text --------------------------------------------------------------------------------------- */

/* A stranger's words, without what a terminal would obey. */
static char *
dup_harmless (const char *text)
{
  GString *out = g_string_new (NULL);
  guint n = 0;

  for (const char *at = text; *at != '\0' && n < SHOWN_MAX; at = g_utf8_next_char (at), n++)
    {
      const gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (out, g_unichar_isprint (c) ? c : 0xfffd);
    }
  return g_string_free (out, FALSE);
}

static void
print_result (const MootSealedVerdict *verdict)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (verdict->record);
  g_autoptr (JsonObject) result = parse_result (verdict);
  JsonArray *elected = result != NULL ? moot_json_get_array (result, "elected") : NULL;

  if (result == NULL)
    return;
  printf ("%" G_GINT64_FORMAT " ballots, %" G_GINT64_FORMAT " opened, %" G_GINT64_FORMAT
          " spoilt\n",
          moot_json_get_int (result, "ballots"), moot_json_get_int (result, "opened"),
          moot_json_get_int (result, "spoilt"));
  if (elected == NULL)
    {
      puts ("Too few ballots to open any: nobody is elected");
      return;
    }
  puts ("Elected");
  for (guint i = 0; i < json_array_get_length (elected); i++)
    {
      guint option;

      if (moot_manifest_find_option (manifest, json_array_get_string_element (elected, i), &option))
        {
          g_autofree char *name = dup_harmless (manifest->option_names[option]);

          printf ("  %u. %s\n", i + 1, name);
        }
    }
}

static void
print_text (const MootSealedVerdict *verdict)
{
  const MootManifest *manifest = moot_sealed_record_get_manifest (verdict->record);
  GPtrArray *misdeeds = moot_sealed_record_get_misdeeds (verdict->record);

  if (manifest != NULL)
    {
      g_autofree char *title = dup_harmless (manifest->title);

      puts (title);
    }
  for (MootSealedCheck check = 0; check < MOOT_N_SEALED_CHECKS; check++)
    printf ("  %-10s %s\n", moot_sealed_check_to_text (check), get_state (verdict, check));
  for (guint i = 0; i < misdeeds->len; i++)
    {
      const MootSealedMisdeed *misdeed = g_ptr_array_index (misdeeds, i);

      printf ("Scrutineer %s %s: entry %" G_GINT64_FORMAT " proves it\n", misdeed->who,
              misdeed->what, misdeed->index + 1);
    }
  if (verdict->ok)
    {
      print_result (verdict);
      return;
    }
  {
    g_autofree char *reason = dup_harmless (verdict->reason);

    printf ("Does not hold: %s\n", reason);
  }
  if (g_str_equal (verdict->who, "host") && verdict->index >= 0)
    printf ("Entry %" G_GINT64_FORMAT " of the host's log proves it\n", verdict->index);
  else if (verdict->index >= 0)
    printf ("Line %" G_GINT64_FORMAT " of the archive is where it begins\n", verdict->index);
}

static int
verify_file (const char *path,
             gboolean    as_json)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, &error);
  g_auto (MootSealedVerdict) verdict = { 0 };
  const char *text;

  if (file == NULL)
    return moot_command_failed (error);
  text = g_mapped_file_get_contents (file);
  moot_sealed_archive_verify (text != NULL ? text : "", g_mapped_file_get_length (file), &verdict);
  (as_json ? print_json : print_text) (&verdict);
  return verdict.ok ? MOOT_EXIT_DONE : MOOT_EXIT_FAILED;
}

/** moot_command_verify: checks the archive of an election; returns how to end */
int
moot_command_verify (int    argc,
                     char **argv)
{
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, "Print JSON", NULL },
    G_OPTION_ENTRY_NULL
  };
  int status;

  if (!moot_command_parse (entries, &argc, &argv, &status))
    return status;
  if (argc != 2)
    return moot_command_misused ("verify needs one file");
  return verify_file (argv[1], as_json);
}
