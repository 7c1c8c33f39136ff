/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The desk of those whose office it is to look after people and servers.
 * Spec: Mastodon client API, admin/reports, admin/domain_blocks, admin/domain_allows.
 * Thread: main. */
#include "moot-desk-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-desk-transfer.h"
#include "moot-entity-feed.h"
#include "moot-flow.h"
#include "moot-marked-label.h"
#include "moot-session-powers.h"

typedef enum
{
  TAB_OPEN,
  TAB_SETTLED,
  TAB_HELD,
  TAB_SERVERS,
  TAB_ALLOWED,
  TAB_WAITING,
  N_TABS,
} Tab;

struct _MootDeskPage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *open_tab;
  GtkWidget *settled_tab;
  GtkWidget *held_tab;
  GtkWidget *servers_tab;
  GtkWidget *allowed_tab;
  GtkWidget *waiting_tab;
  GtkWidget *note;
  GtkWidget *bar;
  GtkWidget *add_button;
  GtkWidget *import_button;
  GtkWidget *export_button;
  MootMarkedLabel *answer;

  GtkWidget *feed;
  MootSession *session;
  Tab tab;
  MootEntityList *lists[N_TABS]; /* made when first looked at */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootDeskPage, moot_desk_page, GTK_TYPE_WIDGET)

/* clang-format off */
static const struct
{
  MootCall call;
  const char *resolved; /* (nullable): of reports */
  const char *kept_as;
  MootEntityFeedEmpty empty;
} tabs[N_TABS] = {
  [TAB_OPEN]    = { MOOT_CALL_ADMIN_REPORTS, "false", "admin-reports",
    { "emblem-ok-symbolic", N_("No Open Reports"), N_("What members and other servers report appears here.") } },
  [TAB_SETTLED] = { MOOT_CALL_ADMIN_REPORTS, "true", "admin-settled",
    { "emblem-ok-symbolic", N_("No Settled Reports"), N_("Reports that were dealt with are kept here.") } },
  [TAB_HELD] = { MOOT_CALL_HELD_POSTS, NULL, "held-posts",
    { "emblem-ok-symbolic", N_("No Post Waits"), N_("Posts by strangers who are new, name many people or come in waves appear here.") } },
  [TAB_SERVERS] = { MOOT_CALL_SERVER_RULES, NULL, "admin-domain-blocks",
    { "network-server-symbolic", N_("No Rules"), N_("Servers that this one limits or has nothing to do with appear here.") } },
  [TAB_ALLOWED] = { MOOT_CALL_ALLOWED_SERVERS, NULL, "admin-domain-allows",
    { "network-server-symbolic", N_("No Server Is Allowed"), N_("This server speaks to nobody else until one is allowed.") } },
  [TAB_WAITING] = { MOOT_CALL_PENDING_SERVERS, NULL, "pending-hosts",
    { "network-server-symbolic", N_("No Server Waits"), N_("Servers that knock and were not allowed appear here.") } },
};
/* clang-format on */

static void
answer (MootDeskPage *self,
        const char   *icon_name,
        const char   *text)
{
  moot_marked_label_set_icon_name (self->answer, icon_name);
  moot_marked_label_set_text (self->answer, text);
  gtk_widget_set_visible (GTK_WIDGET (self->answer), text != NULL);
}

static void
show_tab (MootDeskPage *self,
          Tab           tab)
{
  const gboolean servers = tab == TAB_SERVERS;
  const gboolean allowed = tab == TAB_ALLOWED;
  const gboolean waiting = tab == TAB_WAITING;
  const gboolean import = servers && moot_session_may (self->session, MOOT_POWER_IMPORT);

  self->tab = tab;
  if (self->lists[tab] == NULL)
    {
      MootClient *client = moot_session_get_client (self->session);

      self->lists[tab] = moot_entity_list_new (client, tabs[tab].call, NULL);
      if (tabs[tab].resolved != NULL)
        moot_entity_list_add_parameter (self->lists[tab], "resolved", tabs[tab].resolved);
      moot_entity_list_set_kept_as (self->lists[tab], tabs[tab].kept_as);
      g_signal_connect_object (self->session, "entry-gone", G_CALLBACK (moot_entity_list_remove),
                               self->lists[tab], G_CONNECT_SWAPPED);
      moot_entity_list_refresh (self->lists[tab]);
    }
  answer (self, NULL, NULL);
  gtk_widget_set_visible (self->bar, servers || allowed);
  gtk_button_set_label (GTK_BUTTON (self->add_button),
                        allowed ? _("Allow a Server…") : _("Add a Rule…"));
  gtk_widget_set_visible (self->import_button, import);
  gtk_widget_set_visible (self->export_button, import);
  gtk_widget_set_visible (self->note,
                          tab == TAB_HELD || ((servers || allowed || waiting) &&
                                              moot_session_get_allowlist (self->session)));
  gtk_label_set_text (
    GTK_LABEL (self->note),
    tab == TAB_HELD ? _("Nobody sees these posts until you let them in. What is done is written "
                         "to the log of the co-op.")
                    : _("This server speaks only to servers that are allowed."));
  moot_entity_feed_set_empty (MOOT_ENTITY_FEED (self->feed), &tabs[tab].empty);
  moot_entity_feed_set_list (MOOT_ENTITY_FEED (self->feed), G_LIST_MODEL (self->lists[tab]),
                             self->lists[tab]);
}

static void
tab_toggled_cb (MootDeskPage    *self,
                GtkToggleButton *button)
{
  GtkWidget *const buttons[N_TABS] = { self->open_tab, self->settled_tab, self->held_tab,
                                       self->servers_tab, self->allowed_tab, self->waiting_tab };

  if (self->session == NULL || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_TABS; i++)
    if (buttons[i] == GTK_WIDGET (button))
      show_tab (self, i);
}

static void
update_powers (MootDeskPage *self)
{
  const gboolean reports = moot_session_may (self->session, MOOT_POWER_REPORTS);
  const gboolean servers = moot_session_may (self->session, MOOT_POWER_SERVERS);

  gtk_widget_set_visible (self->open_tab, reports);
  gtk_widget_set_visible (self->settled_tab, reports);
  gtk_widget_set_visible (self->held_tab, reports);
  gtk_widget_set_visible (self->servers_tab, servers);
  gtk_widget_set_visible (self->allowed_tab,
                          servers && moot_session_get_allowlist (self->session));
  gtk_widget_set_visible (self->waiting_tab,
                          servers && moot_session_get_allowlist (self->session) &&
                            moot_session_may (self->session, MOOT_POWER_IMPORT));
}

/* Lists of servers ---------------------------------------------------------------------------- */

static void
refresh (MootDeskPage *self)
{
  if (self->lists[self->tab] != NULL)
    moot_entity_list_refresh (self->lists[self->tab]);
}

static void
add_clicked_cb (MootDeskPage *self)
{
  if (self->tab == TAB_ALLOWED)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.allow-server", NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.change-rule", "s", "");
}

/* The list went in or out, or did not. */
static void
transferred_cb (const char *sentence,
                gboolean    done,
                gpointer    data)
{
  MootDeskPage *self = data;

  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->bar, TRUE);
  answer (self, done ? "emblem-ok-symbolic" : "dialog-warning-symbolic", sentence);
  refresh (self);
}

static void
import_chosen_cb (GFile    *file,
                  gpointer  data)
{
  if (file != NULL)
    moot_desk_page_import (data, file);
}

static void
import_clicked_cb (MootDeskPage *self)
{
  moot_pick_file (GTK_WIDGET (self), _("Choose a List of Servers"), NULL, import_chosen_cb,
                  g_object_ref (self), g_object_unref);
}

static void
export_chosen_cb (GFile    *file,
                  gpointer  data)
{
  MootDeskPage *self = data;

  if (file == NULL || self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->bar, FALSE);
  moot_desk_export (moot_session_get_client (self->session), file, self->cancellable,
                    transferred_cb, g_object_ref (self), g_object_unref);
}

static void
export_clicked_cb (MootDeskPage *self)
{
  moot_pick_file (GTK_WIDGET (self), _("Save the List of Servers"), "domain_blocks.csv",
                  export_chosen_cb, g_object_ref (self), g_object_unref);
}

/* The page ------------------------------------------------------------------------------------ */

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  refresh (MOOT_DESK_PAGE (widget));
}

static void
moot_desk_page_dispose (GObject *object)
{
  MootDeskPage *self = MOOT_DESK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < N_TABS; i++)
    {
      if (self->lists[i] != NULL)
        moot_entity_list_stop (self->lists[i]);
      g_clear_object (&self->lists[i]);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_DESK_PAGE);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (moot_desk_page_parent_class)->dispose (object);
}

/* What was done on a page above is seen when one comes back. */
static void
moot_desk_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (moot_desk_page_parent_class)->map (widget);
  refresh (MOOT_DESK_PAGE (widget));
}

static void
moot_desk_page_class_init (MootDeskPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_desk_page_dispose;
  widget_class->map = moot_desk_page_map;

  g_type_ensure (MOOT_TYPE_FLOW);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-desk-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, box);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, open_tab);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, settled_tab);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, held_tab);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, servers_tab);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, allowed_tab);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, waiting_tab);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, note);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, bar);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, add_button);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, import_button);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, export_button);
  gtk_widget_class_bind_template_child (widget_class, MootDeskPage, answer);
  gtk_widget_class_bind_template_callback (widget_class, tab_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, import_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_clicked_cb);
  gtk_widget_class_install_action (widget_class, "page.refresh", NULL, refresh_action);
}

static void
moot_desk_page_init (MootDeskPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_desk_page_new:
 * @session: of somebody with an office
 * @display: how rows show what they show
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_desk_page_new (MootSession       *session,
                    MootStatusDisplay *display)
{
  MootDeskPage *self = g_object_new (MOOT_TYPE_DESK_PAGE, NULL);
  const gboolean reports = moot_session_may (session, MOOT_POWER_REPORTS);

  self->session = g_object_ref (session);
  self->feed = moot_entity_feed_new (session, display, _("Moderation"));
  gtk_widget_set_vexpand (self->feed, TRUE);
  gtk_box_insert_child_after (GTK_BOX (self->box), self->feed, GTK_WIDGET (self->answer));
  g_signal_connect_object (session, "powers-changed", G_CALLBACK (update_powers), self,
                           G_CONNECT_SWAPPED);
  update_powers (self);
  gtk_toggle_button_set_active (
    GTK_TOGGLE_BUTTON (reports ? self->open_tab : self->servers_tab), TRUE);
  return GTK_WIDGET (self);
}

/**
 * moot_desk_page_import:
 * @self: a page
 * @file: a list of rules about servers, as Mastodon exports them
 *
 * Adds what the file has; the page says how it went.
 */
void
moot_desk_page_import (MootDeskPage *self,
                       GFile        *file)
{
  if (self->session == NULL)
    return;
  gtk_widget_set_sensitive (self->bar, FALSE);
  moot_desk_import (moot_session_get_client (self->session), file, self->cancellable,
                    transferred_cb, g_object_ref (self), g_object_unref);
}
