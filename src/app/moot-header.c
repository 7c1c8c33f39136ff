/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The head of every page: the way back where there is one, the title, buttons, and below it the
 * notice that the server is away or the sign-in has ended.
 * Thread: main. */
#include "config.h"

#include "moot-header.h"

#include "moot-adaptive.h"
#include "moot-log-text.h"
#include "moot-pages.h"
#include "moot-server-name.h"
#include "moot-shortcuts.h"

#include <glib/gi18n.h>

struct _MootHeader
{
  GtkWidget parent_instance;

  AdwHeaderBar *bar;
  AdwWindowTitle *title;
  GtkWidget *back;
  GtkRevealer *notice;
  GtkLabel *notice_label;
  GtkButton *notice_button;

  MootSplit *split; /* (transfer none): the shell we sit in, while we do */
  MootClient *client;
};

G_DEFINE_FINAL_TYPE (MootHeader, moot_header, GTK_TYPE_WIDGET)

static void
update_shell (MootHeader *self)
{
  GtkWidget *pages = gtk_widget_get_ancestor (GTK_WIDGET (self), MOOT_TYPE_PAGES);
  gboolean folded = self->split != NULL && moot_split_get_folded (self->split);
  gboolean deep = pages != NULL && !moot_pages_is_root (MOOT_PAGES (pages), GTK_WIDGET (self));

  gtk_widget_set_visible (self->back, folded || deep);
  adw_header_bar_set_show_start_title_buttons (self->bar, folded || self->split == NULL);
}

static void
moot_header_root (GtkWidget *widget)
{
  MootHeader *self = MOOT_HEADER (widget);
  GtkWidget *split = gtk_widget_get_ancestor (widget, MOOT_TYPE_SPLIT);

  GTK_WIDGET_CLASS (moot_header_parent_class)->root (widget);

  self->split = split != NULL ? MOOT_SPLIT (split) : NULL;
  if (self->split != NULL)
    g_signal_connect_swapped (self->split, "notify::folded", G_CALLBACK (update_shell), self);
  update_shell (self);
}

static void
moot_header_unroot (GtkWidget *widget)
{
  MootHeader *self = MOOT_HEADER (widget);

  if (self->split != NULL)
    g_signal_handlers_disconnect_by_func (self->split, update_shell, self);
  self->split = NULL;

  GTK_WIDGET_CLASS (moot_header_parent_class)->unroot (widget);
}

/* A page is pushed before its place in the stack is known; when it is shown, it is. */
static void
moot_header_map (GtkWidget *widget)
{
  update_shell (MOOT_HEADER (widget));

  GTK_WIDGET_CLASS (moot_header_parent_class)->map (widget);
}

static void
moot_header_dispose (GObject *object)
{
  MootHeader *self = MOOT_HEADER (object);

  if (self->client != NULL)
    g_signal_handlers_disconnect_by_data (self->client, self);
  g_clear_object (&self->client);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (moot_header_parent_class)->dispose (object);
}

static void
moot_header_class_init (MootHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_header_dispose;
  widget_class->root = moot_header_root;
  widget_class->unroot = moot_header_unroot;
  widget_class->map = moot_header_map;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-header.ui");
  gtk_widget_class_bind_template_child (widget_class, MootHeader, bar);
  gtk_widget_class_bind_template_child (widget_class, MootHeader, title);
  gtk_widget_class_bind_template_child (widget_class, MootHeader, back);
  gtk_widget_class_bind_template_child (widget_class, MootHeader, notice);
  gtk_widget_class_bind_template_child (widget_class, MootHeader, notice_label);
  gtk_widget_class_bind_template_child (widget_class, MootHeader, notice_button);
}

static void
moot_header_init (MootHeader *self)
{
  g_autofree char *tooltip = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  tooltip = moot_shortcuts_dup_tooltip (_("Back"), "win.back");
  gtk_widget_set_tooltip_text (self->back, tooltip);
}

/* What is wrong with the co-op's log stays said until a member has looked at it. */
static const char *
find_alarm (MootHeader *self)
{
  const MootLogFinding *finding =
    moot_log_watch_get_finding (moot_log_watch_for (self->client));

  return finding != NULL ? moot_log_text_get_alarm (finding->state) : NULL;
}

static void
update_notice (MootHeader *self)
{
  g_autofree char *host = moot_server_dup_host (moot_client_get_server (self->client));
  g_autofree char *text = NULL;
  const char *origin = moot_client_get_origin (self->client);
  gboolean signed_in = moot_client_get_signed_in (self->client);
  gboolean online = moot_client_get_online (self->client);

  if (!signed_in && origin != NULL)
    {
      /* Translators: %s is the name of a Loomio server, such as loomio.example */
      text = g_strdup_printf (_("%s does not know your API key any more."), host);
      gtk_button_set_label (self->notice_button, _("New Key…"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), "win.renew-loomio");
    }
  else if (!signed_in)
    {
      /* Translators: %s is the name of a server, such as coop.example */
      text = g_strdup_printf (_("You are signed out of %s."), host);
      gtk_button_set_label (self->notice_button, _("Sign In Again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), "win.sign-in");
    }
  else if (!online)
    {
      /* Translators: %s is the name of a server, such as coop.example */
      text = g_strdup_printf (_("%s cannot be reached. You see what was saved."), host);
      gtk_button_set_label (self->notice_button, _("Try Again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), "win.refresh");
    }
  else if (find_alarm (self) != NULL)
    {
      text = g_strdup (find_alarm (self));
      gtk_button_set_label (self->notice_button, _("Details"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->notice_button), "win.open-log");
    }
  if (text != NULL)
    gtk_label_set_text (self->notice_label, text);
  gtk_revealer_set_reveal_child (self->notice, text != NULL);
}

/**
 * moot_header_set_title:
 * @self: a header
 * @title: of the page
 */
void
moot_header_set_title (MootHeader *self,
                       const char *title)
{
  adw_window_title_set_title (self->title, title != NULL ? title : "");
}

/**
 * moot_header_set_client:
 * @self: a header
 * @client: whose state the notice tells
 */
void
moot_header_set_client (MootHeader *self,
                        MootClient *client)
{
  g_return_if_fail (self->client == NULL);

  self->client = g_object_ref (client);
  if (moot_client_get_origin (client) != NULL)
    adw_window_title_set_subtitle (self->title, moot_client_get_origin (client));
  g_signal_connect_swapped (client, "notify::online", G_CALLBACK (update_notice), self);
  g_signal_connect_swapped (client, "notify::signed-in", G_CALLBACK (update_notice), self);
  g_signal_connect_object (moot_log_watch_for (client), "changed", G_CALLBACK (update_notice), self,
                           G_CONNECT_SWAPPED);
  update_notice (self);
}

/**
 * moot_header_pack_end:
 * @self: a header
 * @child: a button
 */
void
moot_header_pack_end (MootHeader *self,
                      GtkWidget  *child)
{
  adw_header_bar_pack_end (self->bar, child);
}
