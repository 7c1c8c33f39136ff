/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The composer and its draft: what stands in the window, read, kept and put in again.
 * Thread: main. */
#include "config.h"

#include "moot-composer-private.h"

#include "moot-composer-picture.h"
#include "moot-draft-keeper.h"

static const char *const visibility_words[] = { "public", "unlisted", "private", "direct" };

static char *
dup_text (MootComposer *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->text);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/** moot_composer_read_draft: (transfer full): everything that stands in the window */
MootDraft *
moot_composer_read_draft (MootComposer *self)
{
  MootDraft *draft = moot_draft_new ();
  guint n_pictures = moot_composer_count_pictures (self);

  g_free (draft->text);
  draft->text = dup_text (self);
  g_free (draft->visibility);
  draft->visibility =
    g_strdup (visibility_words[MIN (gtk_drop_down_get_selected (self->visibility), 3)]);
  g_free (draft->key);
  draft->key = g_strdup (self->key);
  if (gtk_toggle_button_get_active (self->warning_button))
    draft->warning = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->warning)));
  if (self->edited != NULL)
    moot_draft_set_edited (draft, self->edited);
  draft->quoted_id = g_strdup (self->quoted != NULL ? self->quoted->id : NULL);
  draft->quote_policy = g_strdup (moot_composer_get_policy (self));
  draft->parent_id = g_strdup (self->parent != NULL ? self->parent->id : self->parent_id);
  for (guint i = 0; i < n_pictures; i++)
    {
      MootComposerPicture *row =
        MOOT_COMPOSER_PICTURE (gtk_list_box_get_row_at_index (self->pictures, (int) i));

      moot_draft_add_picture (draft, moot_composer_picture_get_path (row),
                              moot_composer_picture_get_description (row));
    }
  return draft;
}

/**
 * moot_composer_keep:
 * @self: a composer
 *
 * Keeps what stands in it as a draft.  A post that is changed is none: the words it has stand on
 * the server.
 */
void
moot_composer_keep (MootComposer *self)
{
  g_autoptr (MootDraft) draft = moot_composer_read_draft (self);

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->edited == NULL)
    moot_draft_keep (self->session, self->target, draft);
}

/** moot_composer_show_draft: puts @draft into the window */
void
moot_composer_show_draft (MootComposer    *self,
                          const MootDraft *draft)
{
  self->loading = TRUE;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), draft->text, -1);
  for (guint i = 0; i < G_N_ELEMENTS (visibility_words); i++)
    if (g_str_equal (visibility_words[i], draft->visibility))
      gtk_drop_down_set_selected (self->visibility, i);
  gtk_toggle_button_set_active (self->warning_button, draft->warning != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->warning),
                         draft->warning != NULL ? draft->warning : "");
  for (guint i = 0; i < draft->pictures->len; i++)
    {
      const MootDraftPicture *picture = g_ptr_array_index (draft->pictures, i);

      moot_composer_add_picture (self, picture->path, picture->description);
    }
  moot_composer_show_policy (self, draft->quote_policy);
  g_free (self->key);
  self->key = g_strdup (draft->key);
  self->loading = FALSE;
  moot_composer_count (self);
}

static void
draft_found_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr (MootComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootDraft) draft = moot_draft_find_finish (result, &error);

  /* a person who already types is not interrupted */
  if (draft != NULL && self->text != NULL &&
      !gtk_text_buffer_get_modified (gtk_text_view_get_buffer (self->text)))
    moot_composer_show_draft (self, draft);
}

/** moot_composer_find_draft: what was being written for the same place before is there again */
void
moot_composer_find_draft (MootComposer *self)
{
  if (moot_session_get_cache (self->session) != NULL)
    moot_draft_find_async (self->session, self->target, self->cancellable, draft_found_cb,
                           g_object_ref (self));
}
