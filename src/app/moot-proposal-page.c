/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One proposal with its ballot, its result and what was said about it.
 * Thread: main. */
#include "moot-proposal-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-ballot-cast.h"
#include "moot-bylaws-json.h"
#include "moot-bylaws-text.h"
#include "moot-calendar-save.h"
#include "moot-clock.h"
#include "moot-comment-list.h"
#include "moot-decision-kind.h"
#include "moot-decision-text.h"
#include "moot-effect-preview.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-html-view.h"
#include "moot-link.h"
#include "moot-proposal-case.h"
#include "moot-proposal-stage.h"
#include "moot-result-view.h"
#include "moot-text-save.h"
#include "moot-vote-panel.h"

struct _MootProposalPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkLabel *title_label;
  GtkLabel *byline;
  GtkLabel *class_label;
  MootHtmlView *body;
  GtkWidget *bylaws_panel;
  GtkBox *bylaws_changes;
  GtkWidget *versions_button;
  GtkWidget *effects_panel;
  GtkBox *effects;
  GtkWidget *change_button;
  GtkWidget *calendar_button;
  GtkWidget *discussion_button;
  GtkWidget *elsewhere;
  GtkLabel *elsewhere_label;
  GtkWidget *elsewhere_button;
  MootVotePanel *panel;
  MootResultView *result;
  GtkWidget *ballots_part;
  MootCommentList *comments;

  char *discussion_id;
  MootProposal *proposal; /* as it is shown */
  gboolean wants_vote;    /* whoever opened it came to vote */
};

G_DEFINE_FINAL_TYPE (MootProposalPage, moot_proposal_page, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_OPEN_DISCUSSION,
  SIGNAL_CHANGE,
  N_SIGNALS,
} MootProposalPageSignal;

static guint signals[N_SIGNALS];

/* Voting ------------------------------------------------------------------------------------- */

/* Asks the server, as long as the page is there. */
static void
call (MootProposalPage    *self,
      MootRequest         *request,
      GAsyncReadyCallback  callback)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));

  moot_client_call_async (moot_page_loader_get_client (loader), request,
                          moot_page_loader_get_cancellable (loader), callback,
                          g_object_ref (self));
}

/* Closed or changed meanwhile: the page shows what is there now, under the reason. */
static void
show_vote_problem (MootProposalPage *self,
                   const GError     *error)
{
  g_autofree char *sentence = moot_error_text_dup_sentence (error);

  moot_vote_panel_set_problem (self->panel, sentence);
  if (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_CONFLICT) ||
      g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_GONE))
    moot_case_page_refresh (MOOT_CASE_PAGE (self));
}

static void
finish_voting (MootProposalPage *self,
               gboolean          done,
               const GError     *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  moot_vote_panel_set_busy (self->panel, FALSE);
  if (!done)
    show_vote_problem (self, error);
  else
    {
      moot_vote_panel_set_problem (self->panel, NULL);
      moot_case_page_changed (MOOT_CASE_PAGE (self));
    }
}

static void
voted_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MootProposalPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  finish_voting (self, reply != NULL, error);
}

static void
cast_done_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (MootProposalPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootBallot) ballot = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  finish_voting (self, ballot != NULL, error);
}

static void
cast_cb (MootProposalPage *self,
         const char       *choices,
         const char       *reason)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));

  moot_vote_panel_set_busy (self->panel, TRUE);
  moot_ballot_cast_async (moot_page_loader_get_client (loader), self->proposal, choices, reason,
                          moot_page_loader_get_cancellable (loader), cast_done_cb,
                          g_object_ref (self));
}

static void
open_answered_cb (gboolean accepted,
                  gpointer data)
{
  MootProposalPage *self = data;

  if (!accepted || moot_case_page_get_loader (MOOT_CASE_PAGE (self)) == NULL)
    return;

  moot_vote_panel_set_busy (self->panel, TRUE);
  call (self,
        moot_request_new_for (MOOT_CALL_OPEN_PROPOSAL,
                              moot_case_page_get_id (MOOT_CASE_PAGE (self))),
        voted_cb);
}

static void
open_cb (MootProposalPage *self)
{
  moot_ask (GTK_WIDGET (self), _("Open Voting?"),
            _("From then on the text cannot be changed any more, and every member on the roll can "
               "vote."),
            _("Open Voting"), FALSE, open_answered_cb, g_object_ref (self), g_object_unref);
}

/* Talking ------------------------------------------------------------------------------------ */

static void
discussion_clicked_cb (MootProposalPage *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_DISCUSSION], 0, self->discussion_id);
}

static void
elsewhere_clicked_cb (MootProposalPage *self)
{
  if (self->proposal != NULL && self->proposal->uri != NULL)
    moot_link_open (GTK_WIDGET (self), self->proposal->uri);
}

static void
calendar_clicked_cb (MootProposalPage *self)
{
  moot_calendar_save (GTK_WIDGET (self), "vote.ics",
                      moot_calendar_save_dup_proposal (self->proposal));
}

static void
change_clicked_cb (MootProposalPage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGE], 0, self->proposal);
}

static void
versions_clicked_cb (MootProposalPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-proposal-versions", "s",
                              moot_case_page_get_id (MOOT_CASE_PAGE (self)));
}

static void
ballots_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootProposalPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    {
      moot_text_save (GTK_WIDGET (self), _("Save the Ballots"), "ballots.blt",
                      g_steal_pointer (&reply->text), _("The ballots are saved."));
      return;
    }
  sentence = moot_error_text_dup_sentence (error);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
}

static void
ballots_clicked_cb (MootProposalPage *self)
{
  call (self,
        moot_request_new_for (MOOT_CALL_BALLOTS_FILE,
                              moot_case_page_get_id (MOOT_CASE_PAGE (self))),
        ballots_cb);
}

/* Showing ------------------------------------------------------------------------------------ */

/* Where the result can be seen, what it was counted from can be taken along. */
static void
show_ballots (MootProposalPage       *self,
              const MootProposalCase *data)
{
  MootClient *client =
    moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self)));
  MootDecisionKind kind;

  gtk_widget_set_visible (self->ballots_part,
                          data->tally != NULL && moot_client_get_origin (client) == NULL &&
                            moot_decision_kind_from_text (data->proposal->kind, &kind) &&
                            moot_decision_kind_is_ranked (kind));
}

static void
show_header (MootProposalPage       *self,
             const MootProposalCase *data)
{
  MootProposal *proposal = data->proposal;
  MootMember *author = proposal->author_id != NULL
                         ? g_hash_table_lookup (data->names, proposal->author_id)
                         : NULL;
  g_autoptr (MootHtmlBlocks) blocks = moot_html_blocks_parse (proposal->body, NULL);
  g_autofree char *byline = NULL;
  const int version = (int) proposal->version;

  moot_case_page_set_title (MOOT_CASE_PAGE (self), proposal->title);
  gtk_label_set_text (self->title_label, proposal->title);
  /* Translators: %1$s is a member, %2$s where a proposal stands, as in “Voting is open”, %3$d the
   * number of its version. */
  byline = g_strdup_printf (_("By %1$s · %2$s · version %3$d"),
                            author != NULL ? author->name : _("a former member"),
                            moot_decision_text_get_state (proposal), version);
  gtk_label_set_text (self->byline, byline);
  gtk_label_set_text (self->class_label, moot_decision_text_get_class (proposal->class));
  moot_html_view_set_blocks (self->body, blocks);
}

/* Of a group elsewhere: its votes are cast there. */
static void
show_elsewhere (MootProposalPage       *self,
                const MootProposalCase *data)
{
  MootClient *client =
    moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self)));
  const gboolean elsewhere = moot_client_get_origin (client) != NULL;
  const gboolean open = moot_proposal_stage_is_open (data->proposal);
  const MootProposalMine *mine = data->proposal->my;

  gtk_widget_set_visible (self->elsewhere, elsewhere);
  gtk_widget_set_visible (GTK_WIDGET (self->panel), !elsewhere);
  if (!elsewhere)
    return;
  if (!open)
    gtk_label_set_text (self->elsewhere_label, _("Votes of this group are cast on Loomio."));
  else if (mine != NULL && mine->voted)
    gtk_label_set_text (self->elsewhere_label,
                        _("You have voted. Until voting ends you can change your vote on Loomio."));
  else if (mine != NULL && mine->eligible)
    gtk_label_set_text (self->elsewhere_label,
                        _("You have not voted yet. Votes of this group are cast on Loomio."));
  else
    gtk_label_set_text (self->elsewhere_label,
                        _("You are not on the roll for this vote. It takes place on Loomio."));
  gtk_button_set_label (GTK_BUTTON (self->elsewhere_button),
                        open && mine != NULL && mine->eligible ? _("Vote on Loomio")
                                                               : _("Open on Loomio"));
  gtk_widget_set_visible (self->elsewhere_button, data->proposal->uri != NULL);
}

/* Who votes about the bylaws sees what would become otherwise, sentence by sentence. */
static void
show_bylaws_change (MootProposalPage       *self,
                    const MootProposalCase *data)
{
  const MootBylawsChange *change = data->bylaws_change;

  gtk_widget_set_visible (self->bylaws_panel, change != NULL);
  moot_empty_box (self->bylaws_changes);
  if (change != NULL)
    moot_bylaws_text_fill_changes (self->bylaws_changes, change->before, change->after,
                                   data->coop != NULL ? data->coop->currency : NULL);
}

static void
take_member (gpointer key,
             gpointer value,
             gpointer members)
{
  g_ptr_array_add (members, g_object_ref (value));
}

/* What the server will do is read before one votes; the bylaws have a place of their own. */
static void
show_effects (MootProposalPage       *self,
              const MootProposalCase *data,
              const MootBylaws       *bylaws)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (MootBylaws) none = bylaws == NULL ? moot_bylaws_new () : NULL;
  g_autoptr (MootEffectSetting) setting = NULL;
  const MootDecisionClass *class =
    bylaws != NULL ? moot_bylaws_find_class (bylaws, data->proposal->class) : NULL;
  guint n;

  g_hash_table_foreach (data->names, take_member, members);
  setting = moot_effect_setting_new (bylaws != NULL ? bylaws : none, members, NULL,
                                     data->coop != NULL ? data->coop->currency : NULL);
  n = moot_effect_preview_show (self->effects, data->proposal->effect, setting,
                                class != NULL ? class->challenge_days : 0);
  gtk_widget_set_visible (self->effects_panel, n > 0);
}

/* Its author, as long as it is talked about. */
static gboolean
may_change (MootProposalPage       *self,
            const MootProposalCase *data)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));

  return data->me != NULL && moot_proposal_stage_is_talk (data->proposal) &&
         moot_client_get_origin (moot_page_loader_get_client (loader)) == NULL &&
         g_strcmp0 (data->proposal->author_id, data->me->id) == 0;
}

static gboolean
may_open (const MootProposalCase *data,
          const MootBylaws       *bylaws)
{
  MootProposal *proposal = data->proposal;
  const char *const *proposers = (const char *const *) proposal->proposers;

  if (data->me == NULL || !moot_proposal_stage_is_talk (proposal) || proposers == NULL ||
      !g_strv_contains (proposers, data->me->id))
    return FALSE;
  return moot_proposal_stage_get_talk_end (proposal, bylaws) <= moot_clock_now ();
}

static void
show_comments (MootProposalPage       *self,
               const MootProposalCase *data)
{
  const MootDiscussion *discussion = data->discussion;

  gtk_widget_set_visible (GTK_WIDGET (self->comments), data->talk != NULL);
  if (data->talk == NULL)
    return;

  moot_comment_list_set_place (
    self->comments, moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self))),
    self->discussion_id);
  moot_comment_list_set_comments (self->comments, data->talk, data->names, data->me,
                                  discussion != NULL ? discussion->read : NULL,
                                  discussion != NULL &&
                                    g_strcmp0 (discussion->state, "open") == 0);
}

/* The page has to have its size before it can move to what has the focus. */
static gboolean
focus_ballot_cb (GtkWidget     *page,
                 GdkFrameClock *clock,
                 gpointer       data)
{
  moot_vote_panel_focus (MOOT_PROPOSAL_PAGE (page)->panel);
  return G_SOURCE_REMOVE;
}

/* A copy may be from before the voting opened: the wish stays until there is a ballot. */
static void
go_to_ballot (MootProposalPage *self)
{
  if (!self->wants_vote || !moot_proposal_stage_is_open (self->proposal))
    return;
  self->wants_vote = FALSE;
  gtk_widget_add_tick_callback (GTK_WIDGET (self), focus_ballot_cb, NULL, NULL);
}

static void
show_case (GtkWidget *page,
           gpointer   result)
{
  MootProposalPage *self = MOOT_PROPOSAL_PAGE (page);
  const MootProposalCase *data = result;
  g_autoptr (MootBylaws) bylaws = NULL;

  if (data->coop != NULL && data->coop->rules != NULL)
    bylaws = moot_bylaws_from_text (data->coop->rules, NULL);
  g_free (self->discussion_id);
  self->discussion_id = g_strdup (data->proposal->discussion_id);
  g_set_object (&self->proposal, data->proposal);
  show_header (self, data);
  show_elsewhere (self, data);
  show_bylaws_change (self, data);
  show_effects (self, data, bylaws);
  gtk_widget_set_visible (self->change_button, may_change (self, data));
  gtk_widget_set_visible (self->versions_button, data->proposal->version > 1);
  gtk_widget_set_visible (self->calendar_button, data->proposal->closes_at > moot_clock_now ());
  moot_vote_panel_set_proposal (self->panel, data->proposal, data->ballot, bylaws,
                                may_open (data, bylaws));
  moot_vote_panel_set_proof (
    self->panel, &(MootVoteProof){ data->receipt, data->signature,
                                   data->papers != NULL ? data->papers->mine : MOOT_PAPER_UNKNOWN,
                                   moot_vote_text_has_papers (data->proposal) });
  moot_result_view_set_case (self->result, data);
  gtk_widget_set_visible (self->discussion_button, self->discussion_id != NULL);
  show_ballots (self, data);
  show_comments (self, data);
  moot_state_page_show_content (self->state);
  go_to_ballot (self);
}

static const MootPageKind case_kind = {
  .load = moot_proposal_case_load,
  .show = show_case,
  .free_result = (GDestroyNotify) moot_proposal_case_free,
};

static void
moot_proposal_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_PROPOSAL_PAGE);

  G_OBJECT_CLASS (moot_proposal_page_parent_class)->dispose (object);
}

static void
moot_proposal_page_finalize (GObject *object)
{
  g_free (MOOT_PROPOSAL_PAGE (object)->discussion_id);
  g_clear_object (&MOOT_PROPOSAL_PAGE (object)->proposal);

  G_OBJECT_CLASS (moot_proposal_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  moot_case_page_class_set_template (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-proposal-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, byline);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, class_label);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, body);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, bylaws_panel);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, bylaws_changes);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, versions_button);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, effects_panel);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, effects);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, change_button);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, calendar_button);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, discussion_button);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, elsewhere);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, elsewhere_label);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, elsewhere_button);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, panel);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, result);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, ballots_part);
  gtk_widget_class_bind_template_child (widget_class, MootProposalPage, comments);
  gtk_widget_class_bind_template_callback (widget_class, ballots_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cast_cb);
  gtk_widget_class_bind_template_callback (widget_class, change_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, discussion_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, elsewhere_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_cb);
  gtk_widget_class_bind_template_callback (widget_class, versions_clicked_cb);
}

static void
moot_proposal_page_class_init (MootProposalPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = moot_proposal_page_dispose;
  object_class->finalize = moot_proposal_page_finalize;

  /** MootProposalPage::open-discussion: somebody wants to see it, by its id */
  signals[SIGNAL_OPEN_DISCUSSION] = g_signal_new ("open-discussion", type, G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootProposalPage::change: its author wants to write another version of it */
  signals[SIGNAL_CHANGE] = g_signal_new ("change", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, MOOT_TYPE_PROPOSAL);

  g_type_ensure (MOOT_TYPE_RESULT_VIEW);
  g_type_ensure (MOOT_TYPE_VOTE_PANEL);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
moot_proposal_page_init (MootProposalPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_html_view_set_selectable (self->body, TRUE);
}

/**
 * moot_proposal_page_new:
 * @client: a server with a co-op
 * @proposal_id: of the proposal
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_proposal_page_new (MootClient *client,
                        const char *proposal_id)
{
  MootProposalPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client) && proposal_id != NULL, NULL);

  self = g_object_new (MOOT_TYPE_PROPOSAL_PAGE, NULL);
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, proposal_id, &case_kind);
  return GTK_WIDGET (self);
}

/**
 * moot_proposal_page_vote:
 * @self: a page
 *
 * Puts the focus into the ballot as soon as there is one.
 */
void
moot_proposal_page_vote (MootProposalPage *self)
{
  g_return_if_fail (MOOT_IS_PROPOSAL_PAGE (self));

  self->wants_vote = TRUE;
  if (self->proposal != NULL)
    go_to_ballot (self);
}
