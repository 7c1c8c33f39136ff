/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

const char *moot_error_text_get_icon     (const GError *error);
const char *moot_error_text_get_title    (const GError *error);
char       *moot_error_text_dup_sentence (const GError *error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
