/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The page on which a discussion is begun.
 * Thread: main. */
#include "moot-discussion-editor.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-attach-box.h"
#include "moot-circle.h"
#include "moot-client-load.h"
#include "moot-comment-post.h"
#include "moot-html-view.h"
#include "moot-name-choice.h"
#include "moot-talk-media.h"

struct _MootDiscussionEditor
{
  GtkWidget parent_instance;

  MootEditorForm *form;
  GtkWidget *circle_part;
  GtkDropDown *circle_choice;
  GtkEntry *tags_entry;
  MootAttachBox *attach;
  GtkWidget *now_part;
  MootHtmlView *now;

  MootClient *client;
  GCancellable *cancellable;
  GPtrArray *circles;         /* of char *: ids, by the lines of the choice; "" for everybody */
  MootDiscussion *discussion; /* (nullable): that is being changed */
};

G_DEFINE_FINAL_TYPE (MootDiscussionEditor, moot_discussion_editor, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_CREATED,
  SIGNAL_KEPT,
  N_SIGNALS,
} MootDiscussionEditorSignal;

static guint signals[N_SIGNALS];

/* Two devices of one author ------------------------------------------------------------------- */

static void
looked_again_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MootDiscussionEditor) self = user_data;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, NULL);
  MootDiscussion *now;
  g_autoptr (MootHtmlBlocks) blocks = NULL;

  if (reply == NULL || self->client == NULL)
    return;
  now = MOOT_DISCUSSION (reply->entity);
  if (now->context_version == self->discussion->context_version)
    return;
  g_set_object (&self->discussion, now);
  blocks = moot_html_blocks_parse (now->context, NULL);
  moot_html_view_set_blocks (self->now, blocks);
  gtk_widget_set_visible (self->now_part, TRUE);
}

/* What was refused may have been changed elsewhere: then both texts are shown. */
static void
look_again (MootDiscussionEditor *self)
{
  if (self->discussion != NULL)
    moot_client_call_async (self->client,
                            moot_request_new_for (MOOT_CALL_DISCUSSION, self->discussion->id),
                            self->cancellable, looked_again_cb, g_object_ref (self));
}

/* Sending -------------------------------------------------------------------------------------- */

static void
created_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootDiscussionEditor) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = NULL;
  g_autoptr (MootUnsentItem) waiting = NULL;
  const gboolean done =
    moot_comment_post_finish (MOOT_CLIENT (source), result, &waiting, &reply, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (!done)
    {
      moot_editor_form_show_problem (self->form, error);
      look_again (self);
      return;
    }
  moot_editor_form_show_sent (self->form);
  if (reply != NULL)
    g_signal_emit (self, signals[SIGNAL_CREATED], 0, MOOT_DISCUSSION (reply->entity)->id);
  else
    g_signal_emit (self, signals[SIGNAL_KEPT], 0);
}

/* Tags are parted by spaces or commas; “#” before them is no part of them. */
static void
put_tags (MootDiscussionEditor *self,
          MootJsonWriter       *json)
{
  g_auto (GStrv) tags =
    g_strsplit_set (gtk_editable_get_text (GTK_EDITABLE (self->tags_entry)), " ,#", -1);
  gboolean any = self->discussion != NULL;

  for (guint i = 0; tags[i] != NULL; i++)
    any |= *tags[i] != '\0';
  if (!any)
    return;
  moot_json_name (json, "tags");
  moot_json_begin_array (json);
  for (guint i = 0; tags[i] != NULL; i++)
    if (*tags[i] != '\0')
      moot_json_add_string (json, tags[i]);
  moot_json_end_array (json);
}

static const char *
get_circle (MootDiscussionEditor *self)
{
  const guint line = gtk_drop_down_get_selected (self->circle_choice);

  return line < self->circles->len ? g_ptr_array_index (self->circles, line) : "";
}

/* What hung there stays, with what comes along. */
static void
put_media (MootDiscussionEditor *self,
           MootJsonWriter       *json)
{
  g_autoptr (MootStatus) media =
    self->discussion != NULL ? moot_talk_media_parse (self->discussion->attachments) : NULL;

  if (moot_attach_box_count (self->attach) == 0)
    return;
  if (media != NULL)
    moot_talk_media_write_ids (media, json);
  moot_attach_box_write (self->attach, json);
}

static MootUnsentItem *
new_item (MootDiscussionEditor *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *title = moot_editor_form_dup_title (self->form);
  g_autofree char *text = moot_editor_form_dup_text (self->form);

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "title", title);
  moot_json_put_string (&json, "context", text);
  put_tags (self, &json);
  if (self->discussion == NULL && *get_circle (self) != '\0')
    moot_json_put_string (&json, "circle_id", get_circle (self));
  if (self->discussion != NULL)
    moot_json_put_int (&json, "version", self->discussion->context_version);
  put_media (self, &json);
  moot_json_end_object (&json);
  return moot_unsent_item_new (self->discussion != NULL ? "context" : "discussion",
                               self->discussion != NULL ? self->discussion->id : MOOT_UNSENT_NEW,
                               NULL, moot_editor_form_get_key (self->form),
                               moot_json_writer_steal (&json));
}

static void
submit_cb (MootDiscussionEditor *self)
{
  moot_editor_form_show_sending (self->form);
  moot_comment_post_async (self->client, new_item (self), self->cancellable, created_cb,
                           g_object_ref (self));
}

static void
touched_cb (MootDiscussionEditor *self)
{
  if (self->form != NULL)
    moot_editor_form_touch (self->form);
}

/* Circles -------------------------------------------------------------------------------------- */

static void
show_circles (MootReply    *reply,
              gint64        fetched_at,
              const GError *error,
              gpointer      data)
{
  MootDiscussionEditor *self = data;
  GtkStringList *names;

  if (reply == NULL || self->form == NULL || self->circles->len > 1)
    return;
  names = GTK_STRING_LIST (gtk_drop_down_get_model (self->circle_choice));
  for (guint i = 0; i < reply->items->len; i++)
    {
      MootCircle *circle = g_ptr_array_index (reply->items, i);

      if (circle->my_role == NULL || circle->closed_at != 0)
        continue;
      gtk_string_list_append (names, circle->name);
      g_ptr_array_add (self->circles, g_strdup (circle->id));
    }
  gtk_widget_set_visible (self->circle_part, self->circles->len > 1);
}

static void
moot_discussion_editor_dispose (GObject *object)
{
  MootDiscussionEditor *self = MOOT_DISCUSSION_EDITOR (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->discussion);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DISCUSSION_EDITOR);

  G_OBJECT_CLASS (moot_discussion_editor_parent_class)->dispose (object);
}

static void
moot_discussion_editor_finalize (GObject *object)
{
  g_ptr_array_unref (MOOT_DISCUSSION_EDITOR (object)->circles);

  G_OBJECT_CLASS (moot_discussion_editor_parent_class)->finalize (object);
}

static void
moot_discussion_editor_class_init (MootDiscussionEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_discussion_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_discussion_editor_finalize;

  /** MootDiscussionEditor::created: the server has it, by its id */
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", MOOT_TYPE_DISCUSSION_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootDiscussionEditor::kept: the server is away; it is sent when it is back */
  signals[SIGNAL_KEPT] = g_signal_new ("kept", MOOT_TYPE_DISCUSSION_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_ATTACH_BOX);
  g_type_ensure (MOOT_TYPE_EDITOR_FORM);
  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-discussion-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, form);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, circle_part);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, circle_choice);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, tags_entry);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, attach);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, now_part);
  gtk_widget_class_bind_template_child (widget_class, MootDiscussionEditor, now);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, touched_cb);
}

static void
moot_discussion_editor_init (MootDiscussionEditor *self)
{
  self->cancellable = g_cancellable_new ();
  self->circles = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->circles, g_strdup (""));
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->circle_choice);
}

/**
 * moot_discussion_editor_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): an empty editor
 */
GtkWidget *
moot_discussion_editor_new (MootClient *client)
{
  MootDiscussionEditor *self = g_object_new (MOOT_TYPE_DISCUSSION_EDITOR, NULL);

  self->client = g_object_ref (client);
  moot_client_load (client, "circles", moot_request_new (MOOT_CALL_CIRCLES), self->cancellable,
                    show_circles, g_object_ref (self), g_object_unref);
  return GTK_WIDGET (self);
}

/**
 * moot_discussion_editor_new_for:
 * @client: a server with a co-op
 * @discussion: by this account
 *
 * Returns: (transfer floating): an editor of another text for it
 */
GtkWidget *
moot_discussion_editor_new_for (MootClient     *client,
                                MootDiscussion *discussion)
{
  MootDiscussionEditor *self = g_object_new (MOOT_TYPE_DISCUSSION_EDITOR, NULL);
  g_autofree char *tags =
    discussion->tags != NULL ? g_strjoinv (" ", discussion->tags) : g_strdup ("");

  self->client = g_object_ref (client);
  self->discussion = g_object_ref (discussion);
  gtk_editable_set_text (GTK_EDITABLE (self->tags_entry), tags);
  moot_editor_form_set_title (self->form, discussion->title);
  moot_editor_form_set_text (self->form, discussion->context_source);
  g_object_set (self->form, "button-label", _("Save Changes"), NULL);
  return GTK_WIDGET (self);
}

/**
 * moot_discussion_editor_get_form:
 * @self: an editor
 *
 * Returns: (transfer none): what is being written
 */
MootEditorForm *
moot_discussion_editor_get_form (MootDiscussionEditor *self)
{
  g_return_val_if_fail (MOOT_IS_DISCUSSION_EDITOR (self), NULL);

  return self->form;
}
