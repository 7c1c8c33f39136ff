/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The result of a vote, explained.
 * Thread: main. */
#include "moot-result-view.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-ballot-sheet.h"
#include "moot-decision-text.h"
#include "moot-empty.h"
#include "moot-marked-label.h"
#include "moot-moment-text.h"
#include "moot-proposal-limits.h"
#include "moot-stage-list.h"
#include "moot-tally-chart.h"

struct _MootResultView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *heading;
  MootMarkedLabel *verdict;
  MootBarChart *chart;
  MootStageList *stages;
  GtkBox *checks;
  MootMarkedLabel *recount;
  MootMarkedLabel *signatures;
  GtkWidget *outcome;
  GtkLabel *statement;
  GtkLabel *decided_on;

  char *shown; /* the tally that is shown, as text */
};

G_DEFINE_FINAL_TYPE (MootResultView, moot_result_view, GTK_TYPE_WIDGET)

static void
moot_result_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_RESULT_VIEW);

  G_OBJECT_CLASS (moot_result_view_parent_class)->dispose (object);
}

static void
moot_result_view_finalize (GObject *object)
{
  g_free (MOOT_RESULT_VIEW (object)->shown);

  G_OBJECT_CLASS (moot_result_view_parent_class)->finalize (object);
}

static void
moot_result_view_class_init (MootResultViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_result_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_result_view_finalize;
  g_type_ensure (MOOT_TYPE_BAR_CHART);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_STAGE_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-result-view.ui");
  gtk_widget_class_bind_template_child (widget_class, MootResultView, content);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, heading);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, verdict);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, chart);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, stages);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, checks);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, recount);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, signatures);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, outcome);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, statement);
  gtk_widget_class_bind_template_child (widget_class, MootResultView, decided_on);
}

static void
moot_result_view_init (MootResultView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Steps -------------------------------------------------------------------------------------- */

static const char *
translate (const char *english)
{
  return _ (english);
}

/* Checks are sentences that may begin with a small letter; here each stands alone. */
static char *
capitalise (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, *text != '\0');
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_offset_to_pointer (text, *text != '\0'), NULL);
}

/* In the reader's language where this version knows the sentence, else as the server says it. */
static char *
dup_check_text (const MootTallyCheck *check)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) numbers =
    check->numbers != NULL ? moot_json_parse (check->numbers, -1, NULL) : NULL;
  g_autofree char *text = NULL;
  MootCheck known;

  json_object_set_boolean_member (object, "ok", check->ok);
  if (check->key != NULL)
    json_object_set_string_member (object, "key", check->key);
  if (numbers != NULL)
    json_object_set_member (object, "numbers", g_steal_pointer (&numbers));
  if (check->key != NULL && moot_check_from_json (object, &known, NULL))
    text = moot_check_dup_text (&known, translate);
  else
    text = g_strdup (check->text != NULL ? check->text : "");
  return capitalise (text);
}

static void
add_check (MootResultView *self,
           const char     *text,
           gboolean        ok)
{
  GtkWidget *label =
    moot_marked_label_new (ok ? "emblem-ok-symbolic" : "window-close-symbolic", text);
  /* Translators: a step of a decision that went well, or not; %s is a sentence. */
  g_autofree char *spoken = g_strdup_printf (ok ? _("Passed: %s") : _("Not passed: %s"), text);

  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_box_append (self->checks, label);
}

static void
show_checks (MootResultView *self,
             MootTally      *tally)
{
  moot_empty_box (self->checks);
  for (guint i = 0; i < tally->checks->len; i++)
    {
      const MootTallyCheck *check = g_ptr_array_index (tally->checks, i);
      g_autofree char *text = dup_check_text (check);

      add_check (self, text, check->ok);
    }
}

/* The rest ----------------------------------------------------------------------------------- */

/* What was chosen, the first one first. */
static char *
dup_chosen (MootProposal *proposal,
            MootTally    *tally)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < tally->options->len; i++)
    {
      const MootTallyOption *line = g_ptr_array_index (tally->options, i);
      const int option = moot_proposal_limits_find (proposal, line->option_id);
      g_autofree char *name = NULL;

      if (!line->chosen || option < 0)
        continue;
      name = moot_ballot_sheet_dup_option (proposal, (guint) option);
      /* Translators: between the names of options, as in “Red, Blue”. */
      g_string_append_printf (names, "%s%s", names->len > 0 ? _(", ") : "", name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
dup_verdict (MootProposal      *proposal,
             MootTally         *tally,
             MootVerdictResult  result)
{
  g_autofree char *chosen = dup_chosen (proposal, tally);

  if (result != MOOT_VERDICT_ADOPTED || *chosen == '\0')
    return g_strdup (moot_decision_text_get_verdict (result));
  /* Translators: %s is the name of an option, or several. */
  return g_strdup_printf (_("Chosen: %s"), chosen);
}

static void
show_verdict (MootResultView *self,
              MootProposal   *proposal,
              MootTally      *tally)
{
  MootVerdictResult result;
  const gboolean known = moot_verdict_result_from_text (tally->verdict, &result);
  g_autofree char *verdict = known ? dup_verdict (proposal, tally, result) : NULL;
  g_autofree char *text = NULL;

  /* Translators: headings above the numbers of a vote, when it has ended and while it is open. */
  gtk_label_set_text (self->heading, tally->final ? _("Result") : _("How It Stands Now"));
  gtk_widget_set_visible (GTK_WIDGET (self->verdict), known);
  if (!known)
    return;

  if (tally->final)
    text = g_strdup (verdict);
  else
    /* Translators: %s is a result, as in “Adopted” or “Not adopted: blocked”. */
    text = g_strdup_printf (_("If voting ended now: %s"), verdict);
  moot_marked_label_set_text (self->verdict, text);
  moot_marked_label_set_icon_name (self->verdict, moot_decision_text_get_verdict_icon (result));
}

static void
show_recount (MootResultView    *self,
              const MootRecount *recount)
{
  g_autofree char *text = NULL;
  const char *icon = "emblem-ok-symbolic";
  const guint n = recount != NULL ? recount->n_ballots : 0;

  gtk_widget_remove_css_class (GTK_WIDGET (self->recount), "moot-problem");
  if (recount == NULL)
    {
      icon = "dialog-question-symbolic";
      text = g_strdup (_("The ballots are not to be seen, so this computer could not recount."));
    }
  else
    switch (recount->result)
      {
      case MOOT_RECOUNT_AGREES:
        text = g_strdup_printf (ngettext ("Recounted here: the %u ballot agrees with the server.",
                                          "Recounted here: the %u ballots agree with the server.",
                                          n),
                                n);
        break;
      case MOOT_RECOUNT_DIFFERS:
        icon = "dialog-warning-symbolic";
        gtk_widget_add_css_class (GTK_WIDGET (self->recount), "moot-problem");
        text = g_strdup_printf (ngettext ("Recounted here: the %u ballot does not agree with what "
                                          "the server says.  Tell the other members.",
                                          "Recounted here: the %u ballots do not agree with what "
                                          "the server says.  Tell the other members.",
                                          n),
                                n);
        break;
      case MOOT_RECOUNT_IMPOSSIBLE:
        icon = "dialog-question-symbolic";
        text = g_strdup (_("This version cannot recount a vote of this kind."));
        break;
      }
  moot_marked_label_set_icon_name (self->recount, icon);
  moot_marked_label_set_text (self->recount, text);
}

static char *
dup_signatures (const MootSignatureCheck *check)
{
  if (check->n_signed == 0)
    return g_strdup (_("No ballot is signed by its voter’s device: for these, only the server’s "
                        "word stands."));
  if (check->n_signed == check->n_ballots)
    return g_strdup_printf (ngettext ("Checked here: the %u ballot is signed by its voter’s "
                                      "device.",
                                      "Checked here: all %u ballots are signed by their voters’ "
                                      "devices.",
                                      check->n_ballots),
                            check->n_ballots);
  /* Translators: %1$u of %2$u are signed; %2$u is the larger number. */
  return g_strdup_printf (_("Checked here: %1$u of %2$u ballots are signed by their voters’ "
                             "devices. For the others, only the server’s word stands."),
                          check->n_signed, check->n_ballots);
}

static char *
dup_false_signatures (const MootSignatureCheck *check)
{
  g_autofree char *names = NULL;

  g_ptr_array_add (check->false_voters, NULL);
  names = g_strjoinv (_(", "), (char **) check->false_voters->pdata);
  g_ptr_array_remove_index (check->false_voters, check->false_voters->len - 1);
  /* Translators: %s are names of members. */
  return g_strdup_printf (_("The signature does not hold under the ballot of: %s. It may not be "
                             "what they cast. Ask them, and tell the other members."),
                          names);
}

static void
show_signatures (MootResultView           *self,
                 const MootSignatureCheck *check)
{
  const gboolean wrong = check != NULL && check->false_voters->len > 0;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->signatures), check != NULL && check->n_ballots > 0);
  if (check == NULL || check->n_ballots == 0)
    return;

  text = wrong ? dup_false_signatures (check) : dup_signatures (check);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->signatures), "moot-problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->signatures), "moot-problem");
  moot_marked_label_set_icon_name (self->signatures, wrong ? "dialog-warning-symbolic"
                                                     : check->n_signed > 0
                                                       ? "emblem-ok-symbolic"
                                                       : "dialog-question-symbolic");
  moot_marked_label_set_text (self->signatures, text);
}

static char *
dup_papers (const MootPaperCheck *check)
{
  const guint n = check->ballots->len;

  if (check->n_voters >= 0 && check->n_voters != n)
    /* Translators: %1$u votes were counted and %2$u members took part: it should be the same. */
    return g_strdup_printf (_("%1$u votes without names were counted, of %2$u members who took "
                               "part. Tell the other members."),
                            n, (guint) check->n_voters);
  switch (check->log)
    {
    case MOOT_PAPER_LOG_SAME:
      return g_strdup_printf (ngettext ("Checked here: the co-op’s log has just this %u vote "
                                        "without a name.",
                                        "Checked here: the co-op’s log has just these %u votes "
                                        "without names, as many as members took part.",
                                        n),
                              n);
    case MOOT_PAPER_LOG_OTHER:
      return g_strdup (_("The votes the server shows are not those that the co-op’s log has. Tell "
                          "the other members."));
    case MOOT_PAPER_LOG_UNKNOWN:
      break;
    }
  return g_strdup (_("The votes could not be compared with the co-op’s log."));
}

static void
show_papers (MootResultView       *self,
             const MootPaperCheck *check)
{
  g_autofree char *text = dup_papers (check);
  const gboolean wrong = check->log == MOOT_PAPER_LOG_OTHER ||
                         (check->n_voters >= 0 && check->n_voters != check->ballots->len);

  gtk_widget_set_visible (GTK_WIDGET (self->signatures), TRUE);
  if (wrong)
    gtk_widget_add_css_class (GTK_WIDGET (self->signatures), "moot-problem");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->signatures), "moot-problem");
  moot_marked_label_set_icon_name (self->signatures, wrong ? "dialog-warning-symbolic"
                                                     : check->log == MOOT_PAPER_LOG_SAME
                                                       ? "emblem-ok-symbolic"
                                                       : "dialog-question-symbolic");
  moot_marked_label_set_text (self->signatures, text);
}

static void
show_outcome (MootResultView    *self,
              const MootOutcome *outcome)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->outcome, outcome != NULL);
  if (outcome == NULL)
    return;

  gtk_label_set_text (self->statement, outcome->statement);
  /* without an author it is the node's, in English, and says what the verdict above says */
  gtk_widget_set_visible (GTK_WIDGET (self->statement),
                          outcome->author_id != NULL && *outcome->statement != '\0');
  day = moot_moment_text_dup_day (outcome->decided_on);
  /* Translators: %s is a day, as in “4 November 2022”. */
  text = g_strdup_printf (_("Decided on %s"), day);
  gtk_label_set_text (self->decided_on, text);
}

/**
 * moot_result_view_new:
 *
 * Returns: (transfer floating): a view that shows nothing
 */
GtkWidget *
moot_result_view_new (void)
{
  return g_object_new (MOOT_TYPE_RESULT_VIEW, NULL);
}

/**
 * moot_result_view_set_case:
 * @self: a view
 * @data: a proposal with its count; without a count the view hides itself
 */
void
moot_result_view_set_case (MootResultView         *self,
                           const MootProposalCase *data)
{
  g_autofree char *text = NULL;

  g_return_if_fail (MOOT_IS_RESULT_VIEW (self));

  gtk_widget_set_visible (GTK_WIDGET (self), data->tally != NULL);
  if (data->tally == NULL)
    return;

  show_recount (self, data->recount);
  show_signatures (self, data->signatures);
  if (data->papers != NULL)
    show_papers (self, data->papers);
  show_outcome (self, data->outcome);
  text = moot_entity_to_text (G_OBJECT (data->tally));
  if (g_strcmp0 (text, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&text);
  show_verdict (self, data->proposal, data->tally);
  moot_tally_chart_fill (self->chart, data->proposal, data->tally);
  moot_stage_list_set_tally (self->stages, data->proposal, data->tally);
  show_checks (self, data->tally);
}
