/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_LEAD_GAP 12 /* pixels between the two */

#define MOOT_TYPE_LEAD_LAYOUT (moot_lead_layout_get_type ())

G_DECLARE_FINAL_TYPE (MootLeadLayout, moot_lead_layout, MOOT, LEAD_LAYOUT, GtkLayoutManager)

/**
 * MootLeadLayout:
 *
 * Two children side by side: the first as wide as it wants, in the middle of the first line or at
 * the top; the second takes the rest.  Its text is laid out once for each width, which a GtkBox
 * does not promise.
 */

G_END_DECLS
