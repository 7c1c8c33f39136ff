/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_MONEY_MAX ((gint64) 1000000000000000) /* so that 4096 of them fit in 63 bits */
#define MOOT_CURRENCY_SIZE 4                       /* three letters and the closing zero */

gboolean moot_currency_is_valid   (const char *currency);
int      moot_currency_get_digits (const char *currency);

gboolean  moot_money_parse  (const char  *text,
                             const char  *currency,
                             gint64      *out_minor,
                             GError     **error);
char     *moot_money_format (gint64       minor,
                             const char  *currency) G_GNUC_WARN_UNUSED_RESULT;
gboolean  moot_money_add    (gint64       a,
                             gint64       b,
                             gint64      *out_sum);

G_END_DECLS
