/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_BOOKING_MENU (moot_booking_menu_get_type ())

G_DECLARE_FINAL_TYPE (MootBookingMenu, moot_booking_menu, MOOT, BOOKING_MENU, GtkPopover)

/**
 * MootBookingMenu:
 *
 * Asks whose payment a line of the bank is.
 *
 * Signals: `book` with the id of a member, `ignore`.
 */

GtkWidget *moot_booking_menu_new (GPtrArray  *members,
                                  const char *member_id,
                                  gboolean    ignored) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
