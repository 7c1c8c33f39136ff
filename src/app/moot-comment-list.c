/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The talk about something, wherever it is shown: it sends what is said, and tells the server what
 * was read.  What is being written survives every refresh and every error.
 * Thread: main. */
#include "moot-comment-list.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-comment-order.h"
#include "moot-comment-row.h"
#include "moot-error-text.h"
#include "moot-marked-label.h"
#include "moot-text-field.h"

#define ROWS_AT_ONCE 100 /* more are shown on demand: each row has its labels */

struct _MootCommentList
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkBox *rows;
  GtkWidget *none;
  GtkButton *more_button;
  GtkWidget *writing;
  GtkWidget *answering;
  MootMarkedLabel *answering_label;
  MootTextField *field;
  GtkButton *send_button;

  GPtrArray *comments; /* MootComment, in the order they are shown */
  GHashTable *depths;  /* id -> depth; borrows from comments */
  GHashTable *names;   /* id -> MootMember */
  char *my_id;         /* (nullable): of the member who looks */
  char *news_id;       /* (nullable): the first one that was new when the page was opened */
  guint n_shown;
  gboolean may_comment;
  gboolean news_known;
  char *parent_id;
  char *editing_id; /* (nullable): of the comment that is being changed */
  char *key;        /* (nullable): of the comment that was sent and not confirmed */

  MootClient *client;
  char *discussion_id;
  char *read; /* (nullable): ranges the server knows of */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootCommentList, moot_comment_list, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_SAID,
  SIGNAL_READ,
  N_SIGNALS,
} MootCommentListSignal;

static guint signals[N_SIGNALS];

/* Talking to the server ---------------------------------------------------------------------- */

static void
call (MootCommentList     *self,
      MootRequest         *request,
      GAsyncReadyCallback  callback)
{
  moot_client_call_async (self->client, request, self->cancellable, callback,
                          g_object_ref (self));
}

/* Not worth a word when it fails: the next look tells the server again. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply != NULL)
    g_signal_emit (self, signals[SIGNAL_READ], 0);
  else
    g_clear_pointer (&self->read, g_free);
}

/* What is on a page that is looked at counts as read. */
static void
mark_read (MootCommentList *self)
{
  g_autofree char *ranges = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  MootRequest *request;

  if (self->my_id == NULL || self->comments->len == 0 ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  ranges = moot_comment_order_write_ranges (self->comments, self->n_shown);
  if (g_strcmp0 (ranges, self->read) == 0)
    return;

  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "ranges", ranges);
  moot_json_end_object (&json);
  g_free (self->read);
  self->read = g_steal_pointer (&ranges);
  request = moot_request_new_for (MOOT_CALL_READ_DISCUSSION, self->discussion_id);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  call (self, request, read_cb);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = error != NULL ? moot_error_text_dup_sentence (error) : NULL;
  moot_text_field_set_problem (self->field, sentence);
  if (reply != NULL)
    g_signal_emit (self, signals[SIGNAL_SAID], 0);
}

static void
react_cb (MootCommentRow  *row,
          const char      *name,
          gboolean         present,
          MootCommentList *self)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_REACT_TO_COMMENT,
                                               moot_comment_row_get_comment (row)->id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "name", name);
  moot_json_put_boolean (&json, "present", present);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  call (self, request, answered_cb);
}

typedef struct
{
  MootCommentList *list;
  char *comment_id;
} Removal;

static void
removal_free (gpointer data)
{
  Removal *removal = data;

  g_object_unref (removal->list);
  g_free (removal->comment_id);
  g_free (removal);
}

static void
remove_answered_cb (gboolean accepted,
                    gpointer data)
{
  Removal *removal = data;

  if (accepted && removal->list->client != NULL)
    call (removal->list, moot_request_new_for (MOOT_CALL_DELETE_COMMENT, removal->comment_id),
          answered_cb);
}

static void
remove_cb (MootCommentRow  *row,
           MootCommentList *self)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->list = g_object_ref (self);
  removal->comment_id = g_strdup (moot_comment_row_get_comment (row)->id);
  moot_ask (GTK_WIDGET (self), _("Remove Your Comment?"),
            _("Its text is forgotten; the answers to it stay."), _("Remove"), TRUE,
            remove_answered_cb, removal, removal_free);
}

/* Rows --------------------------------------------------------------------------------------- */

static MootComment *
find_comment (MootCommentList *self,
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

static void
show_answering (MootCommentList *self,
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
  show_answering (self, moot_comment_row_get_author (row));
  moot_text_field_focus (self->field);
}

static void
edit_cb (MootCommentRow  *row,
         MootCommentList *self)
{
  MootComment *comment = moot_comment_row_get_comment (row);

  g_clear_pointer (&self->parent_id, g_free);
  g_free (self->editing_id);
  self->editing_id = g_strdup (comment->id);
  moot_text_field_set_text (self->field, comment->body_source);
  moot_marked_label_set_text (self->answering_label, _("Changing your comment"));
  gtk_widget_set_visible (self->answering, TRUE);
  moot_text_field_focus (self->field);
}

static void
stop_answering_clicked_cb (MootCommentList *self)
{
  stop_editing (self);
  g_clear_pointer (&self->parent_id, g_free);
  show_answering (self, NULL);
  moot_text_field_focus (self->field);
}

static GtkWidget *
make_row (MootCommentList *self,
          MootComment     *comment)
{
  const guint depth = GPOINTER_TO_UINT (g_hash_table_lookup (self->depths, comment->id));
  MootComment *parent = depth > 0 ? find_comment (self, comment->parent_id) : NULL;
  GtkWidget *row = moot_comment_row_new (comment, find_name (self, comment),
                                         parent != NULL ? find_name (self, parent) : NULL, depth);

  g_signal_connect_object (row, "reply", G_CALLBACK (reply_cb), self, 0);
  g_signal_connect_object (row, "edit", G_CALLBACK (edit_cb), self, 0);
  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, 0);
  g_signal_connect_object (row, "react", G_CALLBACK (react_cb), self, 0);
  return row;
}

/* Rows that did not change stay as they are, and with them focus and selection. */
static void
update_rows (MootCommentList *self)
{
  const guint n = MIN (self->n_shown, self->comments->len);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  GtkWidget *last = NULL;

  for (guint i = 0; i < n; i++)
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
      moot_comment_row_set_rights (MOOT_COMMENT_ROW (fresh), self->may_comment,
                                   self->my_id != NULL &&
                                     g_strcmp0 (comment->author_id, self->my_id) == 0);
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

static void
update_more (MootCommentList *self)
{
  const guint n_hidden = self->comments->len - MIN (self->n_shown, self->comments->len);
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u More Comment",
                                                     "Show %u More Comments", n_hidden),
                                           n_hidden);

  gtk_button_set_label (self->more_button, text);
  gtk_widget_set_visible (GTK_WIDGET (self->more_button), n_hidden > 0);
}

static void
more_clicked_cb (MootCommentList *self)
{
  self->n_shown += ROWS_AT_ONCE;
  update_rows (self);
  update_more (self);
  mark_read (self);
}

/* Writing ------------------------------------------------------------------------------------ */

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->writing, TRUE);
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_text_field_set_problem (self->field, sentence);
      moot_text_field_focus (self->field);
      return;
    }
  moot_text_field_set_text (self->field, NULL);
  g_clear_pointer (&self->parent_id, g_free);
  g_clear_pointer (&self->editing_id, g_free);
  show_answering (self, NULL);
  g_signal_emit (self, signals[SIGNAL_SAID], 0);
}

static MootRequest *
new_request (MootCommentList *self)
{
  MootRequest *request = self->editing_id != NULL
                           ? moot_request_new_for (MOOT_CALL_CHANGE_COMMENT, self->editing_id)
                           : moot_request_new_for (MOOT_CALL_CREATE_COMMENT, self->discussion_id);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = moot_text_field_dup_text (self->field);

  /* Sent again after an error, it is the same comment: it may have arrived the first time. */
  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "body", text);
  if (self->parent_id != NULL && self->editing_id == NULL)
    moot_json_put_string (&json, "parent_id", self->parent_id);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  if (self->editing_id == NULL)
    moot_request_set_idempotency_key (request, self->key);
  return request;
}

static void
send_cb (MootCommentList *self)
{
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->send_button)))
    return;

  moot_text_field_set_problem (self->field, NULL);
  gtk_widget_set_sensitive (self->writing, FALSE);
  call (self, new_request (self), sent_cb);
}

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

  mark_read (MOOT_COMMENT_LIST (widget));
}

static void
moot_comment_list_dispose (GObject *object)
{
  MootCommentList *self = MOOT_COMMENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_COMMENT_LIST);

  G_OBJECT_CLASS (moot_comment_list_parent_class)->dispose (object);
}

static void
moot_comment_list_finalize (GObject *object)
{
  MootCommentList *self = MOOT_COMMENT_LIST (object);

  g_ptr_array_unref (self->comments);
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

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  g_type_ensure (MOOT_TYPE_TEXT_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-comment-list.ui");
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, content);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, rows);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, none);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, more_button);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, writing);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, answering);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, answering_label);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, field);
  gtk_widget_class_bind_template_child (widget_class, MootCommentList, send_button);
  gtk_widget_class_bind_template_callback (widget_class, more_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, send_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_answering_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
moot_comment_list_init (MootCommentList *self)
{
  self->comments = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
  self->depths = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_shown = ROWS_AT_ONCE;
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
  if (g_strcmp0 (self->discussion_id, discussion_id) == 0)
    return;
  g_free (self->discussion_id);
  self->discussion_id = g_strdup (discussion_id);
  g_clear_pointer (&self->read, g_free);
}

/* The line above what is new stays where it was while the page is open. */
static void
take_news (MootCommentList          *self,
           const MootDiscussionRead *read)
{
  if (read == NULL || self->news_known)
    return;
  self->news_known = TRUE;
  self->news_id = g_strdup (read->first_unread_id);
  if (read->unread_count == 0)
    self->read = moot_comment_order_write_ranges (self->comments, self->comments->len);
}

/**
 * moot_comment_list_set_comments:
 * @self: a list with a place
 * @comments: (element-type MootComment): what was said, in any order
 * @names: (element-type utf8 MootMember): members by id
 * @me: (nullable): the member who looks
 * @read: (nullable): what that member has read
 * @open: whether more may be said here
 */
void
moot_comment_list_set_comments (MootCommentList          *self,
                                GPtrArray                *comments,
                                GHashTable               *names,
                                MootMember               *me,
                                const MootDiscussionRead *read,
                                gboolean                  open)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self) && self->client != NULL);

  g_hash_table_ref (names);
  g_clear_pointer (&self->names, g_hash_table_unref);
  self->names = names;
  g_free (self->my_id);
  self->my_id = me != NULL ? g_strdup (me->id) : NULL;
  self->may_comment = open && me != NULL && me->can != NULL && me->can->comment;
  g_hash_table_remove_all (self->depths);
  g_ptr_array_unref (self->comments);
  self->comments = moot_comment_order_arrange (comments, self->depths);
  take_news (self, read);
  update_rows (self);
  update_more (self);
  gtk_widget_set_visible (self->none, self->comments->len == 0);
  gtk_widget_set_visible (self->writing, self->may_comment);
  mark_read (self);
}
