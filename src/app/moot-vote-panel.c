/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The ballot of a proposal.  Voting takes two deliberate steps and has no key of its own.  What was
 * chosen and written survives refreshes and errors; a problem stays until the next try.
 * Thread: main. */
#include "moot-vote-panel.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-ballot-sheet.h"
#include "moot-decision-text.h"
#include "moot-kind-text.h"
#include "moot-marked-label.h"
#include "moot-moment-text.h"
#include "moot-proposal-limits.h"
#include "moot-proposal-stage.h"
#include "moot-text-field.h"
#include "moot-time-left.h"

struct _MootVotePanel
{
  GtkWidget parent_instance;

  GtkWidget *content;
  MootTimeLeft *time_left;
  GtkLabel *rule;
  GtkLabel *quorum;
  GtkLabel *turnout;
  GtkWidget *problem;
  MootMarkedLabel *problem_label;
  GtkStack *stack;

  MootBallotSheet *sheet;
  MootTextField *reason;
  MootMarkedLabel *choose_seen;
  GtkWidget *review_button;

  GtkLabel *confirm_choice;
  GtkLabel *confirm_reason;
  MootMarkedLabel *confirm_seen;
  GtkButton *cast_button;
  GtkWidget *back_button;

  MootMarkedLabel *voted_choice;
  GtkLabel *voted_reason;
  GtkLabel *voted_until;
  MootMarkedLabel *voted_proof;
  GtkWidget *voted_how;
  GtkLabel *voted_how_text;
  GtkWidget *change_button;

  MootMarkedLabel *message;
  GtkWidget *open_button;

  MootProposal *proposal;
  MootBallot *ballot; /* (nullable) */
  gboolean changing;  /* voted already, and choosing again */
};

G_DEFINE_FINAL_TYPE (MootVotePanel, moot_vote_panel, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CAST,
  SIGNAL_OPEN,
  N_SIGNALS,
} MootVotePanelSignal;

static guint signals[N_SIGNALS];

/* Choosing ----------------------------------------------------------------------------------- */

static const char *
get_reason_label (MootVotePanel *self)
{
  if (g_strcmp0 (self->proposal->kind, "question") == 0)
    return _("Your Answer");
  return moot_ballot_sheet_needs_reason (self->sheet) ? _("Your Reason (Needed for This Choice)")
                                                      : _("Your Reason (You May Leave It Empty)");
}

static void
chosen_cb (MootVotePanel *self)
{
  const gboolean begun = moot_ballot_sheet_is_begun (self->sheet);

  moot_text_field_set_label (self->reason,
                             begun ? get_reason_label (self) : _("Your Reason"));
  moot_text_field_set_problem (self->reason, NULL);
  gtk_widget_set_sensitive (self->review_button, begun);
}

/* Confirming --------------------------------------------------------------------------------- */

static gboolean
check_ballot (MootVotePanel *self,
              const char    *reason)
{
  const char *problem = moot_ballot_sheet_get_problem (self->sheet);

  moot_vote_panel_set_problem (self, problem);
  if (problem != NULL)
    {
      gtk_widget_child_focus (GTK_WIDGET (self->sheet), GTK_DIR_TAB_FORWARD);
      return FALSE;
    }
  if (moot_ballot_sheet_needs_reason (self->sheet) && *reason == '\0')
    moot_text_field_set_problem (self->reason,
                                 g_strcmp0 (self->proposal->kind, "question") == 0
                                   ? _("Write an answer.")
                                   : _("Say why: a reason is needed for this choice."));
  else if (moot_text_field_fits (self->reason))
    return TRUE;
  moot_text_field_focus (self->reason);
  return FALSE;
}

/* Several options stand below, one a line. */
static char *
dup_choice (const char *format,
            const char *summary)
{
  g_autofree char *lines =
    strchr (summary, '\n') != NULL ? g_strconcat ("\n", summary, NULL) : g_strdup (summary);
  g_autoptr (GString) text = g_string_new (format);

  g_string_replace (text, "%s", lines, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
review_clicked_cb (MootVotePanel *self)
{
  g_autofree char *reason = moot_text_field_dup_text (self->reason);
  g_autofree char *summary = NULL;
  g_autofree char *choice = NULL;

  if (!check_ballot (self, reason))
    return;
  summary = moot_ballot_sheet_dup_summary (self->sheet);
  /* Translators: %s is a choice, as in “Agree”, or several, one a line. */
  choice = dup_choice (_("You are about to vote: %s"), summary);
  gtk_label_set_text (self->confirm_choice,
                      *summary != '\0' ? choice : _("You are about to answer:"));
  gtk_label_set_text (self->confirm_reason, reason);
  gtk_widget_set_visible (GTK_WIDGET (self->confirm_reason), *reason != '\0');
  gtk_stack_set_visible_child_name (self->stack, "confirm");
  gtk_widget_grab_focus (self->back_button);
}

static void
back_clicked_cb (MootVotePanel *self)
{
  gtk_stack_set_visible_child_name (self->stack, "choose");
  moot_vote_panel_focus (self);
}

static void
cast_clicked_cb (MootVotePanel *self)
{
  g_autofree char *reason = moot_text_field_dup_text (self->reason);
  g_autofree char *choices = moot_ballot_sheet_write_choices (self->sheet);

  moot_vote_panel_set_problem (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CAST], 0, choices, reason);
}

static void
change_clicked_cb (MootVotePanel *self)
{
  self->changing = TRUE;
  gtk_stack_set_visible_child_name (self->stack, "choose");
  moot_vote_panel_focus (self);
}

static void
open_clicked_cb (MootVotePanel *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN], 0);
}

static void
moot_vote_panel_dispose (GObject *object)
{
  MootVotePanel *self = MOOT_VOTE_PANEL (object);

  g_clear_object (&self->proposal);
  g_clear_object (&self->ballot);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_VOTE_PANEL);

  G_OBJECT_CLASS (moot_vote_panel_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, content);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, time_left);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, rule);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, quorum);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, turnout);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, problem);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, problem_label);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, stack);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, sheet);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, reason);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, choose_seen);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, review_button);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, confirm_choice);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, confirm_reason);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, confirm_seen);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, cast_button);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, back_button);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, voted_choice);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, voted_reason);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, voted_until);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, voted_proof);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, voted_how);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, voted_how_text);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, change_button);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, message);
  gtk_widget_class_bind_template_child (widget_class, MootVotePanel, open_button);
}

static void
moot_vote_panel_class_init (MootVotePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_vote_panel_dispose;

  /** MootVotePanel::cast: a ballot was confirmed: the choices as JSON, and the reason */
  signals[SIGNAL_CAST] =
    g_signal_new ("cast", MOOT_TYPE_VOTE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  /** MootVotePanel::open: a proposer wants the voting to begin */
  signals[SIGNAL_OPEN] = g_signal_new ("open", MOOT_TYPE_VOTE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_BALLOT_SHEET);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  g_type_ensure (MOOT_TYPE_TIME_LEFT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-vote-panel.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, back_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cast_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, review_clicked_cb);
}

static void
moot_vote_panel_init (MootVotePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Showing ------------------------------------------------------------------------------------ */

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

static void
show_rule (MootVotePanel    *self,
           const MootBylaws *bylaws)
{
  g_autofree char *turnout = moot_decision_text_dup_turnout (self->proposal);
  g_autofree char *rule = NULL;
  g_autofree char *quorum = NULL;
  const gboolean counts = !moot_proposal_stage_is_talk (self->proposal) &&
                          self->proposal->eligible_count > 0;
  MootDecisionKind kind = MOOT_ASK_PROPOSAL;
  MootDecisionClass decision;
  MootDeadline deadline;
  gint64 time_ms;
  gboolean timed;

  moot_decision_kind_from_text (self->proposal->kind, &kind);
  if (moot_decision_text_read_class (self->proposal, &decision))
    {
      rule = kind == MOOT_ASK_PROPOSAL ? moot_decision_text_dup_rule (&decision)
                                       : g_strdup (moot_kind_text_get_meaning (kind));
      quorum = moot_decision_text_dup_quorum (&decision, self->proposal->eligible_count);
    }
  set_label (self->rule, rule);
  set_label (self->quorum, quorum);
  set_label (self->turnout, counts ? turnout : NULL);
  timed = moot_proposal_stage_find_deadline (self->proposal, bylaws, &deadline, &time_ms);
  gtk_widget_set_visible (GTK_WIDGET (self->time_left), timed);
  if (timed)
    moot_time_left_set (self->time_left, deadline, time_ms);
}

/* What my ballot says, or NULL where that cannot be told. */
static char *
dup_vote (MootVotePanel *self)
{
  gint64 values[MOOT_OPTIONS_MAX];

  if (self->ballot == NULL)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = MOOT_OPTION_BLANK;
  for (guint i = 0; i < self->ballot->choices->len; i++)
    {
      const MootBallotChoice *choice = g_ptr_array_index (self->ballot->choices, i);
      const int option = moot_proposal_limits_find (self->proposal, choice->option_id);

      if (option >= 0 && option < MOOT_OPTIONS_MAX)
        values[option] = choice->value;
    }
  return moot_ballot_sheet_describe (self->proposal, values);
}

/* An anonymous ballot has no time. */
static char *
dup_headline (MootVotePanel *self,
              const char    *vote)
{
  g_autofree char *choice = NULL;
  g_autofree char *when = NULL;

  if (vote == NULL || *vote == '\0')
    return g_strdup (_("You have voted"));
  choice = dup_choice ("%s", vote);
  if (self->ballot->cast_at == 0)
    /* Translators: %s is a choice, as in “Agree”. */
    return g_strdup_printf (_("You voted: %s"), choice);
  when = moot_moment_text_dup_moment (self->ballot->cast_at);
  /* Translators: %1$s is a choice, as in “Agree”; %2$s a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (_("You voted on %2$s: %1$s"), choice, when);
}

static char *
dup_until (MootVotePanel *self)
{
  g_autofree char *until = NULL;

  if (moot_vote_text_has_papers (self->proposal) && self->ballot == NULL)
    return g_strdup (moot_vote_text_get_no_receipt ());
  if (!moot_proposal_stage_is_open (self->proposal))
    return NULL;
  until = moot_moment_text_dup_moment (self->proposal->closes_at);
  /* Translators: %s is a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (_("You can change your vote until %s."), until);
}

static void
show_ballot (MootVotePanel *self)
{
  g_autofree char *vote = dup_vote (self);
  g_autofree char *headline = dup_headline (self, vote);
  g_autofree char *until = dup_until (self);

  moot_marked_label_set_text (self->voted_choice, headline);
  set_label (self->voted_reason, self->ballot != NULL ? self->ballot->reason_source : NULL);
  set_label (self->voted_until, until);
  gtk_widget_set_visible (self->change_button,
                          moot_proposal_stage_is_open (self->proposal) &&
                            (self->ballot != NULL || !moot_vote_text_has_papers (self->proposal)));
}

static void
show_message (MootVotePanel *self,
              const char    *icon_name,
              const char    *text,
              gboolean       may_open)
{
  moot_marked_label_set_icon_name (self->message, icon_name);
  moot_marked_label_set_text (self->message, text);
  gtk_widget_set_visible (self->open_button, may_open);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* Somebody in the middle of voting is not interrupted by a refresh. */
static void
show_stage (MootVotePanel *self,
            gboolean       may_open)
{
  const char *now = gtk_stack_get_visible_child_name (self->stack);
  const MootProposalMine *mine = self->proposal->my;
  const gboolean voted = mine != NULL && mine->voted;

  if (moot_proposal_stage_is_talk (self->proposal))
    show_message (self, "user-available-symbolic", _("Voting has not begun yet."), may_open);
  else if (voted && (!self->changing || !moot_proposal_stage_is_open (self->proposal)))
    gtk_stack_set_visible_child_name (self->stack, "voted");
  else if (moot_proposal_stage_is_over (self->proposal))
    show_message (self, "changes-prevent-symbolic", _("Voting is closed; you did not vote."),
                  FALSE);
  else if (!moot_proposal_stage_is_open (self->proposal))
    show_message (self, "user-available-symbolic", _("Voting has not begun yet."), FALSE);
  else if (mine == NULL || !mine->eligible)
    show_message (self, "changes-prevent-symbolic",
                  _("You are not on the roll for this vote, so you can read but not vote."),
                  FALSE);
  else if (!moot_ballot_sheet_is_known (self->sheet))
    show_message (self, "dialog-information-symbolic",
                  _("This version has no ballot for a question of this kind."), FALSE);
  else if (strcmp (now, "confirm") != 0 || !moot_ballot_sheet_is_begun (self->sheet))
    gtk_stack_set_visible_child_name (self->stack, "choose");
}

/**
 * moot_vote_panel_new:
 *
 * Returns: (transfer floating): a panel without a proposal
 */
GtkWidget *
moot_vote_panel_new (void)
{
  return g_object_new (MOOT_TYPE_VOTE_PANEL, NULL);
}

/**
 * moot_vote_panel_set_proposal:
 * @self: a panel
 * @proposal: what is voted on
 * @ballot: (nullable): how I voted
 * @bylaws: (nullable): what it is decided by
 * @may_open: whether I may ask for the voting to begin
 */
void
moot_vote_panel_set_proposal (MootVotePanel    *self,
                              MootProposal     *proposal,
                              MootBallot       *ballot,
                              const MootBylaws *bylaws,
                              gboolean          may_open)
{
  g_autofree char *secrecy = NULL;

  g_return_if_fail (MOOT_IS_VOTE_PANEL (self));

  if (g_strcmp0 (self->ballot != NULL ? self->ballot->id : NULL,
                 ballot != NULL ? ballot->id : NULL) != 0)
    self->changing = FALSE;
  g_set_object (&self->proposal, proposal);
  g_set_object (&self->ballot, ballot);
  moot_ballot_sheet_set_proposal (self->sheet, proposal);
  show_rule (self, bylaws);
  show_ballot (self);
  secrecy = moot_vote_text_dup_secrecy (proposal);
  moot_marked_label_set_text (self->choose_seen, secrecy);
  moot_marked_label_set_text (self->confirm_seen, secrecy);
  show_stage (self, may_open);
}

/**
 * moot_vote_panel_set_busy:
 * @self: a panel
 * @busy: whether a ballot is on its way
 */
void
moot_vote_panel_set_busy (MootVotePanel *self,
                          gboolean       busy)
{
  g_return_if_fail (MOOT_IS_VOTE_PANEL (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->stack), !busy);
}

/**
 * moot_vote_panel_set_problem:
 * @self: a panel
 * @problem: (nullable): why the ballot was not taken; it stays until the next try
 */
void
moot_vote_panel_set_problem (MootVotePanel *self,
                             const char    *problem)
{
  g_return_if_fail (MOOT_IS_VOTE_PANEL (self));

  moot_marked_label_set_text (self->problem_label, problem);
  gtk_widget_set_visible (self->problem, problem != NULL);
}

/**
 * moot_vote_panel_focus:
 * @self: a panel
 *
 * Puts the focus where one votes.
 */
void
moot_vote_panel_focus (MootVotePanel *self)
{
  g_return_if_fail (MOOT_IS_VOTE_PANEL (self));

  gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/**
 * moot_vote_panel_set_proof:
 * @self: a panel
 * @proof: what this computer found out about the ballot that was cast
 */
void
moot_vote_panel_set_proof (MootVotePanel       *self,
                           const MootVoteProof *proof)
{
  const char *text;
  g_autofree char *how = NULL;
  gboolean good;

  g_return_if_fail (MOOT_IS_VOTE_PANEL (self) && proof != NULL);

  text = self->ballot != NULL ? moot_vote_text_get_proof (proof) : NULL;
  how = self->ballot != NULL ? moot_vote_text_dup_how (proof, self->ballot->id) : NULL;
  good = moot_vote_text_is_good (proof);
  gtk_widget_set_visible (GTK_WIDGET (self->voted_proof), text != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->voted_how), text != NULL && how != NULL);
  gtk_label_set_text (self->voted_how_text, how != NULL ? how : "");
  if (text == NULL)
    return;

  moot_marked_label_set_text (self->voted_proof, text);
  moot_marked_label_set_icon_name (self->voted_proof,
                                   good ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
  if (good)
    gtk_widget_remove_css_class (GTK_WIDGET (self->voted_proof), "moot-problem");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->voted_proof), "moot-problem");
}
