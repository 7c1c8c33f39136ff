/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Searching the moot: what was discussed, said, proposed and decided.
 * Spec: co-op API, search.
 * Thread: main. */
#include "moot-moot-search.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-look-page.h"
#include "moot-talk.h"
#include "moot-time-text.h"

/* clang-format off */
static const MootLookFilter filters[] = {
  /* Translators: what is searched: all of the moot */
  { N_("All"),         { NULL } },
  { N_("Discussions"), { "type", "discussion" } },
  { N_("Comments"),    { "type", "comment" } },
  { N_("Proposals"),   { "type", "proposal" } },
  { N_("Decisions"),   { "type", "outcome" } },
};

static const struct
{
  const char *type;
  const char *name;
} kinds[] = {
  /* Translators: a kind of thing that was found by a search */
  { "discussion", N_("Discussion") },
  /* Translators: a kind of thing that was found by a search */
  { "comment",    N_("Comment") },
  /* Translators: a kind of thing that was found by a search */
  { "proposal",   N_("Proposal") },
  /* Translators: a kind of thing that was found by a search */
  { "outcome",    N_("Decision") },
};
/* clang-format on */

static char *
dup_kind (MootTalkHit *hit,
          const char  *author)
{
  g_autofree char *age = moot_time_text_spoken (hit->created_at, moot_clock_now ());
  /* Translators: %s is the name of a member. */
  g_autofree char *by = author != NULL ? g_strdup_printf (_("by %s"), author) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].type, hit->type) == 0)
      return g_strjoin (" · ", _ (kinds[i].name), age, by, NULL);
  return g_steal_pointer (&age);
}

static GtkWidget *
make_row (gpointer    data,
          gpointer    item,
          const char *extra)
{
  MootTalkHit *hit = item;
  g_autofree char *kind = dup_kind (hit, extra);
  GtkWidget *row =
    moot_list_rows_make_text (hit->title != NULL ? hit->title : "", kind, hit->excerpt);

  if (hit->proposal_id != NULL)
    moot_list_rows_set_target (row, "win.open-proposal", hit->proposal_id);
  else
    moot_list_rows_set_target (row, "win.open-discussion", hit->discussion_id);
  return row;
}

static const char *
find_author (gpointer data,
             gpointer item)
{
  return moot_look_find_name (data, ((MootTalkHit *) item)->author_id);
}

static gpointer load (MootPageSource *source,
                      const char *question,
                      GCancellable *cancellable,
                      GError **error);

static const MootLookKind search = {
  .call = MOOT_CALL_COOP_SEARCH,
  .copy = "coop-search",
  .intro = N_ ("Finds what was discussed, said, proposed and decided in the co-op."),
  .label = N_ ("Search the Moot"),
  .filter_label = N_ ("What to Look For"),
  .filters = filters,
  .n_filters = G_N_ELEMENTS (filters),
  .none = N_ ("Nothing was found."),
  .needs_words = TRUE,
  .by_offset = TRUE,
  .page = { load, moot_look_show, (GDestroyNotify) moot_look_free },
  .rows = { find_author, make_row },
};

static gpointer
load (MootPageSource  *source,
      const char      *question,
      GCancellable    *cancellable,
      GError         **error)
{
  return moot_look_load (&search, source, question, cancellable, error);
}

/**
 * moot_moot_search_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): the page, waiting for words
 */
GtkWidget *
moot_moot_search_new (MootClient *client)
{
  return moot_look_page_new (client, &search);
}
