/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The address under which a calendar program reads the days of the co-op.  The server keeps only
 * what it needs to know it again, so it is shown once, when it is made.
 * Spec: co-op API, calendar.
 * Thread: main. */
#include "moot-calendar-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-adaptive.h"
#include "moot-clock.h"
#include "moot-moment-text.h"

struct _MootCalendarPage
{
  MootCasePage parent_instance;

  MootStatePage *state;
  GtkLabel *standing;
  GtkWidget *address_part;
  GtkLabel *address;
  GtkButton *make_button;
  GtkWidget *drop_button;
  MootMarkedLabel *problem;

  char *url; /* (nullable): since it was made, as long as the page is there */
};

G_DEFINE_FINAL_TYPE (MootCalendarPage, moot_calendar_page, MOOT_TYPE_CASE_PAGE)

/* The result of loading: when the address was made, 0 for none. */
static gpointer
load (MootPageSource  *source,
      const char      *id,
      GCancellable    *cancellable,
      GError         **error)
{
  g_autoptr (MootReply) reply =
    moot_page_source_ask (source, "calendar-address",
                          moot_request_new (MOOT_CALL_CALENDAR_ADDRESS), cancellable, error);
  JsonObject *object = reply != NULL ? moot_reply_get_object (reply) : NULL;
  const char *made = object != NULL ? moot_json_get_string (object, "made_at") : NULL;
  gint64 *made_at;

  if (reply == NULL)
    return NULL;
  made_at = g_new0 (gint64, 1);
  if (made != NULL)
    moot_time_parse_iso (made, made_at);
  return made_at;
}

static char *
dup_standing (MootCalendarPage *self,
              gint64            made_at)
{
  g_autofree char *moment = made_at != 0 ? moot_moment_text_dup_moment (made_at) : NULL;

  if (self->url != NULL)
    return g_strdup (_("This is your address. It is shown only now: copy it into your calendar "
                        "program."));
  if (moment == NULL)
    return g_strdup (_("You have no address yet."));
  /* Translators: of a secret web address; %s is a moment, as in “Fri 4 Nov, 18:00”. */
  return g_strdup_printf (_("You have an address, made %s. It was shown only then. If you have "
                             "lost it, make a new one."),
                          moment);
}

static void
show (GtkWidget *page,
      gpointer   result)
{
  MootCalendarPage *self = MOOT_CALENDAR_PAGE (page);
  const gint64 made_at = *(const gint64 *) result;
  g_autofree char *standing = NULL;

  if (made_at == 0)
    g_clear_pointer (&self->url, g_free);
  standing = dup_standing (self, made_at);
  gtk_label_set_text (self->standing, standing);
  gtk_label_set_text (self->address, self->url != NULL ? self->url : "");
  gtk_widget_set_visible (self->address_part, self->url != NULL);
  gtk_button_set_label (self->make_button,
                        made_at != 0 ? _("Make a New Address…") : _("Make an Address"));
  g_object_set_data (G_OBJECT (self->make_button), "again", GINT_TO_POINTER (made_at != 0));
  gtk_widget_set_visible (self->drop_button, made_at != 0);
  moot_state_page_show_content (self->state);
}

static const MootPageKind kind = { load, show, g_free };

static void
made (MootCasePage *page,
      MootReply    *reply)
{
  MootCalendarPage *self = MOOT_CALENDAR_PAGE (page);
  JsonObject *object = moot_reply_get_object (reply);

  g_free (self->url);
  self->url = object != NULL ? g_strdup (moot_json_get_string (object, "url")) : NULL;
  moot_case_page_refresh (page);
}

static void
make (MootCalendarPage *self)
{
  MootRequest *request = moot_request_new (MOOT_CALL_MAKE_CALENDAR_ADDRESS);

  moot_request_set_json (request, g_strdup ("{}"));
  moot_case_page_send_for (MOOT_CASE_PAGE (self), request, self->problem, made);
}

static void
make_answered_cb (gboolean accepted,
                  gpointer data)
{
  if (accepted && moot_case_page_get_loader (data) != NULL)
    make (data);
}

/* A new one ends the old one: that is asked for. */
static void
make_clicked_cb (MootCalendarPage *self)
{
  if (g_object_get_data (G_OBJECT (self->make_button), "again") == NULL)
    {
      make (self);
      return;
    }
  moot_ask (GTK_WIDGET (self), _("Make a New Address?"),
            _("The old one opens nothing from then on. Programs that use it need the new one."),
            _("Make a New Address"), TRUE, make_answered_cb, g_object_ref (self), g_object_unref);
}

static void
drop_clicked_cb (MootCalendarPage *self)
{
  moot_case_page_ask_send (
    MOOT_CASE_PAGE (self), moot_request_new (MOOT_CALL_DROP_CALENDAR_ADDRESS), self->problem,
    &(MootCaseQuestion){ _("Take the Address Back?"),
                         _("Programs that use it cannot read your calendar any more."),
                         _("Take It Back") });
}

static void
copy_clicked_cb (MootCalendarPage *self)
{
  if (self->url != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.copy", "s", self->url);
}

static void
moot_calendar_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_CALENDAR_PAGE);

  G_OBJECT_CLASS (moot_calendar_page_parent_class)->dispose (object);
}

static void
moot_calendar_page_finalize (GObject *object)
{
  g_free (MOOT_CALENDAR_PAGE (object)->url);

  G_OBJECT_CLASS (moot_calendar_page_parent_class)->finalize (object);
}

static void
moot_calendar_page_class_init (MootCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_calendar_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = moot_calendar_page_finalize;

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  moot_case_page_class_set_template (widget_class,
                                     "/coop/folkmoot/Folkmoot/ui/moot-calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, state);
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, standing);
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, address_part);
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, address);
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, make_button);
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, drop_button);
  gtk_widget_class_bind_template_child (widget_class, MootCalendarPage, problem);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
}

static void
moot_calendar_page_init (MootCalendarPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * moot_calendar_page_new:
 * @client: a server with a co-op
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_calendar_page_new (MootClient *client)
{
  MootCalendarPage *self = g_object_new (MOOT_TYPE_CALENDAR_PAGE, NULL);

  moot_case_page_set_title (MOOT_CASE_PAGE (self), _("Calendar"));
  moot_case_page_load (MOOT_CASE_PAGE (self), self->state, client, "calendar", &kind);
  return GTK_WIDGET (self);
}
