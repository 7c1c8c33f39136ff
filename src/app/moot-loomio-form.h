/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-loomio-links.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LOOMIO_FORM (moot_loomio_form_get_type ())

G_DECLARE_FINAL_TYPE (MootLoomioForm, moot_loomio_form, MOOT, LOOMIO_FORM, GtkWidget)

/**
 * MootLoomioForm:
 *
 * Links a group on Loomio, or gives a linked one its new key.
 *
 * Signal: `done` when it is linked.
 */

GtkWidget *moot_loomio_form_new (MootLoomioLinks *links,
                                 const char      *key);

G_END_DECLS
