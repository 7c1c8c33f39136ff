/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-exchange.h"
#include "moot-status-store.h"

G_BEGIN_DECLS

#define MOOT_N_TERMS 4

/**
 * MootStatusTerms:
 * @quoted_id: what it quotes, 0 for nothing
 * @words: who may do what, as policies keep it; %NULL where the author did not say
 * @asking: who may if the author agrees
 * @asks_id: what it answers if the author of that wants to be asked, 0 if not; then the rest is
 *   what it will be like, and what is made is for its author alone
 *
 * What an author says of a new status beside its text.
 */
typedef struct
{
  gint64 quoted_id;
  char *words[MOOT_N_TERMS];
  char *asking[MOOT_N_TERMS];
  gint64 asks_id;
  MootVisibility visibility;
  const gint64 *mention_ids;
  gsize n_mentions;
} MootStatusTerms;

gboolean moot_status_terms_read    (MootStatusTerms        *self,
                                    MootExchange           *exchange,
                                    MootStatusDraft        *draft,
                                    GError                **error);
gboolean moot_status_terms_publish (const MootStatusTerms  *self,
                                    MootDb                 *db,
                                    const MootSite         *site,
                                    gint64                  status_id,
                                    gint64                  now,
                                    GError                **error);
void     moot_status_terms_clear   (MootStatusTerms        *self);

const char *moot_quote_policy_get_words (const char *name);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (MootStatusTerms, moot_status_terms_clear)

G_END_DECLS
