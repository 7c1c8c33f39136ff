/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-client.h"

G_BEGIN_DECLS

#define MOOT_TYPE_PAYMENT_FORM (moot_payment_form_get_type ())

G_DECLARE_FINAL_TYPE (MootPaymentForm, moot_payment_form, MOOT, PAYMENT_FORM, GtkWidget)

/**
 * MootPaymentForm:
 *
 * Where the treasurer writes down that somebody paid.  Signal: `recorded`.
 */

void moot_payment_form_set_members (MootPaymentForm *self,
                                    MootClient      *client,
                                    GPtrArray       *members,
                                    const char      *currency);

G_END_DECLS
