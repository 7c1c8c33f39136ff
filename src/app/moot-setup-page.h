/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * MootFoundingWish:
 * @title: name of the moot
 * @admin: user name of whoever starts it
 * @password: theirs, for signing in from other programs
 * @currency: of the dues
 * @bylaws: preset to start with
 */
typedef struct
{
  char *title;
  char *admin;
  char *password;
  char *currency;
  char *bylaws;
} MootFoundingWish;

void moot_founding_wish_free (MootFoundingWish *wish);

#define MOOT_TYPE_SETUP_PAGE (moot_setup_page_get_type ())

G_DECLARE_FINAL_TYPE (MootSetupPage, moot_setup_page, MOOT, SETUP_PAGE, GtkWidget)

/**
 * MootSetupPage:
 *
 * Asks for the little that a new moot on this computer needs.
 *
 * Signals: `start` (MootFoundingWish *, the receiver's to keep).
 */

GtkWidget *moot_setup_page_new          (void);
void       moot_setup_page_set_busy     (MootSetupPage *self,
                                         gboolean       busy);
void       moot_setup_page_show_problem (MootSetupPage *self,
                                         const GError  *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootFoundingWish, moot_founding_wish_free)

G_END_DECLS
