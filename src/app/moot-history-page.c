/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What a post said before it was edited.
 * Thread: main. */
#include "config.h"

#include "moot-history-page.h"

#include "moot-client-load.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-html-view.h"
#include "moot-moment-text.h"
#include "moot-state-page.h"

#include <glib/gi18n.h>

#define MAX_EDITS 100 /* somebody who edits more often is shown the last ones */

struct _MootHistoryPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkListBox *edits;

  MootSession *session;
  char *status_id;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootHistoryPage, moot_history_page, GTK_TYPE_WIDGET)

static void
link_activated_cb (MootHistoryPage *self,
                   const char      *uri)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "status.link", "s", uri);
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_edit (MootHistoryPage *self,
          MootStatusEdit  *edit,
          gboolean         first)
{
  g_autofree char *moment = moot_moment_text_dup_moment (edit->created_at);
  g_autofree char *heading = NULL;
  g_autoptr (MootHtmlBlocks) blocks =
    moot_html_blocks_parse (edit->content != NULL ? edit->content : "", NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *view = moot_html_view_new ();

  /* Translators: %s is a moment, as in “Fri 4 Nov, 18:00” */
  heading = g_strdup_printf (first ? _("Written %s") : _("Edited %s"), moment);
  gtk_widget_add_css_class (box, "moot-row");
  gtk_box_append (GTK_BOX (box), make_label (heading, "caption-heading"));
  if (edit->spoiler_text != NULL && *edit->spoiler_text != '\0')
    gtk_box_append (GTK_BOX (box), make_label (edit->spoiler_text, "heading"));
  moot_html_view_set_blocks (MOOT_HTML_VIEW (view), blocks);
  moot_html_view_set_selectable (MOOT_HTML_VIEW (view), TRUE);
  g_signal_connect_object (view, "activate-link", G_CALLBACK (link_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), view);
  gtk_list_box_append (self->edits, box);
}

static void
show_history (MootReply    *reply,
              gint64        fetched_at,
              const GError *error,
              gpointer      data)
{
  MootHistoryPage *self = data;
  g_autofree char *sentence = NULL;

  if (self->state == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      sentence = moot_error_text_dup_sentence (error);
      moot_state_page_show_problem (self->state, moot_error_text_get_icon (error),
                                    moot_error_text_get_title (error), sentence);
      return;
    }
  moot_empty_list (self->edits);
  for (guint i = reply->items->len; i > 0 && reply->items->len - i < MAX_EDITS; i--)
    add_edit (self, g_ptr_array_index (reply->items, i - 1), i == 1);
  moot_state_page_show_content (self->state);
}

static void
refresh (MootHistoryPage *self)
{
  g_autofree char *name = g_strconcat ("history/", self->status_id, NULL);

  moot_client_load (moot_session_get_client (self->session), name,
                    moot_request_new_for (MOOT_CALL_STATUS_HISTORY, self->status_id),
                    self->cancellable, show_history, g_object_ref (self), g_object_unref);
}

static void
moot_history_page_dispose (GObject *object)
{
  MootHistoryPage *self = MOOT_HISTORY_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_HISTORY_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_pointer (&self->status_id, g_free);

  G_OBJECT_CLASS (moot_history_page_parent_class)->dispose (object);
}

static void
moot_history_page_class_init (MootHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_history_page_dispose;
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootHistoryPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootHistoryPage, edits);
  gtk_widget_class_bind_template_callback (widget_class, refresh);
}

static void
moot_history_page_init (MootHistoryPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_history_page_new:
 * @session: whose view
 * @status_id: of a post that was edited
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_history_page_new (MootSession *session,
                       const char  *status_id)
{
  MootHistoryPage *self = g_object_new (MOOT_TYPE_HISTORY_PAGE, NULL);

  self->session = g_object_ref (session);
  self->status_id = g_strdup (status_id);
  moot_state_page_show_loading (self->state);
  refresh (self);
  return GTK_WIDGET (self);
}
