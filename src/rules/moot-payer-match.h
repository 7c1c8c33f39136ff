/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-statement.h"

G_BEGIN_DECLS

#define MOOT_MATCH_CERTAIN 80 /* from here on a treasurer may confirm many at once */

/**
 * MootMatch:
 * @member_id: 0 for nobody
 * @method: `reference`, `account`, `number` or `name`
 * @score: how sure that is, of 100
 *
 * Whose payment a line is, and why.
 */
typedef struct
{
  gint64 member_id;
  const char *method;
  int score;
} MootMatch;

typedef struct _MootPayerMatch MootPayerMatch;

MootPayerMatch *moot_payer_match_new  (void) G_GNUC_WARN_UNUSED_RESULT;
void            moot_payer_match_free (MootPayerMatch          *self);
void            moot_payer_match_add  (MootPayerMatch          *self,
                                       gint64                   member_id,
                                       const char              *reference,
                                       const char              *name,
                                       gint64                   amount_minor);
MootMatch       moot_payer_match_find (const MootPayerMatch    *self,
                                       const MootStatementLine *line,
                                       gint64                   known_payer_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MootPayerMatch, moot_payer_match_free)

G_END_DECLS
