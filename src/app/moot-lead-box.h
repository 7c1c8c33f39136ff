/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_LEAD_BOX_GAP 12 /* pixels between the two */

#define MOOT_TYPE_LEAD_BOX (moot_lead_box_get_type ())

G_DECLARE_FINAL_TYPE (MootLeadBox, moot_lead_box, MOOT, LEAD_BOX, GtkWidget)

/**
 * MootLeadBox:
 *
 * Two children side by side: the first as wide as it wants, at the top; the second takes the rest.
 * Its text is laid out once for each width, which a GtkBox does not promise.
 */

GtkWidget *moot_lead_box_new (GtkWidget *lead,
                              GtkWidget *body) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
