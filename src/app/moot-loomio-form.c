/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Linking a group on Loomio: a server and an API key first, then one of the groups the key opens.
 * What was typed stays through every error.
 * Thread: main; the asking on a worker. */
#include "config.h"

#include "moot-loomio-form.h"

#include "moot-app-work.h"
#include "moot-empty.h"
#include "moot-error-text.h"
#include "moot-link.h"
#include "moot-server-name.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _MootLoomioForm
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *title;
  GtkEditable *server_entry;
  GtkEditable *key_entry;
  GtkWidget *keys_button;
  GtkWidget *next_button;
  GtkSpinner *spinner;
  GtkLabel *problem;
  GtkWidget *choose;
  GtkListBox *groups;

  MootLoomioLinks *links;
  MootLoomioLink *known; /* (nullable): whose key is given anew */
  GPtrArray *found;      /* (nullable) (element-type MootLoomioLink) */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (MootLoomioForm, moot_loomio_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *typed;
  char *api_key;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->typed);
  g_free (job->api_key);
  g_free (job);
}

static gpointer
ask (gpointer       data,
     GCancellable  *cancellable,
     GError       **error)
{
  Job *job = data;
  g_autofree char *server = moot_server_from_text (job->typed, error);

  return server != NULL ? moot_loomio_list_groups (server, job->api_key, cancellable, error) : NULL;
}

static void
unref_groups (gpointer data)
{
  g_ptr_array_unref (data);
}

static char *
dup_key (MootLoomioForm *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->key_entry)));
}

static void
say (MootLoomioForm *self,
     const char     *text)
{
  gtk_label_set_text (self->problem, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), text != NULL);
}

static void
set_busy (MootLoomioForm *self,
          gboolean        busy)
{
  gtk_widget_set_sensitive (self->next_button, !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->groups), !busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_spinner_set_spinning (self->spinner, busy);
}

/* Saving ------------------------------------------------------------------------------------- */

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MootLoomioForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (moot_loomio_links_put_finish (MOOT_LOOMIO_LINKS (source), result, &error))
    {
      if (self->content != NULL)
        g_signal_emit (self, signals[SIGNAL_DONE], 0);
      return;
    }
  if (self->content == NULL)
    return;
  set_busy (self, FALSE);
  sentence = moot_error_text_dup_sentence (error);
  say (self, sentence);
}

static void
put (MootLoomioForm *self,
     MootLoomioLink *link)
{
  g_autofree char *api_key = dup_key (self);

  set_busy (self, TRUE);
  moot_loomio_links_put_async (self->links, link, api_key, NULL, saved_cb, g_object_ref (self));
}

static void
group_activated_cb (MootLoomioForm *self,
                    GtkListBoxRow  *row)
{
  const int i = gtk_list_box_row_get_index (row);

  if (self->found != NULL && i >= 0 && (guint) i < self->found->len)
    put (self, g_ptr_array_index (self->found, (guint) i));
}

/* Asking ------------------------------------------------------------------------------------- */

static void
show_groups (MootLoomioForm *self)
{
  moot_empty_list (self->groups);
  for (guint i = 0; i < self->found->len; i++)
    {
      MootLoomioLink *link = g_ptr_array_index (self->found, i);
      GtkWidget *one = adw_action_row_new ();
      g_autofree char *title = g_markup_escape_text (link->name, -1);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (one), title);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (one), TRUE);
      gtk_list_box_append (self->groups, one);
    }
  gtk_widget_set_visible (self->choose, self->found->len > 0);
  if (self->found->len == 0)
    say (self, _("This key opens no group. Join one on Loomio first."));
  else
    gtk_widget_child_focus (self->choose, GTK_DIR_TAB_FORWARD);
}

/* The new key has to open the group that is linked already. */
static void
renew (MootLoomioForm *self)
{
  for (guint i = 0; i < self->found->len; i++)
    {
      MootLoomioLink *link = g_ptr_array_index (self->found, i);

      if (g_str_equal (link->key, self->known->key))
        {
          put (self, link);
          return;
        }
    }
  say (self, _("This key is good, but it does not open this group. Is it the key of another "
                "account?"));
}

static char *
dup_sentence (const GError *error)
{
  if (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNAUTHORIZED))
    return g_strdup (_("Loomio does not know this API key. Copy it again from your profile there: "
                        "it changes with your password."));
  if (g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_NOT_FOUND) ||
      g_error_matches (error, MOOT_CLIENT_ERROR, MOOT_CLIENT_ERROR_UNREADABLE))
    return g_strdup (_("There is no Loomio at this address, or one that is too old."));
  return moot_error_text_dup_sentence (error);
}

static void
asked_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (MootLoomioForm) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = moot_app_work_finish (result, &error);
  g_autofree char *sentence = NULL;

  if (self->content == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy (self, FALSE);
  if (found == NULL)
    {
      sentence = dup_sentence (error);
      say (self, sentence);
      return;
    }
  g_clear_pointer (&self->found, g_ptr_array_unref);
  self->found = g_steal_pointer (&found);
  if (self->known != NULL)
    renew (self);
  else
    show_groups (self);
}

static void
next_cb (MootLoomioForm *self)
{
  g_autofree char *api_key = dup_key (self);
  Job *job;

  if (!gtk_widget_get_sensitive (self->next_button))
    return;
  say (self, *api_key == '\0' ? _("Paste the API key from your profile on Loomio.") : NULL);
  gtk_widget_set_visible (self->choose, FALSE);
  if (*api_key == '\0')
    return;
  job = g_new0 (Job, 1);
  job->typed = g_strdup (gtk_editable_get_text (self->server_entry));
  job->api_key = g_steal_pointer (&api_key);
  set_busy (self, TRUE);
  moot_app_work_async (self, ask, job, job_free, unref_groups, self->cancellable, asked_cb,
                       g_object_ref (self));
}

static void
keys_cb (MootLoomioForm *self)
{
  g_autofree char *server =
    moot_server_from_text (gtk_editable_get_text (self->server_entry), NULL);
  g_autofree char *uri =
    server != NULL ? g_strconcat (server, "/profile/api_access", NULL) : NULL;

  if (uri == NULL)
    say (self, _("Type the address of the Loomio server first."));
  else
    moot_link_open (GTK_WIDGET (self), uri);
}

static void
moot_loomio_form_dispose (GObject *object)
{
  MootLoomioForm *self = MOOT_LOOMIO_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->links);
  g_clear_object (&self->known);
  g_clear_pointer (&self->content, gtk_widget_unparent);

  G_OBJECT_CLASS (moot_loomio_form_parent_class)->dispose (object);
}

static void
moot_loomio_form_finalize (GObject *object)
{
  MootLoomioForm *self = MOOT_LOOMIO_FORM (object);

  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (moot_loomio_form_parent_class)->finalize (object);
}

static void
moot_loomio_form_class_init (MootLoomioFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = moot_loomio_form_dispose;
  object_class->finalize = moot_loomio_form_finalize;

  /** MootLoomioForm::done: the group is linked, with a key that is good */
  signals[SIGNAL_DONE] = g_signal_new ("done", MOOT_TYPE_LOOMIO_FORM, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-loomio-form.ui");
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, content);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, title);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, server_entry);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, key_entry);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, keys_button);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, next_button);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, spinner);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, problem);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, choose);
  gtk_widget_class_bind_template_child (widget_class, MootLoomioForm, groups);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, keys_cb);
  gtk_widget_class_bind_template_callback (widget_class, group_activated_cb);
}

static void
moot_loomio_form_init (MootLoomioForm *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_known (MootLoomioForm *self)
{
  g_autofree char *title = NULL;

  /* Translators: %s is the name of a group. */
  title = g_strdup_printf (_("A New Key for %s"), self->known->name);
  gtk_label_set_text (self->title, title);
  gtk_editable_set_text (self->server_entry, self->known->server);
  gtk_widget_set_sensitive (GTK_WIDGET (self->server_entry), FALSE);
  gtk_button_set_label (GTK_BUTTON (self->next_button), _("Use This Key"));
}

/**
 * moot_loomio_form_new:
 * @links: where the group goes
 * @key: (nullable): of a linked group whose key is not good any more
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
moot_loomio_form_new (MootLoomioLinks *links,
                      const char      *key)
{
  MootLoomioForm *self = g_object_new (MOOT_TYPE_LOOMIO_FORM, NULL);

  self->links = g_object_ref (links);
  for (guint i = 0; i < moot_loomio_links_get_n (links); i++)
    if (g_strcmp0 (moot_loomio_links_get_link (links, i)->key, key) == 0)
      self->known = g_object_ref (moot_loomio_links_get_link (links, i));
  if (self->known != NULL)
    show_known (self);
  return GTK_WIDGET (self);
}
