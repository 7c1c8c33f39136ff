/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-dues-case.h"

G_BEGIN_DECLS

void  moot_pay_lines_fill        (GtkBox             *box,
                                  const MootDuesCase *data);
char *moot_pay_lines_dup_notices (const MootDuesCase *data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
