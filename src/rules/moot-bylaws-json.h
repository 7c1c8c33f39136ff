/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include <json-glib/json-glib.h>

#include "moot-bylaws.h"

G_BEGIN_DECLS

#define MOOT_BYLAWS_TEXT_MAX ((gsize) 64 * 1024) /* 32 classes need less than a tenth of it */

MootBylaws *moot_bylaws_from_json (JsonObject        *object,
                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *moot_bylaws_to_json   (const MootBylaws  *self) G_GNUC_WARN_UNUSED_RESULT;

MootBylaws *moot_bylaws_from_text (const char        *text,
                                   GError           **error) G_GNUC_WARN_UNUSED_RESULT;
char       *moot_bylaws_to_text   (const MootBylaws  *self) G_GNUC_WARN_UNUSED_RESULT;

JsonObject *moot_decision_class_to_json (const MootDecisionClass *self) G_GNUC_WARN_UNUSED_RESULT;

JsonObject *moot_decision_rule_to_json (const MootDecisionClass *self) G_GNUC_WARN_UNUSED_RESULT;

JsonObject *moot_quorum_to_json (const MootQuorum *self,
                                 gint64            n_eligible) G_GNUC_WARN_UNUSED_RESULT;

gboolean moot_decision_class_from_proposal (JsonObject         *rule,
                                            JsonObject         *quorum,
                                            MootDecisionClass  *out_class,
                                            GError            **error);

G_END_DECLS
