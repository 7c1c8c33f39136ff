/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A proposal in the list of the room.
 * Thread: main. */
#include "moot-proposal-row.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-bar.h"
#include "moot-decision-text.h"
#include "moot-marked-label.h"
#include "moot-moment-text.h"
#include "moot-proposal-stage.h"
#include "moot-time-left.h"

struct _MootProposalRow
{
  GtkListBoxRow parent_instance;

  GtkLabel *title;
  MootTimeLeft *time_left;
  MootMarkedLabel *state;
  MootMarkedLabel *mine;
  GtkLabel *turnout;
  MootBar *bar;

  MootProposal *proposal;
};

G_DEFINE_FINAL_TYPE (MootProposalRow, moot_proposal_row, GTK_TYPE_LIST_BOX_ROW)

static void
moot_proposal_row_dispose (GObject *object)
{
  MootProposalRow *self = MOOT_PROPOSAL_ROW (object);

  g_clear_object (&self->proposal);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PROPOSAL_ROW);

  G_OBJECT_CLASS (moot_proposal_row_parent_class)->dispose (object);
}

static void
moot_proposal_row_class_init (MootProposalRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_proposal_row_dispose;
  g_type_ensure (MOOT_TYPE_BAR);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TIME_LEFT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-proposal-row.ui");
  gtk_widget_class_bind_template_child (widget_class, MootProposalRow, title);
  gtk_widget_class_bind_template_child (widget_class, MootProposalRow, time_left);
  gtk_widget_class_bind_template_child (widget_class, MootProposalRow, state);
  gtk_widget_class_bind_template_child (widget_class, MootProposalRow, mine);
  gtk_widget_class_bind_template_child (widget_class, MootProposalRow, turnout);
  gtk_widget_class_bind_template_child (widget_class, MootProposalRow, bar);
}

static void
moot_proposal_row_init (MootProposalRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_stage (MootProposalRow  *self,
            const MootBylaws *bylaws)
{
  MootDeadline deadline;
  gint64 time_ms;

  if (moot_proposal_stage_find_deadline (self->proposal, bylaws, &deadline, &time_ms))
    moot_time_left_set (self->time_left, deadline, time_ms);
  else
    gtk_widget_set_visible (GTK_WIDGET (self->time_left), FALSE);
}

static void
show_verdict (MootProposalRow *self,
              const char      *verdict)
{
  MootVerdictResult result;
  g_autofree char *when = NULL;

  if (!moot_proposal_stage_is_over (self->proposal))
    {
      gtk_widget_set_visible (GTK_WIDGET (self->state), FALSE);
      return;
    }
  if (moot_verdict_result_from_text (verdict, &result))
    {
      moot_marked_label_set_text (self->state, moot_decision_text_get_verdict (result));
      moot_marked_label_set_icon_name (self->state, moot_decision_text_get_verdict_icon (result));
    }
  else
    moot_marked_label_set_text (self->state, moot_decision_text_get_state (self->proposal));
  if (self->proposal->closed_at == 0)
    return;
  when = moot_moment_text_dup_closed (self->proposal->closed_at);
  gtk_label_set_text (self->turnout, when);
}

static void
show_mine (MootProposalRow *self)
{
  const MootProposalMine *mine = self->proposal->my;
  const gboolean open = moot_proposal_stage_is_open (self->proposal);

  gtk_widget_set_visible (GTK_WIDGET (self->mine), open && mine != NULL);
  if (!open || mine == NULL)
    return;

  if (mine->voted)
    {
      moot_marked_label_set_text (self->mine, _("You have voted"));
      moot_marked_label_set_icon_name (self->mine, "emblem-ok-symbolic");
    }
  else if (mine->eligible)
    {
      moot_marked_label_set_text (self->mine, _("You have not voted yet"));
      moot_marked_label_set_icon_name (self->mine, "dialog-warning-symbolic");
      gtk_widget_add_css_class (GTK_WIDGET (self->mine), "heading");
    }
  else
    {
      moot_marked_label_set_text (self->mine, _("You are not on the roll for this vote"));
      moot_marked_label_set_icon_name (self->mine, "changes-prevent-symbolic");
    }
}

static void
show_turnout (MootProposalRow *self)
{
  const gboolean open = moot_proposal_stage_is_open (self->proposal);
  g_autofree char *turnout = moot_decision_text_dup_turnout (self->proposal);

  gtk_widget_set_visible (GTK_WIDGET (self->turnout),
                          open || moot_proposal_stage_is_over (self->proposal));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), open && self->proposal->eligible_count > 0);
  if (open)
    gtk_label_set_text (self->turnout, turnout);
  if (self->proposal->eligible_count > 0)
    moot_bar_set_share (self->bar, (double) self->proposal->cast_count /
                                     (double) self->proposal->eligible_count);
}

/* Heard as one: title, state, time left, my vote, turnout. */
static void
describe (MootProposalRow *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autofree char *text = NULL;

  g_ptr_array_add (parts, self->proposal->title);
  g_ptr_array_add (parts, (gpointer) moot_decision_text_get_state (self->proposal));
  if (gtk_widget_get_visible (GTK_WIDGET (self->time_left)))
    g_ptr_array_add (parts, (gpointer) moot_time_left_get_text (self->time_left));
  if (gtk_widget_get_visible (GTK_WIDGET (self->state)))
    g_ptr_array_add (parts, (gpointer) moot_marked_label_get_text (self->state));
  if (gtk_widget_get_visible (GTK_WIDGET (self->mine)))
    g_ptr_array_add (parts, (gpointer) moot_marked_label_get_text (self->mine));
  if (gtk_widget_get_visible (GTK_WIDGET (self->turnout)))
    g_ptr_array_add (parts, (gpointer) gtk_label_get_text (self->turnout));
  g_ptr_array_add (parts, NULL);
  text = g_strjoinv (". ", (char **) parts->pdata);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/**
 * moot_proposal_row_new:
 * @proposal: what it shows
 * @bylaws: (nullable): what it is decided by
 * @verdict: (nullable): how it was decided, where that is known
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
moot_proposal_row_new (MootProposal     *proposal,
                       const MootBylaws *bylaws,
                       const char       *verdict)
{
  MootProposalRow *self = g_object_new (MOOT_TYPE_PROPOSAL_ROW, NULL);

  self->proposal = g_object_ref (proposal);
  gtk_label_set_text (self->title, proposal->title);
  show_stage (self, bylaws);
  show_mine (self);
  show_turnout (self);
  show_verdict (self, verdict);
  describe (self);
  return GTK_WIDGET (self);
}

/**
 * moot_proposal_row_get_id:
 * @self: a row
 *
 * Returns: (transfer none): of the proposal
 */
const char *
moot_proposal_row_get_id (MootProposalRow *self)
{
  g_return_val_if_fail (MOOT_IS_PROPOSAL_ROW (self), NULL);

  return self->proposal->id;
}
