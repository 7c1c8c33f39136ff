/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-status-store.h"
#include "moot-text.h"

G_BEGIN_DECLS

/**
 * MootStatusForm:
 * @draft: what was asked for; points into the other members
 *
 * A request for a new or changed status, checked and understood.
 */
typedef struct
{
  MootStatusDraft draft;
  char *text;
  char *spoiler_text;
  char *language;
  MootText *understood;
  GArray *mention_ids;
  GArray *attachment_ids;
  GPtrArray *notes; /* of MootParams, what `media_notes` points into */
  GArray *media_notes;
  MootPollDraft poll;
} MootStatusForm;

gboolean moot_status_form_read  (MootStatusForm  *self,
                                 MootExchange    *exchange,
                                 gint64           status_id,
                                 gint64           now,
                                 GError         **error);
void     moot_status_form_clear (MootStatusForm  *self);

char *moot_status_form_dup_digest (const MootExchange *exchange) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootStatusForm, moot_status_form_clear)

G_END_DECLS
