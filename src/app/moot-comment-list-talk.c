/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a list of comments tells the server and asks of it.  All that somebody says or does goes
 * through the outbox, so that it is not lost while the server is away.
 * Thread: main. */
#include "moot-comment-list-private.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-comment-order.h"
#include "moot-comment-post.h"
#include "moot-error-text.h"
#include "moot-talk-media.h"

/* Talking to the server ---------------------------------------------------------------------- */

static void
post (MootCommentList     *self,
      MootUnsentItem      *item,
      GAsyncReadyCallback  callback)
{
  moot_comment_post_async (self->client, item, self->cancellable, callback, g_object_ref (self));
}

/* Not worth a word when it fails: the next look tells the server again. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (MootUnsentItem) waiting = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean done =
    moot_comment_post_finish (MOOT_CLIENT (source), result, &waiting, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (done && waiting == NULL)
    g_signal_emit_by_name (self, "read");
  else if (!done)
    g_clear_pointer (&self->read, g_free);
}

/** moot_comment_list_mark_read: what is on a page that is looked at counts as read */
void
moot_comment_list_mark_read (MootCommentList *self)
{
  g_autofree char *ranges = NULL;
  g_autofree char *key = NULL;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  if (self->my_id == NULL || self->comments->len == 0 ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  ranges = moot_comment_order_write_ranges (self->comments, self->comments->len);
  if (g_strcmp0 (ranges, self->read) == 0)
    return;

  moot_json_begin_object (&json);
  moot_json_put_raw (&json, "ranges", ranges);
  moot_json_end_object (&json);
  g_free (self->read);
  self->read = g_steal_pointer (&ranges);
  key = g_strconcat ("read-", self->discussion_id, NULL);
  post (self,
        moot_unsent_item_new ("read", self->discussion_id, NULL, key,
                              moot_json_writer_steal (&json)),
        read_cb);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (MootUnsentItem) waiting = NULL;
  g_autoptr (GError) error = NULL;
  const gboolean done =
    moot_comment_post_finish (MOOT_CLIENT (source), result, &waiting, NULL, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  sentence = error != NULL ? moot_error_text_dup_sentence (error) : NULL;
  moot_text_field_set_problem (self->field, sentence);
  if (done)
    g_signal_emit_by_name (self, "said");
}

/** moot_comment_list_react: for a row */
void
moot_comment_list_react (MootCommentRow  *row,
                         const char      *name,
                         gboolean         present,
                         MootCommentList *self)
{
  const char *id = moot_comment_row_get_comment (row)->id;
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, "name", name);
  moot_json_put_boolean (&json, "present", present);
  moot_json_end_object (&json);
  post (self,
        moot_unsent_item_new ("react", self->discussion_id, id, NULL,
                              moot_json_writer_steal (&json)),
        answered_cb);
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
    post (removal->list,
          moot_unsent_item_new ("remove", removal->list->discussion_id, removal->comment_id, NULL,
                                g_strdup ("")),
          answered_cb);
}

/** moot_comment_list_remove: for a row */
void
moot_comment_list_remove (MootCommentRow  *row,
                          MootCommentList *self)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->list = g_object_ref (self);
  removal->comment_id = g_strdup (moot_comment_row_get_comment (row)->id);
  moot_ask (GTK_WIDGET (self), _("Remove Your Comment?"),
            _("Its text is forgotten; the answers to it stay."), _("Remove"), TRUE,
            remove_answered_cb, removal, removal_free);
}

static void
take_part (MootCommentList *self,
           GAsyncResult    *result,
           gboolean         later)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply =
    self->client != NULL ? moot_client_call_finish (self->client, result, &error) : NULL;
  g_autofree char *sentence = NULL;

  if (self->client == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  gtk_widget_set_sensitive (self->more_button, TRUE);
  gtk_widget_set_sensitive (self->earlier_button, TRUE);
  sentence = error != NULL ? moot_error_text_dup_sentence (error) : NULL;
  moot_text_field_set_problem (self->field, sentence);
  if (reply == NULL)
    return;
  if (later)
    self->has_later = reply->items->len == MOOT_TALK_PAGE;
  moot_comment_list_take (self, reply->items);
}

static void
later_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;

  take_part (self, result, TRUE);
}

static void
earlier_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;

  take_part (self, result, FALSE);
}

static void
ask_part (MootCommentList *self,
          gboolean         later)
{
  MootRequest *request = moot_request_new_for (MOOT_CALL_COMMENTS, self->discussion_id);

  moot_request_add_int (request, "limit", MOOT_TALK_PAGE);
  moot_request_add (request, later ? "min_id" : "max_id",
                    moot_comment_list_find_end (self, later)->id);
  gtk_widget_set_sensitive (self->more_button, FALSE);
  gtk_widget_set_sensitive (self->earlier_button, FALSE);
  moot_client_call_async (self->client, request, self->cancellable, later ? later_cb : earlier_cb,
                          g_object_ref (self));
}

/** moot_comment_list_ask_later: reads on */
void
moot_comment_list_ask_later (MootCommentList *self)
{
  ask_part (self, TRUE);
}

/** moot_comment_list_ask_earlier: reads what came before */
void
moot_comment_list_ask_earlier (MootCommentList *self)
{
  ask_part (self, FALSE);
}

/* Waiting ------------------------------------------------------------------------------------ */

static MootUnsentItem *
find_waiting (MootCommentList *self,
              gint64           id,
              guint           *out_index)
{
  for (*out_index = 0; *out_index < self->waiting->len; (*out_index)++)
    {
      MootUnsentItem *item = g_ptr_array_index (self->waiting, *out_index);

      if (item->id == id)
        return item;
    }
  return NULL;
}

/** moot_comment_list_discard: what waits is not to be sent any more */
void
moot_comment_list_discard (MootCommentList *self,
                           gint64           id)
{
  guint index;

  if (find_waiting (self, id, &index) == NULL)
    return;
  g_ptr_array_remove_index (self->waiting, index);
  moot_comment_post_forget (self->client, id);
  moot_waiting_list_set_items (self->waiting_list, self->waiting);
}

/** moot_comment_list_write_again: the words go back into the box, below what is there */
void
moot_comment_list_write_again (MootCommentList *self,
                               gint64           id)
{
  guint index;
  MootUnsentItem *item = find_waiting (self, id, &index);
  g_autofree char *text = item != NULL ? moot_unsent_item_dup_text (item) : NULL;
  g_autofree char *begun = moot_text_field_dup_text (self->field);
  g_autofree char *both = NULL;
  MootComment *comment;

  if (item == NULL)
    return;
  both = *begun != '\0' ? g_strconcat (begun, "\n\n", text, NULL) : g_strdup (text);
  comment = g_str_equal (item->kind, "edit") ? moot_comment_list_find (self, item->target) : NULL;
  if (comment != NULL)
    moot_comment_list_edit (self, comment, both);
  else
    moot_text_field_set_text (self->field, both);
  moot_text_field_focus (self->field);
  moot_comment_list_discard (self, id);
}

/* Writing ------------------------------------------------------------------------------------ */

static void
looked_again_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, NULL);
  g_autoptr (GPtrArray) one = g_ptr_array_new_with_free_func (g_object_unref);

  if (reply == NULL || self->client == NULL)
    return;
  g_ptr_array_add (one, g_object_ref (reply->entity));
  moot_comment_list_take (self, one);
}

/* Why a change was refused is seen by looking: it may have been changed elsewhere. */
static void
look_again (MootCommentList *self)
{
  if (self->editing_id != NULL)
    moot_client_call_async (self->client,
                            moot_request_new_for (MOOT_CALL_COMMENT, self->editing_id),
                            self->cancellable, looked_again_cb, g_object_ref (self));
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootCommentList) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootUnsentItem) waiting = NULL;
  const gboolean done =
    moot_comment_post_finish (MOOT_CLIENT (source), result, &waiting, NULL, &error);
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_set_sensitive (self->writing, TRUE);
  if (!done)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_text_field_set_problem (self->field, sentence);
      moot_text_field_focus (self->field);
      look_again (self);
      return;
    }
  if (waiting != NULL)
    {
      g_ptr_array_add (self->waiting, g_steal_pointer (&waiting));
      moot_waiting_list_set_items (self->waiting_list, self->waiting);
    }
  moot_text_field_set_text (self->field, NULL);
  g_clear_pointer (&self->parent_id, g_free);
  g_clear_pointer (&self->editing_id, g_free);
  moot_attach_box_clear (self->attach);
  moot_comment_list_show_answering (self, NULL);
  g_signal_emit_by_name (self, "said");
}

/* A change is one of the text its author read; what hung there stays, with what comes along. */
static void
put_edit (MootCommentList *self,
          MootJsonWriter  *json)
{
  MootComment *comment = moot_comment_list_find (self, self->editing_id);
  g_autoptr (MootStatus) media =
    comment != NULL ? moot_talk_media_parse (comment->attachments) : NULL;

  moot_json_put_int (json, "version", self->editing_version);
  if (media != NULL && moot_attach_box_count (self->attach) > 0)
    moot_talk_media_write_ids (media, json);
}

static MootUnsentItem *
new_item (MootCommentList *self)
{
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;
  g_autofree char *text = moot_text_field_dup_text (self->field);

  /* Sent again after an error, it is the same comment: it may have arrived the first time. */
  if (self->key == NULL)
    self->key = g_uuid_string_random ();
  moot_json_begin_object (&json);
  moot_json_put_string (&json, "body", text);
  if (self->parent_id != NULL && self->editing_id == NULL)
    moot_json_put_string (&json, "parent_id", self->parent_id);
  if (self->editing_id != NULL)
    put_edit (self, &json);
  moot_attach_box_write (self->attach, &json);
  moot_json_end_object (&json);
  return moot_unsent_item_new (self->editing_id != NULL ? "edit" : "comment", self->discussion_id,
                               self->editing_id, self->key, moot_json_writer_steal (&json));
}

/** moot_comment_list_send: says what is in the box */
void
moot_comment_list_send (MootCommentList *self)
{
  if (!gtk_widget_is_sensitive (GTK_WIDGET (self->send_button)))
    return;

  moot_text_field_set_problem (self->field, NULL);
  gtk_widget_set_sensitive (self->writing, FALSE);
  post (self, new_item (self), sent_cb);
}
