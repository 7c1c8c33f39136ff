/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Names behind an “@”.  The keyboard stays in the text: arrows choose, Enter or Tab takes, Escape
 * goes on without; what is offered is said in the description of the box.
 * Thread: main.  Owned by the field, which outlives it. */
#include "moot-name-completion.h"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "moot-empty.h"
#include "moot-member.h"

#define OFFERED_MAX 6 /* names at once */
#define PREFIX_MAX 40 /* characters behind the “@” that are looked at */

struct _MootNameCompletion
{
  GtkTextView *view; /* borrowed, as is its buffer */
  GtkWidget *popover;
  GtkListBox *list;
  GtkEventController *keys;
  GHashTable *members; /* (nullable): id -> MootMember */
  gulong changed;
  gboolean writing;
};

static GtkTextBuffer *
get_buffer (MootNameCompletion *self)
{
  return gtk_text_view_get_buffer (self->view);
}

static gboolean
is_name (gunichar c)
{
  return g_unichar_isalnum (c) || c == '_' || c == '-' || c == '.';
}

/* What was typed behind the “@” before the cursor; %NULL where there is none. */
static char *
dup_prefix (MootNameCompletion *self,
            GtkTextIter        *start,
            GtkTextIter        *end)
{
  GtkTextBuffer *buffer = get_buffer (self);

  gtk_text_buffer_get_iter_at_mark (buffer, end, gtk_text_buffer_get_insert (buffer));
  *start = *end;
  for (int i = 0; i <= PREFIX_MAX && gtk_text_iter_backward_char (start); i++)
    {
      const gunichar c = gtk_text_iter_get_char (start);
      GtkTextIter before = *start;
      GtkTextIter name = *start;

      if (is_name (c))
        continue;
      if (c != '@' || (gtk_text_iter_backward_char (&before) &&
                       is_name (gtk_text_iter_get_char (&before))))
        return NULL;
      gtk_text_iter_forward_char (&name);
      return gtk_text_buffer_get_text (buffer, &name, end, FALSE);
    }
  return NULL;
}

static gboolean
fits (MootMember *member,
      const char *prefix)
{
  g_autofree char *wanted = g_utf8_casefold (prefix, -1);
  g_autofree char *username =
    member->username != NULL ? g_utf8_casefold (member->username, -1) : NULL;
  g_autofree char *name = g_utf8_casefold (member->name, -1);
  g_auto (GStrv) words = g_strsplit (name, " ", -1);

  if (username == NULL)
    return FALSE;
  if (g_str_has_prefix (username, wanted))
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (words[i], wanted))
      return TRUE;
  return FALSE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_utf8_collate (MOOT_MEMBER (*(gpointer *) a)->name, MOOT_MEMBER (*(gpointer *) b)->name);
}

static GPtrArray *
find_members (MootNameCompletion *self,
              const char         *prefix)
{
  GPtrArray *found = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer member;

  if (prefix == NULL || self->members == NULL)
    return found;
  g_hash_table_iter_init (&iter, self->members);
  while (g_hash_table_iter_next (&iter, NULL, &member))
    if (fits (member, prefix))
      g_ptr_array_add (found, member);
  g_ptr_array_sort (found, compare_names);
  g_ptr_array_set_size (found, (int) MIN (found->len, OFFERED_MAX));
  return found;
}

static void
clear (MootNameCompletion *self)
{
  moot_empty_list (self->list);
}

static void
close_popover (MootNameCompletion *self)
{
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  clear (self);
  gtk_accessible_reset_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

/* A screen reader stays with the text and hears what Enter would write. */
static void
tell (MootNameCompletion *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  g_autofree char *sentence = NULL;

  if (row == NULL)
    return;
  /* Translators: said while somebody types a name; %s is as in “Ada Okafor (@ada)”. */
  sentence = g_strdup_printf (
    _("Enter writes %s"),
    gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, sentence, -1);
}

static void
point_at (MootNameCompletion *self,
          const GtkTextIter  *iter)
{
  GdkRectangle place;
  int x;
  int y;
  double to_x;
  double to_y;

  gtk_text_view_get_iter_location (self->view, iter, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y, &x,
                                         &y);
  if (!gtk_widget_translate_coordinates (GTK_WIDGET (self->view),
                                         gtk_widget_get_parent (self->popover), x, y, &to_x, &to_y))
    return;
  place.x = (int) to_x;
  place.y = (int) to_y;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &place);
}

static void
offer (MootNameCompletion *self)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *prefix = dup_prefix (self, &start, &end);
  g_autoptr (GPtrArray) found = find_members (self, prefix);

  clear (self);
  if (found->len == 0)
    {
      close_popover (self);
      return;
    }
  for (guint i = 0; i < found->len; i++)
    {
      MootMember *member = g_ptr_array_index (found, i);
      /* Translators: %1$s is the name of a member, %2$s how they are mentioned, without the “@”. */
      g_autofree char *text = g_strdup_printf (_("%1$s (@%2$s)"), member->name, member->username);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
      gtk_list_box_append (self->list, label);
      g_object_set_data_full (
        G_OBJECT (gtk_list_box_get_row_at_index (self->list, (int) i)), "username",
        g_strdup (member->username), g_free);
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, 0));
  point_at (self, &start);
  gtk_popover_popup (GTK_POPOVER (self->popover));
  tell (self);
}

/* Only where somebody types, not where a text is put in. */
static void
changed_cb (MootNameCompletion *self)
{
  if (!self->writing && gtk_widget_has_focus (GTK_WIDGET (self->view)))
    offer (self);
}

static void
move (MootNameCompletion *self,
      int                 by)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  const int n = (int) moot_name_completion_count (self);
  const int at = row != NULL ? gtk_list_box_row_get_index (row) : 0;

  gtk_list_box_select_row (self->list,
                           gtk_list_box_get_row_at_index (self->list, (at + by + n) % n));
  tell (self);
}

static gboolean
key_pressed_cb (MootNameCompletion    *self,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  if (!gtk_widget_get_visible (self->popover) || moot_name_completion_count (self) == 0 ||
      (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  switch (key)
    {
    case GDK_KEY_Down:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      close_popover (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_Tab:
      return moot_name_completion_accept (self);
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_activated_cb (MootNameCompletion *self,
                  GtkListBoxRow      *row)
{
  gtk_list_box_select_row (self->list, row);
  moot_name_completion_accept (self);
}

/**
 * moot_name_completion_new:
 * @view: where somebody types; borrowed
 * @parent: a widget around @view, which frees the completion before it goes
 *
 * Returns: (transfer full): a completion that knows no names yet
 */
MootNameCompletion *
moot_name_completion_new (GtkTextView *view,
                          GtkWidget   *parent)
{
  MootNameCompletion *self = g_new0 (MootNameCompletion, 1);

  self->view = view;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_widget_set_can_focus (self->popover, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Members with this name"), -1);
  gtk_popover_set_child (GTK_POPOVER (self->popover), GTK_WIDGET (self->list));
  gtk_widget_set_parent (self->popover, parent);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  self->keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (view), self->keys);
  self->changed = g_signal_connect_swapped (get_buffer (self), "changed", G_CALLBACK (changed_cb),
                                            self);
  return self;
}

/**
 * moot_name_completion_free:
 * @self: (nullable): a completion
 */
void
moot_name_completion_free (MootNameCompletion *self)
{
  if (self == NULL)
    return;

  g_signal_handler_disconnect (get_buffer (self), self->changed);
  gtk_widget_remove_controller (GTK_WIDGET (self->view), self->keys);
  gtk_widget_unparent (self->popover);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_free (self);
}

/**
 * moot_name_completion_set_members:
 * @self: a completion
 * @members: (element-type utf8 MootMember): who can be named, by id
 */
void
moot_name_completion_set_members (MootNameCompletion *self,
                                  GHashTable         *members)
{
  g_hash_table_ref (members);
  g_clear_pointer (&self->members, g_hash_table_unref);
  self->members = members;
}

/**
 * moot_name_completion_count:
 * @self: a completion
 *
 * Returns: how many names are offered
 */
guint
moot_name_completion_count (MootNameCompletion *self)
{
  guint n = 0;

  while (gtk_list_box_get_row_at_index (self->list, (int) n) != NULL)
    n++;
  return n;
}

/**
 * moot_name_completion_accept:
 * @self: a completion
 *
 * Writes the name that is chosen, with a space behind it.
 *
 * Returns: whether there was one
 */
gboolean
moot_name_completion_accept (MootNameCompletion *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  GtkTextIter start;
  GtkTextIter end;
  g_autofree char *prefix = dup_prefix (self, &start, &end);
  g_autofree char *text = NULL;

  if (row == NULL || prefix == NULL)
    return FALSE;
  text = g_strdup_printf ("@%s ", (char *) g_object_get_data (G_OBJECT (row), "username"));
  self->writing = TRUE;
  gtk_text_buffer_begin_user_action (get_buffer (self));
  gtk_text_buffer_delete (get_buffer (self), &start, &end);
  gtk_text_buffer_insert (get_buffer (self), &start, text, -1);
  gtk_text_buffer_end_user_action (get_buffer (self));
  self->writing = FALSE;
  close_popover (self);
  return TRUE;
}
