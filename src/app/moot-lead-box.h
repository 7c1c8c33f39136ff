/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_LEAD_BOX (moot_lead_box_get_type ())

G_DECLARE_FINAL_TYPE (MootLeadBox, moot_lead_box, MOOT, LEAD_BOX, GtkWidget)

/**
 * MootLeadBox:
 *
 * Two children side by side, as #MootLeadLayout lays them out.
 */

G_END_DECLS
