/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What is done in an election by those who have a part in it.  The page loads itself again after
 * each of these.
 * Thread: main. */
#include "moot-election-deeds.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-clock.h"
#include "moot-error-text.h"
#include "moot-flow.h"
#include "moot-json.h"
#include "moot-lot-share.h"
#include "moot-moment-text.h"
#include "moot-powers.h"
#include "moot-text-field.h"

struct _MootElectionDeeds
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *ask_button;
  GtkWidget *watch_part;
  GtkLabel *watch_label;
  GtkButton *watch_button;
  GtkWidget *lot_part;
  GtkLabel *lot_label;
  GtkWidget *statement_part;
  MootTextField *statement;
  GtkWidget *decide_part;
  GtkLabel *challenge;
  MootTextField *answer;
  MootMarkedLabel *problem;

  MootCasePage *page;   /* borrowed: it is around this */
  MootContest *contest; /* (nullable) */
  char *candidacy_id;   /* (nullable): my own */
  gint64 version;       /* of the statement in the box */
};

G_DEFINE_FINAL_TYPE (MootElectionDeeds, moot_election_deeds, GTK_TYPE_WIDGET)

static void
ask_clicked_cb (MootElectionDeeds *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.open-discussion", "s",
                              self->contest->discussion_id);
}

static void
send (MootElectionDeeds *self,
      MootCall           call,
      const char        *id,
      MootJsonWriter    *json)
{
  MootRequest *request = moot_request_new_for (call, id);

  moot_request_set_json (request, moot_json_writer_steal (json));
  moot_case_page_send (self->page, request, self->problem);
}

static void
lot_done_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootElectionDeeds) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootContest) contest =
    moot_client_run_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    sentence = g_strdup (_("This computer does not have your number.  Show it from the one where "
                            "you agreed to watch."));
  else if (error != NULL)
    sentence = moot_error_text_dup_sentence (error);
  moot_marked_label_set_text (self->problem, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), sentence != NULL);
  if (contest != NULL)
    moot_case_page_changed (self->page);
}

static void
do_lot (MootElectionDeeds *self,
        MootLotDeed        deed)
{
  MootPageLoader *loader = moot_case_page_get_loader (self->page);

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  moot_lot_share_do_async (moot_page_loader_get_client (loader), self->contest->id, deed,
                           moot_page_loader_get_cancellable (loader), lot_done_cb,
                           g_object_ref (self));
}

/* Before the voting, when nobody can know yet what a number would do. */
static gboolean
can_commit (MootContest *contest)
{
  static const char *const states[] = { "draft", "nominations", "review", NULL };

  return contest->state != NULL && g_strv_contains (states, contest->state) &&
         moot_clock_now () < contest->opens_at;
}

static void
watch_clicked_cb (MootElectionDeeds *self)
{
  do_lot (self, can_commit (self->contest) ? MOOT_LOT_COMMIT : MOOT_LOT_AGREE);
}

static void
lot_clicked_cb (MootElectionDeeds *self)
{
  do_lot (self, MOOT_LOT_SHOW);
}

static void
statement_clicked_cb (MootElectionDeeds *self)
{
  g_autofree char *text = moot_text_field_dup_text (self->statement);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (!moot_text_field_fits (self->statement))
    {
      moot_text_field_focus (self->statement);
      return;
    }
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "statement", text);
  moot_json_end_object (&json);
  send (self, MOOT_CALL_CHANGE_CANDIDACY, self->candidacy_id, &json);
}

static void
decide (MootElectionDeeds *self,
        gboolean           upheld)
{
  g_autofree char *text = moot_text_field_dup_text (self->answer);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_boolean (&json, "upheld", upheld);
  moot_json_put_string (&json, "body", text);
  moot_json_end_object (&json);
  send (self, MOOT_CALL_DECIDE_CHALLENGE, self->contest->id, &json);
}

static gboolean
has_answer (MootElectionDeeds *self)
{
  if (!moot_text_field_is_empty (self->answer) && moot_text_field_fits (self->answer))
    return TRUE;
  moot_text_field_set_problem (self->answer, _("Say why: everybody reads it."));
  moot_text_field_focus (self->answer);
  return FALSE;
}

static void
stands_clicked_cb (MootElectionDeeds *self)
{
  if (has_answer (self))
    decide (self, FALSE);
}

static void
void_answered_cb (gboolean accepted,
                  gpointer data)
{
  MootElectionDeeds *self = data;

  if (accepted && self->contest != NULL)
    decide (self, TRUE);
}

static void
void_clicked_cb (MootElectionDeeds *self)
{
  if (has_answer (self))
    moot_ask (GTK_WIDGET (self), _("Is the Result Void?"),
              _("Nobody is elected then, and the election has to be called again."),
              _("Declare It Void"), TRUE, void_answered_cb, g_object_ref (self), g_object_unref);
}

/* Showing -------------------------------------------------------------------------------------- */

static const MootScrutineer *
find_scrutineer (GArray     *scrutineers,
                 MootMember *member)
{
  for (guint i = 0; member != NULL && i < scrutineers->len; i++)
    {
      const MootScrutineer *scrutineer = &g_array_index (scrutineers, MootScrutineer, i);

      if (g_strcmp0 (scrutineer->member_id, member->id) == 0)
        return scrutineer;
    }
  return NULL;
}

/* What a member has to do as a scrutineer; @mine is %NULL for others. */
static void
show_watch (MootElectionDeeds    *self,
            const MootScrutineer *mine)
{
  const gboolean over = g_strcmp0 (self->contest->state, "closed") == 0;
  const gboolean may_commit = mine != NULL && !mine->committed && can_commit (self->contest);
  const gboolean waits = mine != NULL && mine->committed && !mine->shown && !over &&
                         self->contest->lot_due_at > moot_clock_now ();
  g_autofree char *until = moot_moment_text_dup_moment (self->contest->lot_due_at);
  /* Translators: %s is a moment, as in “Fri 4 Nov, 18:00”. */
  g_autofree char *text = g_strdup_printf (
    _("The count waits for the number that your computer drew, until %s.  Only you can show it: "
       "together with those of the others it decides between equals."),
    until);

  gtk_widget_set_visible (self->watch_part,
                          mine != NULL && !over && (!mine->agreed || may_commit));
  if (mine != NULL && mine->agreed)
    {
      gtk_label_set_text (self->watch_label,
                          _("You watch over this election.  Your computer can also draw a part of "
                             "the lot that decides between equals."));
      gtk_button_set_label (self->watch_button, _("Draw a Part of the Lot"));
    }
  gtk_widget_set_visible (self->lot_part, waits);
  gtk_label_set_text (self->lot_label, waits ? text : "");
}

static char *
dup_challenges (MootContest *contest)
{
  g_autoptr (JsonNode) node =
    contest->challenges != NULL ? moot_json_parse (contest->challenges, -1, NULL) : NULL;
  JsonArray *list =
    node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  g_autoptr (GString) text = g_string_new (_("The result is challenged:"));

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *one = json_array_get_object_element (list, i);

      if (moot_json_get_string (one, "decided_at") == NULL)
        g_string_append_printf (text, "\n“%s”", moot_json_get_string (one, "body_source"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What was begun in the box stays, unless another text of it came from elsewhere. */
static void
show_statement (MootElectionDeeds *self,
                MootCandidacy     *mine,
                gboolean           early)
{
  gtk_widget_set_visible (self->statement_part,
                          mine != NULL && early && g_strcmp0 (mine->state, "accepted") == 0);
  if (mine == NULL || mine->version == self->version)
    return;
  g_free (self->candidacy_id);
  self->candidacy_id = g_strdup (mine->id);
  self->version = mine->version;
  moot_text_field_set_text (self->statement, mine->statement_source);
}

/**
 * moot_election_deeds_show:
 * @self: the deeds
 * @page: around them
 * @data: the election with all that belongs to it
 */
void
moot_election_deeds_show (MootElectionDeeds      *self,
                          MootCasePage           *page,
                          const MootElectionCase *data)
{
  MootContest *contest = data->contest;
  const gboolean early = g_strcmp0 (contest->state, "nominations") == 0 ||
                         g_strcmp0 (contest->state, "review") == 0;
  const gboolean contested = g_strcmp0 (contest->state, "contested") == 0;
  MootCandidacy *mine = moot_election_case_find_mine (data);
  g_autoptr (GArray) scrutineers = moot_election_case_read_scrutineers (contest);
  const MootScrutineer *watch = find_scrutineer (scrutineers, data->me);
  g_autofree char *challenges = dup_challenges (contest);

  g_return_if_fail (MOOT_IS_ELECTION_DEEDS (self));

  self->page = page;
  g_set_object (&self->contest, contest);
  gtk_widget_set_visible (self->ask_button, contest->discussion_id != NULL);
  show_watch (self, watch);
  gtk_widget_set_visible (self->decide_part,
                          contested && mine == NULL &&
                            (watch != NULL ||
                             (scrutineers->len == 0 && moot_powers_member_leads (data->me))));
  gtk_label_set_text (self->challenge, challenges);
  show_statement (self, mine, early);
}

static void
moot_election_deeds_dispose (GObject *object)
{
  g_clear_object (&MOOT_ELECTION_DEEDS (object)->contest);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_ELECTION_DEEDS);

  G_OBJECT_CLASS (moot_election_deeds_parent_class)->dispose (object);
}

static void
moot_election_deeds_finalize (GObject *object)
{
  g_free (MOOT_ELECTION_DEEDS (object)->candidacy_id);

  G_OBJECT_CLASS (moot_election_deeds_parent_class)->finalize (object);
}

static void
moot_election_deeds_class_init (MootElectionDeedsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_election_deeds_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_election_deeds_finalize;

  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-election-deeds.ui");
#define BIND(child) gtk_widget_class_bind_template_child (widget_class, MootElectionDeeds, child)
  BIND (box);
  BIND (ask_button);
  BIND (watch_part);
  BIND (watch_label);
  BIND (watch_button);
  BIND (lot_part);
  BIND (lot_label);
  BIND (statement_part);
  BIND (statement);
  BIND (decide_part);
  BIND (challenge);
  BIND (answer);
  BIND (problem);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, ask_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, lot_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, stands_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, statement_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, void_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, watch_clicked_cb);
}

static void
moot_election_deeds_init (MootElectionDeeds *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_election_deeds_new:
 *
 * Returns: (transfer floating): nothing to do yet
 */
GtkWidget *
moot_election_deeds_new (void)
{
  return g_object_new (MOOT_TYPE_ELECTION_DEEDS, NULL);
}
