/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-bylaws.h"
#include "moot-json.h"

G_BEGIN_DECLS

gboolean moot_bylaws_read_reminders  (JsonObject                 *object,
                                      MootDecisionClass          *class,
                                      GError                    **error);
void     moot_bylaws_put_reminders   (const MootDecisionClass    *class,
                                      MootJsonWriter             *writer);
gboolean moot_bylaws_read_powers     (JsonObject                 *object,
                                      MootBylaws                 *self,
                                      GError                    **error);
void     moot_bylaws_put_powers      (const MootBylaws           *self,
                                      MootJsonWriter             *writer);
void     moot_bylaws_write_role      (const MootBylawRole        *self,
                                      MootJsonWriter             *writer);
void     moot_bylaws_write_emergency (const MootEmergencyPowers  *self,
                                      MootJsonWriter             *writer);
void     moot_bylaws_write_admission (const MootAdmission        *self,
                                      MootJsonWriter             *writer);

gboolean moot_reminders_read_hours (JsonNode  *node,
                                    int        out_hours[MOOT_DECISION_REMINDERS_MAX],
                                    guint     *out_n_hours,
                                    GError   **error);

G_END_DECLS
