/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define MOOT_PAYMENT_BODY_MAX 21        /* ISO 11649: 25 with RF and its check digits */
#define MOOT_PAYMENT_MEMBER_BODY_MAX 14 /* so that UK Faster Payments' 18 are enough */
#define MOOT_PAYMENT_TEXT_MAX 1024      /* what a bank hands on; more is not searched */

char *moot_payment_reference_new        (const char *body) G_GNUC_WARN_UNUSED_RESULT;
char *moot_payment_reference_new_member (gint64      member_no) G_GNUC_WARN_UNUSED_RESULT;

gboolean  moot_payment_reference_is_valid (const char *reference);
char     *moot_payment_reference_format   (const char *reference) G_GNUC_WARN_UNUSED_RESULT;
char     *moot_payment_reference_find     (const char *text) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_iban_is_valid (const char *iban);

G_END_DECLS
