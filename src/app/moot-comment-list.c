/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The talk about something.  What is being written survives every refresh and every error.
 * Thread: main. */
#include "moot-comment-list.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-comment-row.h"
#include "moot-discussion.h"
#include "moot-marked-label.h"
#include "moot-member.h"
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
  GHashTable *by_id;   /* id -> MootComment; both borrow from comments */
  GHashTable *depths;  /* id -> depth */
  GHashTable *names;   /* id -> MootMember */
  guint n_shown;
  gboolean may_comment;
  char *parent_id;
  char *key; /* (nullable): of the comment that was sent and not confirmed */
};

G_DEFINE_FINAL_TYPE (MootCommentList, moot_comment_list, GTK_TYPE_WIDGET)

typedef enum
{
  SIGNAL_SEND,
  N_SIGNALS,
} MootCommentListSignal;

static guint signals[N_SIGNALS];

/* Order -------------------------------------------------------------------------------------- */

static int
compare_positions (gconstpointer a,
                   gconstpointer b)
{
  const MootComment *left = *(MootComment *const *) a;
  const MootComment *right = *(MootComment *const *) b;

  return left->position < right->position ? -1 : left->position > right->position;
}

static MootComment *
find_comment (GHashTable *by_id,
              const char *id)
{
  return id != NULL ? g_hash_table_lookup (by_id, id) : NULL;
}

/* An answer follows what it answers; one whose parent is not here, or came later, stands alone. */
static MootComment *
find_parent (GHashTable        *by_id,
             const MootComment *comment)
{
  MootComment *parent = find_comment (by_id, comment->parent_id);

  return parent != NULL && parent->position < comment->position ? parent : NULL;
}

static GPtrArray *
sort_comments (GPtrArray *comments)
{
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < comments->len; i++)
    g_ptr_array_add (sorted, g_object_ref (g_ptr_array_index (comments, i)));
  g_ptr_array_sort (sorted, compare_positions);
  return sorted;
}

static GHashTable *
group_answers (GPtrArray  *sorted,
               GHashTable *by_id)
{
  GHashTable *answers =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < sorted->len; i++)
    {
      MootComment *comment = g_ptr_array_index (sorted, i);
      MootComment *parent = find_parent (by_id, comment);
      GPtrArray *list = g_hash_table_lookup (answers, parent);

      if (list == NULL)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (answers, parent, list);
        }
      g_ptr_array_add (list, comment);
    }
  return answers;
}

/* Depth first without recursion: a stranger's chain of answers may be long. */
static void
arrange (MootCommentList *self,
         GPtrArray       *comments)
{
  g_autoptr (GPtrArray) sorted = sort_comments (comments);
  g_autoptr (GHashTable) answers = NULL;
  g_autoptr (GPtrArray) stack = g_ptr_array_new ();
  GPtrArray *roots;

  g_hash_table_remove_all (self->by_id);
  g_hash_table_remove_all (self->depths);
  g_ptr_array_set_size (self->comments, 0);
  for (guint i = 0; i < sorted->len; i++)
    {
      MootComment *comment = g_ptr_array_index (sorted, i);

      g_hash_table_replace (self->by_id, comment->id, comment);
    }
  answers = group_answers (sorted, self->by_id);
  roots = g_hash_table_lookup (answers, NULL);
  for (guint i = roots != NULL ? roots->len : 0; i > 0; i--)
    g_ptr_array_add (stack, g_ptr_array_index (roots, i - 1));

  while (stack->len > 0)
    {
      MootComment *comment = g_ptr_array_steal_index (stack, stack->len - 1);
      MootComment *parent = find_parent (self->by_id, comment);
      GPtrArray *list = g_hash_table_lookup (answers, comment);
      const guint depth =
        parent != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->depths, parent->id)) + 1 : 0;

      g_ptr_array_add (self->comments, g_object_ref (comment));
      g_hash_table_replace (self->depths, comment->id, GUINT_TO_POINTER (depth));
      for (guint i = list != NULL ? list->len : 0; i > 0; i--)
        g_ptr_array_add (stack, g_ptr_array_index (list, i - 1));
    }
}

/* Rows --------------------------------------------------------------------------------------- */

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

static void
reply_cb (MootCommentRow  *row,
          MootCommentList *self)
{
  g_free (self->parent_id);
  self->parent_id = g_strdup (moot_comment_row_get_comment (row)->id);
  show_answering (self, moot_comment_row_get_author (row));
  moot_text_field_focus (self->field);
}

static void
stop_answering_clicked_cb (MootCommentList *self)
{
  g_clear_pointer (&self->parent_id, g_free);
  show_answering (self, NULL);
  moot_text_field_focus (self->field);
}

static GtkWidget *
make_row (MootCommentList *self,
          MootComment     *comment)
{
  MootComment *parent = find_comment (self->by_id, comment->parent_id);
  const guint depth = GPOINTER_TO_UINT (g_hash_table_lookup (self->depths, comment->id));
  GtkWidget *row = moot_comment_row_new (comment, find_name (self, comment),
                                         parent != NULL ? find_name (self, parent) : NULL, depth);

  g_signal_connect_object (row, "reply", G_CALLBACK (reply_cb), self, 0);
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
      moot_comment_row_set_answerable (MOOT_COMMENT_ROW (fresh), self->may_comment);
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
}

/* Writing ------------------------------------------------------------------------------------ */

static void
send_cb (MootCommentList *self)
{
  g_autofree char *text = moot_text_field_dup_text (self->field);

  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->send_button)))
    return;
  g_signal_emit (self, signals[SIGNAL_SEND], 0, text, self->parent_id);
}

static void
text_changed_cb (MootCommentList *self)
{
  g_clear_pointer (&self->key, g_free);
  gtk_widget_set_sensitive (GTK_WIDGET (self->send_button),
                            !moot_text_field_is_empty (self->field) &&
                              moot_text_field_fits (self->field));
}

static void
moot_comment_list_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_COMMENT_LIST);

  G_OBJECT_CLASS (moot_comment_list_parent_class)->dispose (object);
}

static void
moot_comment_list_finalize (GObject *object)
{
  MootCommentList *self = MOOT_COMMENT_LIST (object);

  g_ptr_array_unref (self->comments);
  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->depths);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_free (self->parent_id);
  g_free (self->key);

  G_OBJECT_CLASS (moot_comment_list_parent_class)->finalize (object);
}

static void
moot_comment_list_class_init (MootCommentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_comment_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_comment_list_finalize;

  /** MootCommentList::send: a comment was written; the id of what it answers may be %NULL */
  signals[SIGNAL_SEND] =
    g_signal_new ("send", MOOT_TYPE_COMMENT_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);

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
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
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
 * moot_comment_list_set_comments:
 * @self: a list
 * @comments: (element-type MootComment): what was said, in any order
 * @names: (element-type utf8 MootMember): members by id
 * @may_comment: whether this account may say more
 */
void
moot_comment_list_set_comments (MootCommentList *self,
                                GPtrArray       *comments,
                                GHashTable      *names,
                                gboolean         may_comment)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self));

  g_hash_table_ref (names);
  g_clear_pointer (&self->names, g_hash_table_unref);
  self->names = names;
  self->may_comment = may_comment;
  arrange (self, comments);
  update_rows (self);
  update_more (self);
  gtk_widget_set_visible (self->none, self->comments->len == 0);
  gtk_widget_set_visible (self->writing, may_comment);
}

/**
 * moot_comment_list_is_dirty:
 * @self: a list
 *
 * Returns: whether something was written and not sent
 */
gboolean
moot_comment_list_is_dirty (MootCommentList *self)
{
  g_return_val_if_fail (MOOT_IS_COMMENT_LIST (self), FALSE);

  return !moot_text_field_is_empty (self->field);
}

/**
 * moot_comment_list_show_sending:
 * @self: a list
 *
 * Nothing can be written until moot_comment_list_show_sent() or _show_problem().
 */
void
moot_comment_list_show_sending (MootCommentList *self)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self));

  moot_text_field_set_problem (self->field, NULL);
  gtk_widget_set_sensitive (self->writing, FALSE);
}

/**
 * moot_comment_list_show_sent:
 * @self: a list
 *
 * The comment arrived; the box is empty again.
 */
void
moot_comment_list_show_sent (MootCommentList *self)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self));

  gtk_widget_set_sensitive (self->writing, TRUE);
  moot_text_field_set_text (self->field, NULL);
  g_clear_pointer (&self->parent_id, g_free);
  show_answering (self, NULL);
}

/**
 * moot_comment_list_show_problem:
 * @self: a list
 * @problem: why the comment did not arrive
 *
 * What was written stays.
 */
void
moot_comment_list_show_problem (MootCommentList *self,
                                const char      *problem)
{
  g_return_if_fail (MOOT_IS_COMMENT_LIST (self));

  gtk_widget_set_sensitive (self->writing, TRUE);
  moot_text_field_set_problem (self->field, problem);
  moot_text_field_focus (self->field);
}

/**
 * moot_comment_list_new_request:
 * @self: a list
 * @discussion_id: where
 * @text: what to say
 * @parent_id: (nullable): the comment that is answered
 *
 * Returns: (transfer full): how the server is told
 */
MootRequest *
moot_comment_list_new_request (MootCommentList *self,
                               const char      *discussion_id,
                               const char      *text,
                               const char      *parent_id)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_CREATE_COMMENT, discussion_id);
  g_auto (MootJsonWriter) writer = MOOT_JSON_WRITER_INIT;

  /* Sent again after an error, it is the same comment: it may have arrived the first time. */
  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  moot_json_begin_object (&writer);
  moot_json_put_string (&writer, "body", text);
  if (parent_id != NULL)
    moot_json_put_string (&writer, "parent_id", parent_id);
  moot_json_end_object (&writer);
  moot_request_set_json (request, moot_json_writer_steal (&writer));
  moot_request_set_idempotency_key (request, self->key);
  return request;
}
