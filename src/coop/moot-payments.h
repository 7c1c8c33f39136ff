/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-coop-context.h"
#include "moot-membership.h"
#include "moot-payment.h"

G_BEGIN_DECLS

#define MOOT_PAYMENT_TEXT_LIMIT 140 /* characters a bank hands on */

/**
 * MootPaymentDraft:
 * @member_id: who paid; 0 when @reference says it
 * @reference: (nullable): the member's payment reference
 * @amount_minor: more than nothing
 * @currency: (nullable): must be the co-op's
 * @received_on: the day, as the database keeps it; 0 for today
 * @method: (nullable): `bank_transfer`, `cash`, `card`, `open_collective` or `other`
 * @bank_ref: (nullable): what the bank calls it; the same one is never recorded twice
 * @payer_name: (nullable): as the bank says
 * @source_kind: (nullable): `import` for a line of the bank, else it is written down by hand
 * @import_id: of which import
 * @line_id: which line of it
 * @match_method: (nullable): how the line was found to be the member's
 * @match_score: how sure that was, of 100
 *
 * Money that came in, as a treasurer writes it down.
 */
typedef struct
{
  gint64 member_id;
  const char *reference;
  gint64 amount_minor;
  const char *currency;
  gint64 received_on;
  const char *method;
  const char *bank_ref;
  const char *payer_name;
  const char *source_kind;
  gint64 import_id;
  gint64 line_id;
  const char *match_method;
  gint64 match_score;
} MootPaymentDraft;

gint64   moot_payments_record  (const MootCoopContext   *context,
                                const MootActor         *actor,
                                const MootPaymentDraft  *draft,
                                GError                 **error);
gboolean moot_payments_reverse (const MootCoopContext   *context,
                                const MootActor         *actor,
                                gint64                   id,
                                GError                 **error);

MootPayment *moot_payments_load (const MootCoopContext  *context,
                                 gint64                  id,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray   *moot_payments_list (const MootCoopContext  *context,
                                 gint64                  member_id,
                                 GError                **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
