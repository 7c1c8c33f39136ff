/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

/* Whose payment a line of the bank is, where nobody could tell by its words.
 * Thread: main. */
#include "moot-booking-menu.h"

#include "moot-member.h"
#include "moot-name-choice.h"

struct _MootBookingMenu
{
  GtkPopover parent_instance;

  GtkDropDown *member;
  GtkWidget *ignore_button;

  GPtrArray *members; /* MootMember, by the lines of the choice */
};

G_DEFINE_FINAL_TYPE (MootBookingMenu, moot_booking_menu, GTK_TYPE_POPOVER)

typedef enum
{
  SIGNAL_BOOK,
  SIGNAL_IGNORE,
  N_SIGNALS,
} MootBookingMenuSignal;

static guint signals[N_SIGNALS];

static void
book_clicked_cb (MootBookingMenu *self)
{
  const guint selected = gtk_drop_down_get_selected (self->member);
  g_autofree char *id = selected < self->members->len
                          ? g_strdup (MOOT_MEMBER (g_ptr_array_index (self->members, selected))->id)
                          : NULL;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (id != NULL)
    g_signal_emit (self, signals[SIGNAL_BOOK], 0, id);
}

static void
ignore_clicked_cb (MootBookingMenu *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_IGNORE], 0);
}

static void
moot_booking_menu_dispose (GObject *object)
{
  MootBookingMenu *self = MOOT_BOOKING_MENU (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), MOOT_TYPE_BOOKING_MENU);
  g_clear_pointer (&self->members, g_ptr_array_unref);

  G_OBJECT_CLASS (moot_booking_menu_parent_class)->dispose (object);
}

static void
moot_booking_menu_class_init (MootBookingMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = moot_booking_menu_dispose;
  /** MootBookingMenu::book: it is a payment of this member */
  signals[SIGNAL_BOOK] = g_signal_new ("book", MOOT_TYPE_BOOKING_MENU, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /** MootBookingMenu::ignore: it is nobody's */
  signals[SIGNAL_IGNORE] = g_signal_new ("ignore", MOOT_TYPE_BOOKING_MENU, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/coop/folkmoot/Folkmoot/ui/moot-booking-menu.ui");
  gtk_widget_class_bind_template_child (widget_class, MootBookingMenu, member);
  gtk_widget_class_bind_template_child (widget_class, MootBookingMenu, ignore_button);
  gtk_widget_class_bind_template_callback (widget_class, book_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ignore_clicked_cb);
}

static void
moot_booking_menu_init (MootBookingMenu *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  moot_name_choice_dress (self->member);
}

/**
 * moot_booking_menu_new:
 * @members: (element-type MootMember): who may have paid
 * @member_id: (nullable): who is chosen at first
 * @ignored: whether it was ignored already
 *
 * Returns: (transfer floating): a popover
 */
GtkWidget *
moot_booking_menu_new (GPtrArray  *members,
                       const char *member_id,
                       gboolean    ignored)
{
  MootBookingMenu *self = g_object_new (MOOT_TYPE_BOOKING_MENU, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint chosen = 0;

  self->members = g_ptr_array_ref (members);
  for (guint i = 0; i < members->len; i++)
    {
      const MootMember *member = g_ptr_array_index (members, i);

      gtk_string_list_append (names, member->name);
      if (g_strcmp0 (member->id, member_id) == 0)
        chosen = i;
    }
  gtk_drop_down_set_model (self->member, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->member, chosen);
  gtk_widget_set_visible (self->ignore_button, !ignored);
  return GTK_WIDGET (self);
}
