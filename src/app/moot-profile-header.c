/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The upper part of a profile: picture, names, what somebody says of themselves, and the buttons
 * that change how we stand to them.  Only what can be done is offered.
 * Thread: main. */
#include "moot-profile-header.h"

#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "moot-avatar-button.h"
#include "moot-flow.h"
#include "moot-html-view.h"
#include "moot-json.h"
#include "moot-profile-fields.h"
#include "moot-status-text.h"
#include "moot-time-text.h"

#define AVATAR_SIZE 72
#define COVER_WIDTH 720  /* pixels: a feed is not wider */
#define COVER_HEIGHT 160 /* pixels */

struct _MootProfileHeader
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkPicture *cover;
  MootAvatarButton *avatar;
  GtkButton *follow_button;
  GtkButton *edit_button;
  GtkMenuButton *menu_button;
  GtkLabel *name;
  GtkLabel *handle;
  GtkLabel *standing;
  GtkWidget *moved;
  GtkLabel *moved_label;
  GtkButton *moved_button;
  MootHtmlView *note;
  MootProfileFields *fields;
  GtkWidget *origin;
  GtkButton *origin_button;
  GtkButton *posts_button;
  GtkButton *following_button;
  GtkButton *followers_button;
  GtkToggleButton *posts_tab;
  GtkToggleButton *replies_tab;
  GtkToggleButton *media_tab;
  GtkToggleButton *pinned_tab;

  MootStatusDisplay *display;
  MootAccount *account;
  MootRelationship *relationship; /* (nullable) */
  MootHtmlBlocks *blocks;         /* of the note */
  GCancellable *cancellable;      /* of the cover that is being loaded */
};

G_DEFINE_FINAL_TYPE (MootProfileHeader, moot_profile_header, GTK_TYPE_WIDGET)

enum
{
  TAB,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_self (MootProfileHeader *self)
{
  return g_strcmp0 (self->account->id, moot_status_display_get_viewer (self->display)) == 0;
}

static void
tab_toggled_cb (MootProfileHeader *self,
                GtkToggleButton   *button)
{
  GtkToggleButton *const tabs[] = { self->posts_tab, self->replies_tab, self->media_tab,
                                    self->pinned_tab };

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    if (tabs[i] == button && gtk_toggle_button_get_active (button))
      g_signal_emit (self, signals[TAB], 0, i);
}

/* An account's text comes without lists of mentions: only hashtags are known by their form. */
static void
link_activated_cb (MootProfileHeader *self,
                   const char        *uri)
{
  const MootHtmlLink *link = moot_html_blocks_find_link (self->blocks, uri);

  if (link != NULL && link->kind == MOOT_HTML_LINK_HASHTAG && link->text[0] == '#')
    gtk_widget_activate_action (GTK_WIDGET (self), "status.tag", "s", link->text + 1);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "status.link", "s", uri);
}

static void
moot_profile_header_dispose (GObject *object)
{
  MootProfileHeader *self = MOOT_PROFILE_HEADER (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cover = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_PROFILE_HEADER);
  g_clear_object (&self->display);
  g_clear_object (&self->account);
  g_clear_object (&self->relationship);
  g_clear_pointer (&self->blocks, moot_html_blocks_free);

  G_OBJECT_CLASS (moot_profile_header_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, box);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, cover);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, avatar);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, follow_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, edit_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, menu_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, name);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, handle);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, standing);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, moved);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, moved_label);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, moved_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, note);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, fields);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, origin);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, origin_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, posts_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, following_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, followers_button);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, posts_tab);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, replies_tab);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, media_tab);
  gtk_widget_class_bind_template_child (widget_class, MootProfileHeader, pinned_tab);
  gtk_widget_class_bind_template_callback (widget_class, tab_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, link_activated_cb);
}

static void
moot_profile_header_class_init (MootProfileHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_profile_header_dispose;

  /** MootProfileHeader::tab: somebody wants to see another list, a #MootProfileTab */
  signals[TAB] = g_signal_new ("tab", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  g_type_ensure (MOOT_TYPE_AVATAR_BUTTON);
  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_HTML_VIEW);
  g_type_ensure (MOOT_TYPE_PROFILE_FIELDS);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "profileheader");
  gtk_widget_class_set_template_from_resource (
    widget_class, "/coop/folkmoot/Folkmoot/ui/moot-profile-header.ui");
  bind_children (widget_class);
}

static void
moot_profile_header_init (MootProfileHeader *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_avatar_button_set_size (self->avatar, AVATAR_SIZE);
  moot_html_view_set_selectable (self->note, TRUE);
}

/**
 * moot_profile_header_new:
 * @display: where pictures come from, and who looks
 *
 * Returns: (transfer floating): the head of nobody's profile yet
 */
GtkWidget *
moot_profile_header_new (MootStatusDisplay *display)
{
  MootProfileHeader *self = g_object_new (MOOT_TYPE_PROFILE_HEADER, NULL);

  self->display = g_object_ref (display);
  return GTK_WIDGET (self);
}

static void
cover_loaded_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (MootProfileHeader) self = user_data;
  g_autoptr (GdkTexture) texture =
    moot_image_loader_load_finish (MOOT_IMAGE_LOADER (source), result, NULL);

  if (self->cover != NULL && texture != NULL)
    gtk_picture_set_paintable (self->cover, GDK_PAINTABLE (texture));
}

static void
fill_cover (MootProfileHeader *self)
{
  MootImageLoader *loader = moot_status_display_get_loader (self->display);
  const char *uri = self->account->header_static;
  gboolean has_cover = uri != NULL && *uri != '\0' && !g_str_has_suffix (uri, "/missing.png");

  gtk_widget_set_visible (GTK_WIDGET (self->cover), has_cover);
  gtk_picture_set_alternative_text (self->cover, self->account->header_description);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (!has_cover || loader == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  moot_image_loader_load_async (loader, uri, COVER_WIDTH, COVER_HEIGHT, self->cancellable,
                                cover_loaded_cb, g_object_ref (self));
}

static void
fill_counts (MootProfileHeader *self)
{
  MootAccount *account = self->account;
  g_autofree char *posts = NULL;
  g_autofree char *following = NULL;
  g_autofree char *followers = NULL;

  posts = g_strdup_printf (
    ngettext ("%d post", "%d posts", (gulong) account->statuses_count),
    (int) account->statuses_count);
  /* Translators: how many accounts somebody follows */
  following = g_strdup_printf (
    ngettext ("follows %d", "follows %d", (gulong) account->following_count),
    (int) account->following_count);
  followers = g_strdup_printf (
    ngettext ("%d follower", "%d followers", (gulong) account->followers_count),
    (int) account->followers_count);
  gtk_button_set_label (self->posts_button, posts);
  gtk_button_set_label (self->following_button, following);
  gtk_button_set_label (self->followers_button, followers);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->following_button), "(ss)", "following",
                                    account->id);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->followers_button), "(ss)", "followers",
                                    account->id);
}

/* How we stand to each other, and what the account is, in one line. */
static char *
dup_standing (MootProfileHeader *self)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  const MootRelationship *relationship = self->relationship;

  if (relationship != NULL && relationship->blocking)
    g_ptr_array_add (words, _("Blocked"));
  if (relationship != NULL && relationship->muting)
    g_ptr_array_add (words, _("Muted"));
  if (relationship != NULL && relationship->followed_by)
    g_ptr_array_add (words, _("Follows you"));
  if (relationship != NULL && relationship->requested_by)
    g_ptr_array_add (words, _("Asks to follow you"));
  if (self->account->bot)
    /* Translators: an account that is run by a program */
    g_ptr_array_add (words, _("Automated"));
  if (self->account->group)
    /* Translators: an account that stands for several people */
    g_ptr_array_add (words, _("Group"));
  if (self->account->locked)
    g_ptr_array_add (words, _("Approves followers"));
  if (self->account->memorial)
    g_ptr_array_add (words, _("In memory"));
  if (self->account->suspended)
    g_ptr_array_add (words, _("Suspended"));
  g_ptr_array_add (words, NULL);
  /* Translators: between short notes about an account */
  return g_strjoinv (C_ ("list separator", " · "), (char **) words->pdata);
}

static void
append (GMenu      *menu,
        const char *label,
        const char *action,
        const char *target)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", target);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

static void
append_report (GMenu       *menu,
               MootAccount *account)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (_("_Report…"), NULL);

  g_menu_item_set_action_and_target (item, "win.report-account", "(ss)", account->id,
                                     account->acct);
  g_menu_item_set_attribute (item, "hidden-when", "s", "action-disabled");
  g_menu_append_item (menu, item);
}

/* Members of other servers come with the choice to have nothing to do with the whole server. */
static void
append_server (GMenu             *menu,
               MootProfileHeader *self)
{
  const char *at = strchr (self->account->acct, '@');
  const MootRelationship *relationship = self->relationship;

  if (at == NULL)
    return;
  if (relationship != NULL && relationship->domain_blocking)
    append (menu, _("Unblock _Server"), "account.unblock-server", at + 1);
  else
    append (menu, _("Block _Server…"), "account.block-server", at + 1);
}

static void
fill_menu (MootProfileHeader *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) links = g_menu_new ();
  g_autoptr (GMenu) deeds = g_menu_new ();
  const MootRelationship *relationship = self->relationship;
  const char *id = self->account->id;

  if (self->account->url != NULL)
    {
      append (links, _("Copy _Link"), "win.copy", self->account->url);
      append (links, _("Open in _Browser"), "win.open-link", self->account->url);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (links));
  if (!is_self (self))
    {
      if (relationship != NULL && relationship->muting)
        append (deeds, _("Un_mute"), "account.unmute", id);
      else
        append (deeds, _("_Mute…"), "account.mute", id);
      if (relationship != NULL && relationship->blocking)
        append (deeds, _("Unb_lock"), "account.unblock", id);
      else
        append (deeds, _("B_lock…"), "account.block", id);
      append_server (deeds, self);
      append_report (deeds, self->account);
      g_menu_append_section (menu, NULL, G_MENU_MODEL (deeds));
    }
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

/* by how we stand: what the button says and does */
static void
fill_follow (MootProfileHeader *self)
{
  const MootRelationship *relationship = self->relationship;
  const char *label = self->account->locked ? _("Ask to Follow") : _("Follow");
  const char *action = "account.follow";
  gboolean suggested = TRUE;

  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), is_self (self));
  gtk_widget_set_visible (GTK_WIDGET (self->follow_button),
                          !is_self (self) && relationship != NULL && !relationship->blocking &&
                            !relationship->blocked_by);
  if (relationship != NULL && relationship->requested)
    {
      /* Translators: a button; somebody was asked whether one may follow them */
      label = _("Requested");
      action = "account.cancel-request";
      suggested = FALSE;
    }
  else if (relationship != NULL && relationship->following)
    {
      label = _("Unfollow");
      action = "account.unfollow";
      suggested = FALSE;
    }
  gtk_button_set_label (self->follow_button, label);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->follow_button),
                               relationship != NULL && relationship->requested
                                 ? _("Take the request back")
                                 : NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->follow_button), "s", self->account->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->follow_button), action);
  if (suggested)
    gtk_widget_add_css_class (GTK_WIDGET (self->follow_button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->follow_button), "suggested-action");
}

/* Where somebody is now, and where the whole of an account is that is not on this server. */
static void
fill_elsewhere (MootProfileHeader *self)
{
  MootAccount *account = self->account;
  g_autoptr (JsonNode) node =
    account->moved != NULL ? moot_json_parse (account->moved, -1, NULL) : NULL;
  JsonObject *home =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *id = home != NULL ? moot_json_get_string (home, "id") : NULL;
  const char *acct = home != NULL ? moot_json_get_string (home, "acct") : NULL;
  const gboolean moved = id != NULL && acct != NULL;
  const gboolean remote = strchr (account->acct, '@') != NULL && account->url != NULL;

  gtk_widget_set_visible (self->moved, moved);
  gtk_widget_set_visible (self->origin, remote);
  if (moved)
    {
      /* Translators: %s is what follows the @ in a handle */
      g_autofree char *text = g_strdup_printf (_("This account has moved to @%s."), acct);

      gtk_label_set_text (self->moved_label, text);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->moved_button), "s", id);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->moved_button), "status.account");
    }
  if (remote)
    {
      gtk_actionable_set_action_target (GTK_ACTIONABLE (self->origin_button), "s", account->url);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->origin_button), "win.open-link");
    }
}

static void
fill_standing (MootProfileHeader *self)
{
  g_autofree char *standing = dup_standing (self);

  gtk_label_set_text (self->standing, standing);
  gtk_widget_set_visible (GTK_WIDGET (self->standing), *standing != '\0');
  fill_follow (self);
  fill_menu (self);
}

/**
 * moot_profile_header_set_account:
 * @self: a head
 * @account: whose profile
 */
void
moot_profile_header_set_account (MootProfileHeader *self,
                                 MootAccount       *account)
{
  g_autofree char *name = moot_account_dup_name (account);
  g_autofree char *handle = g_strconcat ("@", account->acct, NULL);

  g_set_object (&self->account, account);
  moot_avatar_button_set_account (self->avatar, account,
                                  moot_status_display_get_loader (self->display));
  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->handle, handle);
  g_clear_pointer (&self->blocks, moot_html_blocks_free);
  self->blocks = moot_html_blocks_parse (account->note != NULL ? account->note : "", NULL);
  moot_html_view_set_blocks (self->note, self->blocks);
  gtk_widget_set_visible (GTK_WIDGET (self->note), self->blocks->blocks->len > 0);
  moot_profile_fields_set_account (self->fields, account);
  fill_cover (self);
  fill_counts (self);
  fill_elsewhere (self);
  fill_standing (self);
}

/**
 * moot_profile_header_set_relationship:
 * @self: a head with an account
 * @relationship: (nullable): how we stand to them
 */
void
moot_profile_header_set_relationship (MootProfileHeader *self,
                                      MootRelationship  *relationship)
{
  if (g_set_object (&self->relationship, relationship) && self->account != NULL)
    fill_standing (self);
}
