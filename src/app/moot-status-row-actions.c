/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* What can be done with a post: every row action becomes an action of the page, with the post (or
 * the account, or the address) as its parameter.  Only what needs no server is done here.
 * Thread: main. */
#include <glib/gi18n.h>
#include <string.h>

#include "moot-html.h"
#include "moot-json.h"
#include "moot-quote-policy-menu.h"
#include "moot-status-row-private.h"

typedef enum
{
  TARGET_STATUS,
  TARGET_AUTHOR,
  TARGET_URL,
  TARGET_SERVER,
  TARGET_QUOTED,
} Target;

typedef struct
{
  const char *action; /* of the row */
  const char *page_action;
  Target target;
} Relay;

static const Relay relays[] = {
  { "row.open", "status.open", TARGET_STATUS },
  { "row.account", "status.account", TARGET_AUTHOR },
  { "row.reply", "status.reply", TARGET_STATUS },
  { "row.boost", "status.boost", TARGET_STATUS },
  { "row.favourite", "status.favourite", TARGET_STATUS },
  { "row.bookmark", "status.bookmark", TARGET_STATUS },
  { "row.browse", "status.link", TARGET_URL },
};

typedef enum
{
  OF_ANYBODY,
  OF_ONESELF,
  OF_OTHERS,
  OF_ELSEWHERE,    /* by somebody of another server */
  OF_EDITED,       /* whose words were others before */
  OF_PARTIES,      /* one's own, or those that name the viewer */
  OF_PINNABLE,     /* one's own that more than the mentioned may see */
  OF_QUOTE_POLICY, /* one's own that anybody may see, where the server knows quotes */
  OF_REDRAFT,      /* one's own without what could not be written anew */
  OF_QUOTABLE,     /* whose author lets the viewer quote it */
  OF_ASKABLE,      /* whose author decides about each quote */
  OF_QUOTED,       /* that others quote */
  OF_QUOTING,      /* that shows another one */
  OF_QUOTING_MINE, /* that shows one by the viewer */
} Owner;

typedef struct
{
  guint section;
  Owner owner;
  const char *action; /* (nullable): a row action, one of the page with a target, or a menu below */
  const char *label;
  gsize flag;         /* gboolean of MootStatus that turns the label, or 0 */
  const char *turned; /* (nullable): the label when it is set */
} MenuEntry;

/* clang-format off */
static const MenuEntry menu_entries[] = {
  { 0, OF_ANYBODY, "row.copy-link",  N_("Copy _Link"),        0, NULL },
  { 0, OF_ANYBODY, "row.copy-text",  N_("_Copy Text"),        0, NULL },
  { 0, OF_ANYBODY, "row.browse",     N_("Open in _Browser"),  0, NULL },
  { 1, OF_ANYBODY, "row.account",    N_("Open _Profile"),     0, NULL },
  { 1, OF_QUOTABLE, "status.quote",  N_("_Quote…"),           0, NULL },
  { 1, OF_ASKABLE, "status.quote",   N_("Ask to _Quote…"),    0, NULL },
  { 1, OF_QUOTE_POLICY, NULL,        N_("Who Ma_y Quote It"), 0, NULL },
  { 1, OF_QUOTED,  "status.quotes",  N_("Sho_w Quotes"),      0, NULL },
  { 1, OF_QUOTING, "status.open",    N_("Open Quo_ted Post"), 0, NULL },
  { 1, OF_QUOTING_MINE, "status.revoke-quote", N_("Take My Post O_ut of It…"), 0, NULL },
  { 1, OF_EDITED,  "status.history", N_("Show _History"),     0, NULL },
  { 1, OF_PARTIES, "status.mute-conversation", N_("M_ute Conversation"),
    G_STRUCT_OFFSET (MootStatus, muted), N_("Unm_ute Conversation") },
  { 1, OF_ONESELF, "status.edit",    N_("_Edit…"),            0, NULL },
  { 1, OF_PINNABLE, "status.pin",    N_("Pi_n to Profile"),
    G_STRUCT_OFFSET (MootStatus, pinned), N_("Unpi_n from Profile") },
  { 1, OF_REDRAFT, "status.redraft", N_("Delete and _Write Anew…"), 0, NULL },
  { 1, OF_ONESELF, "status.delete",  N_("_Delete…"),          0, NULL },
  { 2, OF_OTHERS,  "status.mute",    N_("_Mute Author…"),     0, NULL },
  { 2, OF_OTHERS,  "status.block",   N_("B_lock Author…"),    0, NULL },
  { 2, OF_ELSEWHERE, "status.block-server", N_("Block _Server…"), 0, NULL },
  { 2, OF_OTHERS,  "status.report",  N_("_Report…"),         0, NULL },
};
/* clang-format on */

/* The part of the handle behind the @, which accounts of one's own server have not. */
static const char *
find_server (MootStatusRow *self)
{
  const char *at =
    self->shown->account != NULL ? strchr (self->shown->account->acct, '@') : NULL;

  return at != NULL ? at + 1 : NULL;
}

static MootStatus *
find_quoted (MootStatusRow *self)
{
  MootStatusQuote *quote = self->shown->quote;

  return quote != NULL && g_strcmp0 (quote->state, "accepted") == 0 ? quote->quoted_status : NULL;
}

static const char *
get_target (MootStatusRow *self,
            Target         target)
{
  const char *url = self->shown->url != NULL ? self->shown->url : self->shown->uri;

  switch (target)
    {
    case TARGET_AUTHOR:
      return self->shown->account != NULL ? self->shown->account->id : NULL;
    case TARGET_URL:
      return url;
    case TARGET_SERVER:
      return find_server (self);
    case TARGET_QUOTED:
      return find_quoted (self) != NULL ? find_quoted (self)->id : NULL;
    case TARGET_STATUS:
      return self->shown->id;
    }
  return NULL;
}

static void
relay_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);

  for (guint i = 0; self->shown != NULL && i < G_N_ELEMENTS (relays); i++)
    {
      const char *target = get_target (self, relays[i].target);

      if (g_str_equal (relays[i].action, action_name) && target != NULL)
        gtk_widget_activate_action (widget, relays[i].page_action, "s", target);
    }
}

static void
reveal_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);

  if (self->shown != NULL && gtk_widget_get_visible (self->warning_button))
    moot_status_row_toggle_warning (self);
}

static void
copy_link_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);

  if (self->shown != NULL && get_target (self, TARGET_URL) != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), get_target (self, TARGET_URL));
}

/* As the author wrote it: with whole addresses. */
static void
copy_text_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);
  g_autofree char *text = NULL;

  if (self->shown == NULL || self->shown->content == NULL)
    return;

  text = moot_html_to_text (self->shown->content);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static gboolean
names (MootStatus *status,
       const char *account_id)
{
  for (guint i = 0; i < status->mentions->len; i++)
    {
      const MootMention *mention = g_ptr_array_index (status->mentions, i);

      if (g_strcmp0 (mention->id, account_id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Without a word about it a server knows no quotes. */
static gboolean
may_quote (MootStatus *status,
           const char *how)
{
  g_autoptr (JsonNode) node =
    status->quote_approval != NULL ? moot_json_parse (status->quote_approval, -1, NULL) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) &&
         g_strcmp0 (moot_json_get_string (json_node_get_object (node), "current_user"), how) == 0;
}

static gboolean
is_for (MootStatusRow *self,
        Owner          owner)
{
  const char *viewer = moot_status_display_get_viewer (self->display);
  MootStatus *shown = self->shown;
  gboolean own = viewer != NULL && shown->account != NULL &&
                 g_strcmp0 (shown->account->id, viewer) == 0;

  switch (owner)
    {
    case OF_ANYBODY:
      return TRUE;
    case OF_ONESELF:
      return own;
    case OF_OTHERS:
      return !own;
    case OF_ELSEWHERE:
      return find_server (self) != NULL;
    case OF_EDITED:
      return shown->edited_at != 0;
    case OF_PARTIES:
      return own || (viewer != NULL && names (shown, viewer));
    case OF_PINNABLE:
      return own && g_strcmp0 (shown->visibility, "direct") != 0;
    case OF_QUOTABLE:
      return may_quote (shown, "automatic");
    case OF_ASKABLE:
      return may_quote (shown, "manual");
    case OF_QUOTED:
      return shown->quotes_count > 0;
    case OF_QUOTING:
      return find_quoted (self) != NULL;
    case OF_QUOTING_MINE:
      return viewer != NULL && find_quoted (self) != NULL && !own &&
             g_strcmp0 (find_quoted (self)->account->id, viewer) == 0;
    case OF_QUOTE_POLICY:
      return own && moot_quote_policy_is_known (shown) &&
             (g_strcmp0 (shown->visibility, "public") == 0 ||
              g_strcmp0 (shown->visibility, "unlisted") == 0);
    case OF_REDRAFT:
      return own && shown->media_attachments->len == 0 && shown->poll == NULL;
    }
  return FALSE;
}

/* Mutes and blocks are about the author or the server, all else about the post. */
static Target
get_entry_target (const MenuEntry *entry)
{
  if (entry->owner == OF_ELSEWHERE)
    return TARGET_SERVER;
  if (entry->owner == OF_QUOTING)
    return TARGET_QUOTED;
  return g_str_equal (entry->action, "status.mute") || g_str_equal (entry->action, "status.block")
           ? TARGET_AUTHOR
           : TARGET_STATUS;
}

static GMenuItem *
make_submenu (const MenuEntry *entry)
{
  g_autoptr (GMenuModel) menu = moot_quote_policy_menu_new ();

  return g_menu_item_new_submenu (_ (entry->label), menu);
}

static GMenuItem *
make_item (MootStatusRow   *self,
           const MenuEntry *entry)
{
  gboolean turned =
    entry->turned != NULL && G_STRUCT_MEMBER (gboolean, self->shown, entry->flag);
  GMenuItem *item = g_menu_item_new (turned ? _ (entry->turned) : _ (entry->label), NULL);
  const char *target = get_target (self, get_entry_target (entry));

  if (g_str_has_prefix (entry->action, "row."))
    g_menu_item_set_detailed_action (item, entry->action);
  else if (target != NULL)
    g_menu_item_set_action_and_target (item, entry->action, "s", target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  return item;
}

static GMenuModel *
make_menu (MootStatusRow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) section = g_menu_new ();
  guint number = 0;

  for (guint i = 0; i < G_N_ELEMENTS (menu_entries); i++)
    {
      g_autoptr (GMenuItem) item = NULL;

      if (menu_entries[i].section != number)
        {
          g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
          g_object_unref (section);
          section = g_menu_new ();
          number = menu_entries[i].section;
        }
      if (!is_for (self, menu_entries[i].owner))
        continue;
      item = menu_entries[i].action != NULL ? make_item (self, &menu_entries[i])
                                            : make_submenu (&menu_entries[i]);
      g_menu_append_item (section, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
  return G_MENU_MODEL (menu);
}

static gboolean
drop_menu_cb (gpointer data)
{
  gtk_widget_unparent (data);
  return G_SOURCE_REMOVE;
}

/* The popover is still at work when it says that it was closed. */
static void
menu_closed_cb (MootStatusRow *self,
                GtkWidget     *menu)
{
  if (self->menu == menu)
    self->menu = NULL;
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, drop_menu_cb, g_object_ref (menu), g_object_unref);
}

static void
menu_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  MootStatusRow *self = MOOT_STATUS_ROW (widget);
  g_autoptr (GMenuModel) model = NULL;
  graphene_rect_t bounds;

  if (self->shown == NULL || self->menu != NULL)
    return;

  model = make_menu (self);
  self->menu = gtk_popover_menu_new_from_model (model);
  moot_quote_policy_menu_attach (self->menu, widget, self->shown);
  gtk_widget_set_parent (self->menu, widget);
  if (gtk_widget_compute_bounds (self->more_button, widget, &bounds))
    gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                                 &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                  (int) bounds.size.width,
                                                  (int) bounds.size.height });
  g_signal_connect_object (self->menu, "closed", G_CALLBACK (menu_closed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static const MootMention *
find_mention (MootStatus *status,
              const char *uri)
{
  for (guint i = 0; i < status->mentions->len; i++)
    {
      const MootMention *mention = g_ptr_array_index (status->mentions, i);

      if (g_strcmp0 (mention->url, uri) == 0)
        return mention;
    }
  return NULL;
}

/* Another server's hashtag link points at that server: then the name in the text counts, as long as
 * the post's own list of tags has it. */
static const MootTag *
find_tag (MootStatus         *status,
          const MootHtmlLink *link,
          const char         *uri)
{
  for (guint i = 0; i < status->tags->len; i++)
    {
      const MootTag *tag = g_ptr_array_index (status->tags, i);

      if (g_strcmp0 (tag->url, uri) == 0)
        return tag;
      if (link != NULL && link->kind == MOOT_HTML_LINK_HASHTAG && tag->name != NULL &&
          link->text[0] == '#' && g_ascii_strcasecmp (link->text + 1, tag->name) == 0)
        return tag;
    }
  return NULL;
}

/**
 * moot_status_row_follow_link:
 * @self: a row with a post
 * @uri: the address of a link in it
 *
 * Opens an account, a hashtag or a page; which of them is decided by the lists that came with the
 * post, never by what the text looks like.
 */
void
moot_status_row_follow_link (MootStatusRow *self,
                             const char    *uri)
{
  const MootStatusText *text = moot_status_text_get (self->shown);
  const MootHtmlLink *link = moot_html_blocks_find_link (text->content, uri);
  const MootMention *mention = find_mention (self->shown, uri);
  const MootTag *tag = find_tag (self->shown, link, uri);
  GtkWidget *widget = GTK_WIDGET (self);

  if (mention != NULL && mention->id != NULL)
    gtk_widget_activate_action (widget, "status.account", "s", mention->id);
  else if (tag != NULL && tag->name != NULL)
    gtk_widget_activate_action (widget, "status.tag", "s", tag->name);
  else
    gtk_widget_activate_action (widget, "status.link", "s", uri);
}

/**
 * moot_status_row_close_menu:
 * @self: a row
 */
void
moot_status_row_close_menu (MootStatusRow *self)
{
  GtkWidget *menu = g_steal_pointer (&self->menu);

  if (menu != NULL)
    gtk_popover_popdown (GTK_POPOVER (menu));
}

/**
 * moot_status_row_actions_class_init:
 * @widget_class: of the row
 *
 * Installs the actions of a row.
 */
void
moot_status_row_actions_class_init (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (relays); i++)
    gtk_widget_class_install_action (widget_class, relays[i].action, NULL, relay_action);
  gtk_widget_class_install_action (widget_class, "row.reveal", NULL, reveal_action);
  gtk_widget_class_install_action (widget_class, "row.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "row.copy-link", NULL, copy_link_action);
  gtk_widget_class_install_action (widget_class, "row.copy-text", NULL, copy_text_action);
}
