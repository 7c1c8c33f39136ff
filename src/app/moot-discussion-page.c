/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One discussion with its proposals and what was said in it.
 * Thread: main. */
#include "moot-discussion-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-client-images.h"
#include "moot-clock.h"
#include "moot-comment-list.h"
#include "moot-discussion-case.h"
#include "moot-empty.h"
#include "moot-find-bar.h"
#include "moot-html-view.h"
#include "moot-proposal-row.h"
#include "moot-reaction-bar.h"
#include "moot-tag-chips.h"
#include "moot-talk-media.h"
#include "moot-time-text.h"

struct _MootDiscussionPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  MootFindBar *find_bar;
  GtkWidget *scroller;
  GtkLabel *title_label;
  GtkLabel *byline;
  GtkLabel *facts;
  GtkWidget *versions_button;
  GtkWidget *news_button;
  GtkWidget *follow_label;
  GtkDropDown *follow;
  MootTagChips *tags;
  MootHtmlView *body;
  MootMediaGrid *media;
  MootReactionBar *reactions;
  MootMarkedLabel *problem;
  GtkWidget *more_button;
  GtkPopover *more_menu;
  GtkWidget *edit_button;
  GtkButton *lock_button;
  GtkButton *pin_button;
  GtkListBox *proposals;
  GtkWidget *new_proposal_button;
  MootCommentList *comments;
  guint level; /* of the choice, as the server has it */

  MootDiscussion *discussion; /* (nullable) */
  MootStatus *attached;       /* (nullable): what hangs on the opening text */
  MootImageLoader *images;    /* (nullable): until something is to be seen */
};

G_DEFINE_FINAL_TYPE (MootDiscussionPage, moot_discussion_page, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_OPEN_PROPOSAL,
  SIGNAL_NEW_PROPOSAL,
  SIGNAL_OPEN_TAG,
  SIGNAL_EDIT,
  N_SIGNALS,
} MootDiscussionPageSignal;

static guint signals[N_SIGNALS];

static void
proposal_activated_cb (MootDiscussionPage *self,
                       GtkListBoxRow      *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_PROPOSAL], 0,
                 moot_proposal_row_get_id (MOOT_PROPOSAL_ROW (row)));
}

static void
new_proposal_clicked_cb (MootDiscussionPage *self)
{
  g_signal_emit (self, signals[SIGNAL_NEW_PROPOSAL], 0,
                 moot_case_page_get_id (MOOT_CASE_PAGE (self)));
}

/* As the choice lists them. */
static const char *const levels[] = { "loud", "normal", "quiet", "mute" };

static void
news_clicked_cb (MootDiscussionPage *self)
{
  moot_comment_list_go_to_news (self->comments);
}

static void
followed_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootDiscussionPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (reply == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_drop_down_set_selected (self->follow, self->level);
}

/* The choice follows the server: what it did not take is taken back. */
static void
follow_selected_cb (MootDiscussionPage *self)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));
  const guint selected = gtk_drop_down_get_selected (self->follow);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootRequest *request;

  if (loader == NULL || selected == self->level || selected >= G_N_ELEMENTS (levels))
    return;
  self->level = selected;
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "notify", levels[selected]);
  moot_json_end_object (&json);
  request = moot_request_new_for (MOOT_CALL_FOLLOW_DISCUSSION,
                                  moot_case_page_get_id (MOOT_CASE_PAGE (self)));
  moot_request_set_json (request, moot_json_writer_steal (&json));
  moot_client_call_async (moot_page_loader_get_client (loader), request,
                          moot_page_loader_get_cancellable (loader), followed_cb,
                          g_object_ref (self));
}

static void
shown_cb (MootDiscussionPage *self)
{
  moot_find_bar_set_partial (self->find_bar, moot_comment_list_is_partial (self->comments));
}

static void
find_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  moot_find_bar_open (MOOT_DISCUSSION_PAGE (widget)->find_bar);
}

/* Doing ---------------------------------------------------------------------------------------- */

static void
open_tag_cb (MootDiscussionPage *self,
             const char         *tag)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_TAG], 0, tag);
}

static void
media_opened_cb (MootDiscussionPage *self,
                 guint               index)
{
  moot_case_page_open_media (MOOT_CASE_PAGE (self), self->attached, index);
}

static void
edit_clicked_cb (MootDiscussionPage *self)
{
  gtk_popover_popdown (self->more_menu);
  g_signal_emit (self, signals[SIGNAL_EDIT], 0, self->discussion);
}

static void
send (MootDiscussionPage *self,
      MootCall            call,
      MootJsonWriter     *json)
{
  MootRequest *request =
    moot_request_new_for (call, moot_case_page_get_id (MOOT_CASE_PAGE (self)));

  moot_request_set_json (request, moot_json_writer_steal (json));
  moot_case_page_send (MOOT_CASE_PAGE (self), request, self->problem);
}

static gboolean
is_locked (MootDiscussionPage *self)
{
  return g_strcmp0 (self->discussion->state, "locked") == 0;
}

static void
lock_clicked_cb (MootDiscussionPage *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  gtk_popover_popdown (self->more_menu);
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "state", is_locked (self) ? "open" : "locked");
  moot_json_end_object (&json);
  send (self, MOOT_CALL_CHANGE_DISCUSSION, &json);
}

static void
pin_clicked_cb (MootDiscussionPage *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  gtk_popover_popdown (self->more_menu);
  moot_json_begin_object (&json);
  moot_json_put_boolean (&json, "pinned", !self->discussion->pinned);
  moot_json_end_object (&json);
  send (self, MOOT_CALL_CHANGE_DISCUSSION, &json);
}

static void
react_cb (MootDiscussionPage *self,
          const char         *name,
          gboolean            present)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "name", name);
  moot_json_put_boolean (&json, "present", present);
  moot_json_end_object (&json);
  send (self, MOOT_CALL_REACT_TO_DISCUSSION, &json);
}

/* Showing -------------------------------------------------------------------------------------- */

static void
add_fact (GString    *text,
          const char *fact)
{
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", fact);
}

static void
show_facts (MootDiscussionPage       *self,
            const MootDiscussionCase *data)
{
  MootDiscussion *discussion = data->discussion;
  g_autoptr (GString) text = g_string_new (NULL);
  const MootDiscussionRead *read = discussion->read;

  if (discussion->pinned)
    add_fact (text, _("Pinned"));
  if (is_locked (self))
    add_fact (text, _("Closed for new comments"));
  if (data->circle != NULL)
    {
      /* Translators: %s is the name of a circle, as in “Tech”. */
      g_autofree char *circle = g_strdup_printf (_("Circle: %s"), data->circle->name);

      add_fact (text, circle);
    }
  moot_tag_chips_set_tags (self->tags, (const char *const *) discussion->tags);
  gtk_label_set_text (self->facts, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->facts), text->len > 0);
  if (read != NULL && read->unread_count > 0)
    gtk_widget_set_visible (self->news_button, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    if (g_strcmp0 (discussion->notify, levels[i]) == 0)
      self->level = i;
  gtk_drop_down_set_selected (self->follow, self->level);
}

/* Of a group on another server, which keeps its versions to itself. */
static gboolean
is_elsewhere (MootDiscussionPage *self)
{
  MootPageLoader *loader = moot_case_page_get_loader (MOOT_CASE_PAGE (self));

  return moot_client_get_origin (moot_page_loader_get_client (loader)) != NULL;
}

static void
show_tools (MootDiscussionPage       *self,
            const MootDiscussionCase *data)
{
  MootDiscussion *discussion = data->discussion;
  const gboolean may_talk = data->me != NULL && data->me->can != NULL && data->me->can->comment;
  const gboolean is_mine =
    data->me != NULL && g_strcmp0 (discussion->author_id, data->me->id) == 0;
  const gboolean leads = moot_discussion_case_leads (data);
  /* elsewhere there is no way to do this from here */
  const gboolean here = moot_client_get_origin (moot_page_loader_get_client (
                          moot_case_page_get_loader (MOOT_CASE_PAGE (self)))) == NULL;

  gtk_widget_set_visible (self->more_button, here && may_talk && (is_mine || leads));
  gtk_widget_set_visible (self->edit_button, is_mine);
  gtk_widget_set_visible (GTK_WIDGET (self->lock_button), leads);
  gtk_widget_set_visible (GTK_WIDGET (self->pin_button), leads);
  /* Translators: nobody can comment on a locked discussion any more. */
  gtk_button_set_label (self->lock_button, is_locked (self) ? _("Unlock") : _("Lock"));
  /* Translators: a pinned discussion stands above the others. */
  gtk_button_set_label (self->pin_button, discussion->pinned ? _("Unpin") : _("Pin"));
  moot_reaction_bar_set_reactions (self->reactions, discussion->reactions);
  moot_reaction_bar_set_open (self->reactions, here && may_talk && (leads || !is_locked (self)));
}

static void
show_media (MootDiscussionPage *self)
{
  g_autoptr (MootStatus) media = moot_talk_media_parse (self->discussion->attachments);

  if (media != NULL && self->images == NULL)
    self->images = moot_client_images_new (
      moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self))));
  g_set_object (&self->attached, media);
  moot_talk_media_show (self->media, media, self->images);
}

static void
show_header (MootDiscussionPage       *self,
             const MootDiscussionCase *data)
{
  MootDiscussion *discussion = data->discussion;
  MootMember *author = discussion->author_id != NULL
                         ? g_hash_table_lookup (data->names, discussion->author_id)
                         : NULL;
  g_autoptr (MootHtmlBlocks) blocks = moot_html_blocks_parse (discussion->context, NULL);
  g_autofree char *age = moot_time_text_spoken (discussion->created_at, moot_clock_now ());
  g_autofree char *byline = NULL;

  moot_case_page_set_title (MOOT_CASE_PAGE (self), discussion->title);
  gtk_label_set_text (self->title_label, discussion->title);
  /* Translators: %1$s is a member, %2$s an age, as in “5 minutes ago”. */
  byline = g_strdup_printf (_("Begun by %1$s, %2$s"),
                            author != NULL ? author->name : _("a former member"), age);
  gtk_label_set_text (self->byline, byline);
  gtk_widget_set_visible (self->versions_button,
                          discussion->context_version > 1 && !is_elsewhere (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->versions_button), "s", discussion->id);
  moot_html_view_set_blocks (self->body, blocks);
}

static void
show_proposals (MootDiscussionPage       *self,
                const MootDiscussionCase *data)
{
  moot_empty_list (self->proposals);
  for (guint i = 0; i < data->proposals->len; i++)
    gtk_list_box_append (self->proposals, moot_proposal_row_new (
                                            g_ptr_array_index (data->proposals, i), NULL, NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->proposals), data->proposals->len > 0);
}

static void
show_case (GtkWidget *page,
           gpointer   result)
{
  MootDiscussionPage *self = MOOT_DISCUSSION_PAGE (page);
  const MootDiscussionCase *data = result;
  const MootMemberRights *can = data->me != NULL ? data->me->can : NULL;
  const gboolean open = g_strcmp0 (data->discussion->state, "open") == 0;

  MootClient *client =
    moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self)));

  g_set_object (&self->discussion, data->discussion);
  show_header (self, data);
  show_facts (self, data);
  show_tools (self, data);
  show_media (self);
  /* elsewhere nobody can be told how much one wants to hear */
  gtk_widget_set_visible (self->follow_label, moot_client_get_origin (client) == NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->follow), moot_client_get_origin (client) == NULL);
  show_proposals (self, data);
  gtk_widget_set_visible (self->new_proposal_button, open && can != NULL && can->propose);
  moot_comment_list_set_place (
    self->comments, moot_page_loader_get_client (moot_case_page_get_loader (MOOT_CASE_PAGE (self))),
    moot_case_page_get_id (MOOT_CASE_PAGE (self)));
  moot_comment_list_set_comments (self->comments, data->talk, data->names, data->me,
                                  data->discussion->read, open);
  moot_state_page_show_content (self->state);
}

static const MootPageKind case_kind = {
  .load = moot_discussion_case_load,
  .show = show_case,
  .free_result = (GDestroyNotify) moot_discussion_case_free,
};

static void
moot_discussion_page_dispose (GObject *object)
{
  MootDiscussionPage *self = MOOT_DISCUSSION_PAGE (object);

  g_clear_object (&self->discussion);
  g_clear_object (&self->attached);
  g_clear_object (&self->images);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_DISCUSSION_PAGE);

  G_OBJECT_CLASS (moot_discussion_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  moot_case_page_class_set_template (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-discussion-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, find_bar);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, title_label);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, byline);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, facts);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, versions_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, news_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, follow_label);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, follow);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, body);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, tags);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, media);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, reactions);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, problem);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, more_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, more_menu);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, lock_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, pin_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, proposals);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, new_proposal_button);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionPage, comments);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, lock_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, media_opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_tag_cb);
  gtk_widget_class_bind_template_callback (widget_class, pin_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, react_cb);
  gtk_widget_class_bind_template_callback (widget_class, new_proposal_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, news_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, proposal_activated_cb);
}

static void
moot_discussion_page_class_init (MootDiscussionPageClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_discussion_page_dispose;

  /** MootDiscussionPage::open-proposal: one was chosen, by its id */
  signals[SIGNAL_OPEN_PROPOSAL] = g_signal_new ("open-proposal", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootDiscussionPage::new-proposal: somebody wants to write one, with this page's id */
  signals[SIGNAL_NEW_PROPOSAL] = g_signal_new ("new-proposal", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootDiscussionPage::open-tag: somebody wants to see what else has this tag */
  signals[SIGNAL_OPEN_TAG] = g_signal_new ("open-tag", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootDiscussionPage::edit: its author wants to change the opening text */
  signals[SIGNAL_EDIT] = g_signal_new ("edit", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, MOOT_TYPE_DISCUSSION);

  g_type_ensure (MOOT_TYPE_FIND_BAR);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_MEDIA_GRID);
  g_type_ensure (MOOT_TYPE_REACTION_BAR);
  g_type_ensure (MOOT_TYPE_TAG_CHIPS);
  bind_template (GTK_WIDGET_CLASS (klass));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "page.find", NULL, find_action);
}

static void
moot_discussion_page_init (MootDiscussionPage *self)
{
  self->level = 1;
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_html_view_set_selectable (self->body, TRUE);
  moot_find_bar_set_place (self->find_bar, self->scroller);
}

/**
 * moot_discussion_page_new:
 * @client: a server with a co-op
 * @discussion_id: of the discussion
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_discussion_page_new (MootClient *client,
                          const char *discussion_id)
{
  MootDiscussionPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client) && discussion_id != NULL, NULL);

  self = g_object_new (MOOT_TYPE_DISCUSSION_PAGE, NULL);
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, discussion_id, &case_kind);
  return GTK_WIDGET (self);
}
