/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* News of the moot: what a member is to hear of, and a digest of what happened since they looked.
 * Spec: co-op API, notifications and digest.
 * Thread: main; loaded on a worker. */
#include "moot-news-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-clock.h"
#include "moot-decision-text.h"
#include "moot-error-text.h"
#include "moot-json.h"
#include "moot-list-rows.h"
#include "moot-member.h"
#include "moot-moment-text.h"
#include "moot-news-text.h"
#include "moot-page-loader.h"
#include "moot-talk.h"
#include "moot-vote-list.h"

#define LIST_MAX 80

struct _MootNewsPage
{
  GtkWidget parent_instance;

  MootStatePage *state;
  GtkListBox *news;
  GtkWidget *news_none;
  GtkLabel *digest_heading;
  GtkListBox *discussions;
  GtkListBox *proposals;
  GtkWidget *digest_none;
  GtkWidget *seen_button;
  GtkDropDown *frequency;

  MootPageLoader *loader;
  char *newest_id; /* (nullable): of the news that are shown */
  gint64 until;    /* of the digest */
  guint told;      /* the frequency, as the server has it */
};

G_DEFINE_FINAL_TYPE (MootNewsPage, moot_news_page, GTK_TYPE_WIDGET)

/* As the choice lists them. */
static const char *const frequencies[] = { "off", "daily", "weekly" };

typedef struct
{
  GPtrArray *news;
  MootTalkDigest *digest;
  GHashTable *names;
  GHashTable *waiting; /* (nullable): ids of proposals that wait for a vote */
  char *newest_id;     /* (nullable): of all news */
  char *digest_text;   /* (nullable): how much the digest has in it */
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_clear_pointer (&news->news, g_ptr_array_unref);
  g_clear_object (&news->digest);
  g_clear_pointer (&news->names, g_hash_table_unref);
  g_clear_pointer (&news->waiting, g_hash_table_unref);
  g_free (news->newest_id);
  g_free (news->digest_text);
  g_free (news);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (News, news_free)

static gboolean
is_digest (MootCoopNotification *news)
{
  return g_strcmp0 (news->type, "digest") == 0;
}

/* That there is a digest is said once, and how much is in it; of an empty one nothing is said. */
static void
sum_up_digests (News *self)
{
  const gboolean is_empty =
    self->digest->discussions->len + self->digest->proposals->len == 0;

  if (self->news->len > 0)
    self->newest_id =
      g_strdup (MOOT_COOP_NOTIFICATION (g_ptr_array_index (self->news, 0))->id);
  for (guint i = 0; i < self->news->len;)
    {
      MootCoopNotification *one = g_ptr_array_index (self->news, i);

      if (is_digest (one) && (is_empty || self->digest_text != NULL))
        {
          g_ptr_array_remove_index (self->news, i);
          continue;
        }
      if (is_digest (one))
        self->digest_text = moot_news_text_dup_digest (one, self->digest);
      i++;
    }
}

/* A copy does not know whether somebody has voted meanwhile. */
static GHashTable *
find_waiting (MootPageSource *source,
              GCancellable   *cancellable)
{
  g_autoptr (GPtrArray) waiting =
    !source->from_copies ? moot_vote_watch_ask (source->connection, cancellable, NULL) : NULL;
  GHashTable *ids;

  if (waiting == NULL)
    return NULL;
  ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < waiting->len; i++)
    g_hash_table_add (ids, g_strdup (MOOT_PROPOSAL (g_ptr_array_index (waiting, i))->id));
  return ids;
}

static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  MootRequest *request = moot_request_new (MOOT_CALL_COOP_NEWS);
  g_autoptr (News) self = g_new0 (News, 1);
  g_autoptr (MootReply) reply = NULL;

  moot_request_add_int (request, "limit", LIST_MAX);
  reply = moot_page_source_ask (source, "coop-news", request, cancellable, error);
  if (reply == NULL)
    return NULL;
  self->news = moot_reply_take_items (reply);
  self->digest =
    moot_page_source_ask_entity (source, "digest", MOOT_CALL_DIGEST, NULL, cancellable, error);
  if (self->digest == NULL)
    return NULL;
  sum_up_digests (self);
  self->names = moot_page_source_ask_names (source, cancellable, NULL);
  self->waiting = find_waiting (source, cancellable);
  return g_steal_pointer (&self);
}

/* Doing ---------------------------------------------------------------------------------------- */

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootNewsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootReply) reply = moot_client_call_finish (MOOT_CLIENT (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (reply == NULL)
    {
      g_autofree char *sentence = moot_error_text_dup_sentence (error);

      gtk_drop_down_set_selected (self->frequency, self->told);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "s", sentence);
    }
  moot_page_loader_refresh (self->loader);
}

static void
send (MootNewsPage *self,
      MootCall      call,
      const char   *name,
      const char   *value)
{
  MootRequest *request = moot_request_new (call);
  g_auto (MootJsonWriter) json = MOOT_JSON_WRITER_INIT;

  moot_json_begin_object (&json);
  moot_json_put_string (&json, name, value);
  moot_json_end_object (&json);
  moot_request_set_json (request, moot_json_writer_steal (&json));
  moot_client_call_async (moot_page_loader_get_client (self->loader), request,
                          moot_page_loader_get_cancellable (self->loader), done_cb,
                          g_object_ref (self));
}

/* What came while the page was read stays for the next time. */
static void
seen_clicked_cb (MootNewsPage *self)
{
  g_autofree char *until = moot_time_format_iso (self->until);

  if (self->newest_id != NULL)
    send (self, MOOT_CALL_CLEAR_COOP_NEWS, "up_to", self->newest_id);
  send (self, MOOT_CALL_CHANGE_DIGEST, "seen_until", until);
}

static void
frequency_cb (MootNewsPage *self)
{
  const guint chosen = gtk_drop_down_get_selected (self->frequency);

  if (self->loader == NULL || chosen == self->told || chosen >= G_N_ELEMENTS (frequencies))
    return;
  self->told = chosen;
  send (self, MOOT_CALL_CHANGE_DIGEST, "frequency", frequencies[chosen]);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_news_page_refresh (MOOT_NEWS_PAGE (widget));
}

/* Showing -------------------------------------------------------------------------------------- */

static gboolean
is_vote (MootCoopNotification *news)
{
  return news->proposal_id != NULL &&
         (g_strcmp0 (news->type, "vote") == 0 || g_strcmp0 (news->type, "closing") == 0);
}

static gboolean
needs_vote (const News           *news,
            MootCoopNotification *one)
{
  return is_vote (one) && news->waiting != NULL &&
         g_hash_table_contains (news->waiting, one->proposal_id);
}

/* What a row says: it is made anew when this changes. */
static const char *
find_event (gpointer data,
            gpointer item)
{
  News *news = data;
  MootCoopNotification *one = item;
  MootMember *member = news->names != NULL && one->actor_id != NULL
                         ? g_hash_table_lookup (news->names, one->actor_id)
                         : NULL;
  char *event;

  if (is_digest (one))
    return news->digest_text;
  if (is_vote (one) && news->waiting != NULL && !needs_vote (news, one))
    event = moot_news_text_dup_voted (one);
  else
    event = moot_news_text_dup_event (one, member != NULL ? member->name : NULL);
  g_object_set_data_full (G_OBJECT (one), "event", event, g_free);
  return event;
}

static GtkWidget *
make_news (gpointer    data,
           gpointer    item,
           const char *event)
{
  MootCoopNotification *news = item;
  GtkWidget *row = news->title != NULL ? moot_list_rows_make_text (news->title, event, NULL)
                                       : moot_list_rows_make_text (event, NULL, NULL);

  if (needs_vote (data, news))
    gtk_box_append (
      GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))),
      moot_vote_list_make_button (news->proposal_id, news->title != NULL ? news->title : event));
  if (g_str_has_prefix (news->type, "application"))
    gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-members");
  else if (news->proposal_id != NULL)
    moot_list_rows_set_target (row, "win.open-proposal", news->proposal_id);
  else
    moot_list_rows_set_target (row, "win.open-discussion", news->discussion_id);
  return row;
}

static GtkWidget *
make_discussion (gpointer    data,
                 gpointer    item,
                 const char *extra)
{
  MootDigestItem *digest = item;
  g_autofree char *comments = moot_news_text_dup_comments (digest);
  GtkWidget *row = moot_list_rows_make_text (digest->title, comments, NULL);

  moot_list_rows_set_target (row, "win.open-discussion", digest->id);
  return row;
}

static GtkWidget *
make_proposal (gpointer    data,
               gpointer    item,
               const char *extra)
{
  MootDigestItem *digest = item;
  g_autoptr (MootProposal) proposal = g_object_new (MOOT_TYPE_PROPOSAL, NULL);
  GtkWidget *row;

  proposal->state = g_strdup (digest->state);
  row = moot_list_rows_make_text (digest->title, moot_decision_text_get_state (proposal), NULL);
  moot_list_rows_set_target (row, "win.open-proposal", digest->id);
  return row;
}

static const MootRowKind news_rows = { find_event, make_news };
static const MootRowKind discussion_rows = { NULL, make_discussion };
static const MootRowKind proposal_rows = { NULL, make_proposal };

static void
show_digest (MootNewsPage   *self,
             MootTalkDigest *digest)
{
  g_autofree char *since = moot_moment_text_dup_moment (digest->since);
  /* Translators: heading; %s is a moment, as in “Fri 4 Nov, 18:00”. */
  g_autofree char *heading = g_strdup_printf (_("Since You Were Last Here, %s"), since);

  gtk_label_set_text (self->digest_heading, heading);
  moot_list_rows_fill (self->discussions, digest->discussions, &discussion_rows, NULL);
  moot_list_rows_fill (self->proposals, digest->proposals, &proposal_rows, NULL);
  gtk_widget_set_visible (self->digest_none,
                          digest->discussions->len + digest->proposals->len == 0);
  for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
    if (g_strcmp0 (frequencies[i], digest->frequency) == 0)
      self->told = i;
  gtk_drop_down_set_selected (self->frequency, self->told);
  self->until = digest->until;
}

static void
show_news (GtkWidget *page,
           gpointer   result)
{
  MootNewsPage *self = MOOT_NEWS_PAGE (page);
  News *news = result;

  moot_list_rows_fill (self->news, news->news, &news_rows, news);
  gtk_widget_set_visible (self->news_none, news->news->len == 0);
  g_free (self->newest_id);
  self->newest_id = g_strdup (news->newest_id);
  show_digest (self, news->digest);
  moot_state_page_show_content (self->state);
}

static const MootPageKind news_kind = {
  .load = load,
  .show = show_news,
  .free_result = news_free,
};

static void
moot_news_page_dispose (GObject *object)
{
  MootNewsPage *self = MOOT_NEWS_PAGE (object);

  if (self->loader != NULL)
    moot_page_loader_stop (self->loader);
  g_clear_object (&self->loader);
  g_clear_pointer (&self->newest_id, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_NEWS_PAGE);

  G_OBJECT_CLASS (moot_news_page_parent_class)->dispose (object);
}

static void
moot_news_page_class_init (MootNewsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_news_page_dispose;
  g_type_ensure (MOOT_TYPE_STATE_PAGE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-news-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, news);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, news_none);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, digest_heading);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, discussions);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, proposals);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, digest_none);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, seen_button);
  gtk_widget_class_bind_template_child (widget_class, MootNewsPage, frequency);
  gtk_widget_class_bind_template_callback (widget_class, frequency_cb);
  gtk_widget_class_bind_template_callback (widget_class, seen_clicked_cb);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_news_page_init (MootNewsPage *self)
{
  self->told = G_N_ELEMENTS (frequencies) - 1;
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_news_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_news_page_new (MootClient *client)
{
  MootNewsPage *self;

  g_return_val_if_fail (MOOT_IS_CLIENT (client), NULL);

  self = g_object_new (MOOT_TYPE_NEWS_PAGE, NULL);
  self->loader = moot_page_loader_new (GTK_WIDGET (self), self->state, client, NULL, &news_kind);
  moot_page_loader_refresh (self->loader);
  return GTK_WIDGET (self);
}

/**
 * moot_news_page_refresh:
 * @self: a page
 *
 * Loads the page again, after something of the co-op changed.
 */
void
moot_news_page_refresh (MootNewsPage *self)
{
  g_return_if_fail (MOOT_IS_NEWS_PAGE (self));

  moot_page_loader_refresh (self->loader);
}
