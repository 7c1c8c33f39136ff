/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-effect-list.h"

G_BEGIN_DECLS

void moot_effect_preview_fill  (GtkBox                  *box,
                                MootEffectList          *effects,
                                const MootDecisionClass *class);
void moot_effect_preview_write (GtkBox                  *box,
                                const char *const       *sentences,
                                int                      challenge_days);

guint moot_effect_preview_show (GtkBox            *box,
                                const char        *effect,
                                MootEffectSetting *setting,
                                int                challenge_days);

G_END_DECLS
