/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <gtk/gtk.h>

#include "moot-record-text.h"

G_BEGIN_DECLS

#define MOOT_TYPE_RECORD_CARD (moot_record_card_get_type ())
G_DECLARE_FINAL_TYPE (MootRecordCard, moot_record_card, MOOT, RECORD_CARD, GtkWidget)

/**
 * MootRecordCard:
 *
 * What a co-op states beside a post of its group: a proposal or a decision, and where to go on.
 */

GtkWidget *moot_record_card_new (void) G_GNUC_WARN_UNUSED_RESULT;

void moot_record_card_set_text (MootRecordCard       *self,
                                const MootRecordText *text);

G_END_DECLS
