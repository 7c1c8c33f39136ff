/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Searching.  What is typed is looked for once the fingers rest; the server is asked to look beyond
 * itself, so that a handle or an address from elsewhere finds who or what it names.
 * Spec: Mastodon client API, /api/v2/search.
 * Thread: main. */
#include "config.h"

#include "moot-search-page.h"

#include "moot-entity-feed.h"
#include "moot-error-text.h"
#include "moot-feed-heading.h"
#include "moot-search-result.h"
#include "moot-state-page.h"

#include <glib/gi18n.h>
#include <string.h>

#define PAGE_SIZE 20    /* of each kind; the API gives at most 40 */
#define MAX_RESULTS 400 /* of one kind; whoever wants more searches better */

struct _MootSearchPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *entry;
  GtkDropDown *kind;
  AdwBin *others;
  AdwBin *results;
  GtkWidget *feed;

  MootSession *session;
  char *query;
  GListStore *rows;
  guint n_found; /* of the one kind that is looked for; what the next page begins behind */
  gboolean complete;
  GCancellable *cancellable; /* of the question that is open */
};

G_DEFINE_FINAL_TYPE (MootSearchPage, moot_search_page, GTK_TYPE_WIDGET)

/* in the order of the list in the template; %NULL for all */
static const char *const kind_names[] = { NULL, "accounts", "hashtags", "statuses" };

typedef struct
{
  MootSearchPage *page;
  guint offset;
} Question;

static MootStatePage *
get_state (MootSearchPage *self)
{
  return moot_entity_feed_get_state (MOOT_ENTITY_FEED (self->feed));
}

static const char *
get_kind_name (MootSearchPage *self)
{
  return kind_names[MIN (gtk_drop_down_get_selected (self->kind), G_N_ELEMENTS (kind_names) - 1)];
}

static void
show_start (MootSearchPage *self)
{
  moot_state_page_show_empty (
    get_state (self), "moot-search-symbolic", _("Search"),
    _("Look for people, hashtags and posts. A handle such as @ada@coop.example or the address of "
       "a post finds what is on other servers."),
    NULL);
}

static void
add_section (MootSearchPage *self,
             const char     *title,
             GPtrArray      *items)
{
  g_autoptr (MootFeedHeading) heading = NULL;

  if (items->len == 0)
    return;
  if (get_kind_name (self) == NULL)
    {
      heading = moot_feed_heading_new (title);
      g_list_store_append (self->rows, heading);
    }
  g_list_store_splice (self->rows, g_list_model_get_n_items (G_LIST_MODEL (self->rows)), 0,
                       items->pdata, items->len);
}

static void
show_result (MootSearchPage   *self,
             MootSearchResult *found,
             guint             offset)
{
  guint n = found->accounts->len + found->hashtags->len + found->statuses->len;

  if (offset == 0)
    g_list_store_remove_all (self->rows);
  add_section (self, _("People"), found->accounts);
  add_section (self, _("Hashtags"), found->hashtags);
  add_section (self, _("Posts"), found->statuses);
  self->n_found = offset + n;
  self->complete = get_kind_name (self) == NULL || n < PAGE_SIZE || self->n_found >= MAX_RESULTS;
  moot_entity_feed_set_rows (MOOT_ENTITY_FEED (self->feed), G_LIST_MODEL (self->rows));
  if (g_list_model_get_n_items (G_LIST_MODEL (self->rows)) == 0)
    moot_state_page_show_empty (get_state (self), "moot-search-symbolic", _("Nothing Found"),
                                _("Nothing matches, or the other server did not answer."), NULL);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  Question *question = user_data;
  MootSearchPage *self = question->page;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);
  g_autofree char *sentence = NULL;

  if (self->feed != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_object (&self->cancellable);
      if (reply != NULL)
        show_result (self, reply->entity, question->offset);
      else
        {
          sentence = moot_error_text_dup_sentence (error);
          moot_state_page_show_problem (get_state (self), moot_error_text_get_icon (error),
                                        moot_error_text_get_title (error), sentence);
        }
    }
  g_object_unref (question->page);
  g_free (question);
}

static void
ask (MootSearchPage *self,
     guint           offset)
{
  MootRequest *request = moot_request_new (MOOT_CALL_SEARCH);
  Question *question = g_new0 (Question, 1);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  moot_request_add (request, "q", self->query);
  moot_request_add_boolean (request, "resolve", offset == 0);
  moot_request_add_int (request, "limit", PAGE_SIZE);
  if (get_kind_name (self) != NULL)
    {
      moot_request_add (request, "type", get_kind_name (self));
      moot_request_add_int (request, "offset", offset);
    }
  question->page = g_object_ref (self);
  question->offset = offset;
  moot_client_call_async (moot_session_get_client (self->session), request, self->cancellable,
                          answered_cb, question);
}

static void
near_end_cb (MootSearchPage *self)
{
  if (!self->complete && self->cancellable == NULL && self->query != NULL)
    ask (self, self->n_found);
}

static void
search_cb (MootSearchPage *self)
{
  moot_search_page_search (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
search_again (MootSearchPage *self)
{
  if (self->query != NULL)
    {
      moot_state_page_show_loading (get_state (self));
      ask (self, 0);
    }
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  search_again (MOOT_SEARCH_PAGE (widget));
}

static void
status_changed_cb (MootSearchPage *self,
                   MootStatus     *status)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i);

      if (MOOT_IS_STATUS (item) && g_strcmp0 (MOOT_STATUS (item)->id, status->id) == 0)
        g_list_store_splice (self->rows, i, 1, (gpointer *) &status, 1);
    }
}

static void
status_gone_cb (MootSearchPage *self,
                const char     *id)
{
  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->rows)); i > 0; i--)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (self->rows), i - 1);

      if (MOOT_IS_STATUS (item) && g_strcmp0 (MOOT_STATUS (item)->id, id) == 0)
        g_list_store_remove (self->rows, i - 1);
    }
}

static gboolean
moot_search_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (MOOT_SEARCH_PAGE (widget)->entry));
}

static void
moot_search_page_dispose (GObject *object)
{
  MootSearchPage *self = MOOT_SEARCH_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  self->feed = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_SEARCH_PAGE);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->rows);
  g_clear_pointer (&self->query, g_free);

  G_OBJECT_CLASS (moot_search_page_parent_class)->dispose (object);
}

static void
moot_search_page_class_init (MootSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_search_page_dispose;
  widget_class->grab_focus = moot_search_page_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootSearchPage, box);
  gtk_widget_class_bind_template_child (widget_class, MootSearchPage, entry);
  gtk_widget_class_bind_template_child (widget_class, MootSearchPage, kind);
  gtk_widget_class_bind_template_child (widget_class, MootSearchPage, others);
  gtk_widget_class_bind_template_child (widget_class, MootSearchPage, results);
  gtk_widget_class_bind_template_callback (widget_class, search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_again);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_search_page_init (MootSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_list_store_new (G_TYPE_OBJECT);
}

/**
 * moot_search_page_new:
 * @session: who searches
 * @display: how rows show posts
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_search_page_new (MootSession       *session,
                      MootStatusDisplay *display)
{
  MootSearchPage *self = g_object_new (MOOT_TYPE_SEARCH_PAGE, NULL);

  self->session = g_object_ref (session);
  self->feed = moot_entity_feed_new (session, display, _("Results"));
  adw_bin_set_child (self->results, self->feed);
  g_signal_connect_object (self->feed, "near-end", G_CALLBACK (near_end_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (get_state (self), "retry", G_CALLBACK (search_again), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "status-changed", G_CALLBACK (status_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "status-gone", G_CALLBACK (status_gone_cb), self,
                           G_CONNECT_SWAPPED);
  show_start (self);
  return GTK_WIDGET (self);
}

/**
 * moot_search_page_set_others:
 * @self: a page
 * @others: (transfer floating): searches groups elsewhere for the same words
 */
void
moot_search_page_set_others (MootSearchPage  *self,
                             MootLoomioFinds *others)
{
  adw_bin_set_child (self->others, GTK_WIDGET (others));
}

/**
 * moot_search_page_search:
 * @self: a page
 * @query: what to look for; with nothing in it, the results go
 */
void
moot_search_page_search (MootSearchPage *self,
                         const char     *query)
{
  g_autofree char *wanted = g_strstrip (g_strdup (query));

  if (strcmp (gtk_editable_get_text (GTK_EDITABLE (self->entry)), query) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), query); /* what it says next is this */
  if (g_strcmp0 (wanted, self->query) == 0)
    return;
  g_free (self->query);
  self->query = *wanted != '\0' ? g_steal_pointer (&wanted) : NULL;
  if (adw_bin_get_child (self->others) != NULL)
    moot_loomio_finds_search (MOOT_LOOMIO_FINDS (adw_bin_get_child (self->others)), self->query);
  if (self->query != NULL)
    {
      search_again (self);
      return;
    }
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_list_store_remove_all (self->rows);
  show_start (self);
}
