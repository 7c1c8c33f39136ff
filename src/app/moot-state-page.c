/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* The states every page has beside its content.  A problem never takes away what can be read: it is
 * shown above, and stays until the next success.
 * Thread: main. */
#include "moot-state-page.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-marked-label.h"

struct _MootStatePage
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkRevealer *banner;
  MootMarkedLabel *banner_label;
  GtkWidget *banner_button;
  GtkStack *stack;
  GtkSpinner *spinner;
  AdwStatusPage *message;
  GtkButton *message_button;
  AdwBin *content;

  gboolean has_content;
  gboolean offers_retry; /* what the message's button does */
};

G_DEFINE_FINAL_TYPE (MootStatePage, moot_state_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CHILD = 1,
} MootStatePageProperty;

typedef enum
{
  SIGNAL_RETRY,
  SIGNAL_ACTION,
  N_SIGNALS,
} MootStatePageSignal;

static GParamSpec *properties[PROP_CHILD + 1];
static guint signals[N_SIGNALS];

static void
retry_clicked_cb (MootStatePage *self)
{
  g_signal_emit (self, signals[SIGNAL_RETRY], 0);
}

static void
message_clicked_cb (MootStatePage *self)
{
  g_signal_emit (self, signals[self->offers_retry ? SIGNAL_RETRY : SIGNAL_ACTION], 0);
}

static void
show (MootStatePage *self,
      const char    *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_spinner_set_spinning (self->spinner, g_str_equal (name, "loading"));
}

static void
moot_state_page_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch ((MootStatePageProperty) id)
    {
    case PROP_CHILD:
      g_value_set_object (value, moot_state_page_get_child (MOOT_STATE_PAGE (object)));
      break;
    }
}

static void
moot_state_page_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch ((MootStatePageProperty) id)
    {
    case PROP_CHILD:
      moot_state_page_set_child (MOOT_STATE_PAGE (object), g_value_get_object (value));
      break;
    }
}

static void
moot_state_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_STATE_PAGE);

  G_OBJECT_CLASS (moot_state_page_parent_class)->dispose (object);
}

static void
moot_state_page_class_init (MootStatePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = moot_state_page_get_property;
  object_class->set_property = moot_state_page_set_property;
  object_class->dispose = moot_state_page_dispose;

  /** MootStatePage:child: the content */
  properties[PROP_CHILD] =
    g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /** MootStatePage::retry: somebody wants to try again */
  signals[SIGNAL_RETRY] = g_signal_new ("retry", MOOT_TYPE_STATE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 0);
  /** MootStatePage::action: the button of an empty page was pressed */
  signals[SIGNAL_ACTION] = g_signal_new ("action", MOOT_TYPE_STATE_PAGE, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-state-page.ui");
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, box);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, banner);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, banner_label);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, banner_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, stack);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, spinner);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, message);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, message_button);
  gtk_widget_class_bind_template_child (widget_class, MootStatePage, content);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, message_clicked_cb);
}

static void
moot_state_page_init (MootStatePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  show (self, "loading");
}

/**
 * moot_state_page_new:
 *
 * Returns: (transfer floating): a page that is loading
 */
GtkWidget *
moot_state_page_new (void)
{
  return g_object_new (MOOT_TYPE_STATE_PAGE, NULL);
}

/**
 * moot_state_page_get_child:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the content
 */
GtkWidget *
moot_state_page_get_child (MootStatePage *self)
{
  g_return_val_if_fail (MOOT_IS_STATE_PAGE (self), NULL);

  return adw_bin_get_child (self->content);
}

/**
 * moot_state_page_set_child:
 * @self: a page
 * @child: (nullable): the content; it is not shown yet
 */
void
moot_state_page_set_child (MootStatePage *self,
                           GtkWidget     *child)
{
  g_return_if_fail (MOOT_IS_STATE_PAGE (self));

  if (adw_bin_get_child (self->content) == child)
    return;

  adw_bin_set_child (self->content, child);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * moot_state_page_has_content:
 * @self: a page
 *
 * Returns: whether something to read is shown, an empty page included
 */
gboolean
moot_state_page_has_content (MootStatePage *self)
{
  g_return_val_if_fail (MOOT_IS_STATE_PAGE (self), FALSE);

  return self->has_content;
}

/**
 * moot_state_page_get_state:
 * @self: a page
 *
 * Returns: (transfer none): `loading`, `content`, `message`, or `problem` for content under a
 * banner
 */
const char *
moot_state_page_get_state (MootStatePage *self)
{
  g_return_val_if_fail (MOOT_IS_STATE_PAGE (self), NULL);

  if (gtk_revealer_get_reveal_child (self->banner))
    return "problem";
  return gtk_stack_get_visible_child_name (self->stack);
}

/**
 * moot_state_page_show_loading:
 * @self: a page
 *
 * Says that something is on its way; what can be read already stays.
 */
void
moot_state_page_show_loading (MootStatePage *self)
{
  g_return_if_fail (MOOT_IS_STATE_PAGE (self));

  if (!self->has_content)
    show (self, "loading");
}

/**
 * moot_state_page_show_content:
 * @self: a page
 */
void
moot_state_page_show_content (MootStatePage *self)
{
  g_return_if_fail (MOOT_IS_STATE_PAGE (self));

  self->has_content = TRUE;
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  show (self, "content");
}

static void
show_message (MootStatePage *self,
              const char    *icon_name,
              const char    *title,
              const char    *description,
              const char    *button)
{
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  adw_status_page_set_icon_name (self->message, icon_name);
  adw_status_page_set_title (self->message, title);
  adw_status_page_set_description (self->message, escaped);
  gtk_widget_set_visible (GTK_WIDGET (self->message_button), button != NULL);
  if (button != NULL)
    gtk_button_set_label (self->message_button, button);
  show (self, "message");
}

/**
 * moot_state_page_show_empty:
 * @self: a page
 * @icon_name: a large icon
 * @title: what there is none of
 * @description: what would be here
 * @button: (nullable): what can be done about it
 */
void
moot_state_page_show_empty (MootStatePage *self,
                            const char    *icon_name,
                            const char    *title,
                            const char    *description,
                            const char    *button)
{
  g_return_if_fail (MOOT_IS_STATE_PAGE (self));

  self->has_content = TRUE;
  self->offers_retry = FALSE;
  gtk_revealer_set_reveal_child (self->banner, FALSE);
  show_message (self, icon_name, title, description, button);
}

/**
 * moot_state_page_show_problem:
 * @self: a page
 * @icon_name: a large icon
 * @title: the problem in a few words
 * @sentence: what happened and what to do
 *
 * Shows what went wrong, with a button to try again.
 */
void
moot_state_page_show_problem (MootStatePage *self,
                              const char    *icon_name,
                              const char    *title,
                              const char    *sentence)
{
  g_return_if_fail (MOOT_IS_STATE_PAGE (self));

  if (self->has_content)
    {
      moot_marked_label_set_icon_name (self->banner_label, icon_name);
      moot_marked_label_set_text (self->banner_label, sentence);
      gtk_revealer_set_reveal_child (self->banner, TRUE);
      return;
    }
  self->offers_retry = TRUE;
  show_message (self, icon_name, title, sentence, _("Try Again"));
}
