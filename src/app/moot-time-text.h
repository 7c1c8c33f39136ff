/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *moot_time_text_relative (gint64 time_ms,
                               gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_time_text_spoken   (gint64 time_ms,
                               gint64 now_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_time_text_absolute (gint64 time_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_time_text_left     (gint64 left_ms) G_GNUC_WARN_UNUSED_RESULT;

char *moot_count_text (gint64 count) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
