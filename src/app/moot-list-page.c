/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* One list of the API as a page.
 * Thread: main. */
#include "config.h"

#include "moot-list-page.h"

#include "moot-entity-feed.h"

#include <glib/gi18n.h>

struct _MootListPage
{
  GtkWidget parent_instance;

  GtkWidget *feed;
  MootEntityList *list;
  MootAccountRowKind accounts;
};

G_DEFINE_FINAL_TYPE (MootListPage, moot_list_page, GTK_TYPE_WIDGET)

typedef struct
{
  const char *name;
  const char *title;
  MootCall call;
  gboolean statuses;           /* it lists statuses, not accounts */
  MootAccountRowKind accounts; /* why they are listed */
  MootEntityFeedEmpty empty;
} Kind;

/* clang-format off */
static const Kind kinds[] = {
  /* Translators: title of a page with people who ask to follow */
  { "requests",   N_("Follow Requests"), MOOT_CALL_FOLLOW_REQUESTS, FALSE, MOOT_ACCOUNT_ROW_REQUEST,
    { "contact-new-symbolic", N_("No Requests"), N_("People who ask to follow you appear here.") } },
  /* Translators: title of a page with likes, answers and quotes that wait for one's leave */
  { "permissions", N_("Permission Requests"), MOOT_CALL_INTERACTION_REQUESTS, FALSE, MOOT_ACCOUNT_ROW_PLAIN,
    { "emblem-ok-symbolic", N_("Nothing Waits for You"), N_("Where you want to be asked first, favourites, answers, boosts and quotes appear here.") } },
  /* Translators: title of a page with people whom one does not want to hear */
  { "mutes",      N_("Muted Accounts"),  MOOT_CALL_MUTES,           FALSE, MOOT_ACCOUNT_ROW_MUTED,
    { "audio-volume-muted-symbolic", N_("Nobody Is Muted"), N_("People you mute appear here. They do not learn of it.") } },
  /* Translators: title of a page with people one has nothing to do with */
  { "blocks",     N_("Blocked Accounts"), MOOT_CALL_BLOCKS,         FALSE, MOOT_ACCOUNT_ROW_BLOCKED,
    { "action-unavailable-symbolic", N_("Nobody Is Blocked"), N_("People you block appear here.") } },
  /* Translators: title of a page with names of servers */
  { "blocked-servers", N_("Blocked Servers"), MOOT_CALL_BLOCKED_SERVERS, FALSE, MOOT_ACCOUNT_ROW_PLAIN,
    { "network-server-symbolic", N_("No Server Is Blocked"), N_("Servers you block for yourself appear here.") } },
  /* Translators: title of a page with posts */
  { "favourites", N_("Favourites"),      MOOT_CALL_FAVOURITES,      TRUE,  MOOT_ACCOUNT_ROW_PLAIN,
    { "starred-symbolic", N_("No Favourites Yet"), N_("Posts you mark as favourites are kept here.") } },
  /* Translators: title of a page with posts */
  { "bookmarks",  N_("Bookmarks"),       MOOT_CALL_BOOKMARKS,       TRUE,  MOOT_ACCOUNT_ROW_PLAIN,
    { "user-bookmarks-symbolic", N_("No Bookmarks Yet"), N_("Posts you bookmark are kept here. Nobody else learns of it.") } },
  /* Translators: title of a page with posts that quote another one */
  { "quotes",     N_("Quotes"),          MOOT_CALL_QUOTES,          TRUE,  MOOT_ACCOUNT_ROW_PLAIN,
    { "edit-copy-symbolic", N_("No Quotes"), N_("Nobody quotes this post where you could see it.") } },
  /* Translators: title of a page with people */
  { "followers",  N_("Followers"),       MOOT_CALL_FOLLOWERS,       FALSE, MOOT_ACCOUNT_ROW_PLAIN,
    { "avatar-default-symbolic", N_("No Followers"), N_("Nobody follows this account, or it does not say who.") } },
  /* Translators: title of a page with people whom somebody follows */
  { "following",  N_("Following"),       MOOT_CALL_FOLLOWING,       FALSE, MOOT_ACCOUNT_ROW_PLAIN,
    { "avatar-default-symbolic", N_("Follows Nobody"), N_("This account follows nobody, or does not say whom.") } },
};
/* clang-format on */

static const Kind *
find_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].name, name))
      return &kinds[i];
  return NULL;
}

static void
status_changed_cb (MootListPage *self,
                   MootStatus   *status)
{
  moot_entity_list_update_status (self->list, status);
}

static void
status_gone_cb (MootListPage *self,
                const char   *id)
{
  moot_entity_list_remove (self->list, id);
}

/* A request that was answered is none any more, nor is somebody muted who was unmuted. */
static void
relationship_changed_cb (MootListPage     *self,
                         MootRelationship *relationship)
{
  const gboolean belongs[] = {
    [MOOT_ACCOUNT_ROW_PLAIN] = TRUE,
    [MOOT_ACCOUNT_ROW_REQUEST] = relationship->requested_by,
    [MOOT_ACCOUNT_ROW_MUTED] = relationship->muting,
    [MOOT_ACCOUNT_ROW_BLOCKED] = relationship->blocking,
  };

  if (!belongs[self->accounts])
    moot_entity_list_remove (self->list, relationship->id);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  moot_entity_list_refresh (MOOT_LIST_PAGE (widget)->list);
}

static void
moot_list_page_dispose (GObject *object)
{
  MootListPage *self = MOOT_LIST_PAGE (object);

  if (self->list != NULL)
    moot_entity_list_stop (self->list);
  g_clear_pointer (&self->feed, gtk_widget_unparent);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (moot_list_page_parent_class)->dispose (object);
}

static void
moot_list_page_class_init (MootListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_list_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_list_page_init (MootListPage *self)
{
}

static void
listen_to (MootListPage *self,
           MootSession  *session,
           const Kind   *kind)
{
  if (kind->statuses)
    {
      g_signal_connect_object (session, "status-changed", G_CALLBACK (status_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "status-gone", G_CALLBACK (status_gone_cb), self,
                               G_CONNECT_SWAPPED);
    }
  else
    g_signal_connect_object (session, "entry-gone", G_CALLBACK (moot_entity_list_remove),
                             self->list, G_CONNECT_SWAPPED);
  if (kind->accounts != MOOT_ACCOUNT_ROW_PLAIN)
    g_signal_connect_object (session, "relationship-changed",
                             G_CALLBACK (relationship_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * moot_list_page_new:
 * @session: whose view
 * @display: how rows show posts
 * @name: of the list
 * @id: (nullable): of the account or the post it is about
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_list_page_new (MootSession       *session,
                    MootStatusDisplay *display,
                    const char        *name,
                    const char        *id)
{
  MootListPage *self = g_object_new (MOOT_TYPE_LIST_PAGE, NULL);
  const Kind *kind = find_kind (name);

  g_return_val_if_fail (kind != NULL, GTK_WIDGET (self));

  self->accounts = kind->accounts;
  self->feed = moot_entity_feed_new (session, display, _ (kind->title));
  gtk_widget_set_parent (self->feed, GTK_WIDGET (self));
  self->list = moot_entity_list_new (moot_session_get_client (session), kind->call, id);
  if (id == NULL)
    moot_entity_list_set_kept_as (self->list, name);
  moot_entity_feed_set_empty (MOOT_ENTITY_FEED (self->feed), &kind->empty);
  moot_entity_feed_set_account_kind (MOOT_ENTITY_FEED (self->feed), kind->accounts);
  moot_entity_feed_set_list (MOOT_ENTITY_FEED (self->feed), G_LIST_MODEL (self->list), self->list);
  listen_to (self, session, kind);
  moot_entity_list_refresh (self->list);
  return GTK_WIDGET (self);
}

/**
 * moot_list_page_find_title:
 * @name: of a list
 *
 * Returns: (nullable): its title, translated; %NULL for a name that is none
 */
const char *
moot_list_page_find_title (const char *name)
{
  const Kind *kind = find_kind (name);

  return kind != NULL ? _ (kind->title) : NULL;
}
