/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * MootDeadline:
 * @MOOT_DEADLINE_CLOSES: a vote that is open now
 * @MOOT_DEADLINE_OPENS: a vote that is announced
 * @MOOT_DEADLINE_TALKS: a discussion that must come first
 *
 * What a moment is the end of; each has sentences of its own.
 */
typedef enum
{
  MOOT_DEADLINE_CLOSES,
  MOOT_DEADLINE_OPENS,
  MOOT_DEADLINE_TALKS,
} MootDeadline;

#define MOOT_N_DEADLINES (MOOT_DEADLINE_TALKS + 1)

char *moot_moment_text_dup_moment   (gint64       time_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_moment_text_dup_zones    (gint64       time_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_moment_text_dup_day      (gint64       day_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_moment_text_dup_closed   (gint64       time_ms) G_GNUC_WARN_UNUSED_RESULT;
char *moot_moment_text_dup_deadline (MootDeadline deadline,
                                     gint64       time_ms) G_GNUC_WARN_UNUSED_RESULT;

guint moot_moment_text_get_fresh_seconds (gint64 time_ms);

G_END_DECLS
