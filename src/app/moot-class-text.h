/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"

G_BEGIN_DECLS

GStrv moot_class_text_dup_sentences (const MootDecisionClass *decision,
                                     const char *currency)
  G_GNUC_WARN_UNUSED_RESULT;
const char *moot_class_text_get_ballot   (MootBallotLevel          level);
const char *moot_class_text_get_obstacle (const MootDecisionClass *decision);

G_END_DECLS
