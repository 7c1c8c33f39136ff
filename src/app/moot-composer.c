/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The window in which a status is written.  What is typed is kept as a draft two seconds later and
 * when the window closes, so nothing is ever lost; sending happens on a worker, and a failed one
 * can be tried again without posting twice.
 * Thread: main. */
#include "config.h"

#include "moot-composer-private.h"

#include "moot-composer-picture.h"
#include "moot-draft-keeper.h"
#include "moot-error-text.h"
#include "moot-shortcuts.h"

#include <glib/gi18n.h>

#define SAVE_SECONDS 2
#define NEARLY_FULL 50 /* characters left from which on the counter is conspicuous */
#define NEW_POST "new" /* what the draft of a post that answers nothing is kept under */

G_DEFINE_FINAL_TYPE (MootComposer, moot_composer, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_POSTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/** moot_composer_count: shows how much may still be written, and whether it can be sent */
void
moot_composer_count (MootComposer *self)
{
  g_autoptr (MootDraft) draft = moot_composer_read_draft (self);
  gint64 left = moot_session_get_max_characters (self->session) - moot_draft_count (draft);
  g_autofree char *shown = g_strdup_printf ("%" G_GINT64_FORMAT, left);
  /* Translators: read out for the number beside a text field; %d is the number of characters */
  g_autofree char *spoken = g_strdup_printf (
    ngettext ("%d character left", "%d characters left", (gulong) ABS (left)), (int) left);

  gtk_label_set_text (self->counter, shown);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->counter), spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->counter), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
  if (left < 0)
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "error");
  if (left < NEARLY_FULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->counter), "dim-label");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->counter), "dim-label");
  gtk_widget_set_sensitive (GTK_WIDGET (self->post_button),
                            left >= 0 && !moot_draft_is_empty (draft) &&
                              !gtk_spinner_get_spinning (self->spinner));
}

/** moot_composer_show_problem: a sentence above the text, or %NULL for none */
void
moot_composer_show_problem (MootComposer *self,
                            const char   *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (self->problem, sentence);
  gtk_revealer_set_reveal_child (self->problem_revealer, sentence != NULL);
}

/* Drafts ------------------------------------------------------------------------------------ */

static gboolean
save_cb (gpointer data)
{
  MootComposer *self = data;

  self->save_id = 0;
  moot_composer_keep (self);
  return G_SOURCE_REMOVE;
}

/** moot_composer_changed: something in the window is another now; it will be kept */
void
moot_composer_changed (MootComposer *self)
{
  if (self->loading)
    return;
  moot_composer_count (self);
  moot_composer_update_quotes (self);
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add_seconds (SAVE_SECONDS, save_cb, self);
}

/* Sending ----------------------------------------------------------------------------------- */

static gpointer
send_draft (MootConnection  *connection,
            gpointer         data,
            GCancellable    *cancellable,
            GError         **error)
{
  return moot_draft_send (data, connection, cancellable, error);
}

static void
set_sending (MootComposer *self,
             gboolean      sending)
{
  gtk_spinner_set_spinning (self->spinner, sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->text), !sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->pictures), !sending);
  gtk_widget_set_sensitive (GTK_WIDGET (self->attach_button), !sending);
  moot_composer_count (self);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (MootComposer) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (MootStatus) status = moot_client_run_finish (MOOT_CLIENT (source), result, &error);

  if (self->text == NULL)
    return;
  set_sending (self, FALSE);
  if (status == NULL)
    {
      g_autofree char *sentence = moot_error_text_dup_sentence (error);

      moot_composer_show_problem (self, sentence);
      return;
    }
  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->edited == NULL)
    moot_draft_keep (self->session, self->target, NULL);
  moot_session_learn_status (self->session, status);
  g_signal_emit (self, signals[SIGNAL_POSTED], 0, status);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->text), "", -1);
  g_clear_handle_id (&self->save_id, g_source_remove);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
post_clicked_cb (MootComposer *self)
{
  if (!gtk_widget_get_sensitive (GTK_WIDGET (self->post_button)))
    return;
  if (!self->asked_for_descriptions && moot_composer_lacks_description (self))
    {
      self->asked_for_descriptions = TRUE;
      moot_composer_show_problem (
        self,
        _ (
          "A picture has no description. People who cannot see it will not know what it shows. Press Post again to send it as it is."));
      return;
    }
  moot_composer_show_problem (self, NULL);
  set_sending (self, TRUE);
  moot_client_run_async (moot_session_get_client (self->session), send_draft,
                         moot_composer_read_draft (self), (GDestroyNotify) moot_draft_free,
                         g_object_unref, self->cancellable, sent_cb, g_object_ref (self));
}

/* The warning ------------------------------------------------------------------------------- */

static void
warning_toggled_cb (MootComposer *self)
{
  gboolean active = gtk_toggle_button_get_active (self->warning_button);

  gtk_revealer_set_reveal_child (self->warning_revealer, active);
  if (active && !self->loading)
    gtk_widget_grab_focus (GTK_WIDGET (self->warning));
  moot_composer_changed (self);
}

/* The window -------------------------------------------------------------------------------- */

static gboolean
moot_composer_close_request (GtkWindow *window)
{
  MootComposer *self = MOOT_COMPOSER (window);

  moot_composer_keep (self); /* closing never asks and never loses */
  return GTK_WINDOW_CLASS (moot_composer_parent_class)->close_request (window);
}

static void
moot_composer_dispose (GObject *object)
{
  MootComposer *self = MOOT_COMPOSER (object);

  g_clear_handle_id (&self->save_id, g_source_remove);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->text), self);
  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_COMPOSER);
  G_OBJECT_CLASS (moot_composer_parent_class)->dispose (object);
}

static void
moot_composer_finalize (GObject *object)
{
  MootComposer *self = MOOT_COMPOSER (object);

  g_clear_object (&self->session);
  g_clear_object (&self->parent);
  g_clear_object (&self->edited);
  g_clear_object (&self->quoted);
  g_free (self->target);
  g_clear_object (&self->cancellable);
  g_free (self->key);
  g_free (self->parent_id);
  G_OBJECT_CLASS (moot_composer_parent_class)->finalize (object);
}

static void
post_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  post_clicked_cb (MOOT_COMPOSER (widget));
}

static void
attach_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  moot_composer_attach (MOOT_COMPOSER (widget));
}

static void
warn_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MootComposer *self = MOOT_COMPOSER (widget);

  gtk_toggle_button_set_active (self->warning_button,
                                !gtk_toggle_button_get_active (self->warning_button));
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-composer.ui");
  gtk_widget_class_bind_template_child (widget_class, MootComposer, post_button);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, spinner);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, problem_revealer);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, problem);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, context);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, warning_revealer);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, warning);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, text);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, pictures);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, attach_button);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, warning_button);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, visibility);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, quote_policy);
  gtk_widget_class_bind_template_child (widget_class, MootComposer, counter);
  gtk_widget_class_bind_template_callback (widget_class, post_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, moot_composer_attach);
  gtk_widget_class_bind_template_callback (widget_class, warning_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, moot_composer_changed);
}

static void
moot_composer_class_init (MootComposerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_composer_dispose;
  object_class->finalize = moot_composer_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = moot_composer_close_request;

  /**
   * MootComposer::posted:
   * @status: a #MootStatus
   *
   * The server took it; the window closes.
   */
  signals[SIGNAL_POSTED] = g_signal_new ("posted", MOOT_TYPE_COMPOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, MOOT_TYPE_STATUS);

  g_type_ensure (MOOT_TYPE_COMPOSER_PICTURE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "composer.post", NULL, post_action);
  gtk_widget_class_install_action (widget_class, "composer.attach", NULL, attach_action);
  gtk_widget_class_install_action (widget_class, "composer.warn", NULL, warn_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
moot_composer_init (MootComposer *self)
{
  const char *const names[] = {
    /* Translators: who can see a post */
    _("Public"),
    /* Translators: who can see a post: everybody, but it is in no public timeline */
    _("Unlisted"),
    /* Translators: who can see a post */
    _("Followers"),
    /* Translators: who can see a post */
    _("Mentioned only"),
    NULL,
  };
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_FILE, GDK_ACTION_COPY);

  self->loading = TRUE; /* until moot_composer_new() is through */
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_shortcuts_add_ahead (GTK_WIDGET (self), "<Control>Return <Control>KP_Enter",
                            "composer.post");
  moot_shortcuts_add_ahead (GTK_WIDGET (self), "<Control><Shift>a", "composer.attach");
  moot_shortcuts_add_ahead (GTK_WIDGET (self), "<Control><Shift>w", "composer.warn");
  self->cancellable = g_cancellable_new ();
  gtk_drop_down_set_model (self->visibility, G_LIST_MODEL (list));
  self->target = g_strdup (NEW_POST);
  moot_composer_prepare_quotes (self);
  g_signal_connect_swapped (gtk_text_view_get_buffer (self->text), "changed",
                            G_CALLBACK (moot_composer_changed), self);
  g_signal_connect (target, "drop", G_CALLBACK (moot_composer_dropped_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
