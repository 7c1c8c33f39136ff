/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status-display.h"
#include "moot-status.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_QUOTE_CARD (moot_quote_card_get_type ())

G_DECLARE_FINAL_TYPE (MootQuoteCard, moot_quote_card, MOOT, QUOTE_CARD, GtkWidget)

/**
 * MootQuoteCard:
 *
 * The post that another one quotes, or why it is not to be seen.
 *
 * Signal: `grow`, before it becomes higher or lower by itself.
 */

GtkWidget *moot_quote_card_new (MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

void moot_quote_card_set_quote (MootQuoteCard   *self,
                                MootStatusQuote *quote);

char *moot_quote_dup_description (MootStatusQuote   *quote,
                                  MootStatusDisplay *display) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
