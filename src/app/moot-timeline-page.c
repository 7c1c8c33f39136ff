/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A timeline as a page: rows for posts, gaps and the end; new posts wait above behind a button; the
 * place of the reader survives a restart.
 * Thread: main. */
#include "config.h"

#include "moot-timeline-page.h"

#include "moot-error-text.h"
#include "moot-feed-view.h"
#include "moot-gap-row.h"
#include "moot-shortcuts.h"
#include "moot-status-row.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define SAVE_DELAY_MS 2000 /* a place is written when the reader rests */

struct _MootTimelinePage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  AdwStatusPage *message;
  GtkButton *message_button;
  MootFeedView *feed;
  GtkRevealer *pill_revealer;
  GtkButton *pill;

  MootSession *session;
  MootTimelineModel *model;
  MootStatusDisplay *display;
  gboolean placed; /* the feed stands where the reader was */
  guint save_id;
  guint see_id;
};

G_DEFINE_FINAL_TYPE (MootTimelinePage, moot_timeline_page, GTK_TYPE_WIDGET)

/* Rows ----------------------------------------------------------------------------------------- */

static const char *
get_key (gpointer item,
         gpointer data)
{
  return moot_timeline_item_get_key (item);
}

static guint
get_kind (gpointer item,
          gpointer data)
{
  return moot_timeline_item_get_kind (item);
}

static void
fill_cb (MootTimelinePage *self,
         gboolean          upward,
         MootGapRow       *row)
{
  moot_timeline_model_fill_gap (self->model, moot_gap_row_get_item (row), upward);
}

static GtkWidget *
create_end (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "moot-end");
  gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static GtkWidget *
create_row (guint    kind,
            gpointer data)
{
  MootTimelinePage *self = data;
  GtkWidget *row;

  switch ((MootTimelineKind) kind)
    {
    case MOOT_TIMELINE_GAP:
      row = moot_gap_row_new ();
      g_signal_connect_object (row, "fill", G_CALLBACK (fill_cb), self, G_CONNECT_SWAPPED);
      return row;
    case MOOT_TIMELINE_END:
    case MOOT_TIMELINE_MARKER:
      return create_end ();
    case MOOT_TIMELINE_STATUS:
    default:
      return moot_status_row_new (self->display);
    }
}

static gint64
get_time (MootTimelinePage *self,
          guint             position)
{
  g_autoptr (MootTimelineItem) item = g_list_model_get_item (G_LIST_MODEL (self->model), position);
  MootStatus *status = item != NULL ? moot_timeline_item_get_status (item) : NULL;

  return status != NULL ? status->created_at : 0;
}

static gint64
measure_gap (MootTimelinePage *self,
             MootTimelineItem *gap)
{
  guint position;
  gint64 newer;
  gint64 older;

  if (!moot_timeline_model_find (self->model, moot_timeline_item_get_key (gap), &position) ||
      position == 0)
    return 0;
  newer = get_time (self, position - 1);
  older = get_time (self, position + 1);
  return newer != 0 && older != 0 ? newer - older : 0;
}

static void
bind_end (MootTimelinePage *self,
          GtkWidget        *label)
{
  gtk_label_set_text (GTK_LABEL (label), moot_timeline_model_get_complete (self->model)
                                           ? _("This is where it begins.")
                                           : _("Loading older posts…"));
}

static void
bind_row (GtkWidget *row,
          gpointer   item,
          gpointer   data)
{
  MootTimelinePage *self = data;
  MootStatus *status;

  switch (moot_timeline_item_get_kind (item))
    {
    case MOOT_TIMELINE_STATUS:
      status = moot_timeline_model_load_status (self->model, item);
      if (status == NULL)
        return;
      moot_session_see_status (self->session, status->reblog != NULL ? status->reblog : status);
      moot_status_row_set_status (MOOT_STATUS_ROW (row), status);
      break;
    case MOOT_TIMELINE_GAP:
      moot_gap_row_bind (MOOT_GAP_ROW (row), item, measure_gap (self, item));
      break;
    case MOOT_TIMELINE_END:
    case MOOT_TIMELINE_MARKER:
      bind_end (self, row);
      break;
    }
}

static char *
dup_description (GtkWidget *row,
                 gpointer   item,
                 gpointer   data)
{
  MootTimelinePage *self = data;
  MootStatus *status;

  if (moot_timeline_item_get_kind (item) == MOOT_TIMELINE_GAP)
    return g_strdup (_("Posts may be missing here."));
  if (moot_timeline_item_get_kind (item) != MOOT_TIMELINE_STATUS)
    return g_strdup (gtk_label_get_text (GTK_LABEL (row)));
  status = moot_timeline_model_load_status (self->model, item);
  return status != NULL ? moot_status_dup_description (status, self->display) : NULL;
}

static const MootFeedFactory factory = {
  .get_key = get_key,
  .get_kind = get_kind,
  .create = create_row,
  .bind = bind_row,
  .dup_description = dup_description,
};

/* States --------------------------------------------------------------------------------------- */

static void
show_message (MootTimelinePage *self,
              const char       *icon_name,
              const char       *title,
              const char       *description,
              const char       *button)
{
  adw_status_page_set_icon_name (self->message, icon_name);
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, description);
  gtk_button_set_label (self->message_button, button);
  gtk_stack_set_visible_child_name (self->stack, "message");
}

/* Whatever there is to read stays; only an empty page talks about itself. */
static void
update_state (MootTimelinePage *self)
{
  const GError *error = moot_timeline_model_get_error (self->model);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  if (n_items > 1)
    gtk_stack_set_visible_child_name (self->stack, "feed");
  else if (moot_timeline_model_get_loading (self->model) ||
           !moot_timeline_model_get_opened (self->model))
    gtk_stack_set_visible_child_name (self->stack, "loading");
  else if (error != NULL)
    {
      g_autofree char *sentence = moot_error_text_dup_sentence (error);

      show_message (self, moot_error_text_get_icon (error), moot_error_text_get_title (error),
                    sentence, _("Try Again"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), "win.refresh");
    }
  else
    {
      show_message (self, "moot-home-symbolic", _("Nothing Here Yet"),
                    _("Posts of the people you follow appear here, newest first."),
                    _("Write the First Post"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->message_button), "win.compose");
    }
}

static void
update_pill (MootTimelinePage *self)
{
  guint n_new = moot_timeline_model_get_n_new (self->model);
  g_autofree char *text = NULL;

  if (n_new > 0)
    {
      /* Translators: a button; posts that came in and wait above what is read now */
      text = g_strdup_printf (ngettext ("%u New Post", "%u New Posts", n_new), n_new);
      gtk_button_set_label (self->pill, text);
    }
  gtk_revealer_set_reveal_child (self->pill_revealer, n_new > 0);
  gtk_widget_set_can_target (GTK_WIDGET (self->pill_revealer), n_new > 0);
}

/* Where the reader was last time; what is new since then waits above. */
static void
go_to_place (MootTimelinePage *self)
{
  int offset;
  const char *place;

  if (self->placed || !moot_timeline_model_get_opened (self->model))
    return;

  place = moot_timeline_model_get_place (self->model, &offset);
  self->placed = TRUE;
  if (place != NULL)
    moot_feed_view_scroll_to_key (self->feed, place, offset);
}

static gboolean
save_place_cb (gpointer data)
{
  MootTimelinePage *self = data;

  self->save_id = 0;
  moot_timeline_page_save_place (self);
  return G_SOURCE_REMOVE;
}

static gboolean
see_cb (gpointer data)
{
  MootTimelinePage *self = data;

  self->see_id = 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    moot_timeline_model_see (self->model, moot_feed_view_get_n_above (self->feed));
  return G_SOURCE_REMOVE;
}

/* What is above is known when the frame is done: while rows are being given their places, posts
 * that have just come may seem to be in sight, and no badge may change its size then. */
static void
scrolled_cb (MootTimelinePage *self)
{
  if (!self->placed)
    return;

  if (self->see_id == 0)
    self->see_id = g_idle_add (see_cb, self);
  if (self->save_id == 0)
    self->save_id = g_timeout_add (SAVE_DELAY_MS, save_place_cb, self);
}

static void
near_end_cb (MootTimelinePage *self)
{
  moot_timeline_model_load_older (self->model);
}

static void
activate_cb (MootTimelinePage *self,
             MootTimelineItem *item)
{
  MootStatus *status = moot_timeline_item_get_status (item);

  if (status != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "status.open", "s",
                                status->reblog != NULL ? status->reblog->id : status->id);
}

static void
changed_cb (MootTimelinePage *self)
{
  go_to_place (self);
  update_state (self);
}

static void
pill_cb (MootTimelinePage *self)
{
  moot_timeline_page_scroll_to_top (self);
}

static void
moot_timeline_page_dispose (GObject *object)
{
  MootTimelinePage *self = MOOT_TIMELINE_PAGE (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  g_clear_handle_id (&self->see_id, g_source_remove);
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_widget_unparent (child);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_object (&self->display);

  G_OBJECT_CLASS (moot_timeline_page_parent_class)->dispose (object);
}

static void
moot_timeline_page_class_init (MootTimelinePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_timeline_page_dispose;

  g_type_ensure (MOOT_TYPE_FEED_VIEW);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-timeline-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootTimelinePage, stack);
  gtk_widget_class_bind_template_child (widget_class, MootTimelinePage, message);
  gtk_widget_class_bind_template_child (widget_class, MootTimelinePage, message_button);
  gtk_widget_class_bind_template_child (widget_class, MootTimelinePage, feed);
  gtk_widget_class_bind_template_child (widget_class, MootTimelinePage, pill_revealer);
  gtk_widget_class_bind_template_child (widget_class, MootTimelinePage, pill);
  gtk_widget_class_bind_template_callback (widget_class, near_end_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, scrolled_cb);
  gtk_widget_class_bind_template_callback (widget_class, pill_cb);
}

static void
moot_timeline_page_init (MootTimelinePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
connect_model (MootTimelinePage *self)
{
  g_signal_connect_swapped (self->model, "items-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->model, "notify::opened", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->model, "notify::loading", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (self->model, "notify::error", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (self->model, "notify::n-new", G_CALLBACK (update_pill), self);
}

/**
 * moot_timeline_page_new:
 * @session: whose
 * @model: what to read
 * @display: how rows show it
 *
 * Returns: (transfer floating): the page
 */
GtkWidget *
moot_timeline_page_new (MootSession       *session,
                        MootTimelineModel *model,
                        MootStatusDisplay *display)
{
  MootTimelinePage *self = g_object_new (MOOT_TYPE_TIMELINE_PAGE, NULL);

  self->session = g_object_ref (session);
  self->model = g_object_ref (model);
  self->display = g_object_ref (display);
  moot_feed_view_set_factory (self->feed, &factory, self);
  moot_shortcuts_bind_single (G_OBJECT (self->feed));
  moot_feed_view_set_model (self->feed, G_LIST_MODEL (model));
  connect_model (self);
  go_to_place (self);
  update_state (self);
  update_pill (self);
  return GTK_WIDGET (self);
}

/**
 * moot_timeline_page_get_model:
 * @self: a page
 *
 * Returns: (transfer none): its timeline
 */
MootTimelineModel *
moot_timeline_page_get_model (MootTimelinePage *self)
{
  return self->model;
}

/**
 * moot_timeline_page_get_feed:
 * @self: a page
 *
 * Returns: (transfer none): its #MootFeedView
 */
GtkWidget *
moot_timeline_page_get_feed (MootTimelinePage *self)
{
  return GTK_WIDGET (self->feed);
}

/**
 * moot_timeline_page_refresh:
 * @self: a page
 *
 * Asks the server for what is new.
 */
void
moot_timeline_page_refresh (MootTimelinePage *self)
{
  moot_timeline_model_refresh (self->model);
}

/**
 * moot_timeline_page_scroll_to_top:
 * @self: a page
 *
 * Goes to the oldest post that was not seen yet or, when there is none, to the newest.
 */
void
moot_timeline_page_scroll_to_top (MootTimelinePage *self)
{
  guint n_new = moot_timeline_model_get_n_new (self->model);

  moot_feed_view_scroll_to_row (self->feed, n_new > 1 ? n_new - 1 : 0, 0);
}

/**
 * moot_timeline_page_save_place:
 * @self: a page
 *
 * Keeps where the reader is.
 */
void
moot_timeline_page_save_place (MootTimelinePage *self)
{
  int offset = 0;
  const char *key = moot_feed_view_get_top_key (self->feed, &offset);
  guint position;

  if (key == NULL || !moot_timeline_model_find (self->model, key, &position))
    return;
  moot_timeline_model_save_place (self->model, key, offset);
}
