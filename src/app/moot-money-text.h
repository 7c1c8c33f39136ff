/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *moot_money_text_dup         (gint64      minor,
                                       const char *currency) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_money_text_parse       (const char *text,
                                       const char *currency,
                                       gint64     *out_minor);
char     *moot_money_text_dup_refusal (const char *text,
                                       const char *currency,
                                       gint64      least_minor) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
