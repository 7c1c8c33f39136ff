/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What the co-op has decided about something: in force, ending soon, given way.
 * Spec: the living rulebook; co-op API, Outcome.
 * Thread: main. */
#include "moot-rulebook-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-look-page.h"
#include "moot-moment-text.h"
#include "moot-outcome.h"
#include "moot-sentence.h"

/* clang-format off */
static const MootLookFilter filters[] = {
  /* Translators: decisions that hold now */
  { N_("In Force"),           { "in_force", "true" } },
  /* Translators: decisions that hold, and end within some weeks */
  { N_("Ending Soon"),        { "state", "expiring" } },
  /* Translators: decisions that gave way to newer ones */
  { N_("Replaced"),           { "state", "superseded" } },
  /* Translators: decisions that held until a day that is over */
  { N_("Expired"),            { "state", "expired" } },
  /* Translators: proposals that were voted on and found too little support */
  { N_("Not Adopted"),        { "state", "not_adopted" } },
  /* Translators: all decisions, whether they hold or not */
  { N_("All Decisions"),      { NULL } },
};

/* What became of a decision, in the states of the API; %s is a day, as in “4 November 2022”. */
static const struct
{
  const char *state;
  const char *sentence;
} states[] = {
  /* Translators: of a decision; %s is a day, as in “4 November 2022” */
  { "in_force",    N_("In force since %s") },
  /* Translators: of a decision; %s is a day, as in “4 November 2022” */
  { "expiring",    N_("In force since %s, ends soon") },
  /* Translators: of a decision; %s is the day it was made, as in “4 November 2022” */
  { "superseded",  N_("Decided on %s, replaced by a newer decision") },
  /* Translators: of a decision; %s is the day it was made, as in “4 November 2022” */
  { "expired",     N_("Decided on %s, expired") },
  /* Translators: of a proposal; %s is the day it was voted down, as in “4 November 2022” */
  { "not_adopted", N_("Not adopted on %s") },
};
/* clang-format on */

static void
append_day (GString    *text,
            const char *sentence,
            gint64      day)
{
  g_autofree char *date = NULL;
  g_autofree char *words = NULL;

  if (day == 0)
    return;
  date = moot_moment_text_dup_day (day);
  words = moot_sentence_dup (sentence, date);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", words);
}

static char *
dup_standing (MootOutcome *outcome)
{
  GString *text = g_string_new (NULL);
  const gboolean holds = outcome->in_force;
  const gint64 since =
    holds && outcome->effective_on != 0 ? outcome->effective_on : outcome->decided_on;

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (states[i].state, outcome->state) == 0)
      append_day (text, _ (states[i].sentence), since);
  if (holds)
    {
      /* Translators: of a decision; %s is its last day, as in “4 November 2022” */
      append_day (text, _("until %s"), outcome->expires_on);
      /* Translators: of a decision; %s is the day it is looked at again, as in “4 November 2022” */
      append_day (text, _("to be reviewed on %s"), outcome->review_on);
    }
  if (outcome->topic != NULL && *outcome->topic != '\0')
    g_string_append_printf (text, "%s#%s", text->len > 0 ? " · " : "", outcome->topic);
  return g_string_free (text, FALSE);
}

/* The rule itself, when one was worded; else what was said about the decision. */
static GtkWidget *
make_row (gpointer    data,
          gpointer    item,
          const char *extra)
{
  MootOutcome *outcome = item;
  g_autofree char *standing = dup_standing (outcome);
  const char *body = outcome->rule_text != NULL && *outcome->rule_text != '\0'
                       ? outcome->rule_text
                       : outcome->statement;
  GtkWidget *row = moot_list_rows_make_text (
    outcome->title != NULL ? outcome->title : _("A decision"), standing, body);

  moot_list_rows_set_target (row, "win.open-proposal", outcome->proposal_id);
  return row;
}

static gboolean
has_word (gpointer    item,
          const char *word)
{
  MootOutcome *outcome = item;

  return moot_look_has_word (outcome->title, word) ||
         moot_look_has_word (outcome->rule_text, word) ||
         moot_look_has_word (outcome->statement, word) ||
         moot_look_has_word (outcome->topic, word);
}

static gpointer load (MootPageSource *source,
                      const char *question,
                      GCancellable *cancellable,
                      GError **error);

static const MootLookKind rulebook = {
  .call = MOOT_CALL_OUTCOMES,
  .copy = "rulebook",
  .intro = N_ ("What the co-op has decided, newest first. Each decision leads to its proposal."),
  /* Translators: in an entry: the member writes what the decisions are to be about */
  .label = N_ ("What have we decided about…"),
  .filter_label = N_ ("Decisions Shown"),
  .filters = filters,
  .n_filters = G_N_ELEMENTS (filters),
  .none = N_ ("There is no such decision yet."),
  .none_found = N_ ("Nothing was decided about this."),
  .has_word = has_word,
  .page = { load, moot_look_show, (GDestroyNotify) moot_look_free },
  .rows = { NULL, make_row },
};

static gpointer
load (MootPageSource  *source,
      const char      *question,
      GCancellable    *cancellable,
      GError         **error)
{
  return moot_look_load (&rulebook, source, question, cancellable, error);
}

/**
 * moot_rulebook_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_rulebook_page_new (MootClient *client)
{
  return moot_look_page_new (client, &rulebook);
}
