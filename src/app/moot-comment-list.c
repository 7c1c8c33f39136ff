/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The talk about something, wherever it is shown: it sends what is said, and tells the server what
 * was read.  What is being written survives every refresh and every error.
 * Thread: main. */
#include "moot-comment-list-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-client-images.h"
#include "moot-comment-order.h"
#include "moot-html-view.h"
#include "moot-talk-media.h"

G_DEFINE_FINAL_TYPE (MootCommentList, moot_comment_list, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_SAID,
  SIGNAL_READ,
  SIGNAL_OPEN_MEDIA,
  SIGNAL_SHOWN,
  N_SIGNALS,
} MootCommentListSignal;

static guint signals[N_SIGNALS];

/* Rows --------------------------------------------------------------------------------------- */

/** moot_comment_list_find: (transfer none) (nullable): one of those that are shown */
MootComment *
moot_comment_list_find (MootCommentList *self,
                        const char      *id)
{
  for (guint i = 0; id != NULL && i < self->comments->len; i++)
    if (g_strcmp0 (MOOT_COMMENT (g_ptr_array_index (self->comments, i))->id, id) == 0)
      return g_ptr_array_index (self->comments, i);
  return NULL;
}

static const char *
find_name (MootCommentList   *self,
           const MootComment *comment)
{
  MootMember *member = comment->author_id != NULL && self->names != NULL
                         ? g_hash_table_lookup (self->names, comment->author_id)
                         : NULL;

  return member != NULL ? member->name : NULL;
}

/** moot_comment_list_show_answering: whom the box answers, if anybody */
void
moot_comment_list_show_answering (MootCommentList *self,
                                  const char      *author)
{
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->answering, author != NULL);
  if (author == NULL)
    return;
  /* Translators: above the box in which an answer is written; %s is the name of a member. */
  text = g_strdup_printf (_("Replying to %s"), author);
  moot_marked_label_set_text (self->answering_label, text);
}

/* The box is for a new comment, an answer, or another text of an old one. */
static void
stop_editing (MootCommentList *self)
{
  if (self->editing_id == NULL)
    return;
  g_clear_pointer (&self->editing_id, g_free);
  moot_text_field_set_text (self->field, NULL);
}

static void
reply_cb (MootCommentRow  *row,
          MootCommentList *self)
{
  stop_editing (self);
  g_free (self->parent_id);
  self->parent_id = g_strdup (moot_comment_row_get_comment (row)->id);
  moot_comment_list_show_answering (self, moot_comment_row_get_author (row));
  moot_text_field_focus (self->field);
}

/* As Markdown repeats what somebody said. */
static char *
dup_quote (MootComment *comment)
{
  g_autoptr (MootHtmlBlocks) blocks =
    comment->body_source == NULL ? moot_html_blocks_parse (comment->body, NULL) : NULL;
  g_autofree char *text = blocks != NULL ? moot_html_blocks_dup_text (blocks)
                                         : g_strdup (comment->body_source);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (text), "\n", -1);
  g_autofree char *quoted = g_strjoinv ("\n> ", lines);

  return g_strconcat ("> ", quoted, "\n\n", NULL);
}

/* What was begun stays above it. */
static void
quote_cb (MootCommentRow  *row,
          MootCommentList *self)
{
  g_autofree char *quote = dup_quote (moot_comment_row_get_comment (row));
  g_autofree char *begun = NULL;
  g_autofree char *both = NULL;

  reply_cb (row, self);
  begun = moot_text_field_dup_text (self->field);
  both = *begun != '\0' ? g_strconcat (begun, "\n\n", quote, NULL) : g_strdup (quote);
  moot_text_field_set_text (self->field, both);
  moot_text_field_focus (self->field);
}

static void
open_media_cb (MootCommentRow  *row,
               MootStatus      *media,
               guint            index,
               MootCommentList *self)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_MEDIA], 0, media, index);
}

/** moot_comment_list_edit: the box is for another text of a comment */
void
moot_comment_list_edit (MootCommentList *self,
                        MootComment     *comment,
                        const char      *text)
{
  g_clear_pointer (&self->parent_id, g_free);
  g_free (self->editing_id);
  self->editing_id = g_strdup (comment->id);
  self->editing_version = comment->version;
  moot_text_field_set_text (self->field, text);
  moot_marked_label_set_text (self->answering_label, _("Changing your comment"));
  gtk_widget_set_visible (self->answering, TRUE);
  moot_text_field_focus (self->field);
}

static void
edit_cb (MootCommentRow  *row,
         MootCommentList *self)
{
  MootComment *comment = moot_comment_row_get_comment (row);

  moot_comment_list_edit (self, comment, comment->body_source);
}

static void
stop_answering_clicked_cb (MootCommentList *self)
{
  stop_editing (self);
  g_clear_pointer (&self->parent_id, g_free);
  moot_comment_list_show_answering (self, NULL);
  moot_text_field_focus (self->field);
}

static GtkWidget *
make_row (MootCommentList *self,
          MootComment     *comment)
{
  const guint depth = GPOINTER_TO_UINT (g_hash_table_lookup (self->depths, comment->id));
  MootComment *parent = depth > 0 ? moot_comment_list_find (self, comment->parent_id) : NULL;
  GtkWidget *row = moot_comment_row_new (comment, find_name (self, comment),
                                         parent != NULL ? find_name (self, parent) : NULL, depth);
  g_autoptr (MootStatus) media =
    comment->deleted_at == 0 ? moot_talk_media_parse (comment->attachments) : NULL;

  if (media != NULL && self->images == NULL)
    self->images = moot_client_images_new (self->client);
  moot_comment_row_show_media (MOOT_COMMENT_ROW (row), media, self->images);
  g_signal_connect_object (row, "reply", G_CALLBACK (reply_cb), self, 0);
  g_signal_connect_object (row, "quote", G_CALLBACK (quote_cb), self, 0);
  g_signal_connect_object (row, "open-media", G_CALLBACK (open_media_cb), self, 0);
  g_signal_connect_object (row, "edit", G_CALLBACK (edit_cb), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (moot_comment_list_remove), self, 0);
  g_signal_connect_object (row, "react", G_CALLBACK (moot_comment_list_react), self, 0);
  return row;
}

/* Rows that did not change stay as they are, and with them focus and selection. */
static void
update_rows (MootCommentList *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  GtkWidget *last = NULL;

  for (guint i = 0; i < self->comments->len; i++)
    {
      MootComment *comment = g_ptr_array_index (self->comments, i);
      const char *name = find_name (self, comment);
      g_autofree char *json = moot_entity_to_text (G_OBJECT (comment));
      g_autofree char *key = g_strconcat (json, name, NULL);
      GtkWidget *fresh = row;

      if (row == NULL || g_strcmp0 (g_object_get_data (G_OBJECT (row), "key"), key) != 0)
        {
          fresh = make_row (self, comment);
          g_object_set_data_full (G_OBJECT (fresh), "key", g_steal_pointer (&key), g_free);
          gtk_box_insert_child_after (self->rows, fresh, last);
          if (row != NULL)
            gtk_box_remove (self->rows, row);
        }
      /* reasons of votes and outcomes elsewhere have no version: they are not changed here */
      moot_comment_row_set_rights (MOOT_COMMENT_ROW (fresh), self->may_comment,
                                   self->my_id != NULL && comment->version > 0 &&
                                     g_strcmp0 (comment->author_id, self->my_id) == 0);
      moot_comment_row_set_reactable (MOOT_COMMENT_ROW (fresh),
                                      self->client == NULL ||
                                        moot_client_get_origin (self->client) == NULL);
      moot_comment_row_set_news (MOOT_COMMENT_ROW (fresh),
                                 g_strcmp0 (comment->id, self->news_id) == 0);
      last = fresh;
      row = gtk_widget_get_next_sibling (fresh);
    }
  while (row != NULL)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      gtk_box_remove (self->rows, row);
      row = next;
    }
}

/** moot_comment_list_find_end: the first or the last one by its place in the discussion: an answer
 * stands elsewhere in the order of reading */
MootComment *
moot_comment_list_find_end (MootCommentList *self,
                            gboolean         last)
{
  MootComment *end = NULL;

  for (guint i = 0; i < self->comments->len; i++)
    {
      MootComment *comment = g_ptr_array_index (self->comments, i);

      if (end == NULL || (comment->position > end->position) == last)
        end = comment;
    }
  return end;
}

/* The same member may be at two devices: what is written here is kept, and what was written there
 * stands above it. */
static void
check_editing (MootCommentList *self)
{
  MootComment *comment = moot_comment_list_find (self, self->editing_id);

  if (comment == NULL || comment->version <= self->editing_version ||
      !gtk_widget_get_sensitive (self->writing))
    return;
  self->editing_version = comment->version;
  moot_text_field_set_problem (
    self->field, _("You changed this comment elsewhere meanwhile: above is what it says now.  "
                    "If you send this text, it takes that one’s place."));
}

/** moot_comment_list_take: shows comments with those that are shown already */
void
moot_comment_list_take (MootCommentList *self,
                        GPtrArray       *comments)
{
  g_autoptr (GPtrArray) all = moot_comment_order_merge (self->comments, comments);
  MootComment *first;

  g_hash_table_remove_all (self->depths);
  g_ptr_array_unref (self->comments);
  self->comments = moot_comment_order_arrange (all, self->depths);
  update_rows (self);
  first = moot_comment_list_find_end (self, FALSE);
  gtk_widget_set_visible (self->earlier_button, first != NULL && first->position > 1);
  gtk_widget_set_visible (self->more_button, self->has_later);
  gtk_widget_set_visible (self->none, self->comments->len == 0);
  check_editing (self);
  moot_comment_list_mark_read (self);
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0);
}

/* Writing ------------------------------------------------------------------------------------ */

static void
text_changed_cb (MootCommentList *self)
{
  g_clear_pointer (&self->key, g_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button),
                            !moot_text_field_is_empty (self->field) &&
                              moot_text_field_fits (self->field));
}

/* A page behind another is not looked at. */
static void
moot_comment_list_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_comment_list_parent_class)->map (widget);

  moot_comment_list_mark_read (MOOT_COMMENT_LIST (widget));
}

static void
moot_comment_list_dispose (GObject *object)
{
  MootCommentList *self = MOOT_COMMENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->images);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_COMMENT_LIST);

  G_OBJECT_CLASS (moot_comment_list_parent_class)->dispose (object);
}

static void
moot_comment_list_finalize (GObject *object)
{
  MootCommentList *self = MOOT_COMMENT_LIST (object);

  g_ptr_array_unref (self->comments);
  g_ptr_array_unref (self->waiting);
  g_hash_table_unref (self->depths);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->my_id);
  g_free (self->news_id);
  g_free (self->parent_id);
  g_free (self->editing_id);
  g_free (self->key);
  g_free (self->discussion_id);
  g_free (self->read);

  G_OBJECT_CLASS (moot_comment_list_parent_class)->finalize (object);
}

static void
moot_comment_list_class_init (MootCommentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_comment_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_comment_list_finalize;

  widget_class->map = moot_comment_list_map;

  /** MootCommentList::said: this account said something, changed it, or reacted */
  signals[SIGNAL_SAID] =
    g_signal_new ("said", MOOT_TYPE_COMMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  /** MootCommentList::read: the server knows that this account has read what is here */
  signals[SIGNAL_READ] =
    g_signal_new ("read", MOOT_TYPE_COMMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
  /** MootCommentList::open-media: a picture was chosen, with all of its comment and its index */
  signals[SIGNAL_OPEN_MEDIA] =
    g_signal_new ("open-media", MOOT_TYPE_COMMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, MOOT_TYPE_STATUS, G_TYPE_UINT);
  /** MootCommentList::shown: other comments, or more of them, are on the page */
  signals[SIGNAL_SHOWN] =
    g_signal_new ("shown", MOOT_TYPE_COMMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_ATTACH_BOX);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  g_type_ensure (MOOT_TYPE_WAITING_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-comment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, content);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, rows);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, none);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, earlier_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, more_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, waiting_list);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, writing);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, answering);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, answering_label);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, field);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, attach);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, send_button);
  gtk_widget_class_bind_template_callback_full (widget_class, "again_cb",
                                                G_CALLBACK (moot_comment_list_write_again));
  gtk_widget_class_bind_template_callback_full (widget_class, "discard_cb",
                                                G_CALLBACK (moot_comment_list_discard));
  gtk_widget_class_bind_template_callback_full (widget_class, "earlier_clicked_cb",
                                                G_CALLBACK (moot_comment_list_ask_earlier));
  gtk_widget_class_bind_template_callback_full (widget_class, "more_clicked_cb",
                                                G_CALLBACK (moot_comment_list_ask_later));
  gtk_widget_class_bind_template_callback_full (widget_class, "send_cb",
                                                G_CALLBACK (moot_comment_list_send));
  gtk_widget_class_bind_template_callback (widget_class, stop_answering_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
moot_comment_list_init (MootCommentList *self)
{
  self->comments = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->depths = g_hash_table_new (g_str_hash, g_str_equal);
  self->waiting = g_ptr_array_new_with_free_func ((GDestroyNotify) moot_unsent_item_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_comment_list_new:
 *
 * Returns: (transfer floating): an empty list
 */
GtkWidget *
moot_comment_list_new (void)
{
  return g_object_new (MOOT_TYPE_COMMENT_LIST, NULL);
}

/**
 * moot_comment_list_set_place:
 * @self: a list
 * @client: a server with a co-op
 * @discussion_id: where it is said
 */
void
moot_comment_list_set_place (MootCommentList *self,
                             MootClient      *client,
                             const char      *discussion_id)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self));

  g_set_object (&self->client, client);
  gtk_widget_set_visible (GTK_WIDGET (self->attach), moot_client_get_origin (client) == NULL);
  if (g_strcmp0 (self->discussion_id, discussion_id) == 0)
    return;
  g_free (self->discussion_id);
  self->discussion_id = g_strdup (discussion_id);
  g_clear_pointer (&self->read, g_free);
}

/* The line above what is new stays where it was while the page is open. */
static void
take_news (MootCommentList          *self,
           GPtrArray                *comments,
           const MootDiscussionRead *read)
{
  if (read == NULL || self->news_known)
    return;
  self->news_known = TRUE;
  self->news_id = g_strdup (read->first_unread_id);
  if (read->unread_count == 0)
    self->read = moot_comment_order_write_ranges (comments, comments->len);
}

/* A part that leaves a hole behind what is shown is asked for when somebody wants to read on. */
static gboolean
leaves_hole (MootCommentList *self,
             GPtrArray       *comments)
{
  MootComment *last = moot_comment_list_find_end (self, TRUE);

  if (last == NULL)
    return FALSE;
  for (guint i = 0; i < comments->len; i++)
    if (MOOT_COMMENT (g_ptr_array_index (comments, i))->position <= last->position + 1)
      return FALSE;
  return comments->len > 0;
}

/**
 * moot_comment_list_set_comments:
 * @self: a list with a place
 * @talk: what was said, or a part of it
 * @names: (element-type utf8 MootMember): members by id
 * @me: (nullable): the member who looks
 * @read: (nullable): what that member has read
 * @open: whether more may be said here
 */
void
moot_comment_list_set_comments (MootCommentList          *self,
                                MootTalk                 *talk,
                                GHashTable               *names,
                                MootMember               *me,
                                const MootDiscussionRead *read,
                                gboolean                  open)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self) && self->client != NULL);

  g_hash_table_ref (names);
  g_clear_pointer (&self->names, g_hash_table_unref);
  self->names = names;
  moot_text_field_set_members (self->field, names);
  g_free (self->my_id);
  self->my_id = me != NULL ? g_strdup (me->id) : NULL;
  self->may_comment = open && me != NULL && me->can != NULL && me->can->comment;
  g_ptr_array_unref (self->waiting);
  self->waiting = g_ptr_array_ref (talk->waiting);
  moot_waiting_list_set_items (self->waiting_list, self->waiting);
  take_news (self, talk->comments, read);
  gtk_widget_set_visible (self->writing, self->may_comment);
  if (leaves_hole (self, talk->comments))
    {
      self->has_later = TRUE;
      moot_comment_list_take (self, self->comments);
      return;
    }
  self->has_later = talk->has_later;
  moot_comment_list_take (self, talk->comments);
}

/**
 * moot_comment_list_go_to_news:
 * @self: a list
 *
 * Moves the focus, and with it the page, to the first comment that was new when it was opened.
 *
 * Returns: whether there is one
 */
gboolean
moot_comment_list_go_to_news (MootCommentList *self)
{
  GtkWidget *row;

  g_return_val_if_fail (MOOT_IS_COMMENT_LIST (self), FALSE);

  row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  while (row != NULL && !moot_comment_row_get_news (MOOT_COMMENT_ROW (row)))
    row = gtk_widget_get_next_sibling (row);
  /* in one that was removed there is nothing to do */
  while (row != NULL && !gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD))
    row = gtk_widget_get_next_sibling (row);
  return row != NULL;
}

/**
 * moot_comment_list_is_partial:
 * @self: a list
 *
 * Returns: whether there are comments that it does not show yet
 */
gboolean
moot_comment_list_is_partial (MootCommentList *self)
{
  g_return_val_if_fail (MOOT_IS_COMMENT_LIST (self), FALSE);

  return gtk_widget_get_visible (self->earlier_button) ||
         gtk_widget_get_visible (self->more_button);
}
