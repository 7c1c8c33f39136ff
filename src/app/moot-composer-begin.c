/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a composer begins with: nothing, an answer, a quote, or words that were there before.
 * Thread: main. */
#include "config.h"

#include "moot-composer-private.h"

#include "moot-html.h"

#include <glib/gi18n.h>

static void
begin_reply (MootComposer *self)
{
  const char *own = moot_session_get_account (self->session)->acct;
  g_autoptr (MootDraft) draft = moot_draft_new_reply (self->parent, own);
  g_autofree char *plain = moot_html_to_text (self->parent->content);
  /* Translators: above the field for an answer; the first %s is a name, the second the start of the
   * post */
  g_autofree char *context =
    g_strdup_printf (_("Answer to %s: %s"), self->parent->account->display_name, plain);

  gtk_window_set_title (GTK_WINDOW (self), _("Reply"));
  gtk_label_set_text (self->context, context);
  gtk_widget_set_visible (GTK_WIDGET (self->context), TRUE);
  moot_composer_show_draft (self, draft);
}

/* What was being written for the same place before is there again. */
static GtkWidget *
open (MootComposer *self)
{
  moot_composer_count (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  gtk_text_buffer_set_modified (gtk_text_view_get_buffer (self->text), FALSE);
  moot_composer_find_draft (self);
  self->loading = FALSE;
  return GTK_WIDGET (self);
}

static MootComposer *
create (MootSession *session)
{
  MootComposer *self = g_object_new (MOOT_TYPE_COMPOSER, NULL);
  g_autoptr (MootDraft) empty = moot_draft_new ();

  self->session = g_object_ref (session);
  self->key = g_strdup (empty->key);
  moot_composer_show_policy (self, NULL);
  return self;
}

static void
set_target (MootComposer *self,
            const char   *prefix,
            MootStatus   *status)
{
  g_free (self->target);
  self->target = g_strconcat (prefix, status->id, NULL);
}

/**
 * moot_composer_new:
 * @session: who writes
 * @parent: (nullable): the status to answer
 * @text: (nullable): what to begin with
 *
 * What was being written for the same place before is there again.
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
moot_composer_new (MootSession *session,
                   MootStatus  *parent,
                   const char  *text)
{
  MootComposer *self = create (session);

  if (parent != NULL)
    {
      self->parent = g_object_ref (parent);
      set_target (self, "", parent);
      begin_reply (self);
    }
  else if (text != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), text, -1);
  return open (self);
}

/**
 * moot_composer_new_quote:
 * @session: who writes
 * @quoted: the status to quote
 *
 * What was being written to the same quote before is there again.
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
moot_composer_new_quote (MootSession *session,
                         MootStatus  *quoted)
{
  MootComposer *self = create (session);

  self->quoted = g_object_ref (quoted);
  set_target (self, "quote/", quoted);
  moot_composer_begin_quote (self);
  return open (self);
}

/**
 * moot_composer_new_again:
 * @session: who writes
 * @text: what a post said that was deleted to be written anew
 * @warning: what it was covered with, or ""
 * @parent_id: of what it answered, or ""
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
moot_composer_new_again (MootSession *session,
                         const char  *text,
                         const char  *warning,
                         const char  *parent_id)
{
  MootComposer *self = g_object_new (MOOT_TYPE_COMPOSER, NULL);
  g_autoptr (MootDraft) draft = moot_draft_new ();

  self->session = g_object_ref (session);
  self->parent_id = *parent_id != '\0' ? g_strdup (parent_id) : NULL;
  g_free (draft->text);
  draft->text = g_strdup (text);
  draft->warning = *warning != '\0' ? g_strdup (warning) : NULL;
  moot_composer_show_draft (self, draft);
  gtk_revealer_set_reveal_child (self->warning_revealer, draft->warning != NULL);
  gtk_text_buffer_set_modified (gtk_text_view_get_buffer (self->text), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  self->loading = FALSE;
  return GTK_WIDGET (self);
}

/**
 * moot_composer_new_edit:
 * @session: who writes
 * @status: a post of theirs
 * @source: what they had written
 *
 * The pictures of the post stay as they are.
 *
 * Returns: (transfer floating): a window
 */
GtkWidget *
moot_composer_new_edit (MootSession      *session,
                        MootStatus       *status,
                        MootStatusSource *source)
{
  MootComposer *self = g_object_new (MOOT_TYPE_COMPOSER, NULL);
  g_autoptr (MootDraft) draft = moot_draft_new ();

  self->session = g_object_ref (session);
  self->edited = g_object_ref (status);
  g_free (draft->text);
  draft->text = g_strdup (source->text != NULL ? source->text : "");
  if (source->spoiler_text != NULL && *source->spoiler_text != '\0')
    draft->warning = g_strdup (source->spoiler_text);
  g_free (draft->visibility);
  draft->visibility = g_strdup (status->visibility != NULL ? status->visibility : "public");
  gtk_window_set_title (GTK_WINDOW (self), _("Edit Post"));
  gtk_button_set_label (self->post_button, _("Save"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->visibility), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->attach_button), FALSE);
  moot_composer_show_draft (self, draft);
  gtk_revealer_set_reveal_child (self->warning_revealer, draft->warning != NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
  self->loading = FALSE;
  return GTK_WIDGET (self);
}
