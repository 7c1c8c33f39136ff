/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* From opened ballots to the result, the same for everybody who counts: papers in the order of what
 * they say, equal ones together, ties by the lot of the scrutineers.
 * Thread: any. */
#include "moot-sealed-count.h"

#include <string.h>

#include "moot-blt.h"
#include "moot-lot.h"
#include "moot-message.h"

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
add_paper (MootElection        *election,
           const MootManifest  *manifest,
           const char          *text,
           gint64               weight,
           GError             **error)
{
  MootPreference preferences[MOOT_MANIFEST_OPTIONS_MAX];
  MootSealedChoice choice;

  if (!moot_sealed_choice_parse (&choice, manifest, text, error))
    return FALSE;
  for (guint i = 0; i < choice.n_picks; i++)
    preferences[i] = (MootPreference){ (guint16) choice.picks[i].option,
                                       (guint16) choice.picks[i].equal };
  return moot_election_add_paper (election, weight, preferences, choice.n_picks, error);
}

static MootElection *
make_election (const MootManifest  *manifest,
               GPtrArray           *sorted,
               const guint         *lot,
               GError             **error)
{
  g_autoptr (MootElection) election = moot_election_new (manifest->n_options, manifest->n_seats);

  election->title = g_strdup (manifest->title);
  election->ties = g_memdup2 (lot, manifest->n_options * sizeof *lot);
  for (guint i = 0; i < manifest->n_options; i++)
    moot_election_set_name (election, i, manifest->option_names[i]);
  for (guint i = 0; i < sorted->len;)
    {
      const char *text = g_ptr_array_index (sorted, i);
      guint end = i + 1;

      while (end < sorted->len && g_str_equal (g_ptr_array_index (sorted, end), text))
        end++;
      if (!add_paper (election, manifest, text, end - i, error))
        return NULL;
      i = end;
    }
  return g_steal_pointer (&election);
}

static gboolean
count_papers (const MootManifest  *manifest,
              GPtrArray           *sorted,
              const guint         *lot,
              JsonObject          *result,
              GError             **error)
{
  g_autoptr (MootElection) election = make_election (manifest, sorted, lot, error);
  g_autoptr (MootCount) count = NULL;
  g_autofree char *blt = NULL;
  JsonArray *elected;
  MootDigest digest;

  if (election == NULL)
    return FALSE;
  blt = moot_blt_write (election);
  moot_message_digest (blt, &digest);
  json_object_set_string_member (result, "blt", blt);
  moot_message_set_hex (result, "blt_sha256", digest.bytes, sizeof digest.bytes);
  elected = json_array_new ();
  json_object_set_array_member (result, "elected", elected);
  if (election->n_votes == 0) /* only blank votes: nobody */
    return TRUE;
  count = moot_count_new (election, manifest->rule, 0, lot, error);
  if (count == NULL)
    return FALSE;
  for (guint i = 0; i < count->elected->len; i++)
    json_array_add_string_element (
      elected, manifest->option_ids[g_array_index (count->elected, guint, i)]);
  return TRUE;
}

/* By points; the lot tells equal ones apart.  Nobody wins with none. */
static gboolean
count_points (const MootManifest  *manifest,
              GPtrArray           *texts,
              const guint         *lot,
              JsonObject          *result,
              GError             **error)
{
  gint64 points[MOOT_MANIFEST_OPTIONS_MAX] = { 0 };
  gboolean taken[MOOT_MANIFEST_OPTIONS_MAX] = { FALSE };
  JsonObject *sums = json_object_new ();
  JsonArray *elected = json_array_new ();

  json_object_set_object_member (result, "points", sums);
  json_object_set_array_member (result, "elected", elected);
  for (guint i = 0; i < texts->len; i++)
    {
      MootSealedChoice choice;

      if (!moot_sealed_choice_parse (&choice, manifest, g_ptr_array_index (texts, i), error))
        return FALSE;
      for (guint k = 0; k < choice.n_picks; k++)
        points[choice.picks[k].option] += choice.picks[k].score;
    }
  for (guint i = 0; i < manifest->n_options; i++)
    json_object_set_int_member (sums, manifest->option_ids[i], points[i]);
  for (guint seat = 0; seat < manifest->n_seats; seat++)
    {
      int best = -1;

      for (guint i = 0; i < manifest->n_options; i++)
        if (!taken[lot[i]] && points[lot[i]] > (best < 0 ? 0 : points[best]))
          best = (int) lot[i];
      if (best < 0)
        break;
      taken[best] = TRUE;
      json_array_add_string_element (elected, manifest->option_ids[best]);
    }
  return TRUE;
}

/**
 * moot_sealed_count_run:
 * @manifest: of the election
 * @texts: (element-type utf8): what the ballots say, all of them countable; gets sorted
 * @seed: of the lot
 * @result: gets `elected` and `blt` with its digest, or `points`
 * @error: return location
 *
 * Returns: whether it could be counted
 */
gboolean
moot_sealed_count_run (const MootManifest  *manifest,
                       GPtrArray           *texts,
                       const MootDigest    *seed,
                       JsonObject          *result,
                       GError             **error)
{
  g_autofree guint *lot = g_new0 (guint, manifest->n_options);

  moot_lot_draw (seed, (const char *const *) manifest->option_ids, manifest->n_options, lot);
  g_ptr_array_sort (texts, compare_texts);
  return (manifest->kind == MOOT_SEALED_SCORED ? count_points : count_papers) (manifest, texts, lot,
                                                                               result, error);
}
