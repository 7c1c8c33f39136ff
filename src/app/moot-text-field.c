/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* A box to write in.  Tab leaves it, Ctrl+Enter sends it.
 * Thread: main. */
#include "moot-text-field.h"

#include "config.h"

#include <glib/gi18n.h>

#include "moot-marked-label.h"
#include "moot-name-completion.h"
#include "moot-shortcuts.h"

#define ROOM_SHOWN_FROM 200 /* characters left: from here on they are counted down */

struct _MootTextField
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *label;
  GtkScrolledWindow *scroller;
  GtkTextView *view;
  MootMarkedLabel *problem;
  GtkLabel *room;

  MootNameCompletion *completion; /* (nullable) */
  int max_characters;             /* 0 for any */
};

G_DEFINE_FINAL_TYPE (MootTextField, moot_text_field, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_LABEL = 1,
  PROP_MAX_CHARACTERS,
  PROP_HEIGHT,
} MootTextFieldProperty;

typedef enum
{
  SIGNAL_CHANGED,
  SIGNAL_SEND,
  N_SIGNALS,
} MootTextFieldSignal;

static GParamSpec *properties[PROP_HEIGHT + 1];
static guint signals[N_SIGNALS];

static int
get_room (MootTextField *self)
{
  return self->max_characters -
         gtk_text_buffer_get_char_count (gtk_text_view_get_buffer (self->view));
}

static void
show_room (MootTextField *self)
{
  const int room = get_room (self);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->room),
                          self->max_characters > 0 && room < ROOM_SHOWN_FROM);
  if (room >= 0)
    text =
      g_strdup_printf (ngettext ("%d character left", "%d characters left", (gulong) room), room);
  else
    text = g_strdup_printf (ngettext ("%d character too many", "%d characters too many",
                                      (gulong) -room),
                            -room);
  gtk_label_set_text (self->room, text);
}

static void
changed_cb (MootTextField *self)
{
  show_room (self);
  moot_text_field_set_problem (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
send_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_SEND], 0);
}

static void
moot_text_field_get_property (GObject    *object,
                              guint       id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  MootTextField *self = MOOT_TEXT_FIELD (object);

  switch ((MootTextFieldProperty) id)
    {
    case PROP_LABEL:
      g_value_set_string (value, gtk_label_get_text (self->label));
      break;
    case PROP_MAX_CHARACTERS:
      g_value_set_int (value, self->max_characters);
      break;
    case PROP_HEIGHT:
      g_value_set_int (value, gtk_scrolled_window_get_min_content_height (self->scroller));
      break;
    }
}

static void
moot_text_field_set_property (GObject      *object,
                              guint         id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  MootTextField *self = MOOT_TEXT_FIELD (object);

  switch ((MootTextFieldProperty) id)
    {
    case PROP_LABEL:
      moot_text_field_set_label (self, g_value_get_string (value));
      break;
    case PROP_MAX_CHARACTERS:
      self->max_characters = g_value_get_int (value);
      show_room (self);
      break;
    case PROP_HEIGHT:
      /* of the view it would be a wish: in a page that scrolls, everything gets its minimum */
      gtk_scrolled_window_set_min_content_height (self->scroller, g_value_get_int (value));
      break;
    }
}

static void
moot_text_field_dispose (GObject *object)
{
  g_clear_pointer (&MOOT_TEXT_FIELD (object)->completion, moot_name_completion_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), MOOT_TYPE_TEXT_FIELD);

  G_OBJECT_CLASS (moot_text_field_parent_class)->dispose (object);
}

static void
moot_text_field_class_init (MootTextFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = moot_text_field_get_property;
  object_class->set_property = moot_text_field_set_property;
  object_class->dispose = moot_text_field_dispose;

  /** MootTextField:label: its name */
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, NULL, flags);
  /** MootTextField:max-characters: what the server takes, 0 for any */
  properties[PROP_MAX_CHARACTERS] =
    g_param_spec_int ("max-characters", NULL, NULL, 0, G_MAXINT, 0, flags);
  /** MootTextField:height: px, before it grows with the text */
  properties[PROP_HEIGHT] = g_param_spec_int ("height", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /** MootTextField::changed: another text */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", MOOT_TYPE_TEXT_FIELD, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  /** MootTextField::send: Ctrl+Enter */
  signals[SIGNAL_SEND] = g_signal_new ("send", MOOT_TYPE_TEXT_FIELD, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "field.send", NULL, send_action);
  g_type_ensure (MOOT_TYPE_MARKED_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-text-field.ui");
  gtk_widget_class_bind_template_child (widget_class, MootTextField, box);
  gtk_widget_class_bind_template_child (widget_class, MootTextField, label);
  gtk_widget_class_bind_template_child (widget_class, MootTextField, scroller);
  gtk_widget_class_bind_template_child (widget_class, MootTextField, view);
  gtk_widget_class_bind_template_child (widget_class, MootTextField, problem);
  gtk_widget_class_bind_template_child (widget_class, MootTextField, room);
}

static void
moot_text_field_init (MootTextField *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_shortcuts_add_ahead (GTK_WIDGET (self), "<Control>Return <Control>KP_Enter", "field.send");
  g_signal_connect_object (gtk_text_view_get_buffer (self->view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * moot_text_field_new:
 *
 * Returns: (transfer floating): an empty field
 */
GtkWidget *
moot_text_field_new (void)
{
  return g_object_new (MOOT_TYPE_TEXT_FIELD, NULL);
}

/**
 * moot_text_field_dup_text:
 * @self: a field
 *
 * Returns: (transfer full): what was written, without white space at its ends
 */
char *
moot_text_field_dup_text (MootTextField *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  g_return_val_if_fail (MOOT_IS_TEXT_FIELD (self), NULL);

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/**
 * moot_text_field_set_text:
 * @self: a field
 * @text: (nullable): what is written
 */
void
moot_text_field_set_text (MootTextField *self,
                          const char    *text)
{
  g_return_if_fail (MOOT_IS_TEXT_FIELD (self));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->view), text != NULL ? text : "", -1);
}

/**
 * moot_text_field_set_label:
 * @self: a field
 * @label: (nullable): its name
 */
void
moot_text_field_set_label (MootTextField *self,
                           const char    *label)
{
  g_return_if_fail (MOOT_IS_TEXT_FIELD (self));

  gtk_label_set_text (self->label, label != NULL ? label : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL ? label : "", -1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LABEL]);
}

/**
 * moot_text_field_set_problem:
 * @self: a field
 * @problem: (nullable): what is wrong with the text; gone when it is changed
 */
void
moot_text_field_set_problem (MootTextField *self,
                             const char    *problem)
{
  g_return_if_fail (MOOT_IS_TEXT_FIELD (self));

  if (problem == NULL && !gtk_widget_get_visible (GTK_WIDGET (self->problem)))
    return;

  moot_marked_label_set_text (self->problem, problem);
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE
                                               : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  problem != NULL ? problem : "", -1);
}

/**
 * moot_text_field_is_empty:
 * @self: a field
 *
 * Returns: whether nothing but white space was written
 */
gboolean
moot_text_field_is_empty (MootTextField *self)
{
  g_autofree char *text = moot_text_field_dup_text (self);

  return *text == '\0';
}

/**
 * moot_text_field_fits:
 * @self: a field
 *
 * Returns: whether the text is no longer than the server takes
 */
gboolean
moot_text_field_fits (MootTextField *self)
{
  g_return_val_if_fail (MOOT_IS_TEXT_FIELD (self), FALSE);

  return self->max_characters == 0 || get_room (self) >= 0;
}

/**
 * moot_text_field_focus:
 * @self: a field
 *
 * Puts the cursor into it.
 */
void
moot_text_field_focus (MootTextField *self)
{
  g_return_if_fail (MOOT_IS_TEXT_FIELD (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

/**
 * moot_text_field_set_members:
 * @self: a field
 * @members: (element-type utf8 MootMember): whose names are offered behind an “@”, by id
 */
void
moot_text_field_set_members (MootTextField *self,
                             GHashTable    *members)
{
  g_return_if_fail (MOOT_IS_TEXT_FIELD (self));

  if (self->completion == NULL)
    self->completion = moot_name_completion_new (self->view, GTK_WIDGET (self));
  moot_name_completion_set_members (self->completion, members);
}
