/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Discussions that have something in common.
 * Thread: main. */
#include "moot-discussions-page.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "moot-discussion-row.h"
#include "moot-empty.h"
#include "moot-member.h"

#define LIST_MAX 80 /* of a page of the API */

struct _MootDiscussionsPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (MootDiscussionsPage, moot_discussions_page, MOOT_TYPE_CASE_PAGE)

typedef enum
{
  SIGNAL_OPEN_DISCUSSION,
  N_SIGNALS,
} MootDiscussionsPageSignal;

static guint signals[N_SIGNALS];

typedef struct
{
  GPtrArray *discussions;
  GHashTable *names;
} Found;

static void
found_free (gpointer data)
{
  Found *found = data;

  g_clear_pointer (&found->discussions, g_ptr_array_unref);
  g_clear_pointer (&found->names, g_hash_table_unref);
  g_free (found);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Found, found_free)

/* The id of the page is a parameter of the API and its value, as in “tag=heating”. */
static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (Found) found = g_new0 (Found, 1);
  g_auto (GStrv) parts = g_strsplit (id, "=", 2);
  g_autofree char *name = g_strconcat ("discussions-", id, NULL);
  MootRequest *request = moot_request_new (MOOT_CALL_DISCUSSIONS);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add (request, parts[0], parts[1]);
  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_page_source_ask (source, name, request, cancellable, error);
  if (reply == NULL)
    return NULL;
  found->discussions = moot_reply_take_items (reply);
  found->names = moot_page_source_ask_names (source, cancellable, error);
  return found->names != NULL ? g_steal_pointer (&found) : NULL;
}

static void
show (GtkWidget *page,
      gpointer   result)
{
  MootDiscussionsPage *self = MOOT_DISCUSSIONS_PAGE (page);
  const Found *found = result;

  moot_empty_list (self->list);
  for (guint i = 0; i < found->discussions->len; i++)
    {
      MootDiscussion *discussion = g_ptr_array_index (found->discussions, i);
      MootMember *author = discussion->author_id != NULL
                             ? g_hash_table_lookup (found->names, discussion->author_id)
                             : NULL;

      gtk_list_box_append (
        self->list, moot_discussion_row_new (discussion, author != NULL ? author->name : NULL));
    }
  if (found->discussions->len > 0)
    moot_state_page_show_content (self->state);
  else
    moot_state_page_show_empty (self->state, "system-users-symbolic", _("No Discussions"),
                                _("Nothing is discussed here yet."), NULL);
}

static const MootPageKind kind = { load, show, found_free };

static void
row_activated_cb (MootDiscussionsPage *self,
                  GtkListBoxRow       *row)
{
  g_signal_emit (self, signals[SIGNAL_OPEN_DISCUSSION], 0,
                 moot_discussion_row_get_id (MOOT_DISCUSSION_ROW (row)));
}

static void
moot_discussions_page_dispose (GObject *object)
{
  MootDiscussionsPage *self = MOOT_DISCUSSIONS_PAGE (object);

  G_OBJECT_CLASS (moot_discussions_page_parent_class)->dispose (object);
  if (self->state != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->state));
  self->state = NULL;
}

static void
moot_discussions_page_class_init (MootDiscussionsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = moot_discussions_page_dispose;

  /** MootDiscussionsPage::open-discussion: one was chosen, by its id */
  signals[SIGNAL_OPEN_DISCUSSION] =
    g_signal_new ("open-discussion", MOOT_TYPE_DISCUSSIONS_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
moot_discussions_page_init (MootDiscussionsPage *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->state = MOOT_STATE_PAGE (moot_state_page_new ());
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Discussions"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (box, "moot-panel");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->list));
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 680);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), clamp);
  moot_state_page_set_child (self->state, scrolled);
  gtk_widget_set_parent (GTK_WIDGET (self->state), GTK_WIDGET (self));
}

/**
 * moot_discussions_page_new:
 * @client: a server with a co-op
 * @name: `tag` or `circle`
 * @value: which one
 * @title: of the page
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_discussions_page_new (MootClient *client,
                           const char *name,
                           const char *value,
                           const char *title)
{
  MootDiscussionsPage *self = g_object_new (MOOT_TYPE_DISCUSSIONS_PAGE, NULL);
  g_autofree char *id = g_strconcat (name, "=", value, NULL);

  moot_case_page_set_title (MOOT_CASE_PAGE (self), title);
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, id, &kind);
  return GTK_WIDGET (self);
}
