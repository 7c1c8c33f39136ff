/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-dues-case.h"

G_BEGIN_DECLS

void moot_pay_lines_fill         (GtkBox             *box,
                                  const MootDuesCase *data);
void moot_pay_lines_fill_notices (GtkBox             *box,
                                  const MootDuesCase *data);

G_END_DECLS
