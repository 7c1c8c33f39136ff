/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-json.h"

G_BEGIN_DECLS

#define MOOT_BYLAWS_TEXT_MAX ((gsize) 64 * 1024) /* 32 classes need less than a quarter of it */

MootBylaws *moot_bylaws_from_json (JsonObject        *object,
                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
MootBylaws *moot_bylaws_from_text (const char        *text,
                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_bylaws_to_text   (const MootBylaws  *self) G_GNUC_WARN_UNUSED_RESULT;
void        moot_bylaws_write     (const MootBylaws  *self,
                                   MootJsonWriter    *writer);

void moot_decision_class_write (const MootDecisionClass *self,
                                MootJsonWriter          *writer);

gboolean moot_decision_class_from_proposal (JsonObject               *rule,
                                            JsonObject               *quorum,
                                            MootDecisionClass        *out_class,
                                            GError                  **error);
void     moot_decision_rule_write          (const MootDecisionClass  *self,
                                            MootJsonWriter           *writer);
void     moot_quorum_write                 (const MootQuorum         *self,
                                            gint64                    n_eligible,
                                            MootJsonWriter           *writer);

G_END_DECLS
