/* SPDX-License-Identifier: AGPL-3.0-or-later
 * SPDX-FileCopyrightText: The Folkmoot authors */

#pragma once

#include "moot-effect-sort.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define MOOT_TYPE_EFFECT_FORM (moot_effect_form_get_type ())

G_DECLARE_FINAL_TYPE (MootEffectForm, moot_effect_form, MOOT, EFFECT_FORM, GtkWidget)

/**
 * MootEffectForm:
 *
 * The fields of one effect of a proposal.
 *
 * Signals: `changed`; `removed` when it is not wanted any more.
 */

GtkWidget *moot_effect_form_new (const MootEffectSort *sort,
                                 MootEffectSetting    *setting) G_GNUC_WARN_UNUSED_RESULT;

const MootEffectSort *moot_effect_form_get_sort   (MootEffectForm *self);
GHashTable           *moot_effect_form_dup_values (MootEffectForm *self) G_GNUC_WARN_UNUSED_RESULT;
void                  moot_effect_form_set_values (MootEffectForm *self,
                                                   GHashTable     *values);

G_END_DECLS
