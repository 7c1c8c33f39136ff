/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_FLOW (moot_flow_get_type ())

G_DECLARE_FINAL_TYPE (MootFlow, moot_flow, MOOT, FLOW, GtkWidget)

/**
 * MootFlow:
 *
 * A row of buttons that goes on in the next line where the width ends.
 */

G_END_DECLS
