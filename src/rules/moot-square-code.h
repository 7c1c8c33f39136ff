/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_SQUARE_CODE_VERSION_MAX 13 /* EPC069-12 */

char *moot_square_code_write_svg (const char  *text,
                                  GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
