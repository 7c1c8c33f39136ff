/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* An election from the call to the terms of office.  The vote and its count have the page of their
 * proposal; here stands who wants to be elected and when what happens.
 * Thread: main. */
#include "moot-election-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-calendar-save.h"
#include "moot-columns.h"
#include "moot-election-case.h"
#include "moot-election-deeds.h"
#include "moot-election-draw.h"
#include "moot-election-text.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-html-view.h"
#include "moot-json.h"
#include "moot-marked-label.h"
#include "moot-name-choice.h"
#include "moot-text-field.h"

struct _MootElectionPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkLabel *title_label;
  GtkLabel *summary;
  MootHtmlView *body;
  GtkBox *calendar;
  GtkButton *vote_button;
  GtkWidget *recall_part;
  GtkWidget *scrutineers_heading;
  GtkBox *scrutineers;
  GtkWidget *terms_heading;
  GtkBox *terms;
  GtkWidget *candidates_none;
  GtkBox *candidates;
  MootMarkedLabel *draw;
  MootMarkedLabel *problem;
  GtkWidget *mine;
  GtkLabel *mine_label;
  GtkWidget *accept_button;
  GtkWidget *withdraw_button;
  GtkWidget *write;
  MootTextField *words;
  GtkButton *send_button;
  GtkWidget *others;
  GtkDropDown *member_choice;
  MootElectionDeeds *deeds;

  MootContest *contest;   /* (nullable) */
  char *candidacy_id;     /* (nullable): my own */
  GPtrArray *nominatable; /* of char *: ids of members, by the lines of the choice */
};

G_DEFINE_FINAL_TYPE (MootElectionPage, moot_election_page, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_OPEN_PROPOSAL,
  N_SIGNALS,
} MootElectionPageSignal;

static guint signals[N_SIGNALS];

static gboolean
is_in (MootElectionPage *self,
       const char       *state)
{
  return self->contest != NULL && g_strcmp0 (self->contest->state, state) == 0;
}

/* Doing ---------------------------------------------------------------------------------------- */

static void
set_problem (MootElectionPage *self,
             const char       *text)
{
  moot_marked_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootElectionPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  sentence = reply == NULL ? moot_error_text_dup_sentence (error) : NULL;
  set_problem (self, sentence);
  if (reply != NULL)
    {
      moot_text_field_set_text (self->words, "");
      moot_case_page_changed (MOOT_CASE_PAGE (self));
    }
}

/* Sends an object of one member. */
static void
send (MootElectionPage *self,
      MootCall          what,
      const char       *id,
      const char       *name,
      const char       *value)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));
  MootRequest *request = moot_request_new_for (what, id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, name, value);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  moot_client_call_async (moot_page_loader_get_client (loader), request,
                          moot_page_loader_get_cancellable (loader), done_cb,
                          g_object_ref (self));
}

static void
send_clicked_cb (MootElectionPage *self)
{
  g_autofree char *text = moot_text_field_dup_text (self->words);
  const char *id = moot_case_page_get_id (MOOT_CASE_PAGE (self));

  if (!moot_text_field_fits (self->words))
    moot_text_field_focus (self->words);
  else if (is_in (self, "declared"))
    send (self, MOOT_CALL_CHALLENGE_ELECTION, id, "body", text);
  else
    send (self, MOOT_CALL_NOMINATE, id, "statement", text);
}

static void
accept_clicked_cb (MootElectionPage *self)
{
  send (self, MOOT_CALL_CHANGE_CANDIDACY, self->candidacy_id, "state", "accepted");
}

static void
withdraw_clicked_cb (MootElectionPage *self)
{
  send (self, MOOT_CALL_CHANGE_CANDIDACY, self->candidacy_id, "state", "withdrawn");
}

static void
propose_clicked_cb (MootElectionPage *self)
{
  const guint line = gtk_drop_down_get_selected (self->member_choice);

  if (line < self->nominatable->len)
    send (self, MOOT_CALL_NOMINATE, moot_case_page_get_id (MOOT_CASE_PAGE (self)), "member_id",
          g_ptr_array_index (self->nominatable, line));
}

static void
vote_clicked_cb (MootElectionPage *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_PROPOSAL], 0, self->contest->proposal_id);
}

static void
recall_clicked_cb (MootElectionPage *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_PROPOSAL], 0, self->contest->recall_id);
}

static void
calendar_clicked_cb (MootElectionPage *self)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));
  const char *server = moot_client_get_server (moot_page_loader_get_client (loader));

  moot_calendar_save (GTK_WIDGET (self), "election.ics",
                      moot_calendar_save_dup_contest (self->contest, server));
}

/* Showing -------------------------------------------------------------------------------------- */

static void
add_line (GtkBox     *box,
          const char *text,
          const char *style)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", text, "xalign", 0.0, "wrap", TRUE,
                                   "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);

  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  gtk_box_append (box, label);
}

static void
show_calendar (MootElectionPage *self)
{
  MootElectionStage stages[MOOT_ELECTION_STAGES];

  moot_empty_box (self->calendar);
  moot_election_text_fill_calendar (self->contest, stages);
  for (guint i = 0; i < MOOT_ELECTION_STAGES; i++)
    {
      const char *icon = stages[i].is_over  ? "emblem-ok-symbolic"
                         : stages[i].is_now ? "go-next-symbolic"
                                            : "content-loading-symbolic";
      GtkWidget *line = moot_marked_label_new (icon, stages[i].words);
      /* Translators: before a line of a calendar, for those who do not see its icon. */
      const char *when = stages[i].is_over ? _("Done") : stages[i].is_now ? _("Now")
                                                                           : _("Later");
      g_autofree char *spoken = g_strdup_printf ("%s: %s", when, stages[i].words);

      gtk_accessible_update_property (GTK_ACCESSIBLE (line), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                      -1);
      if (stages[i].is_now)
        gtk_widget_add_css_class (line, "heading");
      gtk_box_append (self->calendar, line);
      g_free (stages[i].words);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->vote_button), self->contest->proposal_id != NULL);
  (is_in (self, "voting") ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (
    GTK_WIDGET (self->vote_button), "suggested-action");
  gtk_button_set_label (self->vote_button,
                        is_in (self, "voting") ? _("Vote…") : _("See How It Was Counted"));
}

static void
add_candidate (MootElectionPage *self,
               MootCandidacy    *candidacy)
{
  GtkWidget *card = g_object_new (GTK_TYPE_BOX, "orientation", GTK_ORIENTATION_VERTICAL,
                                  "spacing", 6, "accessible-role", GTK_ACCESSIBLE_ROLE_LIST_ITEM,
                                  NULL);
  GtkWidget *statement = moot_html_view_new ();
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse (candidacy->statement != NULL ? candidacy->statement : "", NULL);
  g_autofree char *state = moot_election_text_dup_candidacy (self->contest, candidacy);

  gtk_widget_add_css_class (card, "card");
  gtk_widget_add_css_class (card, "moot-panel");
  add_line (GTK_BOX (card), candidacy->name, "heading");
  add_line (GTK_BOX (card), state, "moot-quiet");
  moot_html_view_set_blocks (MOOT_HTML_VIEW (statement), blocks);
  moot_html_view_set_selectable (MOOT_HTML_VIEW (statement), TRUE);
  gtk_widget_set_visible (statement,
                          candidacy->statement != NULL && *candidacy->statement != '\0');
  gtk_box_append (GTK_BOX (card), statement);
  if (candidacy->interests != NULL && *candidacy->interests != '\0')
    {
      /* Translators: %s is what a candidate says might make them partial. */
      g_autofree char *text = g_strdup_printf (_("Interests: %s"), candidacy->interests);

      add_line (GTK_BOX (card), text, NULL);
    }
  gtk_box_append (self->candidates, card);
}

static void
show_candidates (MootElectionPage *self)
{
  GPtrArray *candidacies = self->contest->candidacies;

  moot_empty_box (self->candidates);
  for (guint i = 0; i < candidacies->len; i++)
    add_candidate (self, g_ptr_array_index (candidacies, i));
  gtk_widget_set_visible (self->candidates_none, candidacies->len == 0);
}

/* Indexed by #MootRecountResult. */
static const struct
{
  const char *icon;
  const char *words;
} draws[] = {
  [MOOT_RECOUNT_AGREES] = { "emblem-ok-symbolic",
                            N_ ("Drawn here again: the lot agrees with the server.") },
  [MOOT_RECOUNT_DIFFERS] = { "dialog-warning-symbolic",
                             N_ ("Drawn here again: the lot does not agree with what the server "
                                 "says.  Tell the other members.") },
  [MOOT_RECOUNT_IMPOSSIBLE] = { "dialog-question-symbolic",
                                N_ ("The server does not say enough to draw the lot again.") },
};

static void
show_draw (MootElectionPage       *self,
           const MootElectionCase *data)
{
  const gboolean is_drawn = moot_election_draw_is_drawn (self->contest);
  const MootRecountResult result = is_drawn
                                     ? moot_election_draw_again (self->contest, data->offices)
                                     : MOOT_RECOUNT_IMPOSSIBLE;

  moot_marked_label_set_icon_name (self->draw, draws[result].icon);
  moot_marked_label_set_text (self->draw, _ (draws[result].words));
  (result == MOOT_RECOUNT_DIFFERS ? gtk_widget_add_css_class : gtk_widget_remove_css_class) (
    GTK_WIDGET (self->draw), "moot-problem");
  gtk_widget_set_visible (GTK_WIDGET (self->draw), is_drawn);
}

static void
show_terms (MootElectionPage       *self,
            const MootElectionCase *data)
{
  gboolean any = FALSE;

  moot_empty_box (self->terms);
  for (guint i = 0; data->offices != NULL && i < data->offices->len; i++)
    {
      MootOffice *office = g_ptr_array_index (data->offices, i);
      g_autofree char *text = NULL;

      if (g_strcmp0 (office->election_id, self->contest->id) != 0)
        continue;
      any = TRUE;
      text = moot_election_text_dup_term (office);
      add_line (self->terms, text, office->current ? "heading" : NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->terms), any);
  gtk_widget_set_visible (self->terms_heading, any);
}

static const char *
find_name (const MootElectionCase *data,
           const char             *member_id)
{
  for (guint i = 0; data->members != NULL && i < data->members->len; i++)
    {
      MootMember *member = g_ptr_array_index (data->members, i);

      if (g_strcmp0 (member->id, member_id) == 0)
        return member->name;
    }
  return _("A former member");
}

static void
show_scrutineers (MootElectionPage       *self,
                  const MootElectionCase *data)
{
  g_autoptr (GArray) scrutineers = moot_election_case_read_scrutineers (self->contest);

  moot_empty_box (self->scrutineers);
  for (guint i = 0; i < scrutineers->len; i++)
    {
      const MootScrutineer *scrutineer = &g_array_index (scrutineers, MootScrutineer, i);
      g_autofree char *text =
        moot_election_text_dup_scrutineer (scrutineer, find_name (data, scrutineer->member_id));

      add_line (self->scrutineers, text, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->scrutineers), scrutineers->len > 0);
  gtk_widget_set_visible (self->scrutineers_heading, scrutineers->len > 0);
}

static gboolean
is_candidate (MootElectionPage *self,
              const char       *member_id)
{
  for (guint i = 0; i < self->contest->candidacies->len; i++)
    if (g_strcmp0 (MOOT_CANDIDACY (g_ptr_array_index (self->contest->candidacies, i))->member_id,
                   member_id) == 0)
      return TRUE;
  return FALSE;
}

/* Whom one can propose: members who are not proposed already. */
static void
show_others (MootElectionPage       *self,
             const MootElectionCase *data,
             gboolean                may_nominate)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  g_ptr_array_set_size (self->nominatable, 0);
  for (guint i = 0; data->members != NULL && i < data->members->len; i++)
    {
      MootMember *member = g_ptr_array_index (data->members, i);

      if (is_candidate (self, member->id) || g_strcmp0 (member->state, "active") != 0 ||
          (data->me != NULL && g_strcmp0 (member->id, data->me->id) == 0))
        continue;
      gtk_string_list_append (names, member->name);
      g_ptr_array_add (self->nominatable, g_strdup (member->id));
    }
  gtk_drop_down_set_model (self->member_choice, G_LIST_MODEL (names));
  gtk_widget_set_visible (self->others, may_nominate && self->nominatable->len > 0);
}

static void
show_mine (MootElectionPage       *self,
           const MootElectionCase *data)
{
  MootCandidacy *mine = moot_election_case_find_mine (data);
  const gboolean early = is_in (self, "nominations") || is_in (self, "review");
  const gboolean may_propose =
    data->me != NULL && data->me->can != NULL && data->me->can->propose;
  const gboolean may_stand = may_propose && mine == NULL && is_in (self, "nominations");
  const gboolean accepted = mine != NULL && g_strcmp0 (mine->state, "accepted") == 0;

  g_free (self->candidacy_id);
  self->candidacy_id = mine != NULL ? g_strdup (mine->id) : NULL;
  gtk_widget_set_visible (self->mine, mine != NULL && early);
  gtk_label_set_text (self->mine_label,
                      accepted ? _("You stand in this election.")
                               : _("You were asked to stand.  Only you can say yes."));
  gtk_widget_set_visible (self->accept_button, !accepted);
  gtk_widget_set_visible (self->withdraw_button,
                          mine != NULL && g_strcmp0 (mine->state, "withdrawn") != 0);
  gtk_widget_set_visible (self->write, may_stand || (may_propose && is_in (self, "declared")));
  moot_text_field_set_label (self->words, is_in (self, "declared")
                                            ? _("What Is Wrong With the Result?")
                                            : _("Why You Stand"));
  gtk_button_set_label (self->send_button, is_in (self, "declared") ? _("Challenge the Result")
                                                                    : _("Stand for Election"));
  show_others (self, data, may_propose && is_in (self, "nominations"));
}

static void
show_case (GtkWidget *page,
           gpointer   result)
{
  MootElectionPage *self = MOOT_ELECTION_PAGE (page);
  const MootElectionCase *data = result;
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse (data->contest->body != NULL ? data->contest->body : "", NULL);
  g_autofree char *summary = moot_election_text_dup_summary (data->contest);

  g_set_object (&self->contest, data->contest);
  moot_case_page_set_title (MOOT_CASE_PAGE (self), data->contest->title);
  gtk_label_set_text (self->title_label, data->contest->title);
  gtk_label_set_text (self->summary, summary);
  moot_html_view_set_blocks (self->body, blocks);
  show_calendar (self);
  show_candidates (self);
  show_draw (self, data);
  gtk_widget_set_visible (self->recall_part, data->contest->recall_id != NULL);
  show_terms (self, data);
  show_scrutineers (self, data);
  show_mine (self, data);
  moot_election_deeds_show (self->deeds, MOOT_CASE_PAGE (self), data);
  moot_state_page_show_content (self->state);
}

static const MootPageKind case_kind = {
  .load = moot_election_case_load,
  .show = show_case,
  .free_result = (GDestroyNotify) moot_election_case_free,
};

static void
moot_election_page_dispose (GObject *object)
{
  MootElectionPage *self = MOOT_ELECTION_PAGE (object);

  g_clear_object (&self->contest);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_ELECTION_PAGE);

  G_OBJECT_CLASS (moot_election_page_parent_class)->dispose (object);
}

static void
moot_election_page_finalize (GObject *object)
{
  MootElectionPage *self = MOOT_ELECTION_PAGE (object);

  g_free (self->candidacy_id);
  g_ptr_array_unref (self->nominatable);

  G_OBJECT_CLASS (moot_election_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  moot_case_page_class_set_template (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-election-page.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootElectionPage, child)
  BIND (state);
  BIND (title_label);
  BIND (summary);
  BIND (body);
  BIND (calendar);
  BIND (vote_button);
  BIND (recall_part);
  BIND (scrutineers_heading);
  BIND (scrutineers);
  BIND (terms_heading);
  BIND (terms);
  BIND (candidates_none);
  BIND (candidates);
  BIND (draw);
  BIND (problem);
  BIND (mine);
  BIND (mine_label);
  BIND (accept_button);
  BIND (withdraw_button);
  BIND (write);
  BIND (words);
  BIND (send_button);
  BIND (others);
  BIND (member_choice);
  BIND (deeds);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, calendar_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, propose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, recall_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, vote_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_clicked_cb);
}

static void
moot_election_page_class_init (MootElectionPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = moot_election_page_dispose;
  object_class->finalize = moot_election_page_finalize;

  /** MootElectionPage::open-proposal: somebody wants to vote or to see the count, by its id */
  signals[SIGNAL_OPEN_PROPOSAL] =
    g_signal_new ("open-proposal", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (MOOT_TYPE_COLUMNS);
  g_type_ensure (MOOT_TYPE_ELECTION_DEEDS);
  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
moot_election_page_init (MootElectionPage *self)
{
  self->nominatable = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->member_choice);
  moot_html_view_set_selectable (self->body, TRUE);
}

/**
 * moot_election_page_new:
 * @client: a server with a co-op
 * @election_id: of the election
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_election_page_new (MootClient *client,
                        const char *election_id)
{
  MootElectionPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client) && election_id != NULL, NULL);

  self = g_object_new (MOOT_TYPE_ELECTION_PAGE, NULL);
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, election_id, &case_kind);
  return GTK_WIDGET (self);
}
