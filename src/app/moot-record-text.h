/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-status.h"

G_BEGIN_DECLS

/**
 * MootRecordText:
 * @heading: what it is
 * @facts: (nullable): sentences, a line each
 * @doubts: (nullable): what the reader must know before believing it, a line each
 * @button: (nullable) (transfer none): what can be done about it
 * @action: (nullable) (transfer none): what @button does, an action that takes a text
 * @target: (nullable): that text
 *
 * What a co-op states beside a post of its group, in words.
 */
typedef struct
{
  char *heading;
  char *facts;
  char *doubts;
  const char *button;
  const char *action;
  char *target;
} MootRecordText;

MootRecordText *moot_record_text_new  (MootStatus     *status,
                                       gint64          now) G_GNUC_WARN_UNUSED_RESULT;
void            moot_record_text_free (MootRecordText *self);

char *moot_record_text_dup_description (MootStatus *status,
                                        gint64      now) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootRecordText, moot_record_text_free)

G_END_DECLS
